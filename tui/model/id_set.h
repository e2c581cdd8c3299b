// SPDX-License-Identifier: MIT
// Which message ids a scrollback may hold: some five bytes an id, and of those asked in vain
// one in thousands is taken for known, so whoever hears yes looks closer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace hubbub::tui::model {

class IdSet {
  public:
    void add(std::string_view id);
    // False: it is certainly not there.
    bool may_have(std::string_view id) const;
    std::size_t memory() const { return slots_.capacity() * sizeof(std::uint32_t); }

  private:
    std::size_t place_of(std::uint32_t hash) const;
    void grow();

    std::vector<std::uint32_t> slots_; // hashes; 0: free. In the order of the hashes, nearly
    std::size_t used_ = 0;
};

} // namespace hubbub::tui::model
