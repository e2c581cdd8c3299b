// SPDX-License-Identifier: MIT
// The whole server, in memory: several people say anything in any order, some before the last line
// is settled, some hang up, time goes by. Conversation checks the invariants after every turn, and
// at the end that replaying the journal gives the same world.
#include "base/ensure.h"
#include "tests/support/conversation.h"

#include <algorithm>
#include <chrono>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace hubbub::tests;
    constexpr std::size_t most = 4096;
    constexpr const char* caps = "batch labeled-response echo-message message-tags server-time "
                                 "draft/chathistory away-notify extended-join multi-prefix setname";
    std::string_view rest(reinterpret_cast<const char*>(data), std::min(size, most));
    Conversation net;
    std::vector<Person> people = {net.joins("a", "#x", caps), net.joins("b", "#x"),
                                  net.registers("c", caps), net.connects()};
    while (!rest.empty()) {
        const auto order = static_cast<unsigned char>(rest.front());
        const std::string line(rest.substr(1, rest.find('\n') - 1));
        rest.remove_prefix(std::min(rest.find('\n'), rest.size() - 1) + 1);
        Person& person = people[order & 3U];
        if (order == 255) {
            person.hangs_up();
            person = net.connects();
        } else if (order == 254) {
            net.passes(std::chrono::seconds(70));
        } else if ((order & 4U) != 0) {
            person.mutters(line);
        } else {
            person.says(line);
        }
        for (Person& one : people) {
            for (const std::string& heard : one.hears_all()) {
                HUBBUB_ENSURE(heard.find('\r') == std::string::npos);
            }
        }
    }
    return 0;
}
