// SPDX-License-Identifier: MIT
#include "wire/base64.h"

#include <cstddef>
#include <cstdint>

namespace hubbub::wire {

namespace {

constexpr std::string_view digits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

} // namespace

std::string to_base64(std::string_view bytes)
{
    std::string out;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        for (std::size_t j = 0; j < 3; ++j) {
            const std::uint32_t byte =
                i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U;
            group = (group << 8U) | byte;
        }
        for (std::size_t j = 0; j < 4; ++j) {
            const bool padding = i + j > bytes.size();
            out += padding ? '=' : digits[(group >> (18U - 6U * j)) & 63U];
        }
    }
    return out;
}

std::optional<std::string> from_base64(std::string_view text)
{
    std::string out;
    std::uint32_t group = 0;
    unsigned bits = 0;
    std::string_view body = text;
    while (body.ends_with('=')) {
        body.remove_suffix(1);
    }
    for (const char c : body) {
        const std::size_t value = digits.find(c);
        if (value == std::string_view::npos) {
            return std::nullopt;
        }
        group = (group << 6U) | static_cast<std::uint32_t>(value);
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            out += static_cast<char>((group >> bits) & 0xffU);
        }
    }
    if (to_base64(out) != text) {
        return std::nullopt;
    }
    return out;
}

} // namespace hubbub::wire
