// SPDX-License-Identifier: MIT
#include "tests/bench/stage.h"

#include "tests/bench/machine.h"
#include "tests/support/catch.h"

#include <poll.h>

#include <algorithm>
#include <array>

namespace hubbub::bench {

using tests::deadline_in;
using tests::is_over;

namespace {

constexpr Seconds most_patience{120}; // a million lines, on a loaded machine
constexpr std::string_view first_line = "the first line of the room";

// Until one of them has something, or then.
template <std::size_t N>
void wait_for(std::array<pollfd, N> these, Deadline deadline)
{
    const Seconds left = deadline - std::chrono::steady_clock::now();
    const double most = std::clamp(left.count(), 0.0, 1.0);
    const auto whole = static_cast<time_t>(most);
    const timespec time{whole, static_cast<long>((most - static_cast<double>(whole)) * 1e9)};
    ppoll(these.data(), these.size(), &time, nullptr);
}

} // namespace

double seconds_since(Moment start)
{
    return Seconds(std::chrono::steady_clock::now() - start).count();
}

Stage::Stage(const ChatClient& client, const std::string& capabilities)
    : server_(client.wants_tls() ? ChatServer::Over::tls : ChatServer::Over::clear, capabilities)
{
    const std::string room = bench_room;
    const std::string nick = bench_nick;
    server_.greet(room, ":bench 353 " + nick + " = " + room + " :alice " + nick +
                            "\r\n:bench 366 " + nick + " " + room +
                            " :End of names\r\n:alice!u@h PRIVMSG " + room + " :" +
                            std::string(first_line) + "\r\n");
    const tests::Command command =
        command_of(client, {server_.port(), server_.certificate()}, home_);
    const Moment start = std::chrono::steady_clock::now();
    run_on_core(0);
    terminal_.emplace(command, tests::at_home(home_.path()), stage_size);
    run_on_core(1);
    let_connect();
    until_shown(first_line);
    to_first_line_ = seconds_since(start);
}

void Stage::let_connect()
{
    const Deadline deadline = deadline_in(tests::patience);
    while (!server_.is_called()) {
        if (is_over(deadline)) {
            FAIL("the client does not connect; the screen:\n" << terminal_->screen());
        }
        wait_for(std::array{pollfd{server_.listening_fd(), POLLIN, 0},
                            pollfd{terminal_->fd(), POLLIN, 0}},
                 deadline);
        terminal_->draw(Deadline{});
    }
    server_.accept();
}

void Stage::pump(Deadline deadline)
{
    const short wanted = server_.unsent() > 0 ? POLLIN | POLLOUT : POLLIN;
    wait_for(std::array{pollfd{server_.fd(), wanted, 0}, pollfd{terminal_->fd(), POLLIN, 0}},
             deadline);
    server_.turn();
    for (int most = 16; most > 0 && terminal_->draw(Deadline{}); --most) {
    }
}

void Stage::until(const std::function<bool()>& holds, std::string_view what)
{
    const Deadline deadline = deadline_in(most_patience);
    std::size_t seen = terminal_->output().size();
    while (!holds()) {
        do {
            if (is_over(deadline)) {
                FAIL("waited in vain for " << what << "; the screen:\n" << terminal_->screen());
            }
            pump(deadline);
        } while (terminal_->output().size() == seen);
        seen = terminal_->output().size();
    }
}

void Stage::until_shown(std::string_view text)
{
    until([&] { return terminal_->screen().find(text) != std::string::npos; }, text);
}

void Stage::settle()
{
    const Deadline deadline = deadline_in(most_patience);
    for (std::size_t seen = terminal_->output().size() + 1;
         seen != terminal_->output().size() && !is_over(deadline);) {
        seen = terminal_->output().size();
        rest(Seconds(0.25));
    }
}

void Stage::rest(Seconds time)
{
    for (const Deadline deadline = deadline_in(time); !is_over(deadline);) {
        pump(deadline);
    }
}

void Stage::send_all(std::size_t count, const std::function<std::string(std::size_t)>& line)
{
    constexpr std::size_t at_hand = 65536; // bytes
    const Deadline deadline = deadline_in(most_patience);
    for (std::size_t next = 0; next < count || server_.unsent() > 0;) {
        std::string more;
        while (next < count && server_.unsent() + more.size() < at_hand) {
            more += line(next++);
        }
        server_.send(more);
        pump(deadline);
        if (is_over(deadline)) {
            FAIL("the client takes no more lines; the screen:\n" << terminal_->screen());
        }
    }
}

} // namespace hubbub::bench
