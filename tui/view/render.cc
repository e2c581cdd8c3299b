// SPDX-License-Identifier: MIT
#include "tui/view/render.h"

#include "base/calendar.h"
#include "base/strings.h"
#include "tui/view/colors.h"
#include "tui/view/days.h"
#include "tui/view/input_line.h"
#include "tui/view/layout.h"
#include "tui/view/overlay.h"
#include "tui/view/pane.h"
#include "wire/format.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <string>

namespace hubbub::tui::view {

namespace {

using model::Buffer;
using model::Model;

constexpr std::string_view dash = "\xe2\x94\x80";       // ─
constexpr std::string_view bar = "\xe2\x94\x82";        // │
constexpr std::string_view down_arrow = "\xe2\x86\x93"; // ↓

void draw_title(Frame& frame, const Rect& at, const Model& model)
{
    if (at.empty()) {
        return;
    }
    frame.fill(at.left, at.top, at.right, bar_face);
    const Buffer& here = model.here();
    int column = frame.write(at.left + 1, at.top, here.name, bar_strong_face, at.right);
    const std::string people =
        here.members.empty() ? "" : concat({std::to_string(here.members.size()), " here "});
    const int edge = at.width() >= 40 ? at.right - static_cast<int>(people.size()) : at.right;
    if (!here.topic.empty()) {
        column = frame.write(column, at.top, "  ", bar_face, edge);
        frame.write(column, at.top, wire::strip_format(here.topic), bar_face, edge - 1);
    }
    frame.write(edge, at.top, people, bar_dim_face, at.right);
}

void draw_rule(Frame& frame, const Rect& at, int row, std::string_view text)
{
    for (int column = at.left; column < at.right; ++column) {
        frame.write(column, row, dash, rule_face, at.right);
    }
    const std::string label = concat({" ", trim(text), " "});
    const int width = wire::columns_of(label).count;
    frame.write(std::max(at.left, at.left + (at.width() - width) / 2), row, label, dim_face,
                at.right);
}

void draw_row(Frame& frame, const Layout& layout, int row, const PaneRow& line)
{
    const Rect& at = layout.lines;
    if (line.kind == PaneRow::Kind::rule) {
        return draw_rule(frame, at, row, line.rule);
    }
    if (layout.time_columns > 0) {
        Face face = dim_face;
        face.reverse = line.found;
        frame.write(at.left, row, line.time, face, at.right);
    }
    int column = at.left + layout.time_columns;
    if (layout.nick_columns > 0) {
        const int head = columns_of(line.head);
        int place = column + std::max(layout.nick_columns - head, 0);
        for (const Span& span : line.head) {
            place = frame.write(place, row, span.text, span.face, at.right);
        }
        column += layout.nick_columns + 1;
    } else if (line.head.empty()) {
        column += 1; // the hanging indent of continued rows
    }
    for (const Span& span : *line.text) {
        const std::uint32_t link = span.link.empty() ? 0 : frame.add_link(span.link);
        column = frame.write(column, row, span.text, span.face, at.right, link);
    }
}

void draw_lines(Frame& frame, const Layout& layout, const Model& model, RowCache& cache)
{
    if (layout.lines.empty()) {
        return;
    }
    const std::vector<PaneRow> rows = rows_of(model.here(), layout, cache);
    int row = layout.lines.bottom - static_cast<int>(rows.size());
    for (const PaneRow& line : rows) {
        draw_row(frame, layout, row++, line);
    }
    if (model.here().marks.window) {
        const std::size_t below = model.here().new_below;
        const std::string text =
            below == 0 ? concat({" ", down_arrow, " scrolled up: End goes down "})
                       : concat({" ", down_arrow, " ", std::to_string(below), " new below: End "});
        const int column = layout.lines.right - wire::columns_of(text).count;
        frame.write(std::max(column, layout.lines.left), layout.lines.bottom - 1, text,
                    bar_strong_face, layout.lines.right);
    }
}

void draw_overlay(Frame& frame, const Layout& layout, const Model& model)
{
    const Rect& at = layout.lines;
    const std::vector<Row> rows = overlay_rows(model, layout);
    for (int row = at.top; row < at.bottom; ++row) {
        frame.fill(at.left, row, at.right, plain_face);
        const std::size_t line = model.overlay_top + static_cast<std::size_t>(row - at.top);
        int column = at.left + 1;
        for (const Span& span : line < rows.size() ? rows[line] : Row{}) {
            column = frame.write(column, row, span.text, span.face, at.right);
        }
    }
}

void draw_border(Frame& frame, int column, const Rect& at)
{
    for (int row = at.top; row < at.bottom; ++row) {
        frame.write(column, row, bar, rule_face);
    }
}

std::string count_of(const Buffer& buffer)
{
    return buffer.unread == 0 ? std::string{} : concat({"(", std::to_string(buffer.unread), ")"});
}

void draw_buffer_list(Frame& frame, const Rect& at, const Model& model)
{
    if (at.empty()) {
        return;
    }
    draw_border(frame, at.right, at);
    for (std::size_t i = 0; i < model.buffers.size(); ++i) {
        const Buffer& buffer = *model.buffers[i];
        const int row = at.top + static_cast<int>(i);
        if (row >= at.bottom) {
            return;
        }
        Face face = i == model.current     ? bar_strong_face
                    : buffer.mentions != 0 ? mention_face
                    : buffer.unread != 0   ? plain_face
                                           : dim_face;
        face.bold = face.bold || buffer.unread != 0;
        frame.fill(at.left, row, at.right, i == model.current ? face : plain_face);
        const bool below = model.networks.size() > 1 && buffer.kind != Buffer::Kind::server;
        const std::string number = concat({std::to_string(i + 1), below ? "   " : " "});
        int column = frame.write(at.left, row, number, face, at.right);
        const std::string count = count_of(buffer);
        const int room =
            at.right - column - (count.empty() ? 0 : static_cast<int>(count.size()) + 1);
        column =
            frame.write(column, row, shortened(buffer.name, std::max(room, 1)), face, at.right);
        frame.write(column, row, concat({" ", count}), face, at.right);
    }
}

void draw_members(Frame& frame, const Rect& at, const Model& model)
{
    if (at.empty()) {
        return;
    }
    draw_border(frame, at.left - 1, at);
    const std::vector<model::Member>& members = model.here().members;
    const auto height = static_cast<std::size_t>(at.height());
    const bool all = members.size() <= height;
    const std::size_t shown = all ? members.size() : height - 1;
    int row = at.top;
    for (std::size_t i = 0; i < shown; ++i) {
        const model::Member& member = members[i];
        const int column = frame.write(at.left + 1, row, member.prefix.substr(0, 1), hint_face);
        frame.write(column, row, shortened(member.nick, at.right - column),
                    member.away ? dim_face : face_of_nick(member.nick), at.right);
        ++row;
    }
    if (!all) {
        frame.write(at.left + 1, row,
                    concat({"and ", std::to_string(members.size() - shown), " more"}), dim_face,
                    at.right);
    }
}

std::string_view state_of(model::Connection connection)
{
    switch (connection) {
    case model::Connection::offline:
        return "not connected";
    case model::Connection::connecting:
        return "connecting";
    case model::Connection::registering:
        return "coming in";
    case model::Connection::online:
        return {};
    }
    return {};
}

std::string tab_of(const Model& model, std::size_t index)
{
    const Buffer& buffer = *model.buffers[index];
    return concat({std::to_string(index + 1), ":", buffer.name, count_of(buffer), " "});
}

// Where not all have room: where one is, and those with something new.
bool has_room_for_all(const Model& model, int columns)
{
    for (std::size_t i = 0; i < model.buffers.size(); ++i) {
        columns -= wire::columns_of(tab_of(model, i)).count;
    }
    return columns >= 0;
}

void draw_tabs(Frame& frame, int column, const Rect& at, const Model& model, int right)
{
    const bool all = has_room_for_all(model, right - column);
    for (std::size_t i = 0; i < model.buffers.size(); ++i) {
        const Buffer& buffer = *model.buffers[i];
        const bool here = i == model.current;
        if (!all && !here && buffer.unread == 0) {
            continue;
        }
        const Face& face = buffer.mentions != 0         ? bar_mention_face
                           : here || buffer.unread != 0 ? bar_strong_face
                                                        : bar_dim_face;
        const std::string tab = tab_of(model, i);
        column = frame.write(column, at.top, tab.substr(0, tab.size() - 1), face, right);
        column = frame.write(column, at.top, " ", bar_face, right);
    }
}

void draw_status(Frame& frame, const Rect& at, const Model& model)
{
    if (at.empty()) {
        return;
    }
    frame.fill(at.left, at.top, at.right, bar_face);
    std::string right;
    if (const std::string_view state = state_of(model.network().connection); !state.empty()) {
        right = concat({" ", state, " "});
    } else if (model.network().lag) {
        right = concat({" lag ", std::to_string(model.network().lag->count()), " ms "});
    }
    const bool wide = at.width() >= 60;
    const bool well = model.network().is_online();
    const int room = wide || (!well && at.width() >= 40) ? wire::columns_of(right).count : 0;
    const int edge = at.right - room;
    int column =
        frame.write(at.left + 1, at.top, write_time(model.now, model.settings.time.c_str()),
                    bar_dim_face, edge);
    column = frame.write(column + 1, at.top, model.network().nick, bar_strong_face, edge);
    const std::string where = wide ? concat({"@", model.network().name, "  "}) : "  ";
    column = frame.write(column, at.top, where, bar_dim_face, edge);
    draw_tabs(frame, column, at, model, edge);
    if (room > 0) {
        frame.write(edge, at.top, right, well ? bar_dim_face : bar_mention_face, at.right);
    }
}

} // namespace

Frame render(const Model& model, Size size)
{
    RowCache once;
    return render(model, size, once);
}

Frame render(const Model& model, Size size, RowCache& cache)
{
    cache.begin_picture();
    Frame frame(size);
    const Layout layout = lay_out(model, size);
    draw_title(frame, layout.title, model);
    if (model.overlay.empty()) {
        draw_lines(frame, layout, model, cache);
    } else {
        draw_overlay(frame, layout, model);
    }
    draw_buffer_list(frame, layout.buffers, model);
    draw_members(frame, layout.members, model);
    if (!layout.hint.empty()) {
        frame.write(layout.hint.left + 1, layout.hint.top, model.hint, hint_face,
                    layout.hint.right);
    }
    draw_status(frame, layout.status, model);
    draw_input(frame, layout.input, model);
    return frame;
}

Frame render_input(const Model& model, Size size)
{
    const Rect at = lay_out(model, size).input;
    Frame frame(size, at.top, at.bottom);
    draw_input(frame, at, model);
    return frame;
}

} // namespace hubbub::tui::view
