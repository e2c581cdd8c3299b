// SPDX-License-Identifier: MIT
#include "tui/view/pane.h"

#include "base/strings.h"
#include "tui/view/colors.h"
#include "tui/view/days.h"
#include "tui/view/presence.h"

#include <algorithm>
#include <cstddef>

namespace hubbub::tui::view {

namespace {

using model::Anchor;
using model::Buffer;
using model::ChatLine;
using model::LineKind;
using model::LineState;

struct Head {
    std::string text;
    Face face;
};

Head head_of(const ChatLine& line)
{
    switch (line.kind) {
    case LineKind::message:
        return {std::string(line.nick), line.mention ? mention_face : face_of_nick(line.nick)};
    case LineKind::action:
        return {"*", face_of_nick(line.nick)};
    case LineKind::notice:
        return {concat({"-", line.nick, "-"}), face_of_nick(line.nick)};
    case LineKind::event:
    case LineKind::coming:
    case LineKind::going:
        return {"--", dim_face};
    case LineKind::info:
        return {"**", hint_face};
    case LineKind::error:
        return {"!!", error_face};
    }
    return {};
}

Face text_face(const ChatLine& line)
{
    if (line.state == LineState::pending) {
        return dim_face;
    }
    const bool lost = line.state == LineState::failed || line.state == LineState::unsure;
    if (lost || line.kind == LineKind::error) {
        return error_face;
    }
    const bool said = line.kind == LineKind::message || line.kind == LineKind::action ||
                      line.kind == LineKind::notice || line.kind == LineKind::info;
    return said ? plain_face : dim_face;
}

std::string text_of(const ChatLine& line)
{
    std::string text = line.kind == LineKind::action ? concat({line.nick, " ", line.text})
                                                     : std::string(line.text);
    if (line.state == LineState::pending) {
        text += " \xe2\x80\xa6"; // …
    } else if (line.state == LineState::failed) {
        text += "  [not sent]";
    } else if (line.state == LineState::unsure) {
        text += "  [may be lost]";
    }
    return text;
}

std::vector<PaneRow> rows_of_text(const ChatLine& line, std::string text, const Layout& layout,
                                  RowCache& cache)
{
    Head head = head_of(line);
    int indent = layout.time_columns;
    if (layout.nick_columns > 0) {
        indent += layout.nick_columns + 1;
        head.text = shortened(head.text, layout.nick_columns);
    } else {
        indent += 1;
        text = head.text + " " + text;
        head.text.clear();
    }
    const int width = std::max(layout.lines.width() - indent, 1);
    std::vector<PaneRow> rows;
    for (const Row& one : cache.wrapped(text, width, text_face(line))) {
        PaneRow row;
        if (rows.empty()) {
            if (line.time != WallTime{}) {
                row.time = cache.written(line.time, layout.time);
            }
            row.head = {{head.text, head.face}};
        }
        row.text = &one;
        rows.push_back(std::move(row));
    }
    return rows;
}

PaneRow rule(std::string text)
{
    PaneRow row;
    row.kind = PaneRow::Kind::rule;
    row.rule = std::move(text);
    return row;
}

// The line's rows, and before them what is drawn between it and the line above.
std::vector<PaneRow> rows_at(const Buffer& buffer, const Layout& layout, std::size_t index,
                             RowCache& cache)
{
    const ChatLine line = buffer.lines[index];
    std::vector<PaneRow> rows;
    if (is_folded(buffer, index)) {
        return rows; // the line below tells of it, too
    }
    const std::size_t first = is_presence(line) ? start_of_fold(buffer, index) : index;
    if (first == 0 && buffer.whole_history) {
        rows.push_back(rule("the beginning of " + buffer.name));
    }
    if (first == 0 || !same_day(buffer.lines[first - 1].time, line.time)) {
        rows.push_back(rule(date_of(line.time)));
    }
    if (buffer.marks.last_read && *buffer.marks.last_read + 1 == first) {
        rows.push_back(rule("new"));
    }
    const std::string text = is_presence(line) ? presence_text(buffer, index) : text_of(line);
    for (PaneRow& row : rows_of_text(line, text, layout, cache)) {
        row.found = buffer.marks.found == index;
        rows.push_back(std::move(row));
    }
    return rows;
}

// The last line in the window, and how many of its rows are below it.
Anchor bottom_of(const Buffer& buffer)
{
    if (!buffer.marks.window) {
        return {buffer.lines.size() - 1, 0};
    }
    Anchor anchor = *buffer.marks.window;
    anchor.line = std::min(anchor.line, buffer.lines.size() - 1);
    return anchor;
}

} // namespace

std::vector<PaneRow> rows_of(const Buffer& buffer, const Layout& layout, RowCache& cache)
{
    const auto height = static_cast<std::size_t>(std::max(layout.lines.height(), 0));
    std::vector<PaneRow> reversed;
    if (buffer.lines.empty() || height == 0) {
        return reversed;
    }
    const Anchor bottom = bottom_of(buffer);
    int skip = bottom.rows_below;
    for (std::size_t index = bottom.line + 1; index-- > 0 && reversed.size() < height;) {
        std::vector<PaneRow> rows = rows_at(buffer, layout, index, cache);
        for (auto row = rows.rbegin(); row != rows.rend() && reversed.size() < height; ++row) {
            if (skip > 0) {
                --skip;
            } else {
                reversed.push_back(std::move(*row));
            }
        }
    }
    std::reverse(reversed.begin(), reversed.end());
    return reversed;
}

Moved move(const Buffer& buffer, const Layout& layout, int rows)
{
    if (buffer.lines.empty()) {
        return {};
    }
    Anchor at = bottom_of(buffer);
    const auto height_of = [&](std::size_t index) {
        RowCache once; // however many are passed on the way, none is kept
        return static_cast<int>(rows_at(buffer, layout, index, once).size());
    };
    at.rows_below += rows;
    while (at.rows_below >= height_of(at.line) && at.line > 0) {
        at.rows_below -= height_of(at.line--);
    }
    while (at.rows_below < 0 && at.line + 1 < buffer.lines.size()) {
        at.rows_below += height_of(++at.line);
    }
    if (at.rows_below <= 0 && at.line + 1 == buffer.lines.size()) {
        return {std::nullopt, false};
    }
    // No further up than where the oldest line is at the top.
    int above = -at.rows_below;
    std::size_t index = at.line + 1;
    while (index-- > 0 && above < layout.lines.height()) {
        above += height_of(index);
        if (index == 0) {
            break;
        }
    }
    Moved moved{at, above <= layout.lines.height()};
    if (moved.reached_top && rows > 0) {
        const int too_far = layout.lines.height() - above;
        if (too_far > 0 && too_far < rows) {
            moved = move(buffer, layout, rows - too_far);
            moved.reached_top = true;
        } else if (too_far > 0) {
            moved.anchor = buffer.marks.window;
        }
    }
    return moved;
}

} // namespace hubbub::tui::view
