// SPDX-License-Identifier: MIT
// Places in a scrollback that stay with their lines when others are put in above them.
#pragma once

#include <cstddef>
#include <optional>

namespace hubbub::tui::model {

// Where the window into the scrollback ends, when it does not end at the newest line.
struct Anchor {
    std::size_t line = 0;
    int rows_below = 0; // of that line, hidden under the window
};

struct Marks {
    std::optional<std::size_t> last_read; // when one left the buffer; absent: nothing is unread
    std::optional<Anchor> window;         // absent: the window is at the newest line
    std::optional<std::size_t> found;     // by a search that is going on

    void inserted(std::size_t index)
    {
        if (last_read && index <= *last_read) {
            ++*last_read;
        }
        if (window && index <= window->line) {
            ++window->line;
        }
        if (found && index <= *found) {
            ++*found;
        }
    }

    // So many lines have gone from the top; the window's is not among them.
    void let_go(std::size_t count)
    {
        const auto follow = [&](std::optional<std::size_t>& mark) {
            mark = mark && *mark >= count ? std::optional(*mark - count) : std::nullopt;
        };
        follow(last_read);
        follow(found);
        if (window) {
            window->line -= count;
        }
    }

    // The last line has gone; size are left.
    void bounded(std::size_t size)
    {
        if (last_read && *last_read >= size) {
            last_read = size == 0 ? std::nullopt : std::optional(size - 1);
        }
        if (window && window->line >= size) {
            window.reset();
        }
        if (found && *found >= size) {
            found.reset();
        }
    }

    // Requires: from < to. Those that lay between go up by one.
    void moved_down(std::size_t from, std::size_t to)
    {
        const auto follow = [&](std::size_t mark) {
            return mark >= from && mark <= to && mark > 0 ? mark - 1 : mark;
        };
        if (last_read) {
            last_read = follow(*last_read);
        }
        if (window) {
            window->line = follow(window->line);
        }
        if (found) {
            found = follow(*found);
        }
    }
};

} // namespace hubbub::tui::model
