// SPDX-License-Identifier: MIT
#include "tui/term/key_reader.h"

#include "base/strings.h"
#include "wire/utf8.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cwchar>

namespace hubbub::tui::term {

namespace {

using input::Key;

constexpr char escape = '\033';
constexpr std::string_view paste_end = "\033[201~";
constexpr std::size_t longest_paste = 1 << 20;
// A person does not press Escape and another key this quickly; a line to far away may hold up a
// paste for longer than a key.
constexpr Millis key_patience{25};
constexpr Millis paste_patience{300};

// Finals of CSI and SS3 with PC-style keys.
Key::Name name_of_final(char final)
{
    constexpr std::array<std::pair<char, Key::Name>, 8> names = {{
        {'A', Key::Name::up},
        {'B', Key::Name::down},
        {'C', Key::Name::right},
        {'D', Key::Name::left},
        {'H', Key::Name::home},
        {'F', Key::Name::end},
        {'Z', Key::Name::shift_tab},
        {'M', Key::Name::enter}, // of the keypad, SS3 only
    }};
    const auto row =
        std::find_if(names.begin(), names.end(), [&](auto one) { return one.first == final; });
    return row == names.end() ? Key::Name::unknown : row->second;
}

// CSI number ~
Key key_of_number(int number)
{
    switch (number) {
    case 1:
    case 7:
        return named_key(Key::Name::home);
    case 3:
        return named_key(Key::Name::del);
    case 4:
    case 8:
        return named_key(Key::Name::end);
    case 5:
        return named_key(Key::Name::page_up);
    case 6:
        return named_key(Key::Name::page_down);
    default: // 11 to 24 with gaps, as the VT220 had them
        return number >= 11 && number <= 15   ? function_key(number - 10)
               : number >= 17 && number <= 21 ? function_key(number - 11)
               : number >= 23 && number <= 24 ? function_key(number - 12)
                                              : named_key(Key::Name::unknown);
    }
}

// xterm's: 1 and the sum of Shift 1, Alt 2, Control 4, Meta 8.
Key with_modifiers(Key key, int modifiers)
{
    constexpr int shift = 1;
    constexpr int alt = 2 + 8;
    constexpr int control = 4;
    const int bits = key.name == Key::Name::unknown ? 0 : std::max(modifiers - 1, 0);
    key.alt = key.alt || (bits & alt) != 0;
    key.control = key.control || (bits & control) != 0;
    if ((bits & shift) != 0 && key.name == Key::Name::tab) {
        key.name = Key::Name::shift_tab;
    }
    return key;
}

std::string lower_letter(std::string text)
{
    return text.size() == 1 ? to_lower(text) : text;
}

Key key_of_character(char32_t c)
{
    constexpr char32_t del = 0x7f;
    if (c == '\r' || c == '\n') {
        return named_key(Key::Name::enter);
    }
    if (c == '\t') {
        return named_key(Key::Name::tab);
    }
    if (c == del) {
        return named_key(Key::Name::backspace);
    }
    Key key = named_key(Key::Name::text);
    key.control = c < ' ';
    key.text =
        c < ' ' ? lower_letter(std::string(1, static_cast<char>(c + '@'))) : wire::to_utf8(c);
    return key;
}

// What terminals send that tell every key by its character: CSI character ; modifiers u.
Key key_of_code(int code, int modifiers)
{
    const bool real = code > 0 && code < 0x110000 && (code < 0xd800 || code > 0xdfff);
    if (!real) {
        return named_key(Key::Name::unknown);
    }
    if (code == escape) {
        return named_key(Key::Name::escape);
    }
    Key key = with_modifiers(key_of_character(static_cast<char32_t>(code)), modifiers);
    if (key.alt || key.control) {
        key.text = lower_letter(key.text);
    }
    return key;
}

// The numbers of "1;5"; what is missing is 0.
std::array<int, 3> numbers_of(std::string_view parameters)
{
    std::array<int, 3> numbers{};
    for (int& number : numbers) {
        const std::string_view text = cut(parameters, ';');
        number = parse_number<int>(text.substr(0, text.find(':'))).value_or(0);
    }
    return numbers;
}

Key key_of_sequence(std::string_view parameters, char final)
{
    const auto [first, second, third] = numbers_of(parameters);
    if (final == 'u') {
        return key_of_code(first, second);
    }
    if (final == '~') {
        constexpr int any_key = 27; // xterm's modifyOtherKeys: CSI 27 ; modifiers ; character ~
        return first == any_key ? key_of_code(third, second)
                                : with_modifiers(key_of_number(first), second);
    }
    if (final == '^' || final == '$' || final == '@') { // rxvt
        return with_modifiers(key_of_number(first), final == '$' ? 2 : final == '^' ? 5 : 6);
    }
    if (final >= 'P' && final <= 'S') {
        return with_modifiers(function_key(final - 'P' + 1), second);
    }
    return final == 'M' ? named_key(Key::Name::unknown)
                        : with_modifiers(named_key(name_of_final(final)), second);
}

Key key_of_ss3(char final)
{
    if (final >= 'P' && final <= 'S') {
        return function_key(final - 'P' + 1);
    }
    const bool low = final >= 'a' && final <= 'd'; // rxvt, with Control
    Key key = named_key(name_of_final(low ? static_cast<char>(final - 'a' + 'A') : final));
    key.control = low;
    return key;
}

// Of a terminal that is not UTF-8: one byte, one character of the locale.
std::optional<char32_t> of_locale(char byte)
{
    std::mbstate_t state{};
    wchar_t c = 0;
    const std::size_t size = std::mbrtowc(&c, &byte, 1, &state);
    const bool real = c >= 0xa0 && (c < 0xd800 || c > 0xdfff);
    return size == 1 && real ? std::optional(static_cast<char32_t>(c)) : std::nullopt;
}

// Of the bytes of one character, as UTF-8 begins it; 0: none begins so.
std::size_t utf8_size(char first)
{
    const auto byte = static_cast<unsigned char>(first);
    return byte < 0x80   ? 1
           : byte < 0xc2 ? 0
           : byte < 0xe0 ? 2
           : byte < 0xf0 ? 3
           : byte < 0xf5 ? 4
                         : 0;
}

bool may_become_utf8(std::string_view bytes, std::size_t size)
{
    return std::all_of(bytes.begin() + 1,
                       bytes.begin() + static_cast<std::ptrdiff_t>(std::min(size, bytes.size())),
                       [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80; });
}

} // namespace

Key named_key(Key::Name name)
{
    Key key;
    key.name = name;
    return key;
}

Key function_key(int number)
{
    Key key = named_key(Key::Name::function);
    key.text = concat({"F", std::to_string(number)});
    return key;
}

// Those of this terminal come first: they may look like something else.
KeyReader::Taken KeyReader::take_own(std::string_view bytes) const
{
    for (const auto& [sequence, key] : own_) {
        if (bytes.starts_with(sequence)) {
            return {sequence.size(), key};
        }
    }
    return {};
}

KeyReader::Taken KeyReader::take_escape(std::string_view bytes) const
{
    if (bytes.size() == 1) {
        return {};
    }
    if (bytes[1] == 'O') {
        return bytes.size() == 2 ? Taken{} : Taken{3, key_of_ss3(bytes[2])};
    }
    if (bytes[1] == '[') {
        return take_csi(bytes);
    }
    if (bytes.size() > 2 && bytes[1] == escape && bytes[2] == escape) {
        return {1, named_key(Key::Name::escape)}; // Alt stands before a key once
    }
    Taken rest = take(bytes.substr(1));
    if (rest.size == 0) {
        return {};
    }
    if (rest.key) {
        rest.key->alt = true;
        rest.key->text = lower_letter(rest.key->text);
    }
    return {rest.size + 1, rest.key};
}

// Requires: bytes start with CSI.
KeyReader::Taken KeyReader::take_csi(std::string_view bytes)
{
    const bool console = bytes.starts_with("\033[["); // F1 to F5 of Linux
    const std::size_t start = console ? 3 : 2;
    std::size_t end = start;
    while (end < bytes.size() && bytes[end] >= ' ' && bytes[end] < '@' && bytes[end] != '$') {
        ++end;
    }
    if (end >= bytes.size()) {
        return {};
    }
    const char final = bytes[end];
    if (final < ' ' || final == '\x7f') { // broken off by something else
        return {end, named_key(Key::Name::unknown)};
    }
    return {end + 1, console ? function_key(final - 'A' + 1)
                             : key_of_sequence(bytes.substr(start, end - start), final)};
}

// Requires: bytes is not empty.
KeyReader::Taken KeyReader::take(std::string_view bytes) const
{
    if (const Taken own = take_own(bytes); own.size != 0) {
        return own;
    }
    if (bytes.front() == escape) {
        return take_escape(bytes);
    }
    const std::size_t size = utf8_size(bytes.front());
    if (size != 0 && may_become_utf8(bytes, size)) {
        if (bytes.size() < size) {
            return {};
        }
        std::string_view one = bytes.substr(0, size);
        if (wire::is_utf8(one)) {
            return {size, key_of_character(wire::take_code_point(one))};
        }
    }
    const std::optional<char32_t> c = of_locale(bytes.front());
    return {1, c ? std::optional(key_of_character(*c)) : std::nullopt};
}

// False: its end has not come.
bool KeyReader::take_pasted(std::vector<Key>& keys)
{
    const std::size_t end = bytes_.find(paste_end);
    const bool ended = end != std::string::npos;
    std::size_t size = ended ? end : bytes_.size();
    if (!ended) { // what may be the start of the end stays
        const std::size_t last = bytes_.rfind(escape);
        size =
            last != std::string::npos && paste_end.starts_with(bytes_.substr(last)) ? last : size;
    }
    pasted_.append(bytes_, 0, std::min(size, longest_paste - pasted_.size()));
    bytes_.erase(0, ended ? end + paste_end.size() : size);
    if (ended) {
        end_paste(keys);
    }
    return ended;
}

void KeyReader::end_paste(std::vector<Key>& keys)
{
    Key key = named_key(Key::Name::paste);
    key.text = wire::repair_utf8(std::exchange(pasted_, {}));
    std::replace(key.text.begin(), key.text.end(), '\r', '\n');
    pasting_ = false;
    keys.push_back(std::move(key));
}

void KeyReader::feed(std::string_view bytes, std::vector<Key>& keys)
{
    constexpr std::string_view paste_start = "\033[200~";
    bytes_ += bytes;
    while (!bytes_.empty()) {
        if (pasting_) {
            if (!take_pasted(keys)) {
                return;
            }
            continue;
        }
        if (bytes_.starts_with(paste_start)) {
            bytes_.erase(0, paste_start.size());
            pasting_ = true;
            continue;
        }
        Taken taken = take(bytes_);
        if (taken.size == 0) {
            constexpr std::size_t longest = 64; // of what a key sends; the rest says nothing
            bytes_.resize(std::min(bytes_.size(), longest));
            return;
        }
        bytes_.erase(0, taken.size);
        if (taken.key) {
            keys.push_back(std::move(*taken.key));
        }
    }
}

std::optional<Millis> KeyReader::waits() const
{
    if (pasting_) {
        return paste_patience;
    }
    return bytes_.empty() ? std::nullopt : std::optional(key_patience);
}

// Of a sequence that broke off only what a person can have pressed means something: Escape, and
// Alt with the letters that sequences begin with.
void KeyReader::rest_is_lost(std::vector<Key>& keys)
{
    if (pasting_) {
        pasted_ += std::exchange(bytes_, {});
        return end_paste(keys);
    }
    const std::string bytes = std::exchange(bytes_, {});
    if (bytes.find_first_not_of(escape) == std::string::npos) {
        keys.push_back(named_key(Key::Name::escape));
    } else if (bytes == "\033[" || bytes == "\033O") {
        Key key = key_of_character(static_cast<unsigned char>(bytes.back()));
        key.alt = true;
        key.text = lower_letter(key.text);
        keys.push_back(std::move(key));
    }
}

} // namespace hubbub::tui::term
