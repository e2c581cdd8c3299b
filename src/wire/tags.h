// SPDX-License-Identifier: MIT
// The tags in front of a line: ";"-separated keys with optional escaped values.
//
//   tag = [ "+" ] [ vendor "/" ] key [ "=" value ]
//
// IRCv3 message-tags, "Format" and "Escaping values".
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::wire {

// One tag as it stands in the line.
struct Tag {
    std::string_view key;   // with its "+", if it is a client-only tag
    std::string_view value; // still escaped; "key" and "key=" are the same

    bool is_client_only() const { return key.starts_with('+'); }
};

// Takes the next tag off the front of tags; false when none is left.
bool next_tag(std::string_view& tags, Tag& out);

// The unescaped value of the last tag with that key (the last wins), if there is one.
std::optional<std::string> find_tag(std::string_view tags, std::string_view key);

std::string escape_tag_value(std::string_view value);
void append_escaped(std::string& out, std::string_view value);
std::string unescape_tag_value(std::string_view value);

// Client-only tags that are not passed on, named without their "+": all of them after "*", but for
// those that follow with a "-". In the order and the form of ISUPPORT's CLIENTTAGDENY.
using DeniedTags = std::vector<std::string>;
bool is_denied(const DeniedTags& denied, std::string_view key);

// The client-only tags among tags, as they were sent, each key once: what may be passed on.
std::string client_only_tags(std::string_view tags, const DeniedTags& denied = {});

} // namespace hubbub::wire
