// SPDX-License-Identifier: MIT
// hubbubd put together: the loop, the journal, the network, the links; and the turn.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "base/rounds.h"
#include "base/slot_map.h"
#include "commands/dispatch.h"
#include "core/network.h"
#include "daemon/admission.h"
#include "daemon/config.h"
#include "daemon/health_door.h"
#include "daemon/link.h"
#include "daemon/metrics.h"
#include "daemon/process_facts.h"
#include "daemon/traffic.h"
#include "daemon/turn_watch.h"
#include "net/listener.h"
#include "net/loop.h"
#include "net/tls.h"
#include "net/watch.h"
#include "store/cloak.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace hubbub::daemon {

class Server final : private core::Transport, private core::Maintenance {
  public:
    // All of these outlive the server. reread gives the configuration anew, for SIGHUP; nothing
    // when it has mistakes, which it has told.
    struct Parts {
        net::Loop& loop;
        const Clock& clock;
        core::Journal& journal;
        ProcessFacts& process;
        std::optional<store::Cloak> cloak;
        std::function<std::optional<Config>()> reread;
    };
    Server(Parts parts, const Config& config);
    ~Server() override;

    Result<void> listen(const ListenAt& at);
    Result<void> adopt(int fd);
    void use_tls(net::TlsContext context);

    // Serves until stop() is called or a signal comes; then says goodbye to everybody.
    void run();
    // What it does every second.
    void tick();
    // One turn of it, for who would run it by hand.
    void turn(net::Loop::Wait wait);

    // Where it listens, in the order of listen().
    std::vector<std::string> addresses() const;

    // ---- for those who watch it
    // Tells metrics there, or nowhere.
    Result<void> tell_metrics(const std::optional<net::Address>& at);
    std::string metrics_address() const; // empty: nowhere
    Facts facts() const;
    std::string why_not_ready() const; // empty: it is

    // ---- for links
    net::Loop& loop() { return parts_.loop; }
    const Clock& clock() const { return parts_.clock; }
    core::Network& network() { return network_; }
    commands::Dispatch& dispatch() { return dispatch_; }
    const net::TlsContext* tls() const { return tls_ ? &*tls_ : nullptr; }
    std::string shown_host(const std::string& address) const;
    // A free nick; the same for one address for ten minutes.
    std::string guest_nick(const std::string& address);
    void mark_dirty(Link& link) { dirty_.push_back(link.id()); }
    void read_later(Link& link) { read_later_.add(link.id()); }
    void recount(std::size_t before, std::size_t now) { queued_ += now - before; }
    // Half of what may be queued for all links together is.
    bool is_crowded() const;
    // Its memory goes at the end of the turn.
    void bury(Link& link) { dead_.add(link.id()); }
    void log(const Link& link, std::string_view what) const;
    Traffic& traffic() { return traffic_; }
    net::TurnArena& arena() { return arena_; }

  private:
    struct GuestNick {
        std::string nick;
        Instant until;
    };

    void append(core::Session& session, std::string_view bytes) override;
    std::string_view keep(std::string_view bytes) override { return arena_.keep(bytes); }
    void append_kept(std::span<const core::Delivery> deliveries) override;
    bool has_room(const core::Session& session) const override;
    void ready(core::SessionId session) override;
    void ended(core::Session& session) override;
    void rehash() override { rehash_wanted_ = true; }

    void tell_status() const;
    TurnWatch::Work work() const;
    void hear(net::Loop::Wait wait);
    void settle();
    bool read_ready();
    void relieve();
    void flush();
    void look_ahead(std::size_t place) const; // among the dirty
    void sweep();
    void accept(int fd, const net::Address& peer, ListenMode mode);
    void reload();
    void reload_tls();
    void goodbye();
    Link* link_of(core::SessionId session);

    Parts parts_;
    Config config_;
    Instant started_;
    Traffic traffic_;
    TurnWatch turn_watch_;
    core::Network network_;
    commands::Dispatch dispatch_;
    std::optional<net::TlsContext> tls_;
    net::TurnArena arena_; // what this turn sends; outlives the links
    SlotMap<Link> links_;
    std::vector<std::unique_ptr<net::Listener>> listeners_;
    std::unique_ptr<HealthDoor> health_door_;
    Admission admission_;
    std::unordered_map<std::string, GuestNick> guests_; // by address
    std::size_t queued_ = 0;                            // for all links, as they were last counted
    std::vector<Id<Link>> dirty_;
    Rounds<Id<Link>> read_later_; // lines are left for the next turn
    Rounds<core::SessionId> ready_;
    Rounds<Id<Link>> dead_;
    std::vector<net::SignalWatch> signals_;
    std::optional<net::Timer> tick_;
    bool stopping_ = false;
    bool rehash_wanted_ = false;
    Instant ticked_;
};

} // namespace hubbub::daemon
