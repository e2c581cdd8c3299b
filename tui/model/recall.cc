// SPDX-License-Identifier: MIT
#include "tui/model/recall.h"

namespace hubbub::tui::model {

namespace {
constexpr std::size_t most = 1000;
}

void Recall::add(std::string_view line)
{
    if (!line.empty() && (lines_.empty() || lines_.back() != line)) {
        if (lines_.size() == most) {
            lines_.erase(lines_.begin());
        }
        lines_.emplace_back(line);
    }
    place_ = lines_.size();
    draft_.clear();
}

std::string Recall::older(std::string_view current)
{
    if (place_ == lines_.size()) {
        draft_ = current;
    }
    if (place_ == 0) {
        return std::string(current);
    }
    return lines_[--place_];
}

std::string Recall::newer(std::string_view current)
{
    if (place_ >= lines_.size()) {
        return std::string(current);
    }
    return ++place_ == lines_.size() ? draft_ : lines_[place_];
}

} // namespace hubbub::tui::model
