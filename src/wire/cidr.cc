// SPDX-License-Identifier: MIT
#include "wire/cidr.h"

#include "base/strings.h"

#include <arpa/inet.h>

#include <algorithm>

namespace hubbub::wire {

namespace {

constexpr unsigned all_bits = 128;
constexpr unsigned bits_before_ipv4 = 96;

bool read_address(std::string_view text, std::array<std::uint8_t, 16>& bytes)
{
    const std::string address(text);
    if (inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1) {
        return true;
    }
    bytes = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0};
    return inet_pton(AF_INET, address.c_str(), bytes.data() + 12) == 1;
}

bool is_ipv4(const std::array<std::uint8_t, 16>& bytes)
{
    return std::all_of(bytes.begin(), bytes.begin() + 10, [](auto byte) { return byte == 0; }) &&
           bytes[10] == 0xff && bytes[11] == 0xff;
}

// The bits of a byte that lie within the prefix.
std::uint8_t mask_of(unsigned prefix, std::size_t index)
{
    const unsigned before = static_cast<unsigned>(index) * 8;
    const unsigned inside = prefix <= before ? 0 : std::min(prefix - before, 8U);
    return static_cast<std::uint8_t>(0xff00U >> inside);
}

} // namespace

std::optional<Cidr> Cidr::parse(std::string_view text)
{
    Cidr range;
    const std::size_t slash = text.find('/');
    const std::string_view address = text.substr(0, slash);
    if (!read_address(address, range.bytes_)) {
        return {};
    }
    const bool dotted = address.find(':') == std::string_view::npos;
    const unsigned first = dotted ? bits_before_ipv4 : 0;
    if (slash != std::string_view::npos) {
        const auto prefix = parse_number<unsigned>(text.substr(slash + 1));
        if (!prefix || *prefix > all_bits - first) {
            return {};
        }
        range.prefix_ = first + *prefix;
    }
    for (std::size_t i = 0; i < range.bytes_.size(); ++i) {
        range.bytes_[i] &= mask_of(range.prefix_, i);
    }
    return range;
}

bool Cidr::contains(std::string_view address) const
{
    std::array<std::uint8_t, 16> bytes{};
    if (!read_address(address, bytes)) {
        return false;
    }
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if ((bytes[i] & mask_of(prefix_, i)) != bytes_[i]) {
            return false;
        }
    }
    return true;
}

std::string Cidr::text() const
{
    char out[INET6_ADDRSTRLEN] = "";
    const bool ipv4 = is_ipv4(bytes_) && prefix_ >= bits_before_ipv4;
    inet_ntop(ipv4 ? AF_INET : AF_INET6, bytes_.data() + (ipv4 ? 12 : 0), out, sizeof out);
    std::string text = out;
    if (prefix_ != all_bits) {
        text += "/" + std::to_string(prefix_ - (ipv4 ? bits_before_ipv4 : 0));
    }
    return text;
}

std::string Cidr::key() const
{
    std::string key(bytes_.begin(), bytes_.end());
    key.push_back(static_cast<char>(prefix_));
    return key;
}

} // namespace hubbub::wire
