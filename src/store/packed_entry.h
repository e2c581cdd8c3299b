// SPDX-License-Identifier: MIT
// An entry as it is kept in memory: what a store keeps of it (core/entry.h) in one piece, two
// fifths of what the entry takes.
#pragma once

#include "core/entry.h"

#include <array>
#include <cstdint>
#include <string>

namespace hubbub::store {

class PackedEntry {
  public:
    explicit PackedEntry(const core::Entry& entry) { *this = entry; }
    // Into the room of what was there before, if it is enough.
    PackedEntry& operator=(const core::Entry& entry);

    std::uint64_t number() const { return number_; }
    WallTime time() const { return time_; }
    core::Kind kind() const { return kind_; }
    core::Entry unpacked() const;

  private:
    static constexpr std::array fields = {&core::Entry::source, &core::Entry::account,
                                          &core::Entry::target, &core::Entry::subject,
                                          &core::Entry::text,   &core::Entry::tags};

    std::uint64_t number_ = 0;
    WallTime time_{};
    core::Kind kind_{};
    std::array<std::uint32_t, fields.size()> sizes_{}; // bytes of each field in all_
    std::string all_;
};

} // namespace hubbub::store
