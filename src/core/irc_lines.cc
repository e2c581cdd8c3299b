// SPDX-License-Identifier: MIT
#include "core/irc_lines.h"

#include "base/strings.h"
#include "core/multiline.h"
#include "wire/graphemes.h"
#include "wire/pieces.h"

#include <algorithm>
#include <string_view>

namespace hubbub::core {

namespace {

using wire::Part;
using wire::Parts;

constexpr std::string_view action_start = "\x01"
                                          "ACTION ";
constexpr std::string_view action_end = "\x01";
constexpr std::size_t most_repeated = 256; // bytes of client tags
constexpr std::string_view concat_tag = "draft/multiline-concat";

bool is_speech(const wire::Line& line)
{
    return line.parameters.size() == 2 && (line.command == "PRIVMSG" || line.command == "NOTICE");
}

std::size_t room_for_text(const wire::Line& line)
{
    return core::room_for_text(line.source, line.command, line.parameters[0]);
}

// visit(piece, how it is joined to what comes before), for each piece of text that fits into room
// bytes, in order: first as its author broke it, then between words and graphemes.
enum class Joined { start, by_line_feed, directly };

template <typename Visit>
void each_piece(std::string_view text, std::size_t room, Visit&& visit)
{
    Joined joined = Joined::start;
    while (true) {
        const std::size_t end = std::min(find_any(text, "\n\r"), text.size());
        std::string_view rest = text.substr(0, end);
        do { // once for an empty line too
            const std::string_view piece =
                wire::split_for_wire(rest, std::max<std::size_t>(room, 1));
            visit(piece, joined);
            joined = Joined::directly;
            rest.remove_prefix(piece.size());
        } while (!rest.empty());
        if (end == text.size()) {
            return;
        }
        joined = text[end] == line_feed ? Joined::by_line_feed : Joined::directly;
        text.remove_prefix(end + 1);
    }
}

// The id is on the first piece alone, so that nobody takes them for several messages of one id.
// IRCv3 draft/multiline, "Fallback" and "Message ids". Client tags are on each, unless they are so
// large that many short lines would be many times what came in.
void encode_pieces(const wire::Line& line, wire::Parts shown, std::string& out)
{
    std::string_view text = line.parameters[1];
    const bool action = text.starts_with(action_start) && text.ends_with(action_end);
    const std::size_t wrapping = action ? action_start.size() + action_end.size() : 0;
    if (action) {
        text = text.substr(action_start.size(), text.size() - wrapping);
    }
    const bool small = line.client_tags.size() <= most_repeated;
    const std::size_t room = room_for_text(line);
    each_piece(text, room > wrapping ? room - wrapping : 1, [&](std::string_view piece, Joined) {
        if (piece.empty()) {
            return;
        }
        const std::string wrapped =
            action ? concat({action_start, piece, action_end}) : std::string(piece);
        wire::Line one = line;
        one.parameters = {line.parameters[0], wrapped};
        one.trailing = true;
        wire::encode(one, shown, out);
        shown = shown - (small ? Parts(Part::msgid) : Part::msgid | Part::client_tags);
    });
}

// IRCv3 draft/multiline. The message's id, which is unique, names the batch.
void encode_batch(const wire::Line& line, wire::Parts shown, std::string& out)
{
    const std::string reference(line.msgid);
    const std::string opening = "+" + reference;
    const std::string closing = "-" + reference;
    wire::Line batch = line;
    batch.command = "BATCH";
    batch.parameters = {opening, "draft/multiline", line.parameters[0]};
    batch.trailing = false;
    wire::encode(batch, shown, out);

    each_piece(line.parameters[1], room_for_text(line), [&](std::string_view piece, Joined joined) {
        wire::Line one(line.source, line.command, {line.parameters[0], piece});
        one.trailing = true;
        one.batch = reference;
        one.client_tags = joined == Joined::directly ? concat_tag : std::string_view{};
        wire::encode(one, Part::batch | Part::client_tags, out);
    });

    wire::Line end(line.source, "BATCH", {closing});
    end.batch = line.batch;
    wire::encode(end, shown & Parts(Part::batch), out);
}

// ":" source SP command *( SP parameter ) CR LF, with a colon before the last
std::size_t size_of(const wire::Line& line)
{
    std::size_t size = line.source.size() + line.command.size() + 5;
    for (const std::string_view parameter : line.parameters) {
        size += parameter.size() + 1;
    }
    return size;
}

// What is no speech and yet too long for a line ends early, between two graphemes.
void encode_cut(const wire::Line& line, wire::Parts shown, std::string& out)
{
    const std::size_t size = size_of(line);
    const std::string_view last = line.parameters.back();
    if (size <= wire::max_line || size - wire::max_line >= last.size()) {
        return wire::encode(line, shown, out);
    }
    const std::size_t room = last.size() - (size - wire::max_line);
    std::size_t end = 0;
    for (std::size_t next = wire::first_grapheme(last); next != 0 && end + next <= room;
         next = wire::first_grapheme(last.substr(end))) {
        end += next;
    }
    wire::Line shorter = line;
    shorter.parameters = {};
    for (std::size_t i = 0; i + 1 < line.parameters.size(); ++i) {
        shorter.parameters.push_back(line.parameters[i]);
    }
    shorter.parameters.push_back(last.substr(0, end));
    wire::encode(shorter, shown, out);
}

} // namespace

// ":" source SP command SP target SP ":" text CR LF
std::size_t room_for_text(std::string_view source, std::string_view command,
                          std::string_view target)
{
    const std::size_t around = source.size() + command.size() + target.size() + 7;
    return around < wire::max_line ? wire::max_line - around : 0;
}

bool fits_one_line(const wire::Line& line)
{
    const std::string_view text = line.parameters[1];
    return text.size() <= room_for_text(line) && find_any(text, "\n\r") == std::string_view::npos;
}

void encode_irc(const wire::Line& line, wire::Parts shown, std::string& out)
{
    if (!is_speech(line)) {
        encode_cut(line, shown, out);
    } else if (fits_one_line(line)) {
        wire::encode(line, shown, out);
    } else if (shown.has(Part::multiline) && !line.msgid.empty()) {
        encode_batch(line, shown, out);
    } else {
        encode_pieces(line, shown, out);
    }
}

std::string joined_text(std::string_view text)
{
    std::string whole(text);
    std::erase(whole, soft_break);
    return whole;
}

} // namespace hubbub::core
