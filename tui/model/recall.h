// SPDX-License-Identifier: MIT
// What was typed before in a buffer, and a walk through it that does not lose what is being typed.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::tui::model {

class Recall {
  public:
    void add(std::string_view line);
    void forget_last(); // it held a password
    // The line before or after the one shown; current: what stands in the input line now, kept and
    // given back at the end of the walk.
    std::string older(std::string_view current);
    std::string newer(std::string_view current);

    std::size_t size() const { return lines_.size(); }
    const std::string& line(std::size_t index) const { return lines_[index]; }
    // The nearest line before, or after, that one that holds the letters, whatever their case.
    std::optional<std::size_t> find_older(std::string_view letters, std::size_t from) const;
    std::optional<std::size_t> find_newer(std::string_view letters, std::size_t from) const;

  private:
    std::vector<std::string> lines_;
    std::size_t place_ = 0; // lines_.size(): not walking
    std::string draft_;
};

} // namespace hubbub::tui::model
