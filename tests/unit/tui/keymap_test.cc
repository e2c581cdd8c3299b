// SPDX-License-Identifier: MIT
#include "tui/input/keymap.h"

#include "tests/support/catch.h"
#include "tests/unit/tui/desk.h"

#include <set>
#include <string>
#include <string_view>

using namespace hubbub;
using namespace hubbub::tui;
using input::Key;
using input::Request;
using input::Requests;
using tests::Desk;
using tests::text_key;

TEST_CASE("Ctrl-X begins a chord, and one that means nothing is forgotten")
{
    Desk desk;
    Requests requests;
    for (const char* letter : {"a", "b"}) {
        input::press(text_key(letter), desk.model, requests);
    }
    input::press(text_key("x", true), desk.model, requests);
    input::press(text_key("u", true), desk.model, requests);
    CHECK(desk.model.here().input.text().empty()); // undone
    input::press(text_key("x", true), desk.model, requests);
    input::press(text_key("q"), desk.model, requests);
    CHECK(desk.model.here().input.text().empty());
    input::press(text_key("c"), desk.model, requests);
    CHECK(desk.model.here().input.text() == "c");
}

TEST_CASE("F1 shows the commands, F2 the keys, and Enter on an empty line closes them")
{
    Desk desk;
    Requests requests;
    Key key;
    key.name = Key::Name::function;
    for (const char* which : {"F1", "F2"}) {
        key.text = which;
        input::press(key, desk.model, requests);
        CHECK(desk.model.overlay.size() > 20);
        Key enter;
        enter.name = Key::Name::enter;
        input::press(enter, desk.model, requests);
        CHECK(desk.model.overlay.empty());
    }
}

TEST_CASE("what was cut in one buffer is put back in another")
{
    Desk desk;
    Requests requests;
    desk.model.network().open("#other");
    input::press(text_key("x"), desk.model, requests);
    input::press(text_key("u", true), desk.model, requests);
    desk.model.switch_to(desk.model.buffers.size() - 1);
    input::press(text_key("y", true), desk.model, requests);
    CHECK(desk.model.here().name == "#other");
    CHECK(desk.model.here().input.text() == "x");
}

TEST_CASE("each key stands in the table once, and does what it says")
{
    std::set<std::string_view> keys;
    for (const input::KeyRow& row : input::keymap()) {
        CHECK(keys.insert(row.key).second);
    }
    Desk desk;
    Requests requests;
    for (const char* letter : {"h", "i"}) {
        input::press(text_key(letter), desk.model, requests);
    }
    input::press(text_key("a", true), desk.model, requests);
    CHECK(desk.model.here().input.cursor() == 0);
    input::press(text_key("1", false, true), desk.model, requests);
    CHECK(desk.model.current == 0);
    input::press(text_key("2", false, true), desk.model, requests);
    CHECK(desk.model.current == 1);
    CHECK(requests.empty());
    Key enter;
    enter.name = Key::Name::enter;
    input::press(enter, desk.model, requests);
    CHECK(requests.size() == 2);
    CHECK(desk.model.here().input.empty());
    requests.clear();
    input::press(text_key("d", true), desk.model, requests);
    CHECK(requests.at(0).what == Request::What::quit);
}
