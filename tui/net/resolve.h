// SPDX-License-Identifier: MIT
// A name to addresses without waiting, and how that went: the hosts file, then c-ares on the loop.
#pragma once

#include "base/clock.h"
#include "net/watch.h"
#include "tui/net/dns_observer.h"
#include "tui/net/dns_story.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct ares_addrinfo;
struct ares_channeldata;

namespace hubbub::tui::net {

struct Resolving {
    std::string resolvers; // "127.0.0.1:53", several with commas; empty: the system's
    std::string hosts_file = "/etc/hosts";
};

// One name, with channels of its own: destroying it ends it, and nothing more is told.
class Lookup {
  public:
    // Called when a family is settled: once for both, or once for each.
    using News = std::function<void(const LookupStory&)>;

    // name: a name or an address.
    Lookup(hubbub::net::Loop& loop, const Clock& clock, const Resolving& how,
           const std::string& name, std::uint16_t port, News news);
    ~Lookup();
    Lookup(const Lookup&) = delete;
    Lookup& operator=(const Lookup&) = delete;

    // The news come from within, or from the loop; they must not destroy it.
    void start();
    const LookupStory& story() const { return story_; }

  private:
    struct Watches {
        std::optional<hubbub::net::FdWatch> reading;
        std::optional<hubbub::net::FdWatch> writing;
    };
    bool answer_without_asking();
    void settle(const Addresses& six, const Addresses& four, LookupStory::Source source);
    ares_channeldata* open_channel();
    void ask(Family family, ares_channeldata* channel);
    void on_answer(Family family, int status, ares_addrinfo* info);
    void watch(int fd, bool reading, bool writing);
    void process(int readable, int writable);
    void wait_for_timeout();
    void close_channels();

    hubbub::net::Loop& loop_;
    const Clock& clock_;
    Resolving how_;
    std::uint16_t port_;
    News news_;
    Instant began_;
    LookupStory story_;
    DnsObserver observer_;
    std::map<int, Watches> watches_;
    std::vector<ares_channeldata*> channels_; // one a family: what breaks one breaks not the other
    std::optional<hubbub::net::Timer> timeout_; // c-ares' own; and then the end of the channels
};

// "127.0.0.1:5353,[::1]:53"; the port may be left out. Empty, or what is wrong with it.
std::string wrong_with_resolvers(std::string_view resolvers);

} // namespace hubbub::tui::net
