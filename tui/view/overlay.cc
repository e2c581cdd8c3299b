// SPDX-License-Identifier: MIT
#include "tui/view/overlay.h"

#include "tui/view/colors.h"

#include <algorithm>
#include <iterator>

namespace hubbub::tui::view {

std::vector<Row> overlay_rows(const model::Model& model, const Layout& layout)
{
    std::vector<Row> rows;
    for (const std::string& line : model.overlay) {
        std::vector<Row> wrapped = wrap(line, std::max(layout.lines.width() - 1, 1), plain_face);
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
