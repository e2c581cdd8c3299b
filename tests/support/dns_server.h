// SPDX-License-Identifier: MIT
// A DNS resolver on 127.0.0.1, over UDP and TCP, that knows what the test tells it.
#pragma once

#include "tests/support/dns_bytes.h"

#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace hubbub::tests {

class DnsServer {
  public:
    struct Answer {
        std::vector<DnsRow> rows;
        unsigned result = 0; // 2: SERVFAIL
        bool cut_over_udp = false;
        int ignored = 0; // so many questions are not answered; -1: none ever is
    };

    DnsServer();
    ~DnsServer();
    DnsServer(const DnsServer&) = delete;
    DnsServer& operator=(const DnsServer&) = delete;

    // type: 1: A, 28: AAAA. A name of which nothing is told does not exist; one of which only the
    // other type is told has no data.
    void tell(const std::string& name, unsigned type, Answer answer);

    std::string address() const { return "127.0.0.1:" + std::to_string(port_); }

  private:
    struct Line { // a connection over TCP
        int fd;
        std::string received;
    };
    bool open();
    void serve();
    void hear_udp();
    bool hear_tcp(Line& line);
    std::string answer_to(std::string_view question, bool over_tcp);

    int udp_ = -1;
    int tcp_ = -1;
    int port_ = 0;
    std::vector<Line> lines_;
    std::mutex mutex_;
    std::map<std::pair<std::string, unsigned>, Answer> zone_; // guarded by mutex_
    std::atomic<bool> ended_ = false;
    std::thread thread_;
};

// The end of a way that takes no more connections and refuses none, on ::1.
class BlackHole {
  public:
    explicit BlackHole(int port);
    ~BlackHole();
    BlackHole(const BlackHole&) = delete;
    BlackHole& operator=(const BlackHole&) = delete;
    bool is_black() const { return is_black_; } // false: this machine does not do that

  private:
    std::vector<int> fds_;
    bool is_black_ = false;
};

} // namespace hubbub::tests
