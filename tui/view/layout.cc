// SPDX-License-Identifier: MIT
#include "tui/view/layout.h"

#include "base/calendar.h"
#include "wire/graphemes.h"

#include <algorithm>

namespace hubbub::tui::view {

namespace {

constexpr int wide = 80;   // lists show themselves from here on
constexpr int wider = 110; // and the list of buffers
constexpr int member_columns = 16;
constexpr int buffer_columns = 18;

bool is_shown(model::Show show, bool fits, int columns)
{
    return show == model::Show::always ? columns >= 40 : show == model::Show::by_width && fits;
}

int nick_columns_for(int columns)
{
    return columns >= 100 ? 14 : columns >= 60 ? 11 : columns >= 36 ? 8 : 0;
}

// With a space behind it.
int columns_of_time(const model::Model& model)
{
    const std::string now = write_time(model.now, model.settings.time.c_str());
    return now.empty() ? 0 : wire::columns_of(now).count + 1;
}

} // namespace

Layout lay_out(const model::Model& model, Size size)
{
    Layout out;
    const int columns = size.columns;
    int top = 0;
    int bottom = size.rows;
    out.input = {0, std::max(bottom - 1, 0), columns, bottom};
    bottom = out.input.top;
    if (size.rows >= 3) {
        out.status = {0, bottom - 1, columns, bottom};
        --bottom;
    }
    if (size.rows >= 5) {
        out.title = {0, 0, columns, 1};
        top = 1;
    }
    if (!model.hint.empty() && size.rows >= 6) {
        out.hint = {0, bottom - 1, columns, bottom};
        --bottom;
    }
    int left = 0;
    int right = columns;
    const bool many = model.buffers.size() > 2;
    const bool lists = model.overlay.empty(); // which takes the room it can get
    if (lists && is_shown(model.buffer_list, columns >= wider && many, columns)) {
        out.buffers = {0, top, buffer_columns, bottom};
        left = buffer_columns + 1;
    }
    const bool room = model.here().kind == model::Buffer::Kind::room;
    if (lists && room && is_shown(model.nick_list, columns >= wide, columns)) {
        out.members = {columns - member_columns, top, columns, bottom};
        right = columns - member_columns - 1;
    }
    out.lines = {left, top, right, bottom};
    out.time = model.settings.time;
    out.time_columns = out.lines.width() >= 30 ? columns_of_time(model) : 0;
    out.nick_columns = nick_columns_for(out.lines.width());
    return out;
}

} // namespace hubbub::tui::view
