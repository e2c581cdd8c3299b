// SPDX-License-Identifier: MIT
#include "wire/tags.h"

#include "base/strings.h"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

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
    append_escaped(out, value);
    return out;
}

void append_escaped(std::string& out, std::string_view value)
{
    for (const char c : value) {
        const std::size_t place = escaped_bytes.find(c);
        if (place == std::string_view::npos) {
            out += c;
        } else {
            out += '\\';
            out += letters[place];
        }
    }
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

bool is_denied(const DeniedTags& denied, std::string_view key)
{
    const std::string_view name = key.substr(key.starts_with('+') ? 1 : 0);
    const auto lists = [&](std::string_view entry) {
        return std::find(denied.begin(), denied.end(), entry) != denied.end();
    };
    return lists(name) || (lists("*") && !lists(concat({"-", name})));
}

namespace {

// A key is passed on once: of several the last counts. IRCv3 message-tags, "Format".
std::vector<Tag> last_of_each_key(std::vector<Tag> tags)
{
    if (tags.size() > 1) {
        std::set<std::string_view> seen;
        const auto kept = std::remove_if(tags.rbegin(), tags.rend(), [&](const Tag& tag) {
            return !seen.insert(tag.key).second;
        });
        tags.erase(tags.begin(), kept.base());
    }
    return tags;
}

} // namespace

std::string client_only_tags(std::string_view tags, const DeniedTags& denied)
{
    std::vector<Tag> passed;
    for (Tag tag; next_tag(tags, tag);) {
        if (tag.is_client_only() && !is_denied(denied, tag.key)) {
            passed.push_back(tag);
        }
    }
    std::string out;
    for (const Tag& tag : last_of_each_key(std::move(passed))) {
        out += concat({out.empty() ? "" : ";", tag.key});
        if (!tag.value.empty()) {
            out += concat({"=", tag.value});
        }
    }
    return out;
}

} // namespace hubbub::wire
