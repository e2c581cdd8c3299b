// SPDX-License-Identifier: MIT
// Where what is sent in a turn stands, once, however many it is for. Connections hold pieces of it;
// when all have been flushed it is cleared, and its room is used again.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace hubbub::net {

class TurnArena {
  public:
    // A copy of the bytes that stands until clear(). Copies made one after the other mostly stand
    // one after the other.
    std::string_view keep(std::string_view bytes);
    void clear();

    // A chain of pieces, in order, by places in pieces_; neighbours in memory become one.
    struct Chain {
        std::uint32_t first = 0; // 0: none
        std::uint32_t last = 0;
        std::uint32_t count = 0;
        std::uint32_t bytes = 0; // a gigabyte is far over what may wait for anybody
    };
    // kept: from keep().
    void add(Chain& chain, std::string_view kept)
    {
        chain.bytes += static_cast<std::uint32_t>(kept.size());
        std::string_view& last = pieces_[chain.last].bytes; // of no chain, an empty one
        if (last.data() + last.size() == kept.data()) {
            last = {last.data(), last.size() + kept.size()};
        } else {
            add_piece(chain, kept);
        }
    }
    template <typename Visit>
    void each(const Chain& chain, Visit&& visit) const
    {
        std::uint32_t place = chain.first;
        for (std::uint32_t i = 0; i < chain.count; ++i) {
            visit(pieces_[place].bytes);
            place = pieces_[place].next;
        }
    }

  private:
    struct Piece {
        std::string_view bytes;
        std::uint32_t next = 0;
    };
    struct Block {
        std::unique_ptr<char[]> room;
        std::size_t size = 0;
        std::size_t used = 0;
    };

    Block& block_for(std::size_t size);
    void add_piece(Chain& chain, std::string_view kept);

    std::vector<Block> blocks_;
    std::size_t current_ = 0; // of blocks_
    std::vector<Piece> pieces_ = std::vector<Piece>(1);
};

} // namespace hubbub::net
