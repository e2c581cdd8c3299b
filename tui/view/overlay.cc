// SPDX-License-Identifier: MIT
#include "tui/view/overlay.h"

#include "base/strings.h"
#include "tui/view/colors.h"
#include "wire/graphemes.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>

namespace hubbub::tui::view {

namespace {

constexpr int usual_meaning = 30;     // the column it starts at
constexpr int least_for_meaning = 24; // columns
constexpr int indent_below = 4;

void indent(Row& row, int columns)
{
    row.insert(row.begin(), Span{std::string(static_cast<std::size_t>(columns), ' '), plain_face});
}

// The meaning beside the name, its rows under each other; on a narrow screen below the name.
void add_entry(std::vector<Row>& rows, std::string_view name, std::string_view meaning, int width)
{
    const int name_columns = wire::columns_of(name).count;
    const int beside = std::max(usual_meaning, name_columns + 2);
    const bool fits = width - beside >= least_for_meaning;
    const int column = fits ? beside : std::min(indent_below, width - 1);
    if (!fits) {
        std::vector<Row> names = wrap(name, width, hint_face);
        std::move(names.begin(), names.end(), std::back_inserter(rows));
    }
    bool first = fits;
    for (Row& row : wrap(meaning, std::max(width - column, 1), plain_face)) {
        if (std::exchange(first, false)) {
            indent(row, column - name_columns);
            row.insert(row.begin(), Span{std::string(name), hint_face});
        } else {
            indent(row, column);
        }
        rows.push_back(std::move(row));
    }
}

} // namespace

std::vector<Row> overlay_rows(const model::Model& model, const Layout& layout)
{
    const int width = std::max(layout.lines.width() - 1, 1);
    Face title = plain_face;
    title.bold = true;
    std::vector<Row> rows;
    for (const std::string& line : model.overlay) {
        std::string_view meaning = line;
        if (const std::string_view name = cut(meaning, '\t'); name.size() < line.size()) {
            add_entry(rows, name, meaning, width);
            continue;
        }
        std::vector<Row> wrapped = wrap(line, width, rows.empty() ? title : plain_face);
        std::move(wrapped.begin(), wrapped.end(), std::back_inserter(rows));
    }
    return rows;
}

std::size_t move_overlay(const model::Model& model, const Layout& layout, int rows)
{
    const auto all = static_cast<std::ptrdiff_t>(overlay_rows(model, layout).size());
    const std::ptrdiff_t last = std::max<std::ptrdiff_t>(all - layout.lines.height(), 0);
    const std::ptrdiff_t top = static_cast<std::ptrdiff_t>(model.overlay_top) - rows;
    return static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(top, 0, last));
}

} // namespace hubbub::tui::view
