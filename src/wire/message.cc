// SPDX-License-Identifier: MIT
#include "wire/message.h"

#include "base/strings.h"

#include <algorithm>

namespace hubbub::wire {

namespace {

constexpr std::string_view forbidden{"\0\r\n", 3};

void skip_spaces(std::string_view& rest)
{
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
}

// A word that starts with mark, without it; leaves rest at the next word.
std::string_view take_marked(std::string_view& rest, char mark)
{
    if (!rest.starts_with(mark)) {
        return {};
    }
    rest.remove_prefix(1);
    const std::string_view word = cut(rest, ' ');
    skip_spaces(rest);
    return word;
}

void take_parameters(std::string_view rest, Parameters& parameters)
{
    skip_spaces(rest);
    while (!rest.empty()) {
        if (rest.front() == ':') {
            parameters.push_back(rest.substr(1));
            return;
        }
        if (parameters.size() + 1 == Parameters::most) {
            parameters.push_back(rest);
            return;
        }
        parameters.push_back(cut(rest, ' '));
        skip_spaces(rest);
    }
}

} // namespace

ParseError parse(std::string_view line, Message& out)
{
    out = Message{};
    if (find_any(line, forbidden) != std::string_view::npos) {
        return ParseError::malformed;
    }
    std::string_view rest = line;
    skip_spaces(rest);
    if (rest.empty()) {
        return ParseError::empty;
    }
    out.tags = take_marked(rest, '@');
    out.source = take_marked(rest, ':');
    out.command = cut(rest, ' ');
    if (out.command.empty()) {
        return ParseError::malformed;
    }
    take_parameters(rest, out.parameters);
    return ParseError::none;
}

std::string_view quit_reason(std::string_view text)
{
    return trim(text) == "Quit:" ? std::string_view{} : text;
}

} // namespace hubbub::wire
