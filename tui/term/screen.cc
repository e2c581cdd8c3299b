// SPDX-License-Identifier: MIT
#include "tui/term/screen.h"

#include "base/strings.h"
#include "wire/safe_text.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <utility>

namespace hubbub::tui::term {

namespace {

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

// Each key comes as it is pressed and shows nothing; Ctrl-C, Ctrl-Z, Ctrl-S and Ctrl-Q stay what
// they are.
termios for_keys(termios found)
{
    found.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
    found.c_iflag &= ~static_cast<tcflag_t>(ICRNL | INLCR | ISTRIP);
    found.c_cc[VMIN] = 1;
    found.c_cc[VTIME] = 0;
    return found;
}

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
    : painter_(std::move(capabilities)), size_(size_of_terminal()), fd_(fd),
      keys_(painter_.capabilities().keys)
{
    tcgetattr(STDIN_FILENO, &terminal.found);
    terminal.in_use = for_keys(terminal.found);
    terminal.fd = fd_;
    terminal.farewell = painter_.capabilities().farewell();
    std::atexit(give_back);
    std::set_terminate([] {
        give_back();
        std::abort();
    });
    for (const int signal : {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL}) {
        std::signal(signal, on_fatal_signal);
    }
    take_over();
}

void Screen::take_over()
{
    terminal.ours = true;
    tcsetattr(STDIN_FILENO, TCSADRAIN, &terminal.in_use);
    send(painter_.capabilities().greeting());
    painter_.forget();
}

Screen::~Screen()
{
    give_back();
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

void Screen::paint(view::Frame frame)
{
    scratch_.clear();
    painter_.paint(std::move(frame), scratch_);
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
    take_over();
    resized();
}

// ---- in

std::vector<input::Key> Screen::read_keys()
{
    constexpr std::size_t most_at_once = 64 * 1024; // of a paste; the rest comes in another turn
    std::array<char, 4096> bytes{};
    std::vector<input::Key> keys;
    std::size_t total = 0;
    pollfd waiting{STDIN_FILENO, POLLIN, 0};
    while (!gone_ && total < most_at_once && poll(&waiting, 1, 0) > 0) {
        const ssize_t size = read(STDIN_FILENO, bytes.data(), bytes.size());
        if (size > 0) {
            keys_.feed({bytes.data(), static_cast<std::size_t>(size)}, keys);
            total += static_cast<std::size_t>(size);
            if (static_cast<std::size_t>(size) < bytes.size()) {
                break; // that was all
            }
        } else if (size == 0 || (errno != EINTR && errno != EAGAIN)) {
            gone_ = true;
        } else {
            break;
        }
    }
    return keys;
}

std::vector<input::Key> Screen::end_key()
{
    std::vector<input::Key> keys;
    keys_.rest_is_lost(keys);
    return keys;
}

} // namespace hubbub::tui::term
