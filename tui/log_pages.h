// SPDX-License-Identifier: MIT
// Where the local log of a conversation is kept, and reading it backwards, page by page: a file a
// month, of which a page reads the end alone.
#pragma once

#include "tui/log_line.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::tui {

// A name as the name of a file or a directory, whatever it holds; different names stay different.
std::string file_name_of(std::string_view name);

std::string month_of(WallTime time); // "2026-11"

// What lies before it has not been read yet.
struct LogPlace {
    std::string month; // empty: nothing does
    std::uint64_t offset = 0;
};

// The end of all that is there; the end of that month, or of the newest before it.
LogPlace end_of_log(const std::string& folder);
LogPlace place_after(const std::string& folder, std::string_view month);

// At most so many lines before the place, oldest first; the place moves up to them. Fewer only at
// the beginning.
std::vector<LogLine> read_page(const std::string& folder, LogPlace& place, std::size_t most);

} // namespace hubbub::tui
