// SPDX-License-Identifier: MIT
// A screen as SVG: what is drawn stands in its column, and is text.
#include "tests/support/catch.h"
#include "tests/support/pty.h"
#include "tests/support/svg.h"

#include <string>

using namespace hubbub::tests;

namespace {

bool holds(const std::string& text, std::string_view part)
{
    return text.find(part) != std::string::npos;
}

Glyphs row_of(std::initializer_list<Glyph> glyphs)
{
    return {std::vector<Glyph>(glyphs)};
}

} // namespace

TEST_CASE("what is markup elsewhere is text in the picture")
{
    const std::string svg = svg_of(row_of({{"<", 1}, {"&", 1}, {">", 1}}), 0, "a < b");
    CHECK(holds(svg, ">&lt;&amp;&gt;</text>"));
    CHECK(holds(svg, "<title>a &lt; b</title>"));
}

TEST_CASE("each run of one look stands at its column and is as wide as its cells")
{
    const Glyphs rows = row_of({{"a", 0xff0000}, {"b", 0xff0000}, {"c", 0x00ff00}});
    const std::string svg = svg_of(rows, 0, "");
    CHECK(holds(svg, R"(<text x="12" y="25" textLength="16.8" fill="#ff0000">ab</text>)"));
    CHECK(holds(svg, R"(<text x="28.8" y="25" textLength="8.4" fill="#00ff00">c</text>)"));
}

TEST_CASE("a wide character has two columns, and what follows does not move")
{
    const Glyphs rows = row_of({{"한", 1}, {"", 1}, {"x", 1}});
    const std::string svg = svg_of(rows, 0, "");
    CHECK(holds(svg, R"(textLength="16.8" fill="#000001">한</text>)"));
    CHECK(holds(svg, R"(<text x="28.8")"));
}

TEST_CASE("blanks at the edges of a run are left out, a ground of its own is drawn")
{
    const Glyphs rows = row_of({{" ", 1}, {"x", 1}, {" ", 1, 0x222222}, {" ", 1, 0x222222}});
    const std::string svg = svg_of(rows, 0, "");
    CHECK(holds(svg, R"(<text x="20.4")"));
    CHECK(holds(svg, R"(width="16.8" height="17" fill="#222222"/>)"));
}

TEST_CASE("a terminal's screen becomes glyphs with its colours")
{
    Pty pty({"printf", "\\033[1;38;5;196mred\\033[0m plain \\033[7mback"}, at_home("/tmp"),
            {2, 20});
    pty.expect("back");
    const Glyphs rows = pty.glyphs(0xaaaaaa, 0x111111);
    REQUIRE(rows.size() == 2);
    REQUIRE(rows[0].size() == 20);
    CHECK(rows[0][0].text == "r");
    CHECK(rows[0][0].ink == 0xff0000);
    CHECK(rows[0][0].bold);
    CHECK(rows[0][4].ink == 0xaaaaaa);
    CHECK(rows[0][10].ink == 0x111111);
    CHECK(rows[0][10].ground == 0xaaaaaa);
}
