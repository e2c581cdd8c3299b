// SPDX-License-Identifier: MIT
#include "tui/term/capabilities.h"

#include "base/strings.h"

#include <langinfo.h>
#include <ncurses.h>
#include <term.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string_view>

namespace hubbub::tui::term {

namespace {

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

// Those that are known to show OSC 8 or to pass over it in silence.
bool takes_links(std::string_view name)
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
    if (std::getenv("NO_COLOR") != nullptr) { // no-color.org
        capabilities.colors = 0;
    }
    return capabilities;
}

Result<Capabilities> Capabilities::of(const std::string& name)
{
    int status = 0;
    if (setupterm(name.c_str(), STDOUT_FILENO, &status) == ERR) {
        return Error{concat({"this terminal (TERM=", name,
                             ") is not known here: set TERM to one that is, such as xterm, or use "
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
    out.reverse = text_of("rev");
    out.alert = text_of("bel");
    out.set_foreground_ = text_of("setaf");
    out.set_background_ = text_of("setab");
    const int most = tigetnum(const_cast<char*>("colors"));
    out.colors = out.set_foreground_.empty() ? 0 : std::max(most, 0);
    out.erase_to_right = text_of("el");
    const bool wraps = tigetflag(const_cast<char*>("am")) > 0;
    out.corner_scrolls = wraps && tigetflag(const_cast<char*>("xenl")) <= 0;
    out.links = takes_links(name);
    del_curterm(cur_term); // curses makes one of its own
    if (out.cursor_address_.empty() || out.clear.empty()) {
        return Error{concat(
            {"this terminal (TERM=", name, ") cannot show a full screen: use hubbub --plain"})};
    }
    return out;
}

std::string Capabilities::move(int row, int column) const
{
    return with_numbers(cursor_address_, row, column);
}

std::string Capabilities::foreground(int color) const
{
    return with_numbers(set_foreground_, color);
}

std::string Capabilities::background(int color) const
{
    return with_numbers(set_background_, color);
}

} // namespace hubbub::tui::term
