// SPDX-License-Identifier: MIT
// A network between a server, in a network of the test's own, and a client in another one: each
// packet passes through here, where it may be lost, late or out of order, or answered with a reset.
#pragma once

#include "tests/support/process.h"

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

namespace hubbub::tests {

class BadNetwork {
  public:
    using Duration = std::chrono::milliseconds;
    struct Weather {
        double loss = 0; // of all packets: 0.2 is a fifth
        Duration delay{0};
        Duration jitter{0}; // so much more at most: later packets overtake earlier ones
    };

    // Requires with_own_network() (tests/support/private_system.h), and that this process has no
    // other threads yet. Ends the test program as skipped where there can be no such devices.
    explicit BadNetwork(unsigned seed);
    ~BadNetwork();
    BadNetwork(const BadNetwork&) = delete;
    BadNetwork& operator=(const BadNetwork&) = delete;

    void becomes(Weather weather);
    void cut() { becomes({1, Duration(0), Duration(0)}); }
    // The next segment with data that passes breaks its connection, for both ends.
    void reset_one() { reset_wanted_ = true; }
    bool has_reset() const { return !reset_wanted_; }

    static constexpr const char* server_host = "10.77.0.1"; // as the client sees it
    Command on_the_other_side(Command command) const;

    std::size_t passed() const { return passed_; }
    std::size_t lost() const { return lost_; }

  private:
    using Packet = std::vector<unsigned char>;
    using When = std::chrono::steady_clock::time_point;
    struct Flight {
        std::size_t to;
        Packet packet;
    };
    void serve();
    void take(std::size_t from);
    void deliver();
    int until_next() const;
    void reset(std::size_t from, const Packet& packet);

    std::array<int, 2> devices_{-1, -1}; // the server's, the client's
    int stop_ = -1;
    pid_t keeper_ = -1; // the thread whose network the client's is
    std::mutex mutex_;
    Weather weather_; // guarded by mutex_
    std::mt19937 random_;
    std::multimap<When, Flight> flying_;
    std::atomic<bool> reset_wanted_ = false;
    std::atomic<std::size_t> passed_ = 0;
    std::atomic<std::size_t> lost_ = 0;
    std::thread thread_;
};

} // namespace hubbub::tests
