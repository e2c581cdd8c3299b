// SPDX-License-Identifier: MIT
// What few objects of a kind ever need, so that the many do not pay for it.
#pragma once

#include <memory>

namespace hubbub {

// A T that takes a pointer's room until it is first changed. Read before that, it is a fresh T.
template <typename T>
class OnDemand {
  public:
    const T& operator*() const { return value_ == nullptr ? fresh_ : *value_; }
    const T* operator->() const { return &**this; }
    T* get() const { return value_.get(); } // null before the first change

    T& change()
    {
        if (value_ == nullptr) {
            value_ = std::make_unique<T>();
        }
        return *value_;
    }

  private:
    inline static const T fresh_{};
    std::unique_ptr<T> value_;
};

} // namespace hubbub
