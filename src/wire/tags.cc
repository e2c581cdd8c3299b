// SPDX-License-Identifier: MIT
#include "wire/tags.h"

#include "base/strings.h"

namespace hubbub::wire {

namespace {

// Two strings of the same length: what is escaped, and the letter that stands for it.
constexpr std::string_view escaped_bytes = "; \\\r\n";
constexpr std::string_view letters = ":s\\rn";

} // namespace

bool next_tag(std::string_view& tags, Tag& out)
{
    while (!tags.empty()) {
        std::string_view tag = cut(tags, ';');
        out.key = cut(tag, '=');
        out.value = tag;
        if (!out.key.empty()) {
            return true;
        }
    }
    return false;
}

std::optional<std::string> find_tag(std::string_view tags, std::string_view key)
{
    std::optional<std::string> found;
    for (Tag tag; next_tag(tags, tag);) {
        if (tag.key == key) {
            found = unescape_tag_value(tag.value);
        }
    }
    return found;
}

std::string escape_tag_value(std::string_view value)
{
    std::string out;
    out.reserve(value.size());
    for (const char c : value) {
        const std::size_t place = escaped_bytes.find(c);
        if (place == std::string_view::npos) {
            out += c;
        } else {
            out += '\\';
            out += letters[place];
        }
    }
    return out;
}

std::string unescape_tag_value(std::string_view value)
{
    std::string out;
    out.reserve(value.size());
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] != '\\') {
            out += value[i];
            continue;
        }
        if (++i == value.size()) {
            break; // a lone backslash at the end is dropped
        }
        const std::size_t place = letters.find(value[i]);
        out += place == std::string_view::npos ? value[i] : escaped_bytes[place];
    }
    return out;
}

std::string client_only_tags(std::string_view tags)
{
    std::string out;
    for (Tag tag; next_tag(tags, tag);) {
        if (!tag.is_client_only()) {
            continue;
        }
        out += concat({out.empty() ? "" : ";", tag.key});
        if (!tag.value.empty()) {
            out += concat({"=", tag.value});
        }
    }
    return out;
}

} // namespace hubbub::wire
