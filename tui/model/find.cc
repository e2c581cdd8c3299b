// SPDX-License-Identifier: MIT
#include "tui/model/find.h"

#include "base/strings.h"

#include <algorithm>

namespace hubbub::tui::model {

LineMatch::LineMatch(std::string_view sought)
{
    if (!sought.starts_with('/')) {
        letters_ = to_lower(sought);
        return;
    }
    std::unique_ptr<regex_t, Free> made(new regex_t{});
    const std::string pattern(sought.substr(1));
    if (regcomp(made.get(), pattern.c_str(), REG_EXTENDED | REG_ICASE | REG_NOSUB) == 0) {
        expression_ = std::move(made);
    }
}

bool LineMatch::operator()(const ChatLine& line) const
{
    if (!letters_.empty()) {
        return holds(line.text, letters_) || holds(line.nick, letters_);
    }
    const std::string text(line.text);
    return expression_ != nullptr && regexec(expression_.get(), text.c_str(), 0, nullptr, 0) == 0;
}

std::optional<std::size_t> find_older(const Scrollback& lines, const LineMatch& match,
                                      std::size_t from)
{
    for (std::size_t index = std::min(from, lines.size()); index-- > 0;) {
        if (match(lines[index])) {
            return index;
        }
    }
    return std::nullopt;
}

std::optional<std::size_t> find_newer(const Scrollback& lines, const LineMatch& match,
                                      std::size_t from)
{
    for (std::size_t index = from + 1; index < lines.size(); ++index) {
        if (match(lines[index])) {
            return index;
        }
    }
    return std::nullopt;
}

bool holds_in_order(std::string_view name, std::string_view letters)
{
    for (const char c : name) {
        if (!letters.empty() && ascii_lower(c) == ascii_lower(letters.front())) {
            letters.remove_prefix(1);
        }
    }
    return letters.empty();
}

bool holds(std::string_view text, std::string_view low_letters)
{
    const auto found = std::search(text.begin(), text.end(), low_letters.begin(), low_letters.end(),
                                   [](char a, char b) { return ascii_lower(a) == b; });
    return found != text.end() || low_letters.empty();
}

} // namespace hubbub::tui::model
