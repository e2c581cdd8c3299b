// SPDX-License-Identifier: MIT
#include "daemon/plain_input.h"

#include "tests/support/catch.h"

#include <random>
#include <string>
#include <vector>

using hubbub::Millis;
using hubbub::daemon::PlainInput;

namespace {

std::vector<std::string> lines_of(PlainInput& input)
{
    std::vector<std::string> lines;
    while (input.has_line()) {
        lines.push_back(input.take_line().text);
    }
    return lines;
}

std::vector<std::string> lines_from(std::string_view bytes)
{
    PlainInput input;
    input.feed(bytes);
    return lines_of(input);
}

} // namespace

TEST_CASE("lines end with LF, CR LF or CR NUL, and blank ones are nothing")
{
    using namespace std::string_literals;
    CHECK(lines_from("a\nb\r\n\n  \nc\r\0"s) == std::vector<std::string>{"a", "b", "c"});
    CHECK(lines_from("no end").empty());
}

TEST_CASE("lines do not depend on how the bytes were cut")
{
    const std::string bytes =
        "caf\xc3\xa9\r\n\xff\xfb\x01hi\b\bxy\x15ok\n\xff\xfa\x18 ttype\xff\xf0"
        "tab\there\n\xff\xff\xff\xf6\n";
    const std::vector<std::string> whole = lines_from(bytes);
    std::mt19937 random(5);
    for (int round = 0; round < 200; ++round) {
        PlainInput input;
        std::string_view rest = bytes;
        while (!rest.empty()) {
            const std::size_t size = std::min<std::size_t>(1 + random() % 5, rest.size());
            input.feed(rest.substr(0, size));
            rest.remove_prefix(size);
        }
        CHECK(lines_of(input) == whole);
    }
}

TEST_CASE("editing keys erase a grapheme and a line")
{
    CHECK(lines_from("e\xcc\x81\x7f"
                     "x\n") == std::vector<std::string>{"x"});
    CHECK(lines_from("wrong\x15right\n") == std::vector<std::string>{"right"});
}

TEST_CASE("controls and escapes are dropped, bad bytes are replaced and told once")
{
    PlainInput input;
    input.feed("a\x1b[31mb\xfe\n");
    CHECK(lines_of(input) == std::vector<std::string>{"a[31mb\xef\xbf\xbd"});
    CHECK(input.take_bad_bytes_note());
    input.feed("\xfe\n");
    CHECK_FALSE(input.take_bad_bytes_note());
}

TEST_CASE("without line ends, silence makes the line")
{
    PlainInput input;
    input.feed("hello");
    CHECK(input.patience() == Millis(500));
    input.silence(Millis(499));
    CHECK_FALSE(input.has_line());
    input.silence(Millis(500));
    CHECK(lines_of(input) == std::vector<std::string>{"hello"});
    input.feed("x");
    CHECK(input.patience() == Millis(3000));
    input.feed("\n");
    lines_of(input);
    input.feed("typed slowly");
    CHECK_FALSE(input.patience());
}

TEST_CASE("what is pending at the end is a line")
{
    PlainInput input;
    input.feed("deployed");
    input.end();
    CHECK(lines_of(input) == std::vector<std::string>{"deployed"});
}

TEST_CASE("telnet is declined, once for each option")
{
    PlainInput input;
    input.feed("\xff\xfb\x01\xff\xfd\x03\xff\xfb\x01\xff\xfc\x05\xff\xfe\x05");
    CHECK(input.take_replies() == "\xff\xfe\x01\xff\xfc\x03");
    CHECK(input.take_replies().empty());
    input.feed("\xff\xf6");
    CHECK(input.take_replies() == "** yes\r\n");
}

TEST_CASE("too much is told or ends the connection, and never cut")
{
    PlainInput input;
    CHECK(input.feed(std::string(5000, 'x') + "\n"));
    const PlainInput::Line line = input.take_line();
    CHECK(line.text.empty());
    CHECK(line.too_long == 5000);
    CHECK_FALSE(input.feed(std::string(20000, 'x')));
}
