// SPDX-License-Identifier: MIT
#include "tui/term/key_codes.h"

#include "wire/text.h"

#include <ncurses.h>

namespace hubbub::tui::term {

namespace {

using input::Key;

// Key codes that curses has no name for.
enum OwnKey : int {
    key_paste = KEY_MAX + 1,
    key_paste_end,
    key_alt_left,
    key_alt_right,
    key_control_left,
    key_control_right,
    key_control_up,
    key_control_down,
};

enum class With { nothing, control, alt };

struct Row {
    int code;
    Key::Name name;
    With with = With::nothing;
};

constexpr Row rows[] = {
    {KEY_ENTER, Key::Name::enter},
    {KEY_BACKSPACE, Key::Name::backspace},
    {KEY_DC, Key::Name::del},
    {KEY_LEFT, Key::Name::left},
    {KEY_RIGHT, Key::Name::right},
    {KEY_UP, Key::Name::up},
    {KEY_DOWN, Key::Name::down},
    {KEY_HOME, Key::Name::home},
    {KEY_END, Key::Name::end},
    {KEY_PPAGE, Key::Name::page_up},
    {KEY_NPAGE, Key::Name::page_down},
    {KEY_RESIZE, Key::Name::resize},
    {key_alt_left, Key::Name::left, With::alt},
    {key_alt_right, Key::Name::right, With::alt},
    {key_control_left, Key::Name::left, With::control},
    {key_control_right, Key::Name::right, With::control},
    {key_control_up, Key::Name::up, With::control},
    {key_control_down, Key::Name::down, With::control},
};

} // namespace

void define_own_keys()
{
    struct Sequence {
        const char* bytes;
        int key;
    };
    constexpr Sequence sequences[] = {
        {"\033[200~", key_paste},
        {"\033[201~", key_paste_end},
        {"\033[1;3D", key_alt_left},
        {"\033[1;3C", key_alt_right},
        {"\033[1;5D", key_control_left},
        {"\033[1;5C", key_control_right},
        {"\033[1;5A", key_control_up},
        {"\033[1;5B", key_control_down},
        {"\033[H", KEY_HOME},
        {"\033[F", KEY_END},
        {"\033[1~", KEY_HOME},
        {"\033[4~", KEY_END},
    };
    for (const Sequence& sequence : sequences) {
        define_key(sequence.bytes, sequence.key);
    }
}

bool is_paste_start(wint_t code)
{
    return static_cast<int>(code) == key_paste;
}

bool is_paste_end(wint_t code)
{
    return static_cast<int>(code) == key_paste_end;
}

Key named_key(Key::Name name)
{
    Key key;
    key.name = name;
    return key;
}

Key function_key(wint_t code)
{
    Key key;
    for (const Row& row : rows) {
        if (row.code == static_cast<int>(code)) {
            key.name = row.name;
            key.control = row.with == With::control;
            key.alt = row.with == With::alt;
        }
    }
    return key;
}

Key character_key(wint_t code)
{
    constexpr wint_t del = 0x7f;
    if (code == '\r' || code == '\n') {
        return named_key(Key::Name::enter);
    }
    if (code == '\t') {
        return named_key(Key::Name::tab);
    }
    if (code == del) {
        return named_key(Key::Name::backspace);
    }
    Key key = named_key(Key::Name::text);
    if (code < ' ') {
        key.control = true;
        const char letter = static_cast<char>(code + '@');
        key.text = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    } else {
        key.text = wire::to_utf8(static_cast<char32_t>(code));
    }
    return key;
}

} // namespace hubbub::tui::term
