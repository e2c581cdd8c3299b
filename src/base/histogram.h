// SPDX-License-Identifier: MIT
// How often a quantity was how large: counts in buckets, whose bounds are fixed when it is made.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace hubbub {

class Histogram {
  public:
    static constexpr std::size_t most_bounds = 16;

    // bounds: rising, at most most_bounds of them; they outlive the histogram.
    explicit Histogram(std::span<const double> bounds)
        : bounds_(bounds.first(std::min(bounds.size(), most_bounds)))
    {
    }

    void observe(double value)
    {
        const auto place = std::lower_bound(bounds_.begin(), bounds_.end(), value);
        ++counts_[static_cast<std::size_t>(place - bounds_.begin())];
        sum_ += value;
        ++count_;
        largest_ = std::max(largest_, value);
    }

    std::span<const double> bounds() const { return bounds_; }
    // Of those larger than the bound before and no larger than this one; the last of them, at
    // bounds().size(), is of those larger than every bound.
    std::uint64_t in_bucket(std::size_t place) const { return counts_[place]; }
    std::uint64_t count() const { return count_; }
    double sum() const { return sum_; }
    double largest() const { return largest_; } // 0 before the first

  private:
    std::span<const double> bounds_;
    std::array<std::uint64_t, most_bounds + 1> counts_{};
    std::uint64_t count_ = 0;
    double sum_ = 0;
    double largest_ = 0;
};

} // namespace hubbub
