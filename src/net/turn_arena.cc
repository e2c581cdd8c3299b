// SPDX-License-Identifier: MIT
#include "net/turn_arena.h"

#include <algorithm>
#include <cstring>

namespace hubbub::net {

namespace {

constexpr std::size_t block_size = std::size_t{64} * 1024;
constexpr std::size_t most_blocks = 8; // that are kept for the next turn
constexpr std::size_t most_pieces = std::size_t{64} * 1024;

} // namespace

TurnArena::Block& TurnArena::block_for(std::size_t size)
{
    while (current_ < blocks_.size()) {
        Block& block = blocks_[current_];
        if (block.size - block.used >= size) {
            return block;
        }
        ++current_;
    }
    const std::size_t room = std::max(size, block_size);
    // A byte that is never used keeps copies in different blocks from being neighbours.
    return blocks_.emplace_back(Block{std::make_unique_for_overwrite<char[]>(room + 1), room, 0});
}

std::string_view TurnArena::keep(std::string_view bytes)
{
    if (bytes.empty()) {
        return {};
    }
    Block& block = block_for(bytes.size());
    char* copy = block.room.get() + block.used;
    std::memcpy(copy, bytes.data(), bytes.size());
    block.used += bytes.size();
    return {copy, bytes.size()};
}

void TurnArena::add_piece(Chain& chain, std::string_view kept)
{
    const auto place = static_cast<std::uint32_t>(pieces_.size());
    pieces_.push_back({kept, 0});
    if (chain.count++ == 0) {
        chain.first = place;
    } else {
        pieces_[chain.last].next = place;
    }
    chain.last = place;
}

void TurnArena::clear()
{
    std::erase_if(blocks_, [](const Block& block) { return block.size > block_size; });
    if (blocks_.size() > most_blocks) {
        blocks_.resize(most_blocks);
    }
    for (Block& block : blocks_) {
        block.used = 0;
    }
    current_ = 0;
    if (pieces_.capacity() > most_pieces) {
        pieces_ = std::vector<Piece>(1);
    }
    pieces_.resize(1);
}

} // namespace hubbub::net
