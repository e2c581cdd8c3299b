// SPDX-License-Identifier: MIT
// The plain door's input: the same lines however the bytes are cut, each safe to show.
#include "base/ensure.h"
#include "daemon/plain_input.h"
#include "daemon/plain_lines.h"
#include "wire/safe_text.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace {

using hubbub::daemon::PlainInput;

std::vector<std::string> lines_of(std::string_view bytes, std::size_t piece)
{
    PlainInput input;
    while (!bytes.empty()) {
        const std::string_view some = bytes.substr(0, piece);
        if (!input.feed(some)) {
            break;
        }
        bytes.remove_prefix(some.size());
    }
    input.end();
    std::vector<std::string> lines;
    while (input.has_line()) {
        const PlainInput::Line line = input.take_line();
        HUBBUB_ENSURE(hubbub::wire::SafeText::from_network(line.text).text() == line.text);
        HUBBUB_ENSURE(line.text.size() <= PlainInput::longest_text);
        lines.push_back(line.text);
    }
    return lines;
}

void check_shown(std::string_view text)
{
    const hubbub::wire::Line line("alice!a@h", "PRIVMSG", {"#room", text});
    const std::string shown =
        hubbub::daemon::plain_line(line, {"me", "#room", hubbub::daemon::TimeStyle::off});
    if (shown.empty()) {
        return;
    }
    HUBBUB_ENSURE(shown.find('\x1b') == std::string::npos);
    std::string_view rest = shown; // a line of the message each, all with their head
    while (!rest.empty()) {
        const std::size_t end = rest.find("\r\n");
        HUBBUB_ENSURE(end != std::string_view::npos);
        const std::string_view one = rest.substr(0, end);
        HUBBUB_ENSURE(one.find_first_of("\r\n") == std::string_view::npos);
        HUBBUB_ENSURE(one.starts_with("<alice> ") || one.starts_with("* alice "));
        rest.remove_prefix(end + 2);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    HUBBUB_ENSURE(size > 8000 || lines_of(bytes, 1) == lines_of(bytes, 7));
    check_shown(bytes);
    return 0;
}
