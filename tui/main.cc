// SPDX-License-Identifier: MIT
// hubbub(1).
#include "tui/app.h"
#include "tui/explain.h"
#include "tui/options.h"
#include "tui/plain.h"
#include "tui/term/screen.h"

#include <unistd.h>

#include <cstdio>
#include <string>

namespace {

int fail(const std::string& sentence)
{
    std::fprintf(stderr, "hubbub: %s\n", sentence.c_str());
    return 2;
}

} // namespace

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
    const bool lines_only = isatty(STDIN_FILENO) == 0 || isatty(STDOUT_FILENO) == 0;
    if ((options.plain || lines_only) && options.at_start.size() > 1) {
        return fail("hubbub.toml has several networks: name the one to talk to, as in hubbub " +
                    options.networks.front().name);
    }
    if (options.plain) {
        return tui::run_plain(loop, clock, options.at_start.front());
    }
    if (const Result<void> found = tui::find_passwords(options); !found) {
        return fail(found.error().sentence);
    }
    if (lines_only) {
        return tui::run_pipe(loop, clock, options.at_start.front());
    }
    Result<std::unique_ptr<tui::term::Screen>> screen = tui::term::Screen::open();
    if (!screen) {
        return fail(screen.error().sentence);
    }
    return tui::App(loop, clock, options, screen.take()).run();
}
