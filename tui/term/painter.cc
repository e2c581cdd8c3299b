// SPDX-License-Identifier: MIT
#include "tui/term/painter.h"

#include "base/ensure.h"
#include "base/strings.h"
#include "wire/utf8.h"

#include <algorithm>
#include <array>
#include <utility>

namespace hubbub::tui::term {

namespace {

using view::Cell;
using view::Face;
using view::Frame;

constexpr std::string_view link_start = "\033]8;";
constexpr std::string_view link_end = "\033\\";

struct Attribute {
    bool Face::*wanted;
    std::string Capabilities::*bytes;
};
constexpr std::array<Attribute, 6> attributes = {{
    {&Face::bold, &Capabilities::bold},
    {&Face::dim, &Capabilities::dim},
    {&Face::italic, &Capabilities::italic},
    {&Face::underline, &Capabilities::underline},
    {&Face::strike, &Capabilities::strike},
    {&Face::reverse, &Capabilities::reverse},
}};
constexpr std::size_t dim_place = 1;
constexpr std::size_t reverse_place = 5;

// What a terminal without UTF-8 can show.
std::string_view ascii_for(std::string_view cluster)
{
    if (cluster.size() == 1) {
        return cluster;
    }
    if (cluster == "\xe2\x94\x80") {
        return "-";
    }
    return cluster == "\xe2\x94\x82" ? "|" : "?";
}

// One code point of a script, or a sign, that every terminal draws in one column.
bool is_sure(std::string_view cluster)
{
    if (cluster.size() == 1) {
        return true;
    }
    std::string_view rest = cluster;
    const char32_t c = wire::take_code_point(rest);
    const bool script = c < 0x300 || (c >= 0x370 && c < 0x483) || (c >= 0x48a && c < 0x590);
    const bool sign = (c >= 0x2010 && c <= 0x2027) || (c >= 0x2190 && c <= 0x2193) ||
                      (c >= 0x2500 && c <= 0x257f);
    return rest.empty() && (script || sign);
}

// The columns that a terminal with tables unlike ours may give it: two to each code point, where it
// joins none.
int most_columns(std::string_view cluster)
{
    int columns = 0;
    while (!cluster.empty()) {
        wire::take_code_point(cluster);
        columns += 2;
    }
    return columns;
}

bool is_wide(const Frame& frame, int column, int row)
{
    return column + 1 < frame.size().columns && frame.at(column + 1, row).size == 0;
}

// The first cell from there on that is not what the other frame has, or the one before it, which
// may have been wide or become so.
int next_other(const Frame& frame, const Frame& other, int from, int row)
{
    const int columns = frame.size().columns;
    const Cell* cell = &frame.at(0, row);
    const Cell* old = &other.at(0, row);
    int column = from;
    while (column < columns && cell[column] == old[column]) {
        ++column;
    }
    return column == columns ? column : std::max(column - 1, from);
}

// From here to the right the row is plain and empty.
int blank_from(const Frame& frame, int row)
{
    int column = frame.size().columns;
    while (column > 0 && frame.at(column - 1, row) == Cell{}) {
        --column;
    }
    return column;
}

} // namespace

Painter::Painter(Capabilities capabilities) : capabilities_(std::move(capabilities))
{
    use_colors(std::nullopt);
}

void Painter::use_colors(std::optional<int> colors)
{
    const int most = capabilities_.colors;
    if (!colors) {
        colors_ = capabilities_.no_color ? 0 : most;
    } else {
        colors_ = *colors == true_colors && most > 0 ? true_colors : std::min(*colors, most);
    }
    forget();
}

void Painter::forget()
{
    shown_.reset();
}

void Painter::start_over(const Frame& frame, std::string& out)
{
    if (link_ != 0 && capabilities_.links) {
        out += concat({link_start, ";", link_end});
    }
    out += capabilities_.plain;
    out += capabilities_.clear;
    look_ = Look{};
    face_ = Face{};
    link_ = 0;
    row_ = -1;
    shown_.emplace(frame.size());
}

void Painter::paint(Frame frame, std::string& out)
{
    if (!shown_ || shown_->size() != frame.size()) {
        HUBBUB_ENSURE(frame.is_whole());
        start_over(frame, out);
    }
    int spilled = 0;
    for (int row = frame.top(); row < frame.bottom(); ++row) {
        spilled = paint_row(frame, row, spilled, out);
    }
    use_link(0, frame, out);
    move(std::clamp(frame.cursor_row, 0, frame.size().rows - 1),
         std::clamp(frame.cursor_column, 0, frame.size().columns - 1), out);
    if (frame.is_whole()) {
        shown_ = std::move(frame);
    } else {
        shown_->take_rows(frame);
    }
}

// spilled: so many columns at its start may have been written over by the row before, which went on
// here. Of the next row, likewise.
int Painter::paint_row(const Frame& frame, int row, int spilled, std::string& out)
{
    if (spilled == 0 && frame.has_same_row(*shown_, row)) {
        return 0;
    }
    const int columns = frame.size().columns;
    const int blank = capabilities_.erase_to_right.empty() ? columns : blank_from(frame, row);
    const int letters_end = std::min(blank, columns - 1);
    for (int column = 0; column < columns; ++column) {
        if (spilled == 0) {
            column = next_other(frame, *shown_, column, row);
            if (column == columns) {
                break;
            }
        }
        if (const int after =
                spilled == 0 ? paint_letters(frame, column, row, letters_end, out) : column;
            after != column) {
            column = after - 1;
            continue;
        }
        const Cell& cell = frame.at(column, row);
        const bool same = cell == shown_->at(column, row) &&
                          is_wide(frame, column, row) == is_wide(*shown_, column, row);
        const bool again = spilled > 0;
        spilled -= again ? 1 : 0;
        if (cell.size == 0 || (same && !again)) {
            continue;
        }
        constexpr int worth_it = 4; // cells; fewer are written sooner than erased
        if (column >= blank && columns - column >= worth_it) {
            move(row, column, out);
            use(Face{}, out);
            use_link(0, frame, out);
            out += capabilities_.erase_to_right;
            return 0;
        }
        paint_cell(frame, column, row, out);
        if (cell.size != 1 && !is_sure_here(frame.text(column, row))) {
            spilled = std::max(spilled, most_columns(frame.text(column, row)) - 1);
        }
    }
    return spilled;
}

bool Painter::is_sure_here(std::string_view cluster) const
{
    return !capabilities_.utf8 || is_sure(cluster);
}

bool Painter::is_corner(const Frame& frame, int column, int row) const
{
    return capabilities_.corner_scrolls && row == frame.size().rows - 1 &&
           column == frame.size().columns - 1;
}

// What a terminal may take beyond the last cell of the last row moves everything up.
bool Painter::may_scroll(const Frame& frame, int column, int row) const
{
    if (row != frame.size().rows - 1 || frame.at(column, row).size == 1) {
        return false; // as nearly everywhere
    }
    const std::string_view text = frame.text(column, row);
    return !is_sure_here(text) && column + most_columns(text) > frame.size().columns;
}

// As most cells are: where the cursor is, letters that are new and look the same as what was
// written last. Returns the column after them.
int Painter::paint_letters(const Frame& frame, int from, int row, int end, std::string& out)
{
    if (row_ != row || column_ != from) {
        return from;
    }
    const Cell* cell = &frame.at(0, row);
    const Cell* old = &shown_->at(0, row);
    for (; column_ < end; ++column_) {
        const Cell& here = cell[column_];
        if (here.size != 1 || here.link != link_ || here == old[column_] || here.face != face_) {
            break;
        }
        out += here.bytes.front();
    }
    return column_;
}

void Painter::paint_cell(const Frame& frame, int column, int row, std::string& out)
{
    const Cell& cell = frame.at(column, row);
    const int width = is_wide(frame, column, row) ? 2 : 1;
    if (is_corner(frame, column + width - 1, row)) {
        return;
    }
    const std::string_view text = may_scroll(frame, column, row) ? " " : frame.text(column, row);
    if (!write_over(frame, column, row, out)) {
        move(row, column, out);
    }
    use(cell.face, out);
    use_link(cell.link, frame, out);
    const bool sure = text.size() == 1 || is_sure_here(text);
    if (width == 2) { // where the terminal takes fewer columns than we do
        out += "  ";
        column_ = -1;
        move(row, column, out);
    }
    if (capabilities_.utf8) {
        out += text;
    } else {
        out += ascii_for(text);
    }
    column_ = sure && width == 1 ? column + 1 : -1;
    if (column_ == frame.size().columns) {
        column_ = -1; // terminals differ on where the cursor is behind the last column
    }
}

// What stands between the cursor and a cell not far to its right is sooner written again than
// passed over, where that takes no other face.
bool Painter::write_over(const Frame& frame, int column, int row, std::string& out)
{
    constexpr int shortest_move = 6; // bytes
    if (row_ != row || column_ < 0 || column <= column_ || column - column_ > shortest_move) {
        return false;
    }
    for (int between = column_; between < column; ++between) {
        const Cell& cell = frame.at(between, row);
        if (frame.text(between, row).size() != 1 || cell.face != face_ || cell.link != link_) {
            return false;
        }
    }
    for (; column_ < column; ++column_) {
        out += frame.text(column_, row);
    }
    return true;
}

void Painter::move(int row, int column, std::string& out)
{
    if (row_ == row && column_ == column) {
        return;
    }
    if (row_ == row && column_ == column + 1) {
        out += '\b';
    } else {
        capabilities_.move(row, column, out);
    }
    row_ = row;
    column_ = column;
}

Painter::Look Painter::look_of(const Face& face) const
{
    Look look;
    const bool mono = colors_ == 0;
    for (std::size_t i = 0; i < attributes.size(); ++i) {
        const bool wanted = face.*attributes[i].wanted;
        const bool there = !(capabilities_.*attributes[i].bytes).empty();
        look.attributes |= wanted && there ? 1U << i : 0U;
    }
    if (mono && !face.background.is_own()) { // a ground that cannot be had
        look.attributes ^= 1U << reverse_place;
    }
    if (face.strike && capabilities_.strike.empty()) {
        look.attributes |= 1U << dim_place;
    }
    if (!mono) {
        look.inks = nearest({face.foreground, face.background}, colors_);
    }
    return look;
}

// Sends what differs; all anew where something must go, since terminals have no other way to take
// an attribute back that works everywhere.
void Painter::use(const Face& face, std::string& out)
{
    if (face == face_) {
        return;
    }
    face_ = face;
    const Look look = look_of(face);
    if (look == look_) {
        return;
    }
    const auto goes = [](view::Color from, view::Color to) {
        return !from.is_own() && to.is_own();
    };
    if ((look_.attributes & ~look.attributes) != 0 || goes(look_.inks.ink, look.inks.ink) ||
        goes(look_.inks.ground, look.inks.ground)) {
        out += capabilities_.plain;
        look_ = Look{};
    }
    for (std::size_t i = 0; i < attributes.size(); ++i) {
        if (((look.attributes & ~look_.attributes) >> i & 1U) != 0) {
            out += capabilities_.*attributes[i].bytes;
        }
    }
    if (look.inks.ink != look_.inks.ink) {
        add_color(look.inks.ink, inks_, &Capabilities::foreground, out);
    }
    if (look.inks.ground != look_.inks.ground) {
        add_color(look.inks.ground, grounds_, &Capabilities::background, out);
    }
    look_ = look;
}

void Painter::add_color(view::Color color, Made& made, Make make, std::string& out)
{
    if (color.is_own() || color.is_exact()) {
        out += (capabilities_.*make)(color);
        return;
    }
    const auto number = static_cast<std::size_t>(color.number());
    made.resize(std::max(made.size(), number + 1));
    if (made[number].empty()) {
        made[number] = (capabilities_.*make)(color);
    }
    out += made[number];
}

// The id joins the rows of one link: hovering one lights all.
void Painter::use_link(std::uint32_t link, const Frame& frame, std::string& out)
{
    if (link == link_ || !capabilities_.links) {
        return;
    }
    link_ = link;
    if (link == 0) {
        out += concat({link_start, ";", link_end});
    } else {
        out += concat({link_start, "id=", std::to_string(link), ";", frame.link(link), link_end});
    }
}

} // namespace hubbub::tui::term
