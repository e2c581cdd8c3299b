// SPDX-License-Identifier: MIT
#include "wire/format.h"

#include "tests/support/catch.h"

using namespace hubbub::wire;

namespace {

Color palette(std::uint32_t value)
{
    return {Color::Kind::palette, value};
}

// The only run of text.
Run only_run(std::string_view text)
{
    const auto runs = parse_format(text);
    REQUIRE(runs.size() == 1);
    return runs.front();
}

} // namespace

TEST_CASE("text without codes is one plain run, and no text is none")
{
    CHECK(only_run("tea").text == "tea");
    CHECK(only_run("tea").style == Style{});
    CHECK(parse_format("").empty());
    CHECK(parse_format("\x02\x02\x0f").empty());
}

TEST_CASE("a code turns its style on, and again off")
{
    const auto runs = parse_format("a\x02"
                                   "b\x1d"
                                   "c\x02"
                                   "d\x0f"
                                   "e");
    REQUIRE(runs.size() == 5);
    CHECK(runs[0].style == Style{});
    CHECK((runs[1].style.bold && !runs[1].style.italic));
    CHECK((runs[2].style.bold && runs[2].style.italic));
    CHECK((!runs[3].style.bold && runs[3].style.italic));
    CHECK(runs[4].style == Style{});
    CHECK(runs[4].text == "e");
    CHECK(only_run("\x1fx").style.underline);
    CHECK(only_run("\x1ex").style.strike);
    CHECK(only_run("\x11x").style.monospace);
    CHECK(only_run("\x16x").style.reverse);
}

TEST_CASE("a colour has one or two digits, and after a comma a background")
{
    CHECK(only_run("\x03"
                   "4red")
              .style.foreground == palette(4));
    CHECK(only_run("\x03"
                   "04red")
              .style.foreground == palette(4));
    CHECK(only_run("\x03"
                   "123")
              .style.foreground == palette(12));
    CHECK(only_run("\x03"
                   "123")
              .text == "3");
    CHECK(only_run("\x03"
                   "4,12x")
              .style.background == palette(12));
    CHECK(only_run("\x03"
                   "98x")
              .style.foreground == palette(98));
    CHECK(only_run("\x03"
                   "99x")
              .style.foreground == Color{});
}

TEST_CASE("a comma that starts no background is text")
{
    CHECK(only_run("\x03"
                   "4,x")
              .text == ",x");
    CHECK(only_run("\x03"
                   "4,x")
              .style.background == Color{});
    CHECK(only_run("\x03,5").text == ",5");
    CHECK(only_run("\x03,5").style == Style{});
}

TEST_CASE("a colour code alone takes both colours away, and a foreground keeps the background")
{
    const auto runs = parse_format("\x03"
                                   "1,2a\x03"
                                   "3b\x03"
                                   "c");
    REQUIRE(runs.size() == 3);
    CHECK(runs[1].style.foreground == palette(3));
    CHECK(runs[1].style.background == palette(2));
    CHECK(runs[2].style == Style{});
}

TEST_CASE("hexadecimal colours take six digits or none")
{
    CHECK(only_run("\x04"
                   "ff8000x")
              .style.foreground == Color{Color::Kind::rgb, 0xff8000});
    CHECK(only_run("\x04"
                   "FF8000,0000ffx")
              .style.background == Color{Color::Kind::rgb, 0xff});
    CHECK(only_run("\x04"
                   "ff80zz")
              .text == "ff80zz");
    CHECK(only_run("\x04"
                   "ff80zz")
              .style == Style{});
    CHECK(only_run("\x04"
                   "ff")
              .text == "ff");
}

TEST_CASE("stripping leaves what the runs hold")
{
    CHECK(strip_format("a\x02"
                       "b\x03"
                       "4,5c\x0f"
                       "d") == "abcd");
    CHECK(strip_format("plain") == "plain");
    CHECK(strip_format("\x03").empty());
    CHECK(strip_format("caf\xc3\xa9\x02!") == "caf\xc3\xa9!");
}
