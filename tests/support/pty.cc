// SPDX-License-Identifier: MIT
#include "tests/support/pty.h"

#include "tests/support/catch.h"

#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>
#include <vterm.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

namespace hubbub::tests {

namespace {

winsize as_winsize(Cells size)
{
    winsize out{};
    out.ws_row = static_cast<unsigned short>(size.rows);
    out.ws_col = static_cast<unsigned short>(size.columns);
    return out;
}

void append_utf8(std::string& out, std::uint32_t c)
{
    const auto byte = [&](std::uint32_t value) { out += static_cast<char>(value); };
    if (c < 0x80) {
        byte(c);
    } else if (c < 0x800) {
        byte(0xc0U | (c >> 6U));
        byte(0x80U | (c & 0x3fU));
    } else if (c < 0x10000) {
        byte(0xe0U | (c >> 12U));
        byte(0x80U | ((c >> 6U) & 0x3fU));
        byte(0x80U | (c & 0x3fU));
    } else {
        byte(0xf0U | (c >> 18U));
        byte(0x80U | ((c >> 12U) & 0x3fU));
        byte(0x80U | ((c >> 6U) & 0x3fU));
        byte(0x80U | (c & 0x3fU));
    }
}

} // namespace

struct Pty::Terminal {
    int fd = -1; // the terminal's side of the pty
    VTerm* vterm = nullptr;
    VTermScreen* screen = nullptr;
    Cells size;
    std::string output;
    termios found{};
    bool alternate = false;
    bool cursor_visible = true;
    bool closed = false;

    Terminal() = default;
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;
    ~Terminal()
    {
        close(fd);
        vterm_free(vterm);
    }

    static int set_property(VTermProp property, VTermValue* value, void* self)
    {
        auto* terminal = static_cast<Terminal*>(self);
        if (property == VTERM_PROP_ALTSCREEN) {
            terminal->alternate = value->boolean != 0;
        } else if (property == VTERM_PROP_CURSORVISIBLE) {
            terminal->cursor_visible = value->boolean != 0;
        }
        return 1;
    }

    void open_screen()
    {
        static const VTermScreenCallbacks callbacks = [] {
            VTermScreenCallbacks made{};
            made.settermprop = set_property;
            return made;
        }();
        vterm = vterm_new(size.rows, size.columns);
        vterm_set_utf8(vterm, 1);
        screen = vterm_obtain_screen(vterm);
        vterm_screen_set_callbacks(screen, &callbacks, this);
        vterm_screen_enable_altscreen(screen, 1);
        vterm_screen_reset(screen, 1);
    }

    // The terminal's answers to what the program asks of it.
    void answer() const
    {
        std::array<char, 256> bytes{};
        for (std::size_t size_of_answer = vterm_output_read(vterm, bytes.data(), bytes.size());
             size_of_answer > 0;
             size_of_answer = vterm_output_read(vterm, bytes.data(), bytes.size())) {
            if (write(fd, bytes.data(), size_of_answer) < 0) {
                return;
            }
        }
    }
};

Pty::Pty(const Command& command, const Environment& environment, Cells size)
    : terminal_(std::make_unique<Terminal>())
{
    terminal_->size = size;
    terminal_->open_screen();
    const winsize cells = as_winsize(size);
    int program_side = -1;
    REQUIRE(openpty(&terminal_->fd, &program_side, nullptr, nullptr, &cells) == 0);
    REQUIRE(tcgetattr(program_side, &terminal_->found) == 0);
    fcntl(terminal_->fd, F_SETFD, FD_CLOEXEC);
    pid_ = fork();
    REQUIRE(pid_ >= 0);
    if (pid_ == 0) {
        login_tty(program_side);
        become(command, environment);
    }
    close(program_side);
    fcntl(terminal_->fd, F_SETFL, O_NONBLOCK);
}

Pty::~Pty()
{
    kill_and_reap(pid_);
}

void Pty::type(std::string_view keys)
{
    const Deadline deadline = deadline_in(patience);
    while (!keys.empty()) {
        const ssize_t taken = write(terminal_->fd, keys.data(), keys.size());
        if (taken > 0) {
            keys.remove_prefix(static_cast<std::size_t>(taken));
        } else if (is_over(deadline) || terminal_->closed) {
            FAIL("the program takes no keys; the screen:\n" << screen());
        } else {
            draw(deadline_in(Seconds(0.05)));
        }
    }
}

void Pty::resize(Cells size)
{
    terminal_->size = size;
    vterm_set_size(terminal_->vterm, size.rows, size.columns);
    const winsize cells = as_winsize(size);
    REQUIRE(ioctl(terminal_->fd, TIOCSWINSZ, &cells) == 0);
}

void Pty::signal(int number) const
{
    REQUIRE(kill(-tcgetpgrp(terminal_->fd), number) == 0);
}

bool Pty::draw(Deadline deadline)
{
    if (terminal_->closed || !wait_readable(terminal_->fd, deadline)) {
        return false;
    }
    std::array<char, 16384> buffer{};
    const ssize_t got = read(terminal_->fd, buffer.data(), buffer.size());
    if (got <= 0) {
        terminal_->closed = got == 0 || errno != EAGAIN; // EIO: nobody has it open any more
        return false;
    }
    terminal_->output.append(buffer.data(), static_cast<std::size_t>(got));
    vterm_input_write(terminal_->vterm, buffer.data(), static_cast<std::size_t>(got));
    vterm_screen_flush_damage(terminal_->screen);
    terminal_->answer();
    return true;
}

const std::string& Pty::output() const
{
    return terminal_->output;
}

void Pty::expect_that(const std::function<bool()>& holds, std::string_view what, Seconds time)
{
    const Deadline deadline = deadline_in(time);
    while (!holds()) {
        if (is_over(deadline) || terminal_->closed) {
            FAIL("waited in vain for " << what << "; the screen:\n" << screen());
        }
        draw(deadline);
    }
}

void Pty::expect(std::string_view text, Seconds time)
{
    expect_that([&] { return screen().find(text) != std::string::npos; }, text, time);
}

void Pty::expect_gone(std::string_view text, Seconds time)
{
    expect_that([&] { return screen().find(text) == std::string::npos; },
                "the end of " + std::string(text), time);
}

bool Pty::changes(Seconds time)
{
    const Deadline deadline = deadline_in(time);
    const std::string before = screen();
    while (screen() == before && draw(deadline)) {
    }
    return screen() != before;
}

int Pty::expect_exit(Seconds time)
{
    const Deadline deadline = deadline_in(time);
    std::optional<int> status;
    while (!(status = wait_for_exit(pid_, Seconds(0))) && !is_over(deadline)) {
        draw(deadline_in(Seconds(0.01)));
    }
    if (!status) {
        FAIL("the program does not end; the screen:\n" << screen());
    }
    pid_ = -1;
    while (draw(deadline_in(Seconds(0)))) {
    }
    return *status;
}

namespace {

std::string text_of(const VTermScreenCell& cell)
{
    std::string text;
    for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] != 0; ++i) {
        append_utf8(text, cell.chars[i]);
    }
    return text.empty() ? " " : text;
}

unsigned rgb_of(const VTermScreen* screen, VTermColor color, unsigned otherwise)
{
    if (VTERM_COLOR_IS_DEFAULT_FG(&color) || VTERM_COLOR_IS_DEFAULT_BG(&color)) {
        return otherwise;
    }
    vterm_screen_convert_color_to_rgb(screen, &color);
    return (static_cast<unsigned>(color.rgb.red) << 16U) |
           (static_cast<unsigned>(color.rgb.green) << 8U) | color.rgb.blue;
}

} // namespace

Glyphs Pty::glyphs(unsigned ink, unsigned ground) const
{
    Glyphs rows;
    for (int index = 0; index < terminal_->size.rows; ++index) {
        std::vector<Glyph>& row = rows.emplace_back();
        for (int column = 0; column < terminal_->size.columns; ++column) {
            VTermScreenCell cell{};
            vterm_screen_get_cell(terminal_->screen, VTermPos{index, column}, &cell);
            Glyph glyph;
            glyph.text = text_of(cell);
            glyph.ink = rgb_of(terminal_->screen, cell.fg, ink);
            glyph.ground = rgb_of(terminal_->screen, cell.bg, ground);
            glyph.bold = cell.attrs.bold != 0;
            glyph.italic = cell.attrs.italic != 0;
            glyph.underline = cell.attrs.underline != 0;
            if (cell.attrs.reverse != 0) {
                std::swap(glyph.ink, glyph.ground);
            }
            row.push_back(glyph);
            if (cell.width == 2) {
                glyph.text.clear();
                row.push_back(glyph);
                ++column;
            }
        }
    }
    return rows;
}

std::string Pty::row(int index) const
{
    std::string out;
    for (int column = 0; column < terminal_->size.columns;) {
        VTermScreenCell cell{};
        vterm_screen_get_cell(terminal_->screen, VTermPos{index, column}, &cell);
        out += text_of(cell);
        column += std::max<int>(cell.width, 1);
    }
    out.erase(out.find_last_not_of(' ') + 1);
    return out;
}

std::string Pty::screen() const
{
    std::string out;
    for (int index = 0; index < terminal_->size.rows; ++index) {
        out += row(index) + "\n";
    }
    return out;
}

Place Pty::cursor() const
{
    VTermPos place{};
    vterm_state_get_cursorpos(vterm_obtain_state(terminal_->vterm), &place);
    return {place.row, place.col};
}

bool Pty::cursor_is_visible() const
{
    return terminal_->cursor_visible;
}

bool Pty::on_alternate_screen() const
{
    return terminal_->alternate;
}

int Pty::fd() const
{
    return terminal_->fd;
}

bool Pty::modes_are_as_found() const
{
    termios now{};
    return tcgetattr(terminal_->fd, &now) == 0 && now.c_lflag == terminal_->found.c_lflag &&
           now.c_iflag == terminal_->found.c_iflag && now.c_oflag == terminal_->found.c_oflag;
}

} // namespace hubbub::tests
