// SPDX-License-Identifier: MIT
// What the painter sends, drawn by libvterm: it must be the frame, whatever was there before.
#include "tui/term/painter.h"

#include "tests/support/catch.h"
#include "tests/support/drawn.h"
#include "wire/utf8.h"

#include <random>
#include <string>
#include <vector>

using namespace hubbub;
using namespace hubbub::tui;
using tests::Drawn;
using view::Cell;
using view::Face;
using view::Frame;

namespace {

term::Painter painter_for(const std::string& kind)
{
    Result<term::Capabilities> known = term::Capabilities::of(kind);
    REQUIRE(known);
    return term::Painter(known.take());
}

std::uint32_t base_of(std::string_view grapheme)
{
    return static_cast<std::uint32_t>(wire::take_code_point(grapheme));
}

// A blank is a space or nothing at all to libvterm.
std::uint32_t shown(std::uint32_t base)
{
    return base == 0 ? ' ' : base;
}

void check_cell(const Drawn& drawn, const Frame& frame, int column, int row)
{
    const Cell& cell = frame.at(column, row);
    const std::string_view text = frame.text(column, row);
    if (text.empty()) {
        return;
    }
    INFO("column " << column << " row " << row << " '" << text << "'");
    REQUIRE(shown(drawn.base(column, row)) == base_of(text));
    const VTermScreenCell there = drawn.cell(column, row);
    CHECK((there.attrs.bold != 0) == cell.face.bold);
    CHECK((there.attrs.underline != 0) == cell.face.underline);
    if (!cell.face.foreground.is_own()) {
        CHECK(there.fg.indexed.idx == cell.face.foreground.number());
    } else {
        CHECK(VTERM_COLOR_IS_DEFAULT_FG(&there.fg));
    }
}

void check_same(const Drawn& drawn, const Frame& frame)
{
    for (int row = 0; row < frame.size().rows; ++row) {
        for (int column = 0; column < frame.size().columns; ++column) {
            check_cell(drawn, frame, column, row);
        }
    }
    CHECK(drawn.cursor().row == frame.cursor_row);
    CHECK(drawn.cursor().col == frame.cursor_column);
    CHECK(drawn.asked().empty());
}

} // namespace

TEST_CASE("painting one frame over another shows the new one, on every kind of terminal")
{
    const std::vector<std::string> pieces = {"a",
                                             "b",
                                             " ",
                                             "  ",
                                             "\xc3\xa9",
                                             "\xd0\xb6",
                                             "\xe6\x97\xa5",
                                             "\xed\x95\x9c",
                                             "\xce\xbb",
                                             "\xe2\x94\x82"};
    std::mt19937 random(5);
    const auto below = [&](int limit) {
        return static_cast<int>(random() % static_cast<unsigned>(limit));
    };
    for (const char* kind : {"xterm-256color", "tmux-256color", "xterm"}) {
        INFO(kind);
        term::Painter painter = painter_for(kind);
        const view::Size size{17, 5};
        Drawn drawn(size);
        Frame frame(size);
        for (int step = 0; step < 300; ++step) {
            if (below(4) == 0) {
                frame = Frame(size);
            }
            for (int i = below(6); i >= 0; --i) {
                Face face;
                face.bold = below(4) == 0;
                face.underline = below(5) == 0;
                if (below(3) == 0) {
                    face.foreground = view::Color::palette(below(8));
                }
                const std::uint32_t link =
                    below(6) == 0 ? frame.add_link("https://x.example/a") : 0;
                frame.write(below(17), below(5), pieces[static_cast<std::size_t>(below(10))], face,
                            1 << 20, link);
            }
            frame.cursor_row = below(5);
            frame.cursor_column = below(17);
            std::string bytes;
            painter.paint(frame, bytes);
            drawn.feed(bytes);
            check_same(drawn, frame);
        }
    }
}

TEST_CASE("what follows a cluster of doubtful width starts where it should")
{
    term::Painter painter = painter_for("xterm-256color");
    const view::Size size{40, 3};
    Drawn drawn(size);
    Frame frame(size);
    const std::string family =
        "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7";
    const std::string warning = "\xe2\x9a\xa0\xef\xb8\x8f"; // with a variation selector
    int column = frame.write(0, 1, family + warning, Face{});
    frame.write(column, 1, "end", Face{});
    std::string bytes;
    painter.paint(frame, bytes);
    CHECK(bytes.find(family) != std::string::npos); // the whole family, not its first member
    drawn.feed(bytes);
    CHECK(drawn.base(column, 1) == 'e');
    CHECK(drawn.base(column + 1, 1) == 'n');
    frame.write(0, 1, "x ", Face{});
    bytes.clear();
    painter.paint(frame, bytes);
    drawn.feed(bytes);
    CHECK(drawn.base(0, 1) == 'x');
    CHECK(drawn.base(column, 1) == 'e');
}

TEST_CASE("a cell knows its grapheme, however long, and whether another is the same")
{
    const std::string family =
        "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7";
    const std::string other =
        "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7";
    Frame frame({10, 1});
    frame.write(0, 0, family + "a\xf0\x9f\x8e\x89", {});
    CHECK(frame.text(0, 0) == family);
    CHECK(frame.text(1, 0).empty());
    CHECK(frame.text(2, 0) == "a");
    CHECK(frame.text(3, 0) == "\xf0\x9f\x8e\x89");
    CHECK(frame.text(5, 0) == " ");

    Frame same({10, 1});
    same.write(2, 0, "b" + family, {});
    CHECK(same.at(3, 0) == frame.at(0, 0));
    same.write(0, 0, other, {});
    CHECK_FALSE(same.at(0, 0) == frame.at(0, 0));
    const Frame copy = frame;
    frame.write(0, 0, "plain again", {});
    CHECK(copy.text(0, 0) == family);
}

TEST_CASE("a typed letter costs its byte, and an unchanged frame nothing")
{
    term::Painter painter = painter_for("xterm-256color");
    Frame frame({80, 24});
    frame.cursor_row = 23;
    std::string bytes;
    painter.paint(frame, bytes);
    frame.write(0, 23, "h", Face{});
    frame.cursor_column = 1;
    bytes.clear();
    painter.paint(frame, bytes);
    CHECK(bytes == "h");
    bytes.clear();
    painter.paint(frame, bytes);
    CHECK(bytes.empty());
}

TEST_CASE("a frame of some rows leaves the others as they are")
{
    term::Painter painter = painter_for("xterm-256color");
    const view::Size size{20, 4};
    Drawn drawn(size);
    const auto paint = [&](const Frame& frame) {
        std::string bytes;
        painter.paint(frame, bytes);
        drawn.feed(bytes);
        return bytes;
    };
    Frame whole(size);
    whole.write(0, 1, "what was said", Face{});
    whole.write(0, 3, "#room> hello", Face{});
    paint(whole);

    Face bold;
    bold.bold = true;
    Frame part(size, 3, 4);
    CHECK_FALSE(part.is_whole());
    part.write(0, 1, "is in no row of it", Face{});
    part.fill(0, 2, 20, bold);
    part.write(0, 3, "#room> hello", Face{});
    const int end = part.write(12, 3, "\xf0\x9f\x8e\x89\xef\xb8\x8f", Face{}, 20,
                               part.add_link("https://x.example/a"));
    part.cursor_row = 3;
    part.cursor_column = end;
    CHECK(paint(part).find("hello") == std::string::npos);
    whole.take_rows(part);
    check_same(drawn, whole);
    CHECK(whole.text(12, 3) == part.text(12, 3));
    CHECK(whole.link(whole.at(12, 3).link) == "https://x.example/a");
    CHECK(whole.text(0, 1) == "w");

    CHECK(paint(part).empty());
    CHECK(paint(whole).empty());
    paint(Frame(size)); // over what the part left, too
    check_same(drawn, Frame(size));
}

TEST_CASE("a letter under a heap of marks costs no more than a bounded one")
{
    std::string heap = "a";
    for (int i = 0; i < 4000; ++i) {
        heap += "\xcc\x81";
    }
    term::Painter painter = painter_for("xterm-256color");
    Frame frame({20, 2});
    std::string bytes;
    painter.paint(frame, bytes);
    bytes.clear();
    const int column = frame.write(0, 0, heap + "b", Face{});
    CHECK(column == 2);
    painter.paint(frame, bytes);
    CHECK(bytes.size() < 150);
    CHECK(wire::is_utf8(bytes));
    CHECK(bytes.find('b') != std::string::npos);
}

TEST_CASE("a short gap is written again, not passed over")
{
    term::Painter painter = painter_for("xterm-256color");
    Frame frame({80, 2});
    std::string bytes;
    painter.paint(frame, bytes);
    frame.write(0, 0, "one two", Face{});
    frame.cursor_column = 7;
    bytes.clear();
    painter.paint(frame, bytes);
    CHECK(bytes == "one two");
    frame.write(0, 0, "ONE TWO", Face{});
    Face bold;
    bold.bold = true;
    frame.write(3, 0, "!", bold); // another face: the cursor moves over it
    bytes.clear();
    painter.paint(frame, bytes);
    CHECK(bytes == "\033[1;1HONE\033[1m!\033(B\033[mTWO");
    frame.write(2, 0, "e", Face{});
    frame.write(4, 0, "t", Face{});
    bytes.clear();
    painter.paint(frame, bytes);
    CHECK(bytes == "\033[1;3He\033[1;5Ht\033[1;8H");
}

TEST_CASE("a terminal without colours, UTF-8 or a safe corner gets what it can show")
{
    Result<term::Capabilities> known = term::Capabilities::of("vt100");
    REQUIRE(known);
    term::Capabilities vt100 = known.take();
    vt100.utf8 = false;
    vt100.corner_scrolls = true;
    CHECK(vt100.colors == 0);
    CHECK_FALSE(vt100.links);
    term::Painter painter(vt100);
    Frame frame({5, 2});
    Face colored;
    colored.foreground = view::Color::palette(3);
    frame.write(0, 0, "\xc3\xa9\xe2\x94\x80z", colored);
    frame.write(0, 1, "abcde", Face{});
    std::string bytes;
    painter.paint(frame, bytes);
    CHECK(bytes.find("?-z") != std::string::npos);
    CHECK(bytes.find("abcd") != std::string::npos);
    CHECK(bytes.find('e') == std::string::npos);
    CHECK(bytes.find("\033[3") == std::string::npos);
    CHECK(bytes.find("$<") == std::string::npos);
}

TEST_CASE("a terminal that nobody knows, or that cannot place its cursor, is a sentence")
{
    CHECK_FALSE(term::Capabilities::of("no-such-terminal"));
    CHECK_FALSE(term::Capabilities::of("dumb"));
}

TEST_CASE("what was switched on is switched off, and nothing that the terminal has not")
{
    const auto count = [](const std::string& text, std::string_view part) {
        std::size_t found = 0;
        for (std::size_t at = text.find(part); at != std::string::npos;
             at = text.find(part, at + 1)) {
            ++found;
        }
        return found;
    };
    const auto xterm = term::Capabilities::of("xterm-256color");
    REQUIRE(xterm);
    for (const auto& [on, off] :
         std::vector<std::pair<std::string, std::string>>{{"\033[?1049h", "\033[?1049l"},
                                                          {"\033[?1h", "\033[?1l"},
                                                          {"\033[?2004h", "\033[?2004l"},
                                                          {"\033[22;0;0t", "\033[23;0;0t"},
                                                          {"\033=", "\033>"}}) {
        CHECK(count(xterm->greeting(), on) == 1);
        CHECK(count(xterm->farewell(), off) == 1);
    }
    CHECK(xterm->farewell().starts_with("\033\\\033]8;;\033\\")); // a link that is open ends
    for (const char* kind : {"vt100", "linux", "vt220"}) {
        const auto known = term::Capabilities::of(kind);
        REQUIRE(known);
        INFO(kind);
        CHECK(count(known->greeting() + known->farewell(), "2004") == 0);
        CHECK(count(known->greeting() + known->farewell(), "\033]") == 0);
        CHECK(count(known->greeting() + known->farewell(), "$<") == 0);
    }
}

TEST_CASE("what libvterm draws wider than we do, at the right edge, leaves the next row as it is")
{
    const std::string woman_and_clothes = "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\x9a"; // joined
    term::Painter painter = painter_for("xterm-256color");
    const view::Size size{6, 3};
    Drawn drawn(size);
    Frame before(size);
    before.write(0, 1, "abcdef", Face{}, 6);
    before.write(0, 2, "ghijkl", Face{}, 6);
    std::string bytes;
    painter.paint(before, bytes);
    Frame after = before;
    after.write(4, 0, woman_and_clothes, Face{}, 6);
    after.write(4, 2, woman_and_clothes, Face{}, 6); // in the last row it would scroll
    painter.paint(after, bytes);
    drawn.feed(bytes);
    for (int column = 0; column < 6; ++column) {
        CHECK(drawn.base(column, 1) == static_cast<std::uint32_t>('a' + column));
    }
    for (int column = 0; column < 4; ++column) {
        CHECK(drawn.base(column, 2) == static_cast<std::uint32_t>('g' + column));
    }
    CHECK(shown(drawn.base(4, 2)) == ' '); // not what stood there before
    CHECK(shown(drawn.base(5, 2)) == ' ');
}

TEST_CASE("what libvterm draws wider than we do is put right within its row, however wide")
{
    const std::string joined = "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\x9a";
    term::Painter painter = painter_for("xterm-256color");
    const view::Size size{12, 2};
    Drawn drawn(size);
    Frame before(size);
    before.write(0, 0, "abcdefghijkl", Face{}, 12);
    std::string bytes;
    painter.paint(before, bytes);
    Frame after = before;
    after.write(0, 0, joined, Face{}, 12);
    painter.paint(after, bytes);
    drawn.feed(bytes);
    for (int column = 2; column < 12; ++column) {
        CHECK(drawn.base(column, 0) == static_cast<std::uint32_t>('a' + column));
    }
}
