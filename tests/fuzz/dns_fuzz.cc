// SPDX-License-Identifier: MIT
// Whatever a resolver sends: reading it stays within its bytes, and the telling of it is bounded
// and printable.
#include "base/ensure.h"
#include "tui/net/dns_message.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

// 255 octets, each as \DDD at worst.
void check_text(const std::string& text)
{
    HUBBUB_ENSURE(text.size() <= 4 * 255);
    HUBBUB_ENSURE(
        std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; }));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto message = hubbub::tui::net::read_dns_message(bytes);
    HUBBUB_ENSURE(message.has_value() == (size >= 12));
    if (!message) {
        return 0;
    }
    HUBBUB_ENSURE(message->questions.size() <= message->counts[0]);
    HUBBUB_ENSURE(message->answers.size() <= message->counts[1]);
    for (const auto& question : message->questions) {
        check_text(question.name);
    }
    for (const auto& record : message->answers) {
        check_text(record.name);
        check_text(record.value);
    }
    return 0;
}
