// SPDX-License-Identifier: MIT
// What terminals send for keys, cut anywhere.
#include "tui/term/key_reader.h"

#include "base/strings.h"
#include "tests/support/catch.h"
#include "tui/input/keymap.h"
#include "tui/term/capabilities.h"

#include <string>
#include <string_view>
#include <vector>

using namespace hubbub;
using namespace hubbub::tui;
using input::Key;
using term::KeyReader;

namespace {

std::string told(const std::vector<Key>& keys)
{
    std::vector<std::string> names;
    for (const Key& key : keys) {
        const bool text = key.name == Key::Name::text && !key.control && !key.alt;
        const bool paste = key.name == Key::Name::paste;
        names.push_back(text ? "'" + key.text : paste ? "Paste:" + key.text : input::name_of(key));
    }
    return join(names, " ");
}

// In one piece, and byte by byte: they must come to the same.
std::string keys_of(std::string_view bytes, const term::KeyTable& own = {})
{
    std::vector<Key> whole;
    KeyReader reader(own);
    reader.feed(bytes, whole);
    CHECK_FALSE(reader.waits());
    std::vector<Key> bit_by_bit;
    KeyReader again(own);
    for (const char byte : bytes) {
        again.feed({&byte, 1}, bit_by_bit);
    }
    CHECK_FALSE(again.waits());
    CHECK(told(bit_by_bit) == told(whole));
    return told(whole);
}

} // namespace

TEST_CASE("text is UTF-8 whatever the locale is")
{
    CHECK(keys_of("a\xc3\xa9\xe6\x97\xa5\xf0\x9f\x99\x82") ==
          "'a '\xc3\xa9 '\xe6\x97\xa5 '\xf0\x9f\x99\x82");
    CHECK(keys_of("a\xff\xc3(b\xc0\xaf\xed\xa0\x80z") == "'a '( 'b 'z"); // what is none is nothing
}

TEST_CASE("controls, and Alt with a letter")
{
    CHECK(keys_of("\x01\x17\r\n\t\x7f\x08\x1f") ==
          "Ctrl-A Ctrl-W Enter Enter Tab Backspace Ctrl-H Ctrl-_");
    CHECK(keys_of("\033b\033B\033.\033\x7f\033\r\033\xc3\xa9") ==
          "Alt-B Alt-B Alt-. Alt-Backspace Alt-Enter Alt-\xc3\xa9");
}

TEST_CASE("cursor keys in both modes, with modifiers, and those of rxvt")
{
    CHECK(keys_of("\033[A\033OB\033[C\033OD\033[H\033OF\033[1~\033[4~\033[7~\033[8~") ==
          "Up Down Right Left Home End Home End Home End");
    CHECK(keys_of("\033[3~\033[5~\033[6~\033[Z") == "Delete PageUp PageDown Shift-Tab");
    CHECK(keys_of("\033[1;5D\033[1;3C\033[1;2A\033[1;7H\033[3;5~\033[1;9D") ==
          "Ctrl-Left Alt-Right Up Ctrl-Alt-Home Ctrl-Delete Alt-Left");
    CHECK(keys_of("\033Oc\033Od\033[3^\033[5$\033\033[D") ==
          "Ctrl-Right Ctrl-Left Ctrl-Delete PageUp Alt-Left");
}

TEST_CASE("function keys of many terminals")
{
    CHECK(keys_of("\033OP\033[11~\033[[A\033[1;5P\033[15~\033[24~") == "F1 F1 F1 Ctrl-F1 F5 F12");
}

TEST_CASE("terminals that tell every key by its character")
{
    CHECK(keys_of("\033[97;5u\033[9;2u\033[27;5;119~\033[13u\033[27u\033[66;3u") ==
          "Ctrl-A Shift-Tab Ctrl-W Enter Escape Alt-B");
    CHECK(keys_of("\033[55296u\033[9999999u") == "Unknown Unknown");
}

TEST_CASE("of a sequence that nobody knows nothing is left over")
{
    CHECK(keys_of("a\033[1;2;3;4xb\033[Ic\033[<0;10;10Md\033[?62;22ce") ==
          "'a Unknown 'b Unknown 'c Unknown 'd Unknown 'e");
    CHECK(keys_of("\033[12\r") == "Unknown Enter");
    CHECK(keys_of("\033[" + std::string(300, '1') + "Hx").ends_with("'x"));
}

TEST_CASE("what the terminal's own table says comes first")
{
    const term::KeyTable own = {{"\033A", term::named_key(Key::Name::up)}};
    CHECK(keys_of("\033A\033B", own) == "Up Alt-B");
    const auto linux_console = term::Capabilities::of("linux");
    REQUIRE(linux_console);
    CHECK(keys_of("\033[[B\033[G\033[3~", linux_console->keys) == "F2 Unknown Delete");
}

TEST_CASE("Escape is a key when nothing follows, and so are Alt with [ and O")
{
    for (const auto& [bytes, name] :
         std::vector<std::pair<std::string, std::string>>{{"\033", "Escape"},
                                                          {"\033\033", "Escape"},
                                                          {"\033[", "Alt-["},
                                                          {"\033O", "Alt-O"},
                                                          {"\033[1;", ""},
                                                          {"\xc3", ""}}) {
        KeyReader reader({});
        std::vector<Key> keys;
        reader.feed(bytes, keys);
        CHECK(keys.empty());
        CHECK(reader.waits());
        reader.rest_is_lost(keys);
        CHECK(told(keys) == name);
        CHECK_FALSE(reader.waits());
        keys.clear();
        reader.feed("x", keys);
        CHECK(told(keys) == "'x");
    }
}

TEST_CASE("of many escapes only the last belongs to the key behind them")
{
    std::vector<Key> keys;
    KeyReader reader({});
    reader.feed(std::string(100'000, '\033') + "a", keys);
    REQUIRE(keys.size() == 99'999);
    CHECK(keys.front().name == Key::Name::escape);
    CHECK(keys.back().text == "a");
    CHECK(keys.back().alt);
}

TEST_CASE("a paste is one key, escapes and line ends in it are text")
{
    CHECK(keys_of("a\033[200~b\rc\033[Ad\033[201~e") == "'a Paste:b\nc\033[Ad 'e");
    CHECK(keys_of("\033[200~\033[201\033[201~\033[201~z") == "Paste:\033[201 Unknown 'z");
    CHECK(keys_of("\033[200~\xff\033[201~") == "Paste:\xef\xbf\xbd");
}

TEST_CASE("a paste whose end is lost ends when nothing more comes, and keys are keys again")
{
    KeyReader reader({});
    std::vector<Key> keys;
    reader.feed("\033[200~one\rtwo\033[20", keys);
    CHECK(keys.empty());
    REQUIRE(reader.waits());
    CHECK(*reader.waits() > Millis(100));
    reader.rest_is_lost(keys);
    CHECK(told(keys) == "Paste:one\ntwo\033[20");
    keys.clear();
    reader.feed("x\r", keys);
    CHECK(told(keys) == "'x Enter");
}

TEST_CASE("a paste without end takes no more memory than it may")
{
    KeyReader reader({});
    std::vector<Key> keys;
    reader.feed("\033[200~", keys);
    for (int i = 0; i < 40; ++i) {
        reader.feed(std::string(64 * 1024, 'x'), keys);
    }
    reader.feed("\033[201~", keys);
    REQUIRE(keys.size() == 1);
    CHECK(keys.front().text.size() == 1 << 20);
}
