// SPDX-License-Identifier: MIT
// Colours from mIRC's codes to what a terminal with many, few or none gets.
#include "tui/view/color.h"

#include "tests/support/catch.h"
#include "tui/term/painter.h"
#include "tui/term/palette.h"
#include "tui/view/colors.h"
#include "tui/view/wrap.h"

#include <cstdlib>
#include <string>
#include <vector>

using namespace hubbub;
using namespace hubbub::tui;
using term::Inks;
using view::Color;

namespace {

view::Face face_of(const std::string& codes)
{
    return view::wrap(codes + "x", 10, view::plain_face).front().front().face;
}

// Of 2 and 3, which rounding to 8 bits may miss a little.
bool can_be_read_on(Color ink, std::uint32_t ground)
{
    const double wanted = ground == 0 ? 2.95 : 1.98;
    return view::contrast(ink.rgb(), ground) > wanted;
}

// What is sent for one letter in this face, behind the clearing of the screen.
std::string sent(const view::Face& face, const std::string& kind,
                 std::optional<int> colors = std::nullopt)
{
    Result<term::Capabilities> known = term::Capabilities::of(kind);
    REQUIRE(known);
    term::Painter painter(known.take());
    painter.use_colors(colors);
    view::Frame frame({3, 1});
    frame.cursor_column = 2;
    std::string bytes;
    painter.paint(frame, bytes);
    bytes.clear();
    frame.write(0, 0, "x", face);
    painter.paint(frame, bytes);
    const std::size_t start = bytes.rfind('H', bytes.find('x')) + 1;
    return bytes.substr(start, bytes.find('x') - start);
}

view::Face exact(std::uint32_t ink)
{
    view::Face face;
    face.foreground = Color::exactly(ink);
    return face;
}

} // namespace

TEST_CASE("hex colours are exact, and a palette's colour is known by its parts")
{
    CHECK(face_of("\x04"
                  "FF8000,000080")
              .foreground == Color::exactly(0xff8000));
    CHECK(face_of("\x04"
                  "FF8000,000080")
              .background == Color::exactly(0x000080));
    CHECK(Color::palette(208).rgb() == 0xff8700);
    CHECK(Color::palette(238).rgb() == 0x444444);
    CHECK(Color::palette(9).rgb() == 0xff0000);
    CHECK(Color().is_own());
    CHECK_FALSE(Color::exactly(0).is_own());
    CHECK(Color::exactly(0) != Color::palette(0));
}

TEST_CASE("any colour on the terminal's own ground can be read on black and on white")
{
    for (std::uint32_t red = 0; red < 256; red += 51) {
        for (std::uint32_t green = 0; green < 256; green += 51) {
            for (std::uint32_t blue = 0; blue < 256; blue += 51) {
                const std::uint32_t rgb = red << 16U | green << 8U | blue;
                INFO(std::hex << rgb);
                const Color shown = view::readable_anywhere(Color::exactly(rgb));
                CHECK(can_be_read_on(shown, 0x000000));
                CHECK(can_be_read_on(shown, 0xffffff));
            }
        }
    }
    // What can be read stays as it was sent.
    CHECK(view::readable_anywhere(Color::exactly(0xff8000)) == Color::exactly(0xff8000));
    CHECK(view::readable_anywhere(Color::palette(203)) == Color::palette(203));
    for (int number = 0; number < 99; ++number) {
        const std::string code = "\x03" + std::to_string(100 + number).substr(1);
        INFO(number);
        CHECK(can_be_read_on(face_of(code).foreground, 0x000000));
        CHECK(can_be_read_on(face_of(code).foreground, 0xffffff));
    }
}

TEST_CASE("any two colours of a text differ enough to be read")
{
    for (int ink = 0; ink < 99; ink += 7) {
        for (int ground = 0; ground < 99; ++ground) {
            const view::Face face = face_of("\x03" + std::to_string(100 + ink).substr(1) + "," +
                                            std::to_string(100 + ground).substr(1));
            INFO(ink << " on " << ground);
            CHECK(view::contrast(face.foreground.rgb(), face.background.rgb()) >= 2);
        }
    }
    CHECK(face_of("\x03"
                  "01,01")
              .foreground != face_of("\x03"
                                     "01,01")
                                 .background);
    // A ground without letters of its own gets such as are seen on it.
    CHECK_FALSE(face_of("\x03"
                        "99,08")
                    .foreground.is_own());
}

TEST_CASE("a terminal with exact colours gets them, one with a palette the nearest")
{
    const view::Face orange = exact(0xff8000);
    CHECK(sent(orange, "xterm-256color", term::true_colors) == "\033[38;2;255;128;0m");
    CHECK(sent(orange, "xterm-256color") == "\033[38;5;208m");
    CHECK(sent(orange, "xterm") == "\033[33m");
    CHECK(sent(orange, "vt100") == "");
    CHECK(sent(orange, "vt100", term::true_colors) == ""); // it has none at all
    CHECK(sent(orange, "xterm-256color", 0) == "");
    CHECK(sent(orange, "xterm", 256) == "\033[33m"); // no more than it has
    view::Face palette;
    palette.foreground = Color::palette(208);
    palette.background = Color::exactly(0x010203);
    CHECK(sent(palette, "xterm-256color", term::true_colors) == "\033[38;5;208m\033[48;2;1;2;3m");
}

TEST_CASE("the nearest of 256 is a grey for what is grey")
{
    CHECK(term::nearest({Color::exactly(0x808080), {}}, 256).ink == Color::palette(244));
    CHECK(term::nearest({Color::exactly(0x0000ff), {}}, 256).ink == Color::palette(21));
    CHECK(term::nearest({Color::exactly(0xffffff), {}}, 256).ink == Color::palette(231));
    CHECK(term::nearest({Color::palette(4), {}}, 256).ink == Color::palette(4));
}

TEST_CASE("with few colours every face can be read, and hues stay")
{
    for (const int count : {8, 16, 88}) {
        INFO(count);
        for (const view::Face& face :
             {view::bar_face, view::bar_dim_face, view::bar_strong_face, view::bar_mention_face}) {
            const Inks few = term::nearest({face.foreground, face.background}, count);
            CHECK(few.ink != few.ground);
            CHECK(few.ink.number() < count);
            CHECK(few.ground.number() < count);
            CHECK(view::contrast(few.ink.rgb(), few.ground.rgb()) > 2);
        }
        CHECK(term::nearest({Color::palette(167), {}}, count).ink.number() % 8 == 1); // red
        CHECK(term::nearest({Color::palette(71), {}}, count).ink.number() % 8 == 2);  // green
        CHECK(term::nearest({Color::exactly(0), {}}, count).ink.is_own());
        CHECK(term::nearest({Color::exactly(0xffffff), {}}, count).ink.is_own());
        const Inks alike = term::nearest({Color::exactly(0x0000ff), Color::exactly(0x0000d0)}, 8);
        CHECK(alike.ink != alike.ground);
    }
    CHECK(term::nearest({Color::palette(244), {}}, 8).ink.is_own());
    CHECK(term::nearest({Color::palette(244), {}}, 16).ink == Color::palette(8));
}

TEST_CASE("without colours a ground is reverse, and struck text where it cannot be is dim")
{
    CHECK(sent(view::bar_face, "vt100") == "\033[7m");
    view::Face struck;
    struck.strike = true;
    CHECK(sent(struck, "xterm-256color") == "\033[9m");
    CHECK(sent(struck, "linux") == "\033[2m");
}

TEST_CASE("a change of face costs what differs")
{
    Result<term::Capabilities> known = term::Capabilities::of("xterm-256color");
    REQUIRE(known);
    term::Painter painter(known.take());
    view::Frame frame({8, 1});
    std::string bytes;
    painter.paint(frame, bytes);
    bytes.clear();
    view::Face bold = view::bar_face;
    bold.bold = true;
    frame.write(0, 0, "a", view::bar_face);
    frame.write(1, 0, "b", view::bar_dim_face);
    frame.write(2, 0, "c", bold);
    frame.write(3, 0, "d", view::bar_face);
    frame.cursor_column = 4;
    painter.paint(frame, bytes);
    CHECK(bytes == "\033[38;5;254m\033[48;5;238ma\033[38;5;248mb\033[1m\033[38;5;254mc"
                   "\033(B\033[m\033[38;5;254m\033[48;5;238md");
}

TEST_CASE("COLORTERM tells of exact colours, but not within screen; NO_COLOR of none")
{
    const auto colors = [](const char* term, const char* color_term, const char* none = nullptr) {
        setenv("TERM", term, 1);
        setenv("COLORTERM", color_term, 1);
        none == nullptr ? unsetenv("NO_COLOR") : setenv("NO_COLOR", none, 1);
        Result<term::Capabilities> known = term::Capabilities::of_terminal();
        unsetenv("NO_COLOR");
        unsetenv("COLORTERM");
        REQUIRE(known);
        const bool no_color = known->no_color;
        return no_color ? -known->colors : known->colors;
    };
    CHECK(colors("xterm-256color", "truecolor") == term::true_colors);
    CHECK(colors("xterm-256color", "24bit") == term::true_colors);
    CHECK(colors("xterm-256color", "yes") == 256);
    CHECK(colors("screen-256color", "truecolor") == 256);
    CHECK(colors("linux", "truecolor") == 8);
    CHECK(colors("vt100", "truecolor") == 0);
    CHECK(colors("xterm-256color", "", "") == 256); // empty is as good as not set
    CHECK(colors("xterm-256color", "", "1") == -256);
}

TEST_CASE("NO_COLOR is what the terminal is given where the person has not said otherwise")
{
    Result<term::Capabilities> known = term::Capabilities::of("xterm-256color");
    REQUIRE(known);
    term::Capabilities none = known.take();
    none.no_color = true;
    term::Painter painter(none);
    view::Frame frame({4, 1});
    frame.write(0, 0, "x", exact(0xff0000));
    std::string bytes;
    painter.paint(frame, bytes);
    CHECK(bytes.find("38;") == std::string::npos);
    painter.use_colors(256);
    painter.paint(frame, bytes);
    CHECK(bytes.find("38;5;196") != std::string::npos);
}
