// SPDX-License-Identifier: MIT
#include "tui/term/capabilities.h"

#include "base/strings.h"
#include "tui/term/palette.h"

#include <langinfo.h>
#include <ncurses.h>
#include <term.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace hubbub::tui::term {

namespace {

using input::Key;

// Terminals of our days need no pauses: "$<5/>" is left out. terminfo(5), "Delays and Padding".
std::string without_padding(std::string_view bytes)
{
    std::string out;
    while (!bytes.empty()) {
        const std::size_t start = bytes.find("$<");
        const std::size_t end = bytes.find('>', std::min(start, bytes.size()));
        if (start == std::string_view::npos || end == std::string_view::npos) {
            return out.append(bytes);
        }
        out.append(bytes.substr(0, start));
        bytes.remove_prefix(end + 1);
    }
    return out;
}

std::string text_of(const char* name)
{
    const char* found = tigetstr(const_cast<char*>(name));
    const bool there = found != nullptr && found != reinterpret_cast<char*>(-1);
    return there ? without_padding(found) : std::string{};
}

std::string with_numbers(const std::string& pattern, int a, int b = 0)
{
    if (pattern.empty()) {
        return {};
    }
    const char* bytes = tparm(const_cast<char*>(pattern.c_str()), a, b, 0, 0, 0, 0, 0, 0, 0);
    return bytes == nullptr ? std::string{} : std::string(bytes);
}

void add_number(int number, std::string& out)
{
    std::array<char, 16> digits{};
    out.append(digits.data(),
               std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr);
}

// Those of our days, which show OSC 8 or pass over it in silence, and mark what is pasted.
bool is_modern(std::string_view name)
{
    constexpr std::array<std::string_view, 8> kinds = {"xterm", "tmux", "foot",    "alacritty",
                                                       "kitty", "vte",  "wezterm", "st-"};
    for (const std::string_view kind : kinds) {
        if (name.starts_with(kind)) {
            return true;
        }
    }
    return false;
}

std::string_view variable(const char* name)
{
    const char* value = std::getenv(name);
    return value == nullptr ? std::string_view{} : std::string_view(value);
}

// Many terminals have them and say so only here. Within screen it may be said of the terminal
// around it, and screen itself takes none.
bool tells_of_true_colors(std::string_view name, std::string_view color_term)
{
    return (color_term == "truecolor" || color_term == "24bit") && !name.starts_with("screen");
}

// As ncurses and tmux have them. A boolean, a number or a text: each will do.
bool has_extended(const char* name)
{
    char* wanted = const_cast<char*>(name);
    return tigetflag(wanted) > 0 || tigetnum(wanted) > 0 || !text_of(name).empty();
}

int colors_of(bool can_set)
{
    const int most = tigetnum(const_cast<char*>("colors"));
    if (!can_set || most < 8) {
        return 0;
    }
    const bool exact = most > 256 || has_extended("RGB") || has_extended("Tc");
    return exact ? true_colors : most >= 256 ? 256 : most >= 16 ? 16 : 8;
}

// Extended capabilities are not in every database.
std::string or_if(bool known, std::string found, std::string_view otherwise)
{
    return found.empty() && known ? std::string(otherwise) : found;
}

KeyTable own_keys()
{
    constexpr std::array<std::pair<const char*, Key::Name>, 11> names = {{
        {"kcuu1", Key::Name::up},
        {"kcud1", Key::Name::down},
        {"kcuf1", Key::Name::right},
        {"kcub1", Key::Name::left},
        {"khome", Key::Name::home},
        {"kend", Key::Name::end},
        {"kpp", Key::Name::page_up},
        {"knp", Key::Name::page_down},
        {"kdch1", Key::Name::del},
        {"kent", Key::Name::enter},
        {"kcbt", Key::Name::shift_tab},
    }};
    constexpr int function_keys = 12;
    KeyTable all;
    const auto add = [&](const char* name, const Key& key) {
        std::string bytes = text_of(name);
        if (bytes.size() > 1 && bytes.front() == '\033') { // no character that can be typed
            all.emplace_back(std::move(bytes), key);
        }
    };
    for (const auto& [name, key] : names) {
        add(name, named_key(key));
    }
    for (int number = 1; number <= function_keys; ++number) {
        add(concat({"kf", std::to_string(number)}).c_str(), function_key(number));
    }
    return all;
}

} // namespace

Result<Capabilities> Capabilities::of_terminal()
{
    const char* name = std::getenv("TERM");
    if (name == nullptr || *name == '\0') {
        return Error{"TERM is not set, so the terminal's kind is unknown: set it (often to "
                     "xterm-256color), or use hubbub --plain"};
    }
    Result<Capabilities> found = of(name);
    if (!found) {
        return found;
    }
    Capabilities capabilities = found.take();
    capabilities.utf8 = std::string_view(nl_langinfo(CODESET)) == "UTF-8";
    capabilities.no_color = !variable("NO_COLOR").empty();
    if (tells_of_true_colors(name, variable("COLORTERM")) && capabilities.colors >= 256) {
        capabilities.colors = true_colors;
    }
    return capabilities;
}

Result<Capabilities> Capabilities::of(const std::string& name)
{
    int status = 0;
    if (setupterm(name.c_str(), STDOUT_FILENO, &status) == ERR) {
        return Error{
            concat({"this terminal (TERM=", name,
                    ") is not known here: set TERM to one that is, such as xterm-256color, or use "
                    "hubbub --plain"})};
    }
    Capabilities out;
    out.cursor_address_ = text_of("cup");
    out.clear = text_of("clear");
    out.enter_full_screen = text_of("smcup");
    out.leave_full_screen = text_of("rmcup");
    out.plain = text_of("sgr0");
    out.bold = text_of("bold");
    out.dim = text_of("dim");
    out.italic = text_of("sitm");
    out.underline = text_of("smul");
    out.strike = text_of("smxx");
    out.reverse = text_of("rev");
    out.alert = text_of("bel");
    out.set_foreground_ = text_of("setaf");
    out.set_background_ = text_of("setab");
    out.colors = colors_of(!out.set_foreground_.empty() && !out.set_background_.empty());
    out.direct_ = tigetnum(const_cast<char*>("colors")) > 256;
    out.erase_to_right = text_of("el");
    const bool wraps = tigetflag(const_cast<char*>("am")) > 0;
    out.corner_scrolls = wraps && tigetflag(const_cast<char*>("xenl")) <= 0;
    out.links = is_modern(name);
    out.enter_keypad = text_of("smkx");
    out.leave_keypad = text_of("rmkx");
    out.paste_on = or_if(is_modern(name), text_of("BE"), "\033[?2004h");
    out.paste_off = or_if(is_modern(name), text_of("BD"), "\033[?2004l");
    out.keys = own_keys();
    del_curterm(cur_term); // curses makes one of its own
    if (out.cursor_address_.empty() || out.clear.empty()) {
        return Error{concat(
            {"this terminal (TERM=", name, ") cannot show a full screen: use hubbub --plain"})};
    }
    return out;
}

std::string Capabilities::greeting() const
{
    return concat({enter_full_screen, enter_keypad, paste_on});
}

std::string Capabilities::farewell() const
{
    return concat({links ? "\033\\\033]8;;\033\\" : "", paste_off, plain, clear, leave_keypad,
                   leave_full_screen});
}

// Of nearly all terminals the same; the rows of a picture that scrolls need many.
void Capabilities::move(int row, int column, std::string& out) const
{
    if (cursor_address_ != "\033[%i%p1%d;%p2%dH") {
        out += with_numbers(cursor_address_, row, column);
        return;
    }
    out += "\033[";
    add_number(row + 1, out);
    out += ';';
    add_number(column + 1, out);
    out += 'H';
}

// ISO 8613-6 as xterm has it, where terminfo says nothing or has exact colours only.
std::string Capabilities::color(view::Color color, const std::string& pattern, char ground) const
{
    if (color.is_exact()) {
        const std::uint32_t rgb = color.rgb();
        return concat({"\033[", std::string_view(&ground, 1), "8;2;", std::to_string(rgb >> 16U),
                       ";", std::to_string(rgb >> 8U & 255U), ";", std::to_string(rgb & 255U),
                       "m"});
    }
    constexpr int first_doubtful = 8; // fewer mean the palette on every terminal
    if (direct_ && color.number() >= first_doubtful) {
        return concat(
            {"\033[", std::string_view(&ground, 1), "8;5;", std::to_string(color.number()), "m"});
    }
    return with_numbers(pattern, color.number());
}

std::string Capabilities::foreground(view::Color wanted) const
{
    return color(wanted, set_foreground_, '3');
}

std::string Capabilities::background(view::Color wanted) const
{
    return color(wanted, set_background_, '4');
}

} // namespace hubbub::tui::term
