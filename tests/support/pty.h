// SPDX-License-Identifier: MIT
// A program in a terminal of any size, seen as a person sees it: what libvterm has drawn.
#pragma once

#include "tests/support/process.h"
#include "tests/support/svg.h"

#include <sys/types.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace hubbub::tests {

struct Cells {
    int rows = 24;
    int columns = 80;
    friend bool operator==(Cells, Cells) = default;
};

struct Place {
    int row = 0;
    int column = 0;
    friend bool operator==(Place, Place) = default;
};

class Pty {
  public:
    Pty(const Command& command, const Environment& environment, Cells size = {});
    Pty(const Pty&) = delete;
    Pty& operator=(const Pty&) = delete;
    ~Pty(); // kills the program

    void type(std::string_view keys); // the bytes a terminal would send
    void resize(Cells size);
    void signal(int number) const; // to what runs in the foreground

    // Lets the program draw until the screen holds text, or fails the test and shows the screen.
    void expect(std::string_view text, Seconds time = patience);
    void expect_gone(std::string_view text, Seconds time = patience);
    void expect_that(const std::function<bool()>& holds, std::string_view what,
                     Seconds time = patience);
    // Draws what comes next: false, if nothing came in time, or never will.
    bool draw(Deadline deadline);
    // Lets it draw for so long at most: whether the screen has changed.
    bool changes(Seconds time);
    int expect_exit(Seconds time = patience); // its status, or 128 and the signal

    std::string row(int index) const; // UTF-8, without the spaces at its end
    std::string screen() const;       // the rows, each with a line feed
    // With its colours, those that are the terminal's own as given.
    Glyphs glyphs(unsigned ink, unsigned ground) const;
    const std::string& output() const; // every byte that the program has written so far
    Place cursor() const;
    bool cursor_is_visible() const;
    bool on_alternate_screen() const;
    // Whether echo and line editing are as they were before the program ran.
    bool modes_are_as_found() const;

    pid_t pid() const { return pid_; }
    int fd() const; // readable when there is something to draw

  private:
    struct Terminal;
    std::unique_ptr<Terminal> terminal_;
    pid_t pid_ = -1;
};

} // namespace hubbub::tests
