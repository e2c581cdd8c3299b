// SPDX-License-Identifier: MIT
// The parameters of one IRC line: at most fifteen views, held in place so that neither reading nor
// writing a line allocates. Modern IRC, "Parameters".
#pragma once

#include "base/ensure.h"

#include <array>
#include <cstddef>
#include <initializer_list>
#include <string_view>

namespace hubbub::wire {

class Parameters {
  public:
    static constexpr std::size_t most = 15;

    Parameters() = default;
    Parameters(std::initializer_list<std::string_view> views)
    {
        for (const std::string_view view : views) {
            push_back(view);
        }
    }

    // Requires: size() < most.
    void push_back(std::string_view view)
    {
        HUBBUB_ENSURE(count_ < most);
        views_[count_++] = view;
    }

    // The parameter at index, or an empty one past the last.
    std::string_view operator[](std::size_t index) const
    {
        return index < count_ ? views_[index] : std::string_view{};
    }
    std::string_view back() const { return count_ == 0 ? std::string_view{} : views_[count_ - 1]; }

    std::size_t size() const { return count_; }
    bool empty() const { return count_ == 0; }
    const std::string_view* begin() const { return views_.data(); }
    const std::string_view* end() const { return views_.data() + count_; }

  private:
    std::array<std::string_view, most> views_{};
    std::size_t count_ = 0;
};

} // namespace hubbub::wire
