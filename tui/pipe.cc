// SPDX-License-Identifier: MIT
#include "tui/plain.h"

#include "base/calendar.h"
#include "base/strings.h"
#include "tui/app.h"
#include "tui/net/irc.h"
#include "tui/net/trust.h"
#include "tui/net/uplink.h"
#include "tui/sleep_watch.h"
#include "tui/stdin_lines.h"
#include "wire/format.h"

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace hubbub::tui {

namespace {

using model::Buffer;
using model::ChatLine;
using model::LineKind;
using model::LineState;

constexpr std::size_t kept_lines = 1000; // to know them again after history; nobody scrolls back
constexpr Millis quit_patience = std::chrono::seconds(10);

// In the grammar of the plain line mode, hubbub-protocol(7).
std::string line_of(const Buffer& buffer, const ChatLine& line, bool in_own_room)
{
    const std::string text = wire::strip_format(line.text);
    const std::string where =
        in_own_room || buffer.kind != Buffer::Kind::room ? "" : buffer.name + " ";
    const std::string time = write_time(line.time, "[%H:%M] ");
    switch (line.kind) {
    case LineKind::message:
    case LineKind::notice:
        return buffer.kind == Buffer::Kind::person
                   ? concat({time, "*", line.nick, "* ", text})
                   : concat({time, where, "<", line.nick, "> ", text});
    case LineKind::action:
        return concat({time, where, "* ", line.nick, " ", text});
    case LineKind::event:
        return concat({time, where, "-- ", text});
    case LineKind::coming:
        return concat({time, where, "-- ", line.nick, " joined"});
    case LineKind::going:
        return concat({time, where, "-- ", line.nick, " left", text.empty() ? "" : ": ", text});
    case LineKind::info:
        return concat({"** ", text});
    case LineKind::error:
        return concat({"!! ", text});
    }
    return {};
}

class Pipe final : private net::Uplink::Listener {
  public:
    Pipe(hubbub::net::Loop& loop, const Clock& clock, const NetworkOptions& options)
        : loop_(loop), options_(options), trust_(trust_file()),
          uplink_(loop, clock, options.target, trust_, *this),
          irc_(model_.network(), clock, options.identity(),
               [this](std::string_view line) { uplink_.send(line); }),
          sleep_(clock), tick_(
                             loop, std::chrono::seconds(1), [this] { tick(); },
                             hubbub::net::Timer::Repeat::always),
          interrupt_(loop, SIGINT, [this] { done_ = true; }),
          terminate_(loop, SIGTERM, [this] { done_ = true; })
    {
        uplink_.give_up_when_refused();
        model_.settings.lines = kept_lines;
        model_.on_said = [this](const Buffer& buffer, const ChatLine& line) { note(buffer, line); };
        irc_.set_sts([this](std::string_view value) { return uplink_.take_sts(value); });
    }

    int run()
    {
        if (options_.rooms.empty()) {
            end_with("a pipe talks to a room, and none is named: --join '#room'", 2);
        } else {
            uplink_.connect();
        }
        while (!done_) {
            loop_.run_once();
            print_new();
            model_.let_go_of_old();
            end_when_shut_out();
            say_waiting();
            leave_when_all_is_said();
            uplink_.flush();
            uplink_.sweep();
        }
        uplink_.close();
        return status_;
    }

  private:
    struct Line {
        WallTime time{};
        std::string text;
        bool is_error = false;
    };
    struct Said { // and not yet printed
        std::vector<Line> lines;
        bool held = false;
    };

    void tick()
    {
        if (const std::string_view why = irc_.why_dead(); !why.empty()) {
            return uplink_.drop(why);
        }
        if (const Millis slept = sleep_.slept(); slept > Millis::zero()) {
            irc_.woke(slept);
        }
        irc_.tick();
    }
    void on_up() override { irc_.up(uplink_.is_private()); }
    void on_line(std::string_view line) override { irc_.line(line); }
    void on_note(std::string_view) override {}
    void on_down(std::string_view why) override
    {
        done_ = true;
        if (leaving_ && status_ == 0) { // the server's answer to our QUIT
            return;
        }
        std::fprintf(stderr, "hubbub: not connected to %s: %.*s\n", options_.target.host.c_str(),
                     static_cast<int>(why.size()), why.data());
        status_ = 1;
    }

    void end_with(const std::string& why, int status)
    {
        std::fprintf(stderr, "hubbub: %s\n", why.c_str());
        status_ = status;
        done_ = true;
    }

    // A pipe has one room: who is not let in, or put out, is at its end.
    void end_when_shut_out()
    {
        const Buffer* here = room();
        const bool inside = here != nullptr && here->joined;
        if (inside || done_ || leaving_ || !model_.network().is_online()) {
            return;
        }
        const std::string& name = options_.rooms.front();
        if (here != nullptr) { // it is there since one was let in
            return end_with("no longer in " + name, 1);
        }
        const model::Scrollback& told = model_.network().server().lines;
        for (std::size_t i = 0; i < told.size(); ++i) {
            if (told[i].kind == LineKind::error && starts_with_ignoring_case(told[i].text, name)) {
                return end_with(std::string(told[i].text), 1);
            }
        }
    }

    Buffer* room()
    {
        return options_.rooms.empty() ? nullptr : model_.network().find(options_.rooms.front());
    }

    bool is_own_room(const Buffer& buffer) const
    {
        return !options_.rooms.empty() && equals_ignoring_case(buffer.name, options_.rooms.front());
    }

    // What one says oneself is not printed; that it was refused is.
    void note(const Buffer& buffer, const ChatLine& line)
    {
        const bool error = line.kind == LineKind::error;
        const bool wanted = buffer.kind != Buffer::Kind::server || error;
        if (!line.mine && wanted && !(leaving_ && error)) {
            said_[&buffer].lines.push_back(
                {line.time, line_of(buffer, line, is_own_room(buffer)), error});
        }
    }

    void print_new()
    {
        Buffer* here = room();
        if (here == nullptr) {
            return;
        }
        if (!lines_) {
            lines_.emplace(
                loop_, [this](std::string_view line) { waiting_.emplace_back(line); },
                [this] { ended_ = true; });
        }
        for (auto& [buffer, said] : said_) {
            print(*buffer, said);
        }
        if (std::fflush(stdout) != 0) { // nobody reads it any more
            status_ = 1;
            done_ = true;
        }
    }

    // While the server has still to tell what was said before, what is said now waits for it.
    void print(const Buffer& buffer, Said& said)
    {
        const bool shut_out = buffer.kind == Buffer::Kind::room && !buffer.joined;
        if (buffer.fetch && buffer.fetch->why != model::Fetch::Why::older && !shut_out) {
            said.held = true;
            return;
        }
        if (std::exchange(said.held, false)) {
            std::stable_sort(said.lines.begin(), said.lines.end(),
                             [](const Line& a, const Line& b) { return a.time < b.time; });
        }
        for (const Line& line : said.lines) {
            std::printf("%s\n", line.text.c_str());
            status_ = line.is_error ? 1 : status_;
        }
        said.lines.clear();
    }

    void say_waiting()
    {
        Buffer* here = room();
        while (here != nullptr && here->joined && !waiting_.empty()) {
            if (!waiting_.front().empty()) {
                irc_.say(here->name, waiting_.front());
            }
            waiting_.pop_front();
        }
    }

    // When stdin has ended and the server has said that it has every line.
    void leave_when_all_is_said()
    {
        if (!ended_ || leaving_ || !waiting_.empty() || irc_.has_pending()) {
            return;
        }
        leaving_ = true;
        irc_.send("QUIT :hubbub");
        patience_.emplace(loop_, quit_patience, [this] { done_ = true; });
    }

    hubbub::net::Loop& loop_;
    const NetworkOptions& options_;
    model::Model model_;
    net::Trust trust_;
    net::Uplink uplink_;
    net::Irc irc_;
    SleepWatch sleep_;
    hubbub::net::Timer tick_;
    hubbub::net::SignalWatch interrupt_;
    hubbub::net::SignalWatch terminate_;
    std::optional<StdinLines> lines_;
    std::optional<hubbub::net::Timer> patience_;
    std::deque<std::string> waiting_;
    std::map<const Buffer*, Said> said_;
    int status_ = 0;
    bool ended_ = false;
    bool leaving_ = false;
    bool done_ = false;
};

} // namespace

int run_pipe(hubbub::net::Loop& loop, const Clock& clock, const NetworkOptions& options)
{
    return Pipe(loop, clock, options).run();
}

} // namespace hubbub::tui
