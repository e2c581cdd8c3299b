// SPDX-License-Identifier: MIT
// The scrollback pane: lines to rows, from the bottom up, and no more of them than are seen.
#pragma once

#include "tui/model/buffer.h"
#include "tui/view/layout.h"
#include "tui/view/row_cache.h"
#include "tui/view/wrap.h"

#include <optional>
#include <string>
#include <vector>

namespace hubbub::tui::view {

// One row of the pane.
struct PaneRow {
    std::string time;
    bool found = false;        // by a search
    Row head;                  // the nick or the mark in its column; empty on continued rows
    const Row* text = nullptr; // in the cache; of a rule: none
    enum class Kind { text, rule } kind = Kind::text;
    std::string rule; // what stands in a rule: a date, "new"
};

// The rows that fill the pane, last one last; fewer where the buffer has no more. They live
// as long as what the cache has for this picture.
std::vector<PaneRow> rows_of(const model::Buffer& buffer, const Layout& layout, RowCache& cache);

// Where the window ends after moving by that many rows; up is positive. Nothing: at the newest
// line. reached_top: the oldest line came into view.
struct Moved {
    std::optional<model::Anchor> anchor;
    bool reached_top = false;
};
Moved move(const model::Buffer& buffer, const Layout& layout, int rows);

} // namespace hubbub::tui::view
