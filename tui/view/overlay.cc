// SPDX-License-Identifier: MIT
#include "tui/view/overlay.h"

#include "tui/view/colors.h"
#include "wire/text.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

namespace hubbub::tui::view {

namespace {

// Where the second of two columns starts; 0: there is one alone.
std::size_t second_column(std::string_view line)
{
    const std::size_t gap = line.find("  ");
    const std::size_t start =
        gap == std::string_view::npos ? gap : line.find_first_not_of(' ', gap);
    return start == std::string_view::npos ? 0 : start;
}

// What does not fit stands below its own column, where there is room for two.
std::vector<Row> rows_of(std::string_view line, int width)
{
    const std::string left(line.substr(0, second_column(line)));
    const int indent = wire::columns_of(left).count;
    if (indent > width / 2) {
        return wrap(line, width, plain_face);
    }
    std::vector<Row> rows = wrap(line.substr(left.size()), width - indent, plain_face);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::string blank(static_cast<std::size_t>(indent), ' ');
        rows[i].insert(rows[i].begin(), {i == 0 ? left : blank, plain_face});
    }
    return rows;
}

} // namespace

std::vector<Row> overlay_rows(const model::Model& model, const Layout& layout)
{
    std::vector<Row> rows;
    for (const std::string& line : model.overlay) {
        std::vector<Row> wrapped = rows_of(line, std::max(layout.lines.width() - 1, 1));
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
