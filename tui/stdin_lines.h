// SPDX-License-Identifier: MIT
// Lines from standard input, without waiting for them.
#pragma once

#include "net/watch.h"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace hubbub::tui {

class StdinLines {
  public:
    // on_line gets each line without its end; on_end comes once, after the last.
    StdinLines(hubbub::net::Loop& loop, std::function<void(std::string_view)> on_line,
               std::function<void()> on_end);

  private:
    void read_some();
    void end();

    hubbub::net::Loop& loop_;
    std::function<void(std::string_view)> on_line_;
    std::function<void()> on_end_;
    std::string pending_;
    std::optional<hubbub::net::FdWatch> watch_;
    std::optional<hubbub::net::Timer> next_; // for files, which cannot be watched
};

} // namespace hubbub::tui
