// SPDX-License-Identifier: MIT
// hubbub(1).
#include "tui/app.h"
#include "tui/explain.h"
#include "tui/options.h"
#include "tui/plain.h"
#include "tui/term/screen.h"

#include <unistd.h>

#include <cstdio>

int main(int argc, char* argv[])
{
    using namespace hubbub;
    tui::Options options;
    if (const std::optional<int> status = tui::read_options(argc, argv, options)) {
        return *status;
    }
    const SystemClock clock;
    net::Loop loop;
    if (!options.dns.empty()) {
        return tui::run_dns(loop, clock, options);
    }
    if (options.plain) {
        return tui::run_plain(loop, clock, options);
    }
    if (const Result<void> found = tui::find_password(options); !found) {
        std::fprintf(stderr, "hubbub: %s\n", found.error().sentence.c_str());
        return 2;
    }
    if (isatty(STDIN_FILENO) == 0 || isatty(STDOUT_FILENO) == 0) {
        return tui::run_pipe(loop, clock, options);
    }
    Result<std::unique_ptr<tui::term::Screen>> screen = tui::term::Screen::open();
    if (!screen) {
        std::fprintf(stderr, "hubbub: %s\n", screen.error().sentence.c_str());
        return 2;
    }
    return tui::App(loop, clock, options, screen.take()).run();
}
