// SPDX-License-Identifier: MIT
// Names to addresses without waiting: c-ares on the loop.
#pragma once

#include "base/result.h"
#include "net/address.h"
#include "net/watch.h"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

struct ares_addrinfo;
struct ares_channeldata;

namespace hubbub::tui::net {

class Resolver {
  public:
    using Answer = std::function<void(Result<std::vector<hubbub::net::Address>>)>;

    explicit Resolver(hubbub::net::Loop& loop);
    ~Resolver();
    Resolver(const Resolver&) = delete;
    Resolver& operator=(const Resolver&) = delete;

    // host: a name or an address. answer runs on the loop, at once for an address.
    void resolve(const std::string& host, std::uint16_t port, Answer answer);

  private:
    struct Watches {
        std::optional<hubbub::net::FdWatch> reading;
        std::optional<hubbub::net::FdWatch> writing;
    };
    void watch(int fd, bool reading, bool writing);
    void process(int readable, int writable);

    hubbub::net::Loop& loop_;
    ares_channeldata* channel_ = nullptr;
    std::map<int, Watches> watches_;
    std::optional<hubbub::net::Timer> tick_; // while questions are open
};

} // namespace hubbub::tui::net
