// SPDX-License-Identifier: MIT
// Storage whose handles outlive what they name: an Id answers null once its object has been
// retired, however often the place has been used again. Retired objects keep their memory until
// sweep(), so that references taken earlier in the same turn of the loop stay valid.
#pragma once

#include "base/ensure.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

namespace hubbub {

template <typename T>
struct Id {
    std::uint32_t index = 0;
    std::uint32_t generation = 0; // 0 is no object, ever

    explicit operator bool() const { return generation != 0; }
    friend bool operator==(Id, Id) = default;
    std::uint64_t bits() const { return (std::uint64_t{generation} << 32U) | index; }
    static Id from_bits(std::uint64_t bits)
    {
        return Id{static_cast<std::uint32_t>(bits), static_cast<std::uint32_t>(bits >> 32U)};
    }
};

// Addresses of objects never change. Given the same sequence of add() and retire() the same ids
// come out, which is what lets a replayed journal name the same users.
template <typename T>
class SlotMap {
  public:
    // make(id) builds the object that will live under id: a T, or a unique_ptr to one that cannot
    // be moved.
    template <typename Make>
    T& add(Make&& make)
    {
        const Id<T> id = reserve();
        std::unique_ptr<T> object;
        if constexpr (std::is_same_v<std::invoke_result_t<Make, Id<T>>, std::unique_ptr<T>>) {
            object = std::forward<Make>(make)(id);
        } else {
            object = std::make_unique<T>(std::forward<Make>(make)(id));
        }
        ++size_;
        return *(slots_[id.index].object = std::move(object));
    }

    T* find(Id<T> id) const
    {
        if (id.index >= slots_.size()) {
            return nullptr;
        }
        const Slot& slot = slots_[id.index];
        return slot.generation == id.generation ? slot.object.get() : nullptr;
    }

    // The id answers null from now on; the memory goes at the next sweep().
    void retire(Id<T> id)
    {
        HUBBUB_ENSURE(find(id) != nullptr);
        Slot& slot = slots_[id.index];
        retired_.push_back(std::move(slot.object));
        ++slot.generation;
        free_.push_back(id.index);
        --size_;
    }

    void sweep() { retired_.clear(); }

    std::size_t size() const { return size_; }

    // Visits every living object in order of place; visit may retire the one it is given, and must
    // not add.
    template <typename Visit>
    void each(Visit&& visit) const
    {
        for (const Slot& slot : slots_) {
            if (slot.object) {
                visit(*slot.object);
            }
        }
    }

  private:
    struct Slot {
        std::unique_ptr<T> object;
        std::uint32_t generation = 1;
    };

    Id<T> reserve()
    {
        if (free_.empty()) {
            slots_.emplace_back();
            return Id<T>{static_cast<std::uint32_t>(slots_.size() - 1), 1};
        }
        const std::uint32_t index = free_.back();
        free_.pop_back();
        return Id<T>{index, slots_[index].generation};
    }

    std::vector<Slot> slots_;
    std::vector<std::uint32_t> free_;
    std::vector<std::unique_ptr<T>> retired_;
    std::size_t size_ = 0;
};

} // namespace hubbub

template <typename T>
struct std::hash<hubbub::Id<T>> {
    std::size_t operator()(hubbub::Id<T> id) const noexcept
    {
        return std::hash<std::uint64_t>{}(id.bits());
    }
};
