// SPDX-License-Identifier: MIT
// What curses gives for a key, as a Key.
#pragma once

#include "tui/input/key.h"

#include <cwchar>

namespace hubbub::tui::term {

// Teaches curses the keys that terminfo does not tell of. Requires: curses has been started.
void define_own_keys();

bool is_paste_start(wint_t code);
bool is_paste_end(wint_t code);
input::Key function_key(wint_t code);  // of KEY_CODE_YES
input::Key character_key(wint_t code); // of OK
input::Key named_key(input::Key::Name name);

} // namespace hubbub::tui::term
