// SPDX-License-Identifier: MIT
// Counts that look alike and must never mix: a nick's bytes are not its columns.
#pragma once

#include <compare>
#include <cstddef>

namespace hubbub {

template <typename Tag>
struct Unit {
    int count = 0;

    constexpr Unit() = default;
    constexpr explicit Unit(int n) : count(n) {}
    constexpr explicit Unit(std::size_t n) : count(static_cast<int>(n)) {}

    constexpr std::size_t size() const { return static_cast<std::size_t>(count < 0 ? 0 : count); }
    friend constexpr auto operator<=>(Unit, Unit) = default;
    friend constexpr Unit operator+(Unit a, Unit b) { return Unit(a.count + b.count); }
    friend constexpr Unit operator-(Unit a, Unit b) { return Unit(a.count - b.count); }
    constexpr Unit& operator+=(Unit other)
    {
        count += other.count;
        return *this;
    }
    constexpr Unit& operator-=(Unit other)
    {
        count -= other.count;
        return *this;
    }
};

using Bytes = Unit<struct BytesTag>;     // of UTF-8
using Columns = Unit<struct ColumnsTag>; // of a terminal

} // namespace hubbub
