// SPDX-License-Identifier: MIT
// Bytes to lines to messages, as a client sends them: whatever the cuts, the same lines come out;
// what parses is encoded to one line that parses to the same.
#include "base/ensure.h"
#include "wire/line.h"
#include "wire/mask.h"
#include "wire/message.h"
#include "wire/names.h"
#include "wire/splitter.h"
#include "wire/tags.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace hubbub;
using namespace hubbub::wire;

constexpr std::size_t longest_name = 64;

// What is found in input that comes in pieces of that size; a flood ends it.
std::vector<std::string> lines_of(std::string_view input, std::size_t piece)
{
    Splitter splitter({.longest_line = 60, .longest_tags = 40, .longest_wait = 200});
    std::vector<std::string> lines;
    std::string buffer;
    while (!input.empty()) {
        buffer += input.substr(0, piece);
        input.remove_prefix(std::min(piece, input.size()));
        std::string_view bytes = buffer;
        std::string_view line;
        for (;;) {
            const Splitter::Found found = splitter.next(bytes, line);
            if (found == Splitter::Found::flood) {
                lines.emplace_back("flood");
                return lines;
            }
            if (found == Splitter::Found::none) {
                break;
            }
            lines.push_back((found == Splitter::Found::line ? "1" : "0") + std::string(line));
        }
        buffer.erase(0, buffer.size() - bytes.size());
    }
    return lines;
}

void check_tags(std::string_view tags)
{
    for (Tag tag; next_tag(tags, tag);) {
        HUBBUB_ENSURE(!tag.key.empty());
        const std::string value = unescape_tag_value(tag.value);
        HUBBUB_ENSURE(unescape_tag_value(escape_tag_value(value)) == value);
    }
}

void check_round_trip(const Message& message)
{
    Line line;
    line.source = "somebody"; // so that a command of "@x" or ":x" is not taken for tags or source
    line.command = message.command;
    line.parameters = message.parameters;
    line.client_tags = message.tags;
    std::string bytes;
    encode(line, Part::client_tags, bytes);
    HUBBUB_ENSURE(bytes.find_first_of("\r\n") == bytes.size() - 2);

    Message again;
    HUBBUB_ENSURE(parse(std::string_view(bytes).substr(0, bytes.size() - 2), again) ==
                  ParseError::none);
    HUBBUB_ENSURE(again.tags == message.tags);
    HUBBUB_ENSURE(again.command == message.command);
    HUBBUB_ENSURE(std::equal(again.parameters.begin(), again.parameters.end(),
                             message.parameters.begin(), message.parameters.end()));
}

void check_names(const Parameters& parameters)
{
    for (const std::string_view text : parameters) {
        if (is_nick(text, longest_name)) {
            HUBBUB_ENSURE(text.find_first_of("<>*#@ ") == std::string_view::npos);
        }
        HUBBUB_ENSURE(!tidy_username(text, longest_name).empty());
        const std::string mask = complete_mask(text);
        HUBBUB_ENSURE(mask.find('!') != std::string::npos && mask.find('@') != std::string::npos);
        HUBBUB_ENSURE(complete_mask(mask) == mask);
        HUBBUB_ENSURE(matches("*", text));
        static_cast<void>(matches(text, parameters.back()));
        WallTime time;
        if (parse_time(text, time)) {
            WallTime again;
            HUBBUB_ENSURE(parse_time(format_time(time), again) && again == time);
        }
    }
}

void check_line(std::string_view line)
{
    Message message;
    if (parse(line, message) != ParseError::none) {
        return;
    }
    HUBBUB_ENSURE(!message.command.empty());
    check_tags(message.tags);
    check_round_trip(message);
    check_names(message.parameters);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0) {
        return 0;
    }
    const std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::size_t piece = data[0] == 0 ? 1 : data[0];
    const auto lines = lines_of(input, std::max<std::size_t>(input.size(), 1));
    HUBBUB_ENSURE(lines == lines_of(input, piece));
    for (const std::string& line : lines) {
        check_line(std::string_view(line).substr(1));
    }
    check_line(input);
    return 0;
}
