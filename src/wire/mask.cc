// SPDX-License-Identifier: MIT
#include "wire/mask.h"

#include "base/strings.h"

namespace hubbub::wire {

namespace {

// One element of the mask at place: how long it is, and whether it accepts the byte.
struct Element {
    std::size_t length;
    bool accepts;
};

Element element_at(std::string_view mask, std::size_t place, char byte)
{
    if (mask[place] == '?') {
        return {1, true};
    }
    if (mask[place] == '\\' && place + 1 < mask.size()) {
        return {2, ascii_lower(mask[place + 1]) == ascii_lower(byte)};
    }
    return {1, ascii_lower(mask[place]) == ascii_lower(byte)};
}

} // namespace

// The last "*" seen takes one byte more whenever what follows it does not fit: earlier ones need
// never be tried again.
bool matches(std::string_view mask, std::string_view text)
{
    constexpr std::size_t none = std::string_view::npos;
    std::size_t m = 0;
    std::size_t t = 0;
    std::size_t star = none;
    std::size_t taken = 0;
    while (t < text.size()) {
        if (m < mask.size() && mask[m] == '*') {
            star = m++;
            taken = t;
            continue;
        }
        if (m < mask.size()) {
            const Element element = element_at(mask, m, text[t]);
            if (element.accepts) {
                m += element.length;
                ++t;
                continue;
            }
        }
        if (star == none) {
            return false;
        }
        m = star + 1;
        t = ++taken;
    }
    return mask.find_first_not_of('*', m) == none;
}

bool has_wildcards(std::string_view text)
{
    return text.find_first_of("*?") != std::string_view::npos;
}

std::string complete_mask(std::string_view mask)
{
    const std::size_t bang = mask.find('!');
    const bool has_nick = bang != std::string_view::npos;
    const std::size_t at = mask.find('@', has_nick ? bang : 0);
    const bool has_host = at != std::string_view::npos;
    const auto or_any = [](std::string_view part) { return part.empty() ? "*" : part; };
    if (!has_nick && !has_host) {
        return concat({or_any(mask), "!*@*"});
    }
    const std::string_view nick = has_nick ? mask.substr(0, bang) : std::string_view{};
    const std::size_t user = has_nick ? bang + 1 : 0;
    const std::string_view host = has_host ? mask.substr(at + 1) : std::string_view{};
    return concat({or_any(nick), "!", or_any(mask.substr(user, has_host ? at - user : at)), "@",
                   or_any(host)});
}

} // namespace hubbub::wire
