// SPDX-License-Identifier: MIT
#include "tui/term/screen.h"

#include "tui/term/terminal.h"

#include <ncurses.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <clocale>
#include <csignal>
#include <cstdlib>
#include <cwchar>
#include <exception>
#include <langinfo.h>

namespace hubbub::tui::term {

namespace {

constexpr int escape_pause = 25; // milliseconds after which Escape is not the start of a key
constexpr std::string_view paste_on = "\033[?2004h";
constexpr std::string_view paste_off = "\033[?2004l";

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

bool terminal_is_ours = false;

void write_to_terminal(std::string_view bytes)
{
    std::fflush(stdout);
    static_cast<void>(!write(STDOUT_FILENO, bytes.data(), bytes.size()));
}

void give_back()
{
    if (terminal_is_ours) {
        terminal_is_ours = false;
        write_to_terminal(paste_off);
        endwin();
    }
}

// The terminal is put right before the program dies of what we or a library did wrong.
void on_fatal_signal(int signal)
{
    give_back();
    std::signal(signal, SIG_DFL);
    raise(signal);
}

std::wstring widen(const std::string& text)
{
    std::wstring wide;
    std::string_view rest = text;
    while (!rest.empty()) {
        wide += static_cast<wchar_t>(wire::take_code_point(rest));
    }
    return wide;
}

// Curses holds one spacing character and what combines with it in a cell: of a longer cluster, such
// as a family, the first member is shown. Its width stays that of the whole.
std::wstring fit_for_cell(const std::string& grapheme)
{
    const std::wstring all = widen(grapheme);
    std::wstring fit;
    for (const wchar_t c : all) {
        const bool spacing = wcwidth(c) > 0;
        if ((spacing && !fit.empty()) || fit.size() == CCHARW_MAX - 1) {
            break;
        }
        if (wcwidth(c) >= 0 && !(fit.empty() && !spacing)) {
            fit += c;
        }
    }
    return fit.empty() ? L"?" : fit;
}

// What a terminal without UTF-8 can show.
std::string ascii_for(const std::string& grapheme)
{
    if (grapheme.size() == 1) {
        return grapheme;
    }
    if (grapheme == "\xe2\x94\x80") {
        return "-";
    }
    return grapheme == "\xe2\x94\x82" ? "|" : "?";
}

attr_t attributes_of(const view::Face& face)
{
    attr_t attributes = A_NORMAL;
    attributes |= face.bold ? A_BOLD : A_NORMAL;
    attributes |= face.dim ? A_DIM : A_NORMAL;
    attributes |= face.italic ? A_ITALIC : A_NORMAL;
    attributes |= face.underline ? A_UNDERLINE : A_NORMAL;
    attributes |= face.reverse ? A_REVERSE : A_NORMAL;
    return attributes;
}

void define_keys()
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

// Curses ignores Ctrl-Z while it writes: it is held back until then, and not lost.
void refresh_holding_stops()
{
    sigset_t stops;
    sigset_t before;
    sigemptyset(&stops);
    sigaddset(&stops, SIGTSTP);
    sigprocmask(SIG_BLOCK, &stops, &before);
    refresh();
    sigprocmask(SIG_SETMASK, &before, nullptr);
}

using input::Key;

Key named(Key::Name name, bool control = false, bool alt = false)
{
    Key key;
    key.name = name;
    key.control = control;
    key.alt = alt;
    return key;
}

Key function_key(wint_t code)
{
    switch (static_cast<int>(code)) {
    case KEY_ENTER:
        return named(Key::Name::enter);
    case KEY_BACKSPACE:
        return named(Key::Name::backspace);
    case KEY_DC:
        return named(Key::Name::del);
    case KEY_LEFT:
        return named(Key::Name::left);
    case KEY_RIGHT:
        return named(Key::Name::right);
    case KEY_UP:
        return named(Key::Name::up);
    case KEY_DOWN:
        return named(Key::Name::down);
    case KEY_HOME:
        return named(Key::Name::home);
    case KEY_END:
        return named(Key::Name::end);
    case KEY_PPAGE:
        return named(Key::Name::page_up);
    case KEY_NPAGE:
        return named(Key::Name::page_down);
    case KEY_RESIZE:
        return named(Key::Name::resize);
    case key_alt_left:
        return named(Key::Name::left, false, true);
    case key_alt_right:
        return named(Key::Name::right, false, true);
    case key_control_left:
        return named(Key::Name::left, true);
    case key_control_right:
        return named(Key::Name::right, true);
    case key_control_up:
        return named(Key::Name::up, true);
    case key_control_down:
        return named(Key::Name::down, true);
    default:
        return named(Key::Name::unknown);
    }
}

Key character_key(wint_t code)
{
    constexpr wint_t del = 0x7f;
    if (code == '\r' || code == '\n') {
        return named(Key::Name::enter);
    }
    if (code == '\t') {
        return named(Key::Name::tab);
    }
    if (code == del) {
        return named(Key::Name::backspace);
    }
    Key key = named(Key::Name::text);
    if (code < ' ') {
        key.control = true;
        const char letter = static_cast<char>(code + '@');
        key.text = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
    } else {
        key.text = wire::to_utf8(static_cast<char32_t>(code));
    }
    return key;
}

} // namespace

Result<std::unique_ptr<Screen>> Screen::open()
{
    std::setlocale(LC_ALL, "");
    if (const Result<void> fit = check_terminal(); !fit) {
        return fit.error();
    }
    return std::unique_ptr<Screen>(new Screen());
}

Screen::Screen()
{
    set_up();
    std::atexit(give_back);
    std::set_terminate([] {
        give_back();
        std::abort();
    });
    for (const int signal : {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL}) {
        std::signal(signal, on_fatal_signal);
    }
}

void Screen::set_up()
{
    initscr();
    terminal_is_ours = true;
    utf8_ = std::string_view(nl_langinfo(CODESET)) == "UTF-8";
    cbreak();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    set_escdelay(escape_pause);
    define_keys();
    colors_ = std::getenv("NO_COLOR") == nullptr && has_colors() == TRUE;
    if (colors_) {
        start_color();
        use_default_colors();
    }
    write_to_terminal(paste_on);
}

Screen::~Screen()
{
    give_back();
}

view::Size Screen::size() const
{
    return {std::max(getmaxx(stdscr), 1), std::max(getmaxy(stdscr), 1)};
}

// ---- out

short Screen::pair_for(const view::Face& face)
{
    if (!colors_) {
        return 0;
    }
    const auto fit = [](std::int16_t color) -> short {
        if (color < COLORS) {
            return color;
        }
        return color >= 244 || color == 15 ? 7
               : color >= 232              ? 0
                                           : static_cast<short>(color % 7 + 1);
    };
    const std::pair<short, short> wanted{fit(face.foreground), fit(face.background)};
    if (wanted == std::pair<short, short>{-1, -1}) {
        return 0;
    }
    const auto found = pairs_.find(wanted);
    if (found != pairs_.end()) {
        return found->second;
    }
    const auto next = static_cast<short>(pairs_.size() + 1);
    if (next >= COLOR_PAIRS || init_pair(next, wanted.first, wanted.second) == ERR) {
        return 0;
    }
    return pairs_[wanted] = next;
}

void Screen::paint_cell(int column, int row, const view::Cell& cell, int width)
{
    const bool reverse_for_mono = !colors_ && cell.face.background >= 0;
    view::Face face = cell.face;
    face.reverse = face.reverse != reverse_for_mono;
    const std::wstring text = utf8_ ? fit_for_cell(cell.text) : widen(ascii_for(cell.text));
    cchar_t glyph;
    setcchar(&glyph, text.c_str(), attributes_of(face), pair_for(face), nullptr);
    cchar_t blank;
    setcchar(&blank, L" ", attributes_of(face), pair_for(face), nullptr);
    for (int i = 1; i < width; ++i) { // where the terminal takes fewer columns than we do
        mvadd_wch(row, column + i, &blank);
    }
    mvadd_wch(row, column, &glyph);
}

void Screen::paint(const view::Frame& frame)
{
    const bool all = !shown_ || shown_->size() != frame.size();
    if (all) {
        erase();
    }
    const view::Size size = frame.size();
    for (int row = 0; row < size.rows; ++row) {
        for (int column = 0; column < size.columns; ++column) {
            const view::Cell& cell = frame.at(column, row);
            if (cell.text.empty() || (!all && shown_->at(column, row) == cell)) {
                continue;
            }
            const bool wide = column + 1 < size.columns && frame.at(column + 1, row).text.empty();
            paint_cell(column, row, cell, wide ? 2 : 1);
        }
    }
    ::move(std::clamp(frame.cursor_row, 0, size.rows - 1),
           std::clamp(frame.cursor_column, 0, size.columns - 1));
    refresh_holding_stops();
    shown_ = frame;
}

void Screen::repaint_all()
{
    shown_.reset();
    clearok(stdscr, TRUE);
}

void Screen::ring()
{
    beep();
}

void Screen::resized()
{
    winsize window{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_row > 0 && window.ws_col > 0) {
        resizeterm(window.ws_row, window.ws_col);
    }
    repaint_all(); // the terminal may have moved what it showed, and nobody knows where
}

void Screen::suspend()
{
    give_back();
}

void Screen::resume()
{
    terminal_is_ours = true;
    refresh_holding_stops();
    write_to_terminal(paste_on);
    resized();
}

// ---- in

std::vector<input::Key> Screen::read_keys()
{
    std::vector<Key> keys;
    while (std::optional<Key> key = read_key()) {
        keys.push_back(std::move(*key));
    }
    return keys;
}

std::optional<Key> Screen::read_key()
{
    wint_t code = 0;
    const int status = get_wch(&code);
    if (status == ERR) {
        return std::nullopt;
    }
    if (status == KEY_CODE_YES) {
        return static_cast<int>(code) == key_paste ? read_paste() : function_key(code);
    }
    constexpr wint_t escape = 27;
    if (code != escape) {
        return character_key(code);
    }
    const int next = get_wch(&code);
    if (next == ERR) {
        return named(Key::Name::escape);
    }
    Key key = next == KEY_CODE_YES ? function_key(code) : character_key(code);
    key.alt = true;
    std::transform(key.text.begin(), key.text.end(), key.text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return key;
}

// Until its end; a paste whose end is lost ends when nothing more comes for a while.
Key Screen::read_paste()
{
    constexpr int patience = 300; // milliseconds
    constexpr std::size_t most = 1 << 20;
    Key key = named(Key::Name::paste);
    timeout(patience);
    wint_t code = 0;
    for (int status = get_wch(&code); status != ERR; status = get_wch(&code)) {
        if (status == KEY_CODE_YES) {
            if (static_cast<int>(code) == key_paste_end) {
                break;
            }
        } else if (key.text.size() < most) {
            key.text += code == '\r' ? "\n" : wire::to_utf8(static_cast<char32_t>(code));
        }
    }
    nodelay(stdscr, TRUE);
    return key;
}

} // namespace hubbub::tui::term
