// SPDX-License-Identifier: MIT
#include "tui/model/recall.h"

#include "base/strings.h"
#include "tui/model/find.h"

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

void Recall::forget_last()
{
    if (!lines_.empty()) {
        lines_.pop_back();
    }
    place_ = lines_.size();
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

std::optional<std::size_t> Recall::find_older(std::string_view letters, std::size_t from) const
{
    const std::string low = to_lower(letters);
    for (std::size_t index = from; index-- > 0;) {
        if (holds(lines_[index], low)) {
            return index;
        }
    }
    return std::nullopt;
}

std::optional<std::size_t> Recall::find_newer(std::string_view letters, std::size_t from) const
{
    const std::string low = to_lower(letters);
    for (std::size_t index = from + 1; index < lines_.size(); ++index) {
        if (holds(lines_[index], low)) {
            return index;
        }
    }
    return std::nullopt;
}

} // namespace hubbub::tui::model
