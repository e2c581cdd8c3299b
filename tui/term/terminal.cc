// SPDX-License-Identifier: MIT
// Apart from screen.cc, for <term.h> makes macros of such words as "columns" and "tab".
#include "tui/term/terminal.h"

#include <ncurses.h>
#include <term.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

namespace hubbub::tui::term {

Result<void> check_terminal()
{
    const char* name = std::getenv("TERM");
    if (name == nullptr || *name == '\0') {
        return Error{"TERM is not set, so the terminal's kind is unknown: set it (often to "
                     "xterm-256color), or use hubbub --plain"};
    }
    int status = 0;
    if (setupterm(nullptr, STDOUT_FILENO, &status) == ERR) {
        return Error{std::string("this terminal (TERM=") + name +
                     ") is not known here: set TERM to one that is, such as xterm, or use "
                     "hubbub --plain"};
    }
    const bool moves_cursor = cursor_address != nullptr;
    del_curterm(cur_term); // curses makes one of its own
    if (!moves_cursor) {
        return Error{std::string("this terminal (TERM=") + name +
                     ") cannot show a full screen: use hubbub --plain"};
    }
    return {};
}

} // namespace hubbub::tui::term
