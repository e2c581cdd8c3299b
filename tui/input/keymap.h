// SPDX-License-Identifier: MIT
// What each key does: one row each. /keys, the manual and the tests read the rows.
#pragma once

#include "tui/input/key.h"
#include "tui/input/request.h"
#include "tui/model/model.h"

#include <span>
#include <string_view>

namespace hubbub::tui::input {

struct KeyRow {
    std::string_view key;     // "Ctrl-A", "Alt-Left", "PageUp"
    std::string_view action;  // its name in [input.keys]; several keys may do the same
    std::string_view meaning; // for /keys and the manual
    void (*act)(model::Model& model, Requests& requests);
};

std::span<const KeyRow> keymap();

// "Ctrl-A" for a key.
std::string name_of(const Key& key);

// Does what the key means to the model; what the model cannot do itself is requested.
void press(const Key& key, model::Model& model, Requests& requests);

} // namespace hubbub::tui::input
