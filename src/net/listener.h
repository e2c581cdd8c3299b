// SPDX-License-Identifier: MIT
// A socket that accepts others; until too few file descriptors are left.
#pragma once

#include "base/result.h"
#include "net/address.h"
#include "net/watch.h"

#include <cstdint>
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
    // How often it has stopped accepting because too few descriptors were left.
    std::uint64_t shortages() const { return shortages_; }

  private:
    // What accepted sockets have from the one that listens. Those of systemd may have been waiting
    // before we had it.
    enum class Inherited { nothing, options };
    Listener(Loop& loop, int fd, Accepted accepted, std::string path, Inherited inherited);
    void watch();
    void accept_some();
    void rest(const char* why);
    void wake_up();
    void tell_shortage();

    Loop& loop_;
    int fd_;
    Accepted accepted_;
    std::string path_; // of a unix socket of our making; removed at the end
    Inherited inherited_;
    std::optional<FdWatch> watch_;
    std::optional<Timer> pause_; // while short: until the next look
    std::optional<Timer> quiet_; // after a shortage: another one is not worth a line of the log
    const char* shortage_ = "";  // what the last one was
    bool short_ = false;         // nobody is accepted
    bool told_ = false;          // and the log says so
    std::uint64_t shortages_ = 0;
};

} // namespace hubbub::net
