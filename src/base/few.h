// SPDX-License-Identifier: MIT
// A list that mostly has one element, and then takes no memory but its own.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

namespace hubbub {

// Of pointers that are not null, in the order they came.
template <typename T>
class Few {
  public:
    void push_back(T* one)
    {
        if (many_ == nullptr && first_ == nullptr) {
            first_ = one;
            return;
        }
        if (many_ == nullptr) {
            many_ = std::make_unique<std::vector<T*>>(1, first_);
        }
        many_->push_back(one);
    }
    void erase(const T* one)
    {
        if (many_ != nullptr) {
            std::erase(*many_, one);
        } else if (first_ == one) {
            first_ = nullptr;
        }
    }

    T* const* begin() const { return many_ != nullptr ? many_->data() : &first_; }
    T* const* end() const { return begin() + size(); }
    std::size_t size() const { return many_ != nullptr ? many_->size() : first_ != nullptr; }
    bool empty() const { return size() == 0; }
    T* front() const { return *begin(); }

  private:
    T* first_ = nullptr; // the only one, until there are more
    std::unique_ptr<std::vector<T*>> many_;
};

} // namespace hubbub
