// SPDX-License-Identifier: MIT
// The last so many of what was added, in order. What comes is copied into the room of what goes, so
// that a ring that is full allocates nothing for things like those it has held.
#pragma once

#include <algorithm>
#include <compare>
#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

namespace hubbub::store {

template <typename T>
class Ring {
  public:
    // value: a T, or what one is made of and can be assigned. most: how many are kept; 0: all.
    template <typename Value>
    void add(const Value& value, std::size_t most)
    {
        if (most == 0 || slots_.size() < most) {
            straighten();
            slots_.emplace_back(value);
            return;
        }
        if (slots_.size() > most) { // fewer than there were are wanted from now on
            straighten();
            slots_.erase(slots_.begin(), slots_.end() - static_cast<std::ptrdiff_t>(most));
        }
        slots_[first_] = value;
        first_ = (first_ + 1) % slots_.size();
    }

    template <typename Is>
    void erase_if(Is&& is)
    {
        straighten();
        std::erase_if(slots_, is);
    }

    std::size_t size() const { return slots_.size(); }
    bool empty() const { return slots_.empty(); }
    // The oldest is 0.
    T& operator[](std::size_t place) { return slots_[(first_ + place) % slots_.size()]; }
    const T& operator[](std::size_t place) const
    {
        return slots_[(first_ + place) % slots_.size()];
    }

    // From the oldest to the newest.
    class Iterator {
      public:
        using iterator_category = std::random_access_iterator_tag;
        using value_type = T;
        using difference_type = std::ptrdiff_t;
        using pointer = const T*;
        using reference = const T&;

        Iterator() = default;
        Iterator(const Ring& ring, std::ptrdiff_t place) : ring_(&ring), place_(place) {}

        reference operator*() const { return (*ring_)[static_cast<std::size_t>(place_)]; }
        pointer operator->() const { return &**this; }
        reference operator[](difference_type way) const { return *(*this + way); }
        Iterator& operator+=(difference_type way)
        {
            place_ += way;
            return *this;
        }
        Iterator& operator-=(difference_type way) { return *this += -way; }
        Iterator& operator++() { return *this += 1; }
        Iterator& operator--() { return *this -= 1; }
        Iterator operator++(int) { return std::exchange(*this, *this + 1); }
        Iterator operator--(int) { return std::exchange(*this, *this - 1); }
        friend Iterator operator+(Iterator from, difference_type way) { return from += way; }
        friend Iterator operator+(difference_type way, Iterator from) { return from += way; }
        friend Iterator operator-(Iterator from, difference_type way) { return from -= way; }
        friend difference_type operator-(const Iterator& a, const Iterator& b)
        {
            return a.place_ - b.place_;
        }
        friend bool operator==(const Iterator& a, const Iterator& b)
        {
            return a.place_ == b.place_;
        }
        friend auto operator<=>(const Iterator& a, const Iterator& b)
        {
            return a.place_ <=> b.place_;
        }

      private:
        const Ring* ring_ = nullptr;
        std::ptrdiff_t place_ = 0;
    };

    Iterator begin() const { return {*this, 0}; }
    Iterator end() const { return {*this, static_cast<std::ptrdiff_t>(size())}; }
    auto rbegin() const { return std::make_reverse_iterator(end()); }
    auto rend() const { return std::make_reverse_iterator(begin()); }

  private:
    // The oldest comes to stand in the first slot.
    void straighten()
    {
        if (first_ != 0) {
            std::rotate(slots_.begin(), slots_.begin() + static_cast<std::ptrdiff_t>(first_),
                        slots_.end());
            first_ = 0;
        }
    }

    std::vector<T> slots_;
    std::size_t first_ = 0; // where the oldest is; not 0 only when full
};

} // namespace hubbub::store
