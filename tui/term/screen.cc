// SPDX-License-Identifier: MIT
#include "tui/term/screen.h"

#include "base/strings.h"
#include "tui/term/key_codes.h"
#include "wire/text.h"

#include <fcntl.h>
#include <ncurses.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <utility>

namespace hubbub::tui::term {

namespace {

constexpr int escape_pause = 25; // milliseconds after which Escape is not the start of a key
constexpr std::string_view paste_on = "\033[?2004h";
constexpr std::string_view paste_off = "\033[?2004l";

// For whoever must put the terminal right when the program is dying: no memory is asked for there.
struct {
    bool ours = false;
    int fd = -1;
    termios found{};
    termios in_use{};
    std::string farewell;
} terminal;

// Waits for a terminal that takes nothing no longer than this, so that one can always leave.
constexpr int farewell_patience = 1000; // milliseconds

void write_patiently(std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t sent = write(terminal.fd, bytes.data(), bytes.size());
        if (sent >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(sent));
            continue;
        }
        pollfd waiting{terminal.fd, POLLOUT, 0};
        if ((errno != EAGAIN && errno != EINTR) || poll(&waiting, 1, farewell_patience) <= 0) {
            return;
        }
    }
}

void give_back()
{
    if (terminal.ours) {
        terminal.ours = false;
        write_patiently(terminal.farewell);
        tcsetattr(STDIN_FILENO, TCSANOW, &terminal.found);
    }
}

// The terminal is put right before the program dies of what we or a library did wrong.
void on_fatal_signal(int signal)
{
    give_back();
    std::signal(signal, SIG_DFL);
    raise(signal);
}

// Where stdout goes, opened anew: O_NONBLOCK is then ours alone, and the shell does not get it.
int open_terminal()
{
    const char* name = ttyname(STDOUT_FILENO);
    const int fd = name == nullptr ? -1 : open(name, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    return fd >= 0 ? fd : fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
}

view::Size size_of_terminal()
{
    winsize window{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_row > 0 && window.ws_col > 0) {
        return {window.ws_col, window.ws_row};
    }
    return {};
}

using input::Key;

} // namespace

Result<std::unique_ptr<Screen>> Screen::open()
{
    std::setlocale(LC_ALL, "");
    Result<Capabilities> capabilities = Capabilities::of_terminal();
    if (!capabilities) {
        return capabilities.error();
    }
    return std::unique_ptr<Screen>(new Screen(capabilities.take(), open_terminal()));
}

Screen::Screen(Capabilities capabilities, int fd)
    : painter_(std::move(capabilities)), size_(size_of_terminal()), fd_(fd)
{
    tcgetattr(STDIN_FILENO, &terminal.found);
    const Capabilities& known = painter_.capabilities();
    terminal.fd = fd_;
    terminal.farewell =
        std::string(paste_off) + known.plain + known.clear + known.leave_full_screen;
    set_up_keys();
    tcgetattr(STDIN_FILENO, &terminal.in_use);
    take_over();
    std::atexit(give_back);
    std::set_terminate([] {
        give_back();
        std::abort();
    });
    for (const int signal : {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL}) {
        std::signal(signal, on_fatal_signal);
    }
}

// Curses decodes the keys; its own screen is never shown.
void Screen::set_up_keys()
{
    initscr();
    cbreak();
    noecho();
    nonl();
    set_escdelay(escape_pause);
    keys_ = newpad(1, 1);
    keypad(keys_, TRUE);
    nodelay(keys_, TRUE);
    define_own_keys();
}

void Screen::take_over()
{
    terminal.ours = true;
    send(painter_.capabilities().enter_full_screen);
    send(paste_on);
    painter_.forget();
}

Screen::~Screen()
{
    give_back();
    delwin(keys_);
    close(fd_);
    terminal.fd = -1;
}

// ---- out

void Screen::send(std::string_view bytes)
{
    unsent_ += bytes;
    go_on();
}

void Screen::go_on()
{
    std::string_view rest = unsent_;
    while (!rest.empty()) {
        const ssize_t sent = write(fd_, rest.data(), rest.size());
        if (sent >= 0) {
            rest.remove_prefix(static_cast<std::size_t>(sent));
        } else if (errno == EAGAIN) {
            break;
        } else if (errno != EINTR) {
            rest = {}; // it has gone; that is seen where keys are read
        }
    }
    unsent_.erase(0, unsent_.size() - rest.size());
}

void Screen::paint(const view::Frame& frame)
{
    scratch_.clear();
    painter_.paint(frame, scratch_);
    send(scratch_);
}

void Screen::repaint_all()
{
    painter_.forget();
}

void Screen::ring()
{
    if (!is_stalled()) {
        send(painter_.capabilities().alert);
    }
}

void Screen::notify(std::string_view text)
{
    if (!is_stalled() && painter_.capabilities().links) { // a terminal that knows OSC
        send(concat({"\033]9;", wire::SafeText::from_network(text).text(), "\a"}));
    }
}

void Screen::use_colors(std::optional<int> colors)
{
    painter_.use_colors(colors);
}

void Screen::resized()
{
    size_ = size_of_terminal();
    repaint_all(); // the terminal may have moved what it showed, and nobody knows where
}

void Screen::suspend()
{
    unsent_.clear();
    give_back();
}

void Screen::resume()
{
    tcsetattr(STDIN_FILENO, TCSANOW, &terminal.in_use);
    take_over();
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
    const int status = wget_wch(keys_, &code);
    if (status == ERR) {
        return std::nullopt;
    }
    if (status == KEY_CODE_YES) {
        return is_paste_start(code) ? read_paste() : function_key(code);
    }
    constexpr wint_t escape = 27;
    if (code != escape) {
        return character_key(code);
    }
    const int next = wget_wch(keys_, &code);
    if (next == ERR) {
        return named_key(Key::Name::escape);
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
    Key key = named_key(Key::Name::paste);
    wtimeout(keys_, patience);
    wint_t code = 0;
    for (int status = wget_wch(keys_, &code); status != ERR; status = wget_wch(keys_, &code)) {
        if (status == KEY_CODE_YES) {
            if (is_paste_end(code)) {
                break;
            }
        } else if (key.text.size() < most) {
            key.text += code == '\r' ? "\n" : wire::to_utf8(static_cast<char32_t>(code));
        }
    }
    nodelay(keys_, TRUE);
    return key;
}

} // namespace hubbub::tui::term
