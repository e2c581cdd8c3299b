// SPDX-License-Identifier: MIT
// A person at the keyboard, in #lobby with bob and barbara.
#pragma once

#include "tui/input/complete.h"
#include "tui/input/keymap.h"
#include "tui/input/slash.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hubbub::tests {

namespace input = tui::input;
namespace model = tui::model;
using input::Key;
using input::Request;
using input::Requests;

struct Desk {
    model::Model model;
    Desk()
    {
        model.network().nick = "alice";
        model.network().connection = model::Connection::online;
        model::Buffer& room = model.network().open("#lobby");
        room.joined = true;
        room.put_member({"bob", "", false});
        room.put_member({"barbara", "", false});
        room.put_member({"alice", "@", false});
        model.switch_to(1);
    }
    Requests type(std::string_view line)
    {
        Requests requests;
        input::submit(line, model, requests);
        std::erase_if(requests,
                      [](const Request& one) { return one.what == Request::What::scroll_to_end; });
        return requests;
    }
    std::string completed(std::string_view typed)
    {
        model.here().input.set(typed);
        input::complete(model);
        return model.here().input.text();
    }
};

inline Key text_key(std::string text, bool control = false, bool alt = false)
{
    Key key;
    key.name = Key::Name::text;
    key.text = std::move(text);
    key.control = control;
    key.alt = alt;
    return key;
}

inline Key named_key(Key::Name name)
{
    Key key;
    key.name = name;
    return key;
}

inline Requests press_all(Desk& desk, const std::vector<Key>& keys)
{
    Requests requests;
    for (const Key& key : keys) {
        input::press(key, desk.model, requests);
    }
    std::erase_if(requests,
                  [](const Request& one) { return one.what == Request::What::scroll_to_end; });
    return requests;
}

inline Key pasted(std::string text)
{
    Key key = named_key(Key::Name::paste);
    key.text = std::move(text);
    return key;
}

inline void type_text(Desk& desk, std::string_view text)
{
    for (const char c : text) {
        press_all(desk, {text_key(std::string(1, c))});
    }
}

} // namespace hubbub::tests
