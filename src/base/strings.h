// SPDX-License-Identifier: MIT
// The few operations on ASCII text that C++20 leaves out. Nothing here depends on the locale.
#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub {

constexpr char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr char ascii_upper(char c)
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

constexpr bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

std::string to_lower(std::string_view text);
std::string to_upper(std::string_view text);
bool equals_ignoring_case(std::string_view a, std::string_view b);
bool starts_with_ignoring_case(std::string_view text, std::string_view prefix);

// What text.find_first_of() finds, for a few letters and much text: one quick search a letter.
std::size_t find_any(std::string_view text, std::string_view letters);

// Without the spaces and tabs at either end.
std::string_view trim(std::string_view text);

// Cuts the part before the first separator off the front of rest, separator included; the whole
// when there is none.
std::string_view cut(std::string_view& rest, char separator);

// The pieces between separators; "" gives one empty piece, as "," gives two.
std::vector<std::string_view> split(std::string_view text, char separator);

// The pieces between runs of spaces; none are empty.
std::vector<std::string_view> words(std::string_view text);

std::string join(const std::vector<std::string>& pieces, std::string_view separator);

// All pieces in one string, with one allocation.
std::string concat(std::initializer_list<std::string_view> pieces);

// The whole of text as a decimal number; nothing for signs, spaces or overflow.
template <typename Integer>
std::optional<Integer> parse_number(std::string_view text)
{
    Integer value{};
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || stop != end || text.empty() || text.front() == '-') {
        return std::nullopt;
    }
    return value;
}

// The candidate with the fewest edits from word, if it is near enough to be what was meant.
std::optional<std::string_view> nearest(std::string_view word,
                                        const std::vector<std::string_view>& candidates);

// Looks up std::string keys by string_view without making a string.
struct StringHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept
    {
        return std::hash<std::string_view>{}(text);
    }
};

} // namespace hubbub
