// SPDX-License-Identifier: MIT
// A value or a sentence saying why there is none. For failures of the world (a port that is taken,
// a disk that is full), never for what a person typed and never for our own mistakes.
#pragma once

#include <string>
#include <utility>
#include <variant>

namespace hubbub {

struct Error {
    std::string sentence; // for people: what failed, on what, and why; no trailing full stop
};

template <typename T>
class [[nodiscard]] Result {
  public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    explicit operator bool() const { return state_.index() == 0; }

    // Requires: *this is a value.
    T& operator*() { return std::get<0>(state_); }
    const T& operator*() const { return std::get<0>(state_); }
    T* operator->() { return &std::get<0>(state_); }
    const T* operator->() const { return &std::get<0>(state_); }
    T take() { return std::move(std::get<0>(state_)); }

    // Requires: *this is an error.
    const Error& error() const { return std::get<1>(state_); }

  private:
    std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
  public:
    Result() = default;
    Result(Error error) : error_(std::move(error)), ok_(false) {}

    explicit operator bool() const { return ok_; }
    const Error& error() const { return error_; }

  private:
    Error error_;
    bool ok_ = true;
};

} // namespace hubbub
