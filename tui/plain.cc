// SPDX-License-Identifier: MIT
#include "tui/plain.h"

#include "base/strings.h"
#include "net/connection.h"
#include "net/watch.h"
#include "tui/net/dialer.h"
#include "tui/stdin_lines.h"
#include "wire/safe_text.h"

#include <chrono>
#include <csignal>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace hubbub::tui {

namespace {

using hubbub::net::Connection;

constexpr Millis piece_pause = std::chrono::milliseconds(500);

// Nothing raw reaches the terminal. False: nobody reads it any more.
bool print(std::string_view line)
{
    std::printf("%s\n", wire::SafeText::from_network(line).text().c_str());
    return std::fflush(stdout) == 0;
}

void tell(std::string_view text)
{
    std::fprintf(stderr, "%.*s\n", static_cast<int>(text.size()), text.data());
}

class PlainClient final : private Connection::Handler {
  public:
    PlainClient(hubbub::net::Loop& loop, const Clock& clock, const NetworkOptions& options)
        : loop_(loop), options_(options), dialer_(loop, clock, {options.target.resolvers}, tell),
          interrupt_(loop, SIGINT, [this] { done_ = true; }),
          terminate_(loop, SIGTERM, [this] { done_ = true; })
    {
    }

    int run()
    {
        dialer_.dial(options_.target.host, options_.target.port,
                     [this](const Result<int>& socket) { dialed(socket); });
        while (!done_) {
            loop_.run_once();
            if (connection_ != nullptr && !connection_->flush()) {
                on_error("the server closed the connection");
            }
            dead_.clear();
        }
        return status_;
    }

  private:
    void dialed(const Result<int>& socket)
    {
        if (!socket) {
            tell(concat({"hubbub: ", socket.error().sentence}));
            return end_with("is a server running there? Try hubbubd, or name another: hubbub "
                            "--plain HOST:PORT");
        }
        connection_ =
            std::unique_ptr<Connection>(new Connection(loop_, *socket, nullptr, {}, *this));
        tell(concat({"connected to ", dialer_.to().text()}));
        read_lines();
    }

    void end_with(std::string_view why)
    {
        tell(concat({"hubbub: ", why}));
        status_ = 1;
        done_ = true;
    }

    void read_lines()
    {
        lines_.emplace(
            loop_,
            [this](std::string_view line) {
                if (connection_ != nullptr) {
                    connection_->append(concat({line, "\n"}));
                }
            },
            [this] {
                if (connection_ != nullptr) {
                    connection_->flush();
                    connection_->finish();
                }
            });
    }

    void on_readable() noexcept override
    {
        std::string_view bytes = connection_->input();
        std::size_t used = 0;
        while (bytes.find('\n') != std::string_view::npos) {
            std::string_view line = cut(bytes, '\n');
            used += line.size() + 1;
            line.remove_suffix(line.ends_with('\r') ? 1 : 0);
            show(line);
        }
        connection_->consume(used);
        silence_.reset();
        if (!bytes.empty()) { // a server that passes on pieces without line ends
            silence_.emplace(loop_, piece_pause, [this] { print_piece(); });
        }
    }

    void show(std::string_view line)
    {
        if (!print(line)) {
            status_ = 1;
            done_ = true;
        }
    }

    void print_piece()
    {
        silence_.reset();
        if (connection_ != nullptr && !connection_->input().empty()) {
            show(connection_->input());
            connection_->consume(connection_->input().size());
        }
    }

    void on_eof() noexcept override
    {
        print_piece();
        tell("disconnected: the server closed the connection");
        done_ = true;
    }

    void on_error(std::string_view why) noexcept override
    {
        const std::string reason(why);
        if (connection_ != nullptr) {
            dead_.push_back(std::move(connection_));
        }
        end_with(concat({"disconnected: ", reason}));
    }

    hubbub::net::Loop& loop_;
    const NetworkOptions& options_;
    net::Dialer dialer_;
    hubbub::net::SignalWatch interrupt_;
    hubbub::net::SignalWatch terminate_;
    std::unique_ptr<Connection> connection_;
    std::vector<std::unique_ptr<Connection>> dead_;
    std::optional<StdinLines> lines_;
    std::optional<hubbub::net::Timer> silence_;
    int status_ = 0;
    bool done_ = false;
};

} // namespace

int run_plain(hubbub::net::Loop& loop, const Clock& clock, const NetworkOptions& options)
{
    return PlainClient(loop, clock, options).run();
}

} // namespace hubbub::tui
