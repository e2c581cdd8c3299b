// SPDX-License-Identifier: MIT
#include "wire/splitter.h"

#include "tests/support/catch.h"

#include <algorithm>
#include <string>
#include <vector>

using namespace hubbub::wire;

namespace {

using Found = Splitter::Found;
using Limits = Splitter::Limits;

// What a splitter finds in input that comes in pieces of that size, as "L:" and "T:" and the line,
// and "F" at a flood, after which nobody reads on.
std::vector<std::string> found_in(std::string_view input, std::size_t piece, Limits limits)
{
    Splitter splitter(limits);
    std::vector<std::string> found;
    std::string buffer;
    while (!input.empty()) {
        buffer += input.substr(0, piece);
        input.remove_prefix(std::min(piece, input.size()));
        std::string_view bytes = buffer;
        std::string_view line;
        Found what = splitter.next(bytes, line);
        while (what == Found::line || what == Found::too_long) {
            found.push_back((what == Found::line ? "L:" : "T:") + std::string(line));
            what = splitter.next(bytes, line);
        }
        if (what == Found::flood) {
            found.emplace_back("F");
            return found;
        }
        buffer.erase(0, buffer.size() - bytes.size());
    }
    return found;
}

std::vector<std::string> whole(std::string_view input, Limits limits = {})
{
    return found_in(input, input.size(), limits);
}

using List = std::vector<std::string>;

} // namespace

TEST_CASE("lines end at LF, with a CR before it or not")
{
    CHECK(whole("a\r\nb\nc") == List{"L:a", "L:b"});
    CHECK(whole("\r\n\n") == List{"L:", "L:"});
    CHECK(whole("a\rb\n") == List{"L:a\rb"});
    CHECK(whole("a\r\r\n") == List{"L:a\r"});
}

TEST_CASE("a line over the limit is not to be run, and the next one is")
{
    const Limits limits{.longest_line = 5, .longest_tags = 8, .longest_wait = 100};
    CHECK(whole("12345\r\n123456\r\nok\n", limits) == List{"L:12345", "T:123456", "L:ok"});
}

TEST_CASE("tags have a limit of their own and do not count for the line")
{
    const Limits limits{.longest_line = 5, .longest_tags = 8, .longest_wait = 100};
    CHECK(whole("@123456 12345\n", limits) == List{"L:@123456 12345"});
    CHECK(whole("@1234567 1\n", limits) == List{"T:@1234567 1"});
    CHECK(whole("@1 123456\n", limits) == List{"T:@1 123456"});
    CHECK(whole("@12345678\n", limits) == List{"T:@12345678"});
}

TEST_CASE("bytes that never end a line are a flood")
{
    const Limits limits{.longest_line = 5, .longest_tags = 8, .longest_wait = 20};
    CHECK(whole(std::string(19, 'x'), limits) == List{});
    CHECK(whole(std::string(20, 'x'), limits) == List{"F"});
    CHECK(whole("ok\n" + std::string(20, 'x'), limits) == List{"L:ok", "F"});
    CHECK(whole(std::string(19, 'x') + "\n", limits) == List{"T:" + std::string(19, 'x')});
    CHECK(whole(std::string(20, 'x') + "\n", limits) == List{"F"});
}

TEST_CASE("a limit of nought is no limit")
{
    const Limits limits{.longest_line = 0, .longest_tags = 0, .longest_wait = 0};
    const std::string line = "@" + std::string(9000, 't') + " " + std::string(90000, 'x');
    CHECK(whole(line + "\n", limits) == List{"L:" + line});
}

TEST_CASE("what is found does not depend on how the bytes were cut")
{
    const Limits limits{.longest_line = 5, .longest_tags = 8, .longest_wait = 20};
    const std::string input = "a\r\n\nb\r\r\n123456\n@1234567 1\n@1 12345\r\n" +
                              std::string(15, 'y') + "\nz\n" + std::string(25, 'x') + "\nnever\n";
    const List expected = whole(input, limits);
    CHECK(expected.back() == "F");
    for (std::size_t piece = 1; piece <= input.size(); ++piece) {
        INFO(piece);
        CHECK(found_in(input, piece, limits) == expected);
    }
}
