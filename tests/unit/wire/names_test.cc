// SPDX-License-Identifier: MIT
#include "wire/names.h"

#include "tests/support/catch.h"
#include "wire/folded.h"

#include <string>

using namespace hubbub::wire;

namespace {

constexpr std::size_t longest = 30;

bool nick(std::string_view text)
{
    return is_nick(text, longest);
}

} // namespace

TEST_CASE("nicks of any script are nicks")
{
    for (const std::string_view text : {"alice", "guest-7f3a", "[x]", "_", "a1", "bob|away", "Zoë",
                                        "한글", "дима", "👩‍👩‍👧", "a^b`c{}"}) {
        INFO(text);
        CHECK(nick(text));
    }
}

TEST_CASE("a nick cannot pass for another line, another rank or a channel")
{
    for (const std::string_view text :
         {"",    "1a",  "-a",  "a b", "#a",    "&a",        "~a",  "%a",   "+a",
          "@a",  "a@b", "a!b", "<a",  "a>",    "a:b",       "a,b", "a*",   "a?",
          "a.b", "$a",  "a\"", "a/b", "a\x01", "a\x1b[31m", "a\r", "a\x7f"}) {
        INFO(text);
        CHECK_FALSE(nick(text));
    }
    CHECK_FALSE(nick(std::string_view("a\0b", 3)));
    CHECK_FALSE(nick("\xff"));
    CHECK_FALSE(nick("a\xe2\x82"));
}

TEST_CASE("a nick cannot be made to look like another with what is not seen")
{
    for (const std::string_view text : {
             "ali\u200dce",     // joiner between letters
             "alice\u200d",     // and at the end
             "👩\u200d",         // of an emoji, too
             "alice\ufe0f",     // variation selector
             "alice\ufe00",     //
             "ali\u034fce",     // combining grapheme joiner
             "ali\u200bce",     // zero width space
             "ali\u00adce",     // soft hyphen
             "ali\u2060ce",     // word joiner
             "\ufeffalice",     // byte order mark
             "al\u00a0ice",     // no-break space
             "al\u3000ice",     // ideographic space
             "\u202ealice",     // override
             "\u2066alice",     // isolate
             "\u3164",          // Hangul filler
             "a\uffa0",         // and its narrow form
             "\u2800",          // Braille blank
             "\u0301alice",     // a mark with nothing under it
             "a\ue000",         // private use
             "alice\U000e0041", // tag letter
         }) {
        INFO(text);
        CHECK_FALSE(nick(text));
    }
}

TEST_CASE("of the spellings that look the same, one is a name")
{
    CHECK(nick("Zo\u00eb"));
    CHECK_FALSE(nick("Zoe\u0308")); // the same, in two
    CHECK(nick("\ud55c"));
    CHECK_FALSE(nick("\u1112\u1161\u11ab")); // the same syllable, letter by letter
    CHECK(nick("\u314b\u314b"));             // Hangul letters alone, as they are typed
    CHECK(nick("q\u0323\u0307"));            // marks for which there is no letter in one
    CHECK_FALSE(nick("q\u0307\u0323"));      // in the other order
    for (const std::string_view text : {
             "\uff41lice",         // full width
             "\uff76",             // half width
             "\U0001d41alice",     // bold
             "al\u24d8ce",         // in a circle
             "\ufb01ona",          // ligature
             "ali\u1d9ce",         // raised
             "\ufe8d",             // presentation form of Arabic
             "\u212bngstr\u00f6m", // a sign that is a letter
             "\u2163",             // a numeral of four
         }) {
        INFO(text);
        CHECK_FALSE(nick(text));
        CHECK_FALSE(is_channel("#" + std::string(text), longest));
    }
}

TEST_CASE("a name may be as long as its limit in bytes, and no longer")
{
    CHECK(is_nick(std::string(longest, 'a'), longest));
    CHECK_FALSE(is_nick(std::string(longest + 1, 'a'), longest));
    CHECK(is_nick("éé", 4));
    CHECK_FALSE(is_nick("éé", 3));
    CHECK(is_channel("#abc", 4));
    CHECK_FALSE(is_channel("#abc", 3));
}

TEST_CASE("a channel starts with # and holds nothing that ends a parameter or a list")
{
    CHECK(is_channel("#hub", longest));
    CHECK(is_channel("##", longest));
    CHECK(is_channel("#한글", longest));
    for (const std::string_view text :
         {"", "#", "hub", "&hub", "#a b", "#a,b", "#a:b", "#a\a", "#\xff", "#a\u200bb"}) {
        INFO(text);
        CHECK_FALSE(is_channel(text, longest));
    }
    CHECK(looks_like_channel("#"));
    CHECK_FALSE(looks_like_channel(""));
}

TEST_CASE("a user name is tidied, never empty")
{
    CHECK(tidy_username("alice", 10) == "alice");
    CHECK(tidy_username("~al ice!@\x01", 10) == "alice");
    CHECK(tidy_username("abcdef", 3) == "abc");
    CHECK(tidy_username("@!", 10) == "user");
    CHECK(tidy_username("한글", 10) == "user");
}

TEST_CASE("names fold as the casemapping says")
{
    CHECK(fold("Alice[]") == fold("aLICE[]"));
    CHECK(fold("[]\\^") != fold("{}|~"));
    CHECK(fold("[]\\^", Casemapping::rfc1459) == fold("{}|~", Casemapping::rfc1459));
    CHECK(fold("É") != fold("é"));
}
