// SPDX-License-Identifier: MIT
// How long things took: counted in buckets that are a sixteenth wide, from a nanosecond up.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace hubbub::bench {

class Histogram {
  public:
    void add(std::uint64_t nanoseconds)
    {
        ++counts_[bucket_of(nanoseconds)];
        ++total_;
    }

    // The time, in microseconds, that this part of all took no longer than.
    double microseconds_at(double part) const
    {
        const auto wanted = static_cast<std::uint64_t>(part * static_cast<double>(total_));
        std::uint64_t seen = 0;
        std::size_t bucket = 0;
        while (bucket + 1 < counts_.size() && (seen += counts_[bucket]) <= wanted) {
            ++bucket;
        }
        return static_cast<double>(start_of(bucket)) / 1000;
    }

  private:
    static constexpr std::size_t bucket_of(std::uint64_t value)
    {
        if (value < 16) {
            return value;
        }
        const std::size_t exponent = std::bit_width(value) - 5U;
        return exponent * 16 + (value >> exponent);
    }
    static constexpr std::uint64_t start_of(std::size_t bucket)
    {
        if (bucket < 16) {
            return bucket;
        }
        const std::size_t exponent = bucket / 16 - 1;
        return (16 + bucket % 16) << exponent;
    }

    std::array<std::uint64_t, 1024> counts_{};
    std::uint64_t total_ = 0;
};

} // namespace hubbub::bench
