// SPDX-License-Identifier: MIT
#include "core/irc_lines.h"

#include "base/strings.h"
#include "wire/text.h"

#include <algorithm>
#include <string_view>

namespace hubbub::core {

namespace {

constexpr std::string_view action_start = "\x01"
                                          "ACTION ";
constexpr std::string_view action_end = "\x01";

bool is_speech(const wire::Line& line)
{
    return line.parameters.size() == 2 && (line.command == "PRIVMSG" || line.command == "NOTICE");
}

// ":" source SP command SP target SP ":" text CR LF
std::size_t room_for_text(const wire::Line& line)
{
    const std::size_t around =
        line.source.size() + line.command.size() + line.parameters[0].size() + 7;
    return around < wire::max_line ? wire::max_line - around : 0;
}

void encode_piece(const wire::Line& line, std::string_view text, wire::Parts shown,
                  std::string& out)
{
    wire::Line piece = line;
    piece.parameters = {line.parameters[0], text};
    piece.trailing = true;
    wire::encode(piece, shown, out);
}

} // namespace

void encode_irc(const wire::Line& line, wire::Parts shown, std::string& out)
{
    const std::size_t room = is_speech(line) ? room_for_text(line) : 0;
    std::string_view text = line.parameters.back();
    if (!is_speech(line) || text.size() <= room) {
        wire::encode(line, shown, out);
        return;
    }

    const bool action = text.starts_with(action_start) && text.ends_with(action_end);
    const std::size_t wrapping = action ? action_start.size() + action_end.size() : 0;
    if (action) {
        text = text.substr(action_start.size(), text.size() - wrapping);
    }
    while (!text.empty()) {
        const std::string_view piece =
            wire::split_for_wire(text, std::max<std::size_t>(room - wrapping, 1));
        encode_piece(line, action ? concat({action_start, piece, action_end}) : std::string(piece),
                     shown, out);
        text.remove_prefix(piece.size());
    }
}

} // namespace hubbub::core
