// SPDX-License-Identifier: MIT
// What c-ares sends and gets, seen on its sockets: it does not tell that itself.
#pragma once

#include "base/clock.h"
#include "tui/net/dns_story.h"

#include <sys/types.h>

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

struct ares_channeldata;
struct ares_socket_functions;

namespace hubbub::tui::net {

class DnsObserver {
  public:
    // Both outlive it, and it outlives the channel that it observes.
    DnsObserver(const Clock& clock, std::vector<DnsExchange>& exchanges);
    void observe(ares_channeldata* channel);
    // No more answers come: those that are missing stay so.
    void finish();

  private:
    struct Socket {
        hubbub::net::Address peer;
        bool over_tcp = false;
        std::string sent; // over TCP, the start of a message whose rest is still to come
        std::string received;
    };
    enum class Way { out, in };

    static const ares_socket_functions& functions();
    void pass(int fd, Way way, std::string_view bytes);
    void take_message(int fd, Way way, std::string_view bytes);
    void asked(int fd, DnsMessage&& message);
    void answered(int fd, DnsMessage&& message);
    void broke(int fd, int error);
    void end(DnsExchange& exchange, std::string_view why);
    Millis now() const;

    const Clock& clock_;
    std::vector<DnsExchange>& exchanges_;
    Instant began_;
    std::map<int, Socket> sockets_;
    std::vector<int> fds_; // of each exchange
};

} // namespace hubbub::tui::net
