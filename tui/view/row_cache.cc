// SPDX-License-Identifier: MIT
#include "tui/view/row_cache.h"

#include "base/calendar.h"

#include <chrono>
#include <utility>

namespace hubbub::tui::view {

void RowCache::begin_picture()
{
    std::swap(recent_, older_);
    recent_.clear();
}

const std::vector<Row>& RowCache::wrapped(std::string_view text, int width, const Face& base)
{
    const View view{text, width, base};
    if (const auto here = recent_.find(view); here != recent_.end()) {
        return here->second;
    }
    if (const auto there = older_.find(view); there != older_.end()) {
        return recent_.insert(older_.extract(there)).position->second;
    }
    return recent_.emplace(Key{std::string(text), width, base}, wrap(text, width, base))
        .first->second;
}

const std::string& RowCache::written(WallTime time, const std::string& format)
{
    constexpr std::size_t most = 256; // seconds; a screen has no more rows as a rule
    const bool full = times_.size() >= most;
    if (format != format_ || full) {
        format_ = format;
        times_.clear();
    }
    const std::int64_t second =
        std::chrono::floor<std::chrono::seconds>(time.time_since_epoch()).count();
    const auto [place, is_new] = times_.try_emplace(second);
    if (is_new) {
        place->second = write_time(time, format.c_str());
    }
    return place->second;
}

} // namespace hubbub::tui::view
