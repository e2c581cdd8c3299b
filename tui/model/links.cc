// SPDX-License-Identifier: MIT
#include "tui/model/links.h"

#include "base/strings.h"

#include <algorithm>
#include <array>

namespace hubbub::tui::model {

namespace {

constexpr std::array<std::string_view, 4> schemes = {"https://", "http://", "ircs://", "irc://"};

// RFC 3986, appendix C: what stands around addresses in text.
std::string_view without_tail(std::string_view address)
{
    constexpr std::string_view marks = ".,;:!?'\"";
    while (!address.empty()) {
        const char last = address.back();
        const bool closes = last == ')' && std::count(address.begin(), address.end(), ')') >
                                               std::count(address.begin(), address.end(), '(');
        if (!closes && marks.find(last) == std::string_view::npos) {
            break;
        }
        address.remove_suffix(1);
    }
    return address;
}

std::size_t size_at(std::string_view rest)
{
    for (const std::string_view scheme : schemes) {
        if (!starts_with_ignoring_case(rest, scheme)) {
            continue;
        }
        const auto end = std::find_if(rest.begin(), rest.end(), [](char c) {
            return static_cast<unsigned char>(c) <= ' ' || c == '<' || c == '>' || c == '\x7f';
        });
        const std::string_view whole(rest.data(), static_cast<std::size_t>(end - rest.begin()));
        const std::size_t size = without_tail(whole).size();
        return size > scheme.size() ? size : 0;
    }
    return 0;
}

} // namespace

std::vector<Link> find_links(std::string_view text)
{
    std::vector<Link> links;
    for (std::size_t at = text.find("://"); at != std::string_view::npos;
         at = text.find("://", at + 1)) {
        for (const std::size_t back : {5U, 4U, 3U}) { // the length of a scheme's name
            const std::size_t start = at - std::min<std::size_t>(at, back);
            const std::size_t size = start + back == at ? size_at(text.substr(start)) : 0;
            const bool fresh = links.empty() || links.back().start + links.back().size <= start;
            if (size != 0 && fresh) {
                links.push_back({start, size});
                break;
            }
        }
    }
    return links;
}

} // namespace hubbub::tui::model
