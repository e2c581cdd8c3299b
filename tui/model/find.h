// SPDX-License-Identifier: MIT
// Finding lines: by the letters they hold, whatever their case, or, where what is sought starts
// with a slash, by a POSIX extended regular expression.
#pragma once

#include "tui/model/scrollback.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <regex.h>

namespace hubbub::tui::model {

class LineMatch {
  public:
    // An expression that is wrong (one is still typing it) matches nothing.
    explicit LineMatch(std::string_view sought);
    bool operator()(const ChatLine& line) const;

  private:
    struct Free {
        void operator()(regex_t* expression) const noexcept
        {
            regfree(expression);
            delete expression;
        }
    };
    std::string letters_; // in lower case; empty: the expression counts
    std::unique_ptr<regex_t, Free> expression_;
};

// The nearest matching line before, or after, that one.
std::optional<std::size_t> find_older(const Scrollback& lines, const LineMatch& match,
                                      std::size_t from);
std::optional<std::size_t> find_newer(const Scrollback& lines, const LineMatch& match,
                                      std::size_t from);

// Whether the name holds these letters, in this order and whatever their case.
bool holds_in_order(std::string_view name, std::string_view letters);
bool holds(std::string_view text, std::string_view low_letters);

} // namespace hubbub::tui::model
