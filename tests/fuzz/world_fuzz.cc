// SPDX-License-Identifier: MIT
// The whole server, in memory: several people say anything in any order, some before the last line
// is settled, some hang up, time goes by. Conversation checks the invariants after every turn, and
// at the end that replaying the journal gives the same world.
#include "base/ensure.h"
#include "tests/support/conversation.h"
#include "wire/splitter.h"

#include <algorithm>
#include <chrono>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace {

hubbub::core::Settings with_an_operator()
{
    hubbub::core::Settings settings = hubbub::tests::Conversation::quiet_settings();
    hubbub::core::OperatorBlock root{"root", "secret", "*!*@*", {}};
    hubbub::core::add_privilege("all", root.privileges);
    settings.operators.push_back(root);
    return settings;
}

// As the IRC door sees it.
bool is_too_long(const std::string& line)
{
    const std::string ended = line + "\n";
    std::string_view bytes = ended;
    std::string_view found;
    hubbub::wire::Splitter splitter;
    return splitter.next(bytes, found) == hubbub::wire::Splitter::Found::too_long;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace hubbub::tests;
    constexpr std::size_t most = 4096;
    constexpr const char* caps =
        "batch labeled-response echo-message message-tags server-time "
        "draft/chathistory away-notify extended-join multi-prefix setname "
        "chghost extended-monitor draft/multiline standard-replies sasl "
        "draft/event-playback account-notify account-tag hubbub.chat/resend";
    std::string_view rest(reinterpret_cast<const char*>(data), std::min(size, most));
    Conversation net(with_an_operator());
    std::vector<Person> people = {net.joins("a", "#x", caps), net.joins("b", "#x"),
                                  net.registers("c", caps), net.connects()};
    people[2].says("OPER root secret");
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
        } else if (order == 253) {
            people[line.size() & 3U].stops_reading();
        } else if (order == 252) {
            people[line.size() & 3U].reads_again();
        } else if (is_too_long(line) && person.session() != nullptr) {
            person.overflows(line);
        } else if ((order & 4U) != 0) {
            person.mutters(line);
        } else {
            person.says(line);
        }
        for (Person& one : people) {
            for (const std::string& heard : one.hears_all()) {
                HUBBUB_ENSURE(heard.find('\r') == std::string::npos);
                const std::size_t tags = heard.starts_with('@') ? heard.find(' ') + 1 : 0;
                HUBBUB_ENSURE(heard.size() - tags <= 510);
            }
        }
    }
    return 0;
}
