// SPDX-License-Identifier: MIT
#include "wire/utf8.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

namespace hubbub::wire {

namespace {

bool is_continuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xc0U) == 0x80;
}

// How many bytes at the front are ASCII for sure: whole words of them, looked at at once.
std::size_t ascii_words(std::string_view text)
{
    std::size_t size = 0;
    for (std::uint64_t word = 0; text.size() - size >= sizeof word; size += sizeof word) {
        std::memcpy(&word, text.data() + size, sizeof word);
        if ((word & 0x8080808080808080U) != 0) {
            break;
        }
    }
    return size;
}

} // namespace

Decoded decode(std::string_view text)
{
    const auto first = static_cast<unsigned char>(text.front());
    if (first < 0x80) {
        return {first, 1, true};
    }
    utf8proc_int32_t code_point = -1;
    const auto size = utf8proc_iterate(
        reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
        static_cast<utf8proc_ssize_t>(std::min<std::size_t>(text.size(), 4)), &code_point);
    if (size <= 0 || code_point < 0) {
        return {replacement, 1, false};
    }
    return {static_cast<char32_t>(code_point), static_cast<std::size_t>(size), true};
}

std::size_t wrong_piece(std::string_view text)
{
    constexpr std::string_view possible_end = "\x80\xbf"; // tried as continuations
    std::size_t size = 1;
    while (size < std::min<std::size_t>(text.size(), 3) && is_continuation(text[size])) {
        // Some code point must begin with these bytes.
        bool begins_one = false;
        for (const char filler : possible_end) {
            std::string trial(text.substr(0, size + 1));
            while (trial.size() < 4 && !begins_one) {
                trial += filler;
                begins_one = decode(trial).size == trial.size();
            }
        }
        if (!begins_one) {
            break;
        }
        ++size;
    }
    return size;
}

bool is_utf8(std::string_view text)
{
    while (!text.empty()) {
        text.remove_prefix(ascii_words(text));
        if (text.empty()) {
            break;
        }
        if (static_cast<unsigned char>(text.front()) < 0x80) {
            text.remove_prefix(1);
            continue;
        }
        const Decoded one = decode(text);
        if (!one.valid) {
            return false;
        }
        text.remove_prefix(one.size);
    }
    return true;
}

std::string repair_utf8(std::string_view text)
{
    if (is_utf8(text)) {
        return std::string(text);
    }
    std::string out;
    while (!text.empty()) {
        const Decoded one = decode(text);
        const std::size_t size = one.valid ? one.size : wrong_piece(text);
        out += one.valid ? std::string(text.substr(0, size)) : to_utf8(replacement);
        text.remove_prefix(size);
    }
    return out;
}

char32_t take_code_point(std::string_view& text)
{
    const Decoded one = decode(text);
    text.remove_prefix(one.size);
    return one.code_point;
}

std::string to_utf8(char32_t code_point)
{
    utf8proc_uint8_t buffer[4];
    const auto size = utf8proc_encode_char(static_cast<utf8proc_int32_t>(code_point), buffer);
    return {reinterpret_cast<const char*>(buffer), static_cast<std::size_t>(size)};
}

} // namespace hubbub::wire
