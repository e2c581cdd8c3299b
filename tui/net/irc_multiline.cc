// SPDX-License-Identifier: MIT
// A message of several lines, both ways, as one batch. Its lines stand below each other and share
// its id. IRCv3 draft/multiline.
#include "tui/net/heard.h"
#include "tui/net/irc.h"

#include "base/strings.h"
#include "wire/pieces.h"
#include "wire/tags.h"

#include <algorithm>
#include <vector>

namespace hubbub::tui::net {

namespace {

constexpr std::string_view concat_tag = "draft/multiline-concat";

// The tags of the batch, for each line of the message.
std::string tags_of(std::string_view tags)
{
    std::string kept;
    wire::Tag tag;
    while (wire::next_tag(tags, tag)) {
        if (tag.key != "batch") {
            kept += concat({kept.empty() ? "@" : ";", tag.key, "=", tag.value});
        }
    }
    return kept;
}

struct Whole {
    std::string command;
    std::vector<std::string> lines;
};

// What lines too long for the protocol were cut into is put together again.
Whole whole_of(const std::vector<std::string>& batched)
{
    Whole whole;
    for (const std::string& one : batched) {
        wire::Message message;
        if (wire::parse(one, message) != wire::ParseError::none ||
            (message.command != "PRIVMSG" && message.command != "NOTICE")) {
            continue;
        }
        whole.command = message.command;
        const bool joined = wire::find_tag(message.tags, concat_tag) && !whole.lines.empty();
        joined ? whole.lines.back() += message.parameters[1]
               : whole.lines.emplace_back(message.parameters[1]);
    }
    std::erase(whole.lines, std::string{});
    return whole;
}

std::size_t pieces_of(std::string_view text)
{
    std::size_t pieces = 1;
    while (text.size() > wire::longest_message) {
        text.remove_prefix(wire::split_for_wire(text, wire::longest_message).size());
        ++pieces;
    }
    return pieces;
}

} // namespace

// As if its lines had come one by one, each with the tags of the batch; into the page of history
// that it is part of, if it is.
void Irc::end_multiline(const Batch& batch)
{
    wire::Message opener;
    if (wire::parse(batch.opener, opener) != wire::ParseError::none) {
        return;
    }
    const Whole whole = whole_of(batch.lines);
    const std::string tags = tags_of(opener.tags);
    std::vector<std::string> lines;
    for (const std::string& text : whole.lines) {
        lines.push_back(concat({tags, tags.empty() ? ":" : " :", opener.source, " ", whole.command,
                                " ", batch.target, " :", text}));
    }
    const auto parent = batches_.find(batch.parent);
    if (parent != batches_.end() && parent->second.type == "chathistory") {
        std::move(lines.begin(), lines.end(), std::back_inserter(parent->second.lines));
        return;
    }
    const std::string label =
        batch.label.empty() && parent != batches_.end() ? parent->second.label : batch.label;
    bool is_shown = false;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        wire::Message message;
        if (wire::parse(lines[i], message) != wire::ParseError::none) {
            continue;
        }
        if (i == 0) {
            is_shown = is_echo(label, hear_speech(*this, network_, message));
        } else if (model::Buffer* buffer = is_shown ? network_.find(batch.target) : nullptr) {
            model_.note_said(*buffer, hear_speech(*this, network_, message).line());
        }
        if (!is_shown) {
            handle(*this, message);
        }
    }
}

void Irc::read_multiline_limits()
{
    network_.takes_lines = has(multiline_cap) && has("batch");
    most_bytes_ = 0;
    most_lines_ = 0;
    const auto offer = offered_.find(multiline_cap);
    if (offer == offered_.end()) {
        return;
    }
    for (std::string_view limit : split(offer->second, ',')) {
        const std::string_view key = cut(limit, '=');
        const std::size_t number = parse_number<std::size_t>(limit).value_or(0);
        if (key == "max-bytes") {
            most_bytes_ = number;
        } else if (key == "max-lines") {
            most_lines_ = number;
        }
    }
}

bool Irc::fits_multiline(std::string_view text) const
{
    std::size_t lines = 0;
    bool any = false;
    for (const std::string_view line : split(text, '\n')) {
        lines += pieces_of(line);
        any = any || !line.empty();
    }
    return any && network_.takes_lines && (most_bytes_ == 0 || text.size() <= most_bytes_) &&
           (most_lines_ == 0 || lines <= most_lines_);
}

void Irc::send_multiline(const OutgoingLine& line, std::string_view tags)
{
    const std::string reference = concat({"m", std::to_string(++last_batch_)});
    send(concat({tags, tags.empty() ? "" : " ", "BATCH +", reference, " ", multiline_cap, " ",
                 line.target}));
    for (std::string_view text : split(line.body, '\n')) {
        bool start = true;
        do {
            const std::string_view piece = wire::split_for_wire(text, wire::longest_message);
            text.remove_prefix(piece.size());
            send(concat({"@batch=", reference, start ? "" : ";", start ? "" : concat_tag,
                         " PRIVMSG ", line.target, " :", piece}));
            start = false;
        } while (!text.empty());
    }
    send(concat({"BATCH -", reference}));
}

} // namespace hubbub::tui::net
