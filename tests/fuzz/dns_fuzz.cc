// SPDX-License-Identifier: MIT
// Whatever a resolver sends: reading it stays within its bytes, and the telling of it is bounded
// and printable.
#include "base/ensure.h"
#include "tui/net/dns_story.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace {

// 255 octets, each as \DDD at worst.
void check_text(const std::string& text)
{
    HUBBUB_ENSURE(text.size() <= 4 * 255);
    HUBBUB_ENSURE(
        std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; }));
}

// A line for each question and record, and a few around them.
void check_telling(const hubbub::tui::net::DnsMessage& message)
{
    hubbub::tui::net::LookupStory story;
    story.name = "name";
    story.exchanges.resize(1);
    story.exchanges[0].asked = message;
    story.exchanges[0].answered = message;
    const std::vector<std::string> lines = hubbub::tui::net::tell(story);
    HUBBUB_ENSURE(lines.size() <= message.questions.size() + message.answers.size() + 12);
    for (const std::string& line : lines) {
        HUBBUB_ENSURE(line.size() <= 3 * 4 * 255);
        HUBBUB_ENSURE(
            std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c < 0x7f; }));
    }
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
    check_telling(*message);
    return 0;
}
