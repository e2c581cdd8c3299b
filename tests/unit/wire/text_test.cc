// SPDX-License-Identifier: MIT
#include "wire/graphemes.h"
#include "wire/pieces.h"
#include "wire/safe_text.h"
#include "wire/unicode.h"
#include "wire/utf8.h"

#include "tests/support/catch.h"

#include <string>
#include <vector>

using namespace hubbub;
using namespace hubbub::wire;

namespace {

std::vector<std::string> graphemes(std::string_view text)
{
    std::vector<std::string> out;
    while (!text.empty()) {
        const std::size_t size = first_grapheme(text);
        REQUIRE(size > 0);
        out.emplace_back(text.substr(0, size));
        text.remove_prefix(size);
    }
    return out;
}

std::string safe(std::string_view text)
{
    return SafeText::from_network(text).text();
}

// Every piece of text of at most longest bytes, put together again.
std::vector<std::string> pieces(std::string_view text, std::size_t longest)
{
    std::vector<std::string> out;
    while (!text.empty()) {
        const std::string_view piece = split_for_wire(text, longest);
        REQUIRE(!piece.empty());
        out.emplace_back(piece);
        text.remove_prefix(piece.size());
    }
    return out;
}

std::string joined(const std::vector<std::string>& all)
{
    std::string out;
    for (const std::string& piece : all) {
        out += piece;
    }
    return out;
}

const std::string family = "👩‍👩‍👧";

} // namespace

TEST_CASE("only well-formed UTF-8 is UTF-8")
{
    for (const std::string_view good : {"", "abc", "é", "한글", "👩", "\xf4\x8f\xbf\xbf"}) {
        CHECK(is_utf8(good));
    }
    for (const std::string_view bad :
         {"\xff", "\x80", "\xc3", "\xc0\x80", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80",
          "\xf0\x80\x80\x80", "a\xe2\x82",
          "\xe2\x82"
          "a"}) {
        INFO(bad);
        CHECK_FALSE(is_utf8(bad));
    }
}

TEST_CASE("each wrong piece becomes one replacement character")
{
    CHECK(repair_utf8("fine é") == "fine é");
    CHECK(repair_utf8("a\xff"
                      "b") == "a\ufffdb");
    CHECK(repair_utf8("\xe2\x82"
                      "x") == "\ufffdx");           // the start of a euro sign
    CHECK(repair_utf8("\xf0\x9f\x91") == "\ufffd"); // the start of an emoji
    CHECK(repair_utf8("\xe2\x82\xe2\x82\xac") == "\ufffd€");
    CHECK(repair_utf8("\xed\xa0\x80") == "\ufffd\ufffd\ufffd"); // half a surrogate pair
    CHECK(repair_utf8("\xc0\x80") == "\ufffd\ufffd");
    CHECK(repair_utf8("\xff\xff") == "\ufffd\ufffd");
}

TEST_CASE("a plain run ends before the letter that a mark may stand on")
{
    CHECK(plain_run("") == 0);
    CHECK(plain_run("tea 4 2!") == 8);
    CHECK(plain_run("caf\u00e9") == 2);
    CHECK(plain_run("e\u0301") == 0);
    CHECK(plain_run("1\ufe0f\u20e3") == 0); // a keycap
    CHECK(plain_run("\u00e9") == 0);
    CHECK(plain_run("ab\x02") == 1);
    CHECK(plain_run("\r\n") == 0);
    CHECK(plain_run("a\x7f") == 0);
}

TEST_CASE("clusters are what people call characters")
{
    CHECK(graphemes("ab") == std::vector<std::string>{"a", "b"});
    CHECK(graphemes(family + "x") == std::vector<std::string>{family, "x"});
    CHECK(graphemes("e\u0301x") == std::vector<std::string>{"e\u0301", "x"});
    CHECK(graphemes("각") == std::vector<std::string>{"각"});
    CHECK(graphemes("\u1112\u1161\u11ab\u1100") ==
          std::vector<std::string>{"\u1112\u1161\u11ab", "\u1100"});
    CHECK(graphemes("🇩🇪🇫🇷") == std::vector<std::string>{"🇩🇪", "🇫🇷"});
    CHECK(graphemes("👍🏽!") == std::vector<std::string>{"👍🏽", "!"});
    CHECK(first_grapheme("") == 0);
}

TEST_CASE("wrong bytes are clusters of one byte")
{
    CHECK(graphemes("a\xff\xfe"
                    "b") == std::vector<std::string>{"a", "\xff", "\xfe", "b"});
    CHECK(graphemes("\xe2\x82") == std::vector<std::string>{"\xe2", "\x82"});
}

TEST_CASE("the last cluster is the one a backspace takes")
{
    CHECK(last_grapheme("") == 0);
    CHECK(last_grapheme("ab") == 1);
    CHECK(last_grapheme("ab" + family) == 2);
    CHECK(last_grapheme("ae\u0301") == 1);
    CHECK(last_grapheme("🇩🇪🇫🇷") == 8);
}

TEST_CASE("columns are what a terminal gives")
{
    CHECK(columns_of("").count == 0);
    CHECK(columns_of("tea").count == 3);
    CHECK(columns_of("한글").count == 4);
    CHECK(columns_of("\u1112\u1161\u11ab").count == 2);
    CHECK(columns_of("e\u0301").count == 1);
    CHECK(columns_of(family).count == 2);
    CHECK(columns_of("⚠").count == 1);
    CHECK(columns_of("⚠️").count == 2);
    CHECK(columns_of("1️⃣").count == 2);
    CHECK(columns_of("🇩🇪").count == 2);
    CHECK(columns_of("👍🏽").count == 2);
    CHECK(columns_of("a\ufe0f").count == 1);
    CHECK(columns_of("漢字かな").count == 8);
    CHECK(columns_of("\u0301").count == 0);
    CHECK(columns_of("\u0e01\u0e33").count == 2);             // Thai, with SARA AM beside it
    CHECK(columns_of("\u0e2a\u0e27\u0e31\u0e2a").count == 3); // and with a vowel above
    CHECK(columns_of("\u0915\u093e").count == 2);             // Devanagari, likewise
    CHECK(columns_of("\u0915\u0947").count == 1);
    CHECK(columns_of("\x1b").count == 0);
}

TEST_CASE("a text is split after a space, else between clusters, and nothing is lost")
{
    CHECK(pieces("short", 10) == std::vector<std::string>{"short"});
    CHECK(pieces("hello wide world", 10) == std::vector<std::string>{"hello ", "wide world"});
    CHECK(pieces("abcdefghijkl", 5) == std::vector<std::string>{"abcde", "fghij", "kl"});
    CHECK(pieces("a bcdefghijkl", 8) == std::vector<std::string>{"a bcdefg", "hijkl"});
    CHECK(pieces("ab" + family, 18) == std::vector<std::string>{"ab", family});
}

TEST_CASE("a split text joins back whatever the length, and its pieces stay UTF-8")
{
    std::string zalgo = "z";
    for (int i = 0; i < 40; ++i) {
        zalgo += "\u0301";
    }
    const std::string text = "tea " + family + "한글 and " + zalgo + " 🇩🇪🇫🇷 e\u0301 end";
    for (std::size_t longest = 4; longest <= text.size() + 1; ++longest) {
        INFO(longest);
        const auto all = pieces(text, longest);
        CHECK(joined(all) == text);
        for (const std::string& piece : all) {
            CHECK(piece.size() <= longest);
            CHECK(is_utf8(piece));
        }
    }
    CHECK(joined(pieces(text, 0)) == text);
    CHECK(joined(pieces("\xff\xfe\xe2\x82", 1)) == "\xff\xfe\xe2\x82");
}

TEST_CASE("safe text holds no control, no escape and no change of direction")
{
    CHECK(safe("plain") == "plain");
    CHECK(safe("a\tb") == "a b");
    CHECK(safe("\x1b[31mred") == "[31mred");
    CHECK(safe("a\r\nb\0"
               "c") == "ab");
    CHECK(safe(std::string_view("a\0b", 3)) == "ab");
    CHECK(safe("a\xc2\x9b"
               "31m") == "a31m"); // C1: CSI in one code point
    CHECK(safe("a\u202eb\u2066c\u200fd") == "abcd");
    CHECK(safe("a\u2028b\u0085c") == "a b c");
    CHECK(safe("a\x9b"
               "b") == "a\ufffdb"); // and as a raw byte
    CHECK(safe("\xe2\x82|") == "\ufffd|");
    CHECK(safe(family + "한글") == family + "한글");
    CHECK(safe("\x02"
               "bold") == "bold");
}

TEST_CASE("no pair of bytes makes a control in safe text")
{
    for (int a = 0; a < 256; ++a) {
        for (int b = 0; b < 256; ++b) {
            const std::string text =
                safe(std::string{'x', static_cast<char>(a), static_cast<char>(b)});
            bool clean = is_utf8(text) && text.starts_with("x");
            for (std::string_view rest = text; !rest.empty();) {
                const char32_t c = take_code_point(rest);
                clean = clean && c >= 0x20 && (c < 0x7f || c >= 0xa0);
            }
            if (!clean) {
                FAIL("bytes " << a << " and " << b);
            }
        }
    }
}

TEST_CASE("code points go there and back, and fold to lower case")
{
    std::string_view text = "é한👩";
    CHECK(take_code_point(text) == 0xe9);
    CHECK(take_code_point(text) == 0xd55c);
    CHECK(take_code_point(text) == 0x1f469);
    CHECK(text.empty());
    CHECK(to_utf8(0x1f469) == "👩");
    CHECK(to_lower_case("ÀÉ Ж A") == "àé ж a");
}
