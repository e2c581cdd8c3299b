// SPDX-License-Identifier: MIT
#include "tui/model/id_set.h"

#include <functional>
#include <utility>

namespace hubbub::tui::model {

namespace {

constexpr std::size_t first_size = 64;

std::uint32_t hash_of(std::string_view id)
{
    const std::uint64_t wide = std::hash<std::string_view>{}(id);
    const auto hash = static_cast<std::uint32_t>(wide ^ (wide >> 32U));
    return hash == 0 ? 1 : hash;
}

} // namespace

// Where it is, or the free slot where it would be.
std::size_t IdSet::place_of(std::uint32_t hash) const
{
    std::size_t place = std::uint64_t{hash} * slots_.size() >> 32U; // any number of slots will do
    while (slots_[place] != 0 && slots_[place] != hash) {
        place = place + 1 == slots_.size() ? 0 : place + 1;
    }
    return place;
}

void IdSet::grow()
{
    const std::vector<std::uint32_t> before = std::exchange(
        slots_, std::vector<std::uint32_t>(slots_.empty() ? first_size : slots_.size() * 5 / 4));
    for (const std::uint32_t hash : before) {
        if (hash != 0) {
            slots_[place_of(hash)] = hash;
        }
    }
}

void IdSet::add(std::string_view id)
{
    if ((used_ + 1) * 8 > slots_.size() * 7) { // fuller, and a look takes too long
        grow();
    }
    std::uint32_t& slot = slots_[place_of(hash_of(id))];
    used_ += slot == 0 ? 1U : 0U;
    slot = hash_of(id);
}

bool IdSet::may_have(std::string_view id) const
{
    return !slots_.empty() && slots_[place_of(hash_of(id))] != 0;
}

} // namespace hubbub::tui::model
