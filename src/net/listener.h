// SPDX-License-Identifier: MIT
// A socket that accepts others.
#pragma once

#include "base/result.h"
#include "net/address.h"
#include "net/watch.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace hubbub::net {

// A socket that listens there, non-blocking; the caller owns it. A stale file of a unix socket is
// removed first.
Result<int> open_listening_socket(const Address& address);

class Listener {
  public:
    // Owns the accepted socket from there on; it is non-blocking.
    using Accepted = std::function<void(int fd, const Address& peer)>;

    static Result<std::unique_ptr<Listener>> open(Loop& loop, const Address& address,
                                                  Accepted accepted);
    // A socket that somebody else opened: systemd.
    static Result<std::unique_ptr<Listener>> adopt(Loop& loop, int fd, Accepted accepted);
    ~Listener();
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    // Where it listens; the port is the real one when zero was asked for.
    Address address() const;

  private:
    Listener(Loop& loop, int fd, Accepted accepted, std::string path);
    void watch();
    void accept_some();

    Loop& loop_;
    int fd_;
    Accepted accepted_;
    std::string path_; // of a unix socket of our making; removed at the end
    std::optional<FdWatch> watch_;
    std::optional<Timer> pause_;
};

} // namespace hubbub::net
