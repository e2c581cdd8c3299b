// SPDX-License-Identifier: MIT
// The server as it is run, sockets and all: any bytes in any pieces through any door, people who
// hang up, close one half, do not read; time goes by. The world's invariants hold after every turn,
// what is sent is whole lines, and in the end nobody is left behind.
#include "base/diag.h"
#include "base/ensure.h"
#include "daemon/server.h"
#include "store/memory_journal.h"
#include "store/sodium_passwords.h"
#include "tests/support/fake_clock.h"
#include "tests/support/hand_work.h"
#include "tests/support/meeting.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace {

using namespace hubbub;

using tests::Meeting;

class Caller {
  public:
    explicit Caller(Meeting& at) : fd_(at.call()) {}
    ~Caller() { close(fd_); }
    Caller(const Caller&) = delete;
    Caller& operator=(const Caller&) = delete;

    void says(std::string_view bytes)
    {
        static_cast<void>(send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL));
    }
    void ends() const { shutdown(fd_, SHUT_WR); }
    void reads_or_not() { reads_ = !reads_; }

    void hears()
    {
        static std::array<char, 16384> some;
        for (long got = 1; reads_ && got > 0;) {
            got = recv(fd_, some.data(), some.size(), MSG_DONTWAIT);
            take({some.data(), static_cast<std::size_t>(std::max(got, 0L))});
        }
    }

  private:
    // No line holds a stray end, wherever it is cut. What telnet negotiates is two bytes of any
    // kind after one that no text has.
    void take(std::string_view bytes)
    {
        for (const char c : bytes) {
            if (c == '\xff') {
                negotiated_ = 2;
                continue;
            }
            if (negotiated_ > 0) {
                --negotiated_;
                continue;
            }
            HUBBUB_ENSURE(c != '\0');
            HUBBUB_ENSURE((c == '\n') == (last_ == '\r'));
            last_ = c;
        }
    }

    int fd_;
    char last_ = '\n';
    int negotiated_ = 0;
    bool reads_ = true;
};

class House {
  public:
    House()
        : server_({loop_, clock_, journal_, process_, {}, [] { return std::nullopt; }}, config())
    {
        HUBBUB_ENSURE(store::start_crypto());
        server_.network().set_passwords(passwords_);
        HUBBUB_ENSURE(server_.network().restore());
        HUBBUB_ENSURE(server_.adopt(meeting_.fd));
        for (std::optional<Caller>& caller : callers_) {
            caller.emplace(meeting_);
        }
        turns(1);
    }
    ~House()
    {
        for (std::optional<Caller>& caller : callers_) {
            caller.reset();
        }
        for (int left = 200; left > 0 && server_.network().world().sessions() != 0; --left) {
            turns(1);
        }
        HUBBUB_ENSURE(server_.network().world().sessions() == 0);
        HUBBUB_ENSURE(server_.network().world().users() == 0);
    }
    House(const House&) = delete;
    House& operator=(const House&) = delete;

    void happens(unsigned order, std::string_view bytes)
    {
        std::optional<Caller>& caller = callers_[order & 3U];
        switch ((order >> 2U) & 7U) {
        case 4:
            caller.emplace(meeting_); // the old one closes
            break;
        case 5:
            caller->ends();
            break;
        case 6:
            clock_.advance(std::chrono::seconds(70));
            server_.network().tick();
            break;
        case 7:
            caller->reads_or_not();
            break;
        default:
            caller->says(bytes);
        }
        turns(2);
    }

  private:
    static daemon::Config config()
    {
        daemon::Config config;
        config.settings.name = "irc.example";
        config.settings.throttle.commands_per_second = 0;
        config.admission = {.connections = 0, .unregistered = 0, .per_address = 0};
        return config;
    }

    void turns(int count)
    {
        for (int i = 0; i < count; ++i) {
            server_.turn(net::Loop::Wait::not_at_all);
            passwords_work_.finish_all();
            server_.network().world().check_invariants();
            for (std::optional<Caller>& caller : callers_) {
                if (caller) {
                    caller->hears();
                }
            }
        }
    }

    net::Loop loop_;
    tests::FakeClock clock_;
    store::MemoryJournal journal_{clock_, "epoch"};
    daemon::ProcessFacts process_;
    tests::HandWork passwords_work_;
    store::SodiumPasswords passwords_{passwords_work_, "this server's",
                                      store::SodiumPasswords::Effort::least};
    daemon::Server server_;
    Meeting meeting_; // the server closes its socket
    std::array<std::optional<Caller>, 4> callers_;
};

} // namespace

// Orders of two bytes, what and how much; the bytes follow.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    constexpr std::size_t most = 4096;
    diag::set_level(diag::Level::error);
    std::string_view rest(reinterpret_cast<const char*>(data), std::min(size, most));
    House house;
    while (rest.size() >= 2) {
        const auto order = static_cast<unsigned char>(rest[0]);
        const auto length = static_cast<unsigned char>(rest[1]);
        rest.remove_prefix(2);
        const std::string_view bytes = rest.substr(0, length);
        rest.remove_prefix(bytes.size());
        house.happens(order, bytes);
    }
    return 0;
}
