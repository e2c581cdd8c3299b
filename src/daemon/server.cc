// SPDX-License-Identifier: MIT
#include "daemon/server.h"

#include "base/diag.h"
#include "base/ensure.h"
#include "base/prefetch.h"
#include "base/strings.h"
#include "commands/offer.h"
#include "daemon/systemd.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <utility>

namespace hubbub::daemon {

namespace {

constexpr Millis tick_pause = std::chrono::seconds(1);
constexpr Millis longest_pause = std::chrono::seconds(5); // between two of them
constexpr Millis guest_time = std::chrono::minutes(10);
constexpr std::size_t most_guests = 4096;  // whose nicks are remembered
constexpr std::uint64_t enough_lines = 64; // for one turn
constexpr Micros long_enough = std::chrono::milliseconds(1);
constexpr Millis goodbye_time = std::chrono::milliseconds(4500);

std::string four_hex_digits(std::size_t number)
{
    constexpr std::string_view hex = "0123456789abcdef";
    std::string text;
    for (int i = 0; i < 4; ++i, number >>= 4U) {
        text += hex[number & 15U];
    }
    return text;
}

std::string_view reason_of(TurnedAway why)
{
    switch (why) {
    case TurnedAway::full:
        return "there are too many connections";
    case TurnedAway::too_many:
        return "too many connections from its address or its network";
    default:
        return "its address connects too often";
    }
}

} // namespace

Server::Server(Parts parts, const Config& config)
    : parts_(std::move(parts)), config_(config), started_(parts_.clock.now()),
      turn_watch_(parts_.clock), network_(parts_.journal, *this, parts_.clock, config.settings),
      dispatch_(network_)
{
    network_.set_maintenance(*this);
    ticked_ = started_;
    for (const int signal : {SIGTERM, SIGINT}) {
        signals_.emplace_back(parts_.loop, signal, [this] { stopping_ = true; });
    }
    signals_.emplace_back(parts_.loop, SIGHUP, [this] { rehash_wanted_ = true; });
    signals_.emplace_back(parts_.loop, SIGUSR1, [this] { tell_status(); });
    tick_.emplace(
        parts_.loop, tick_pause, [this] { tick(); }, net::Timer::Repeat::always);
    parts_.loop.on_wake([this] { turn_watch_.begin(); });
}

Server::~Server()
{
    parts_.loop.on_wake({});
}

Result<void> Server::listen(const ListenAt& at)
{
    Result<std::unique_ptr<net::Listener>> listener = net::Listener::open(
        parts_.loop, at.address,
        [this, mode = at.mode](int fd, const net::Address& peer) { accept(fd, peer, mode); });
    if (!listener) {
        return listener.error();
    }
    listeners_.push_back(listener.take());
    return {};
}

Result<void> Server::adopt(int fd)
{
    Result<std::unique_ptr<net::Listener>> listener =
        net::Listener::adopt(parts_.loop, fd, [this](int accepted, const net::Address& peer) {
            accept(accepted, peer, ListenMode::automatic);
        });
    if (!listener) {
        return listener.error();
    }
    listeners_.push_back(listener.take());
    return {};
}

void Server::use_tls(net::TlsContext context)
{
    tls_ = std::move(context);
}

std::vector<std::string> Server::addresses() const
{
    std::vector<std::string> texts;
    for (const std::unique_ptr<net::Listener>& listener : listeners_) {
        texts.push_back(listener->address().text());
    }
    return texts;
}

void Server::run()
{
    while (!stopping_) {
        const bool quiet = read_later_.empty() && !network_.could_go_on();
        turn(quiet ? net::Loop::Wait::for_events : net::Loop::Wait::not_at_all);
    }
    goodbye();
}

// ---- the turn

void Server::turn(net::Loop::Wait wait)
{
    using Phase = TurnWatch::Phase;
    hear(wait);
    if (std::exchange(rehash_wanted_, false)) {
        turn_watch_.enter(Phase::rereading);
        reload();
    }
    turn_watch_.enter(Phase::writing);
    flush();
    turn_watch_.enter(Phase::freeing);
    sweep();
    turn_watch_.finish(work());
}

// Reads what has come and settles it, and again while there is more: a room talks together, and who
// hears several lines gets them with one call. The first of them waits for a moment, no longer; and
// who has said more than their share is not asked for the rest of it.
void Server::hear(net::Loop::Wait wait)
{
    using Phase = TurnWatch::Phase;
    const std::uint64_t first = work().lines;
    std::uint64_t heard = first;
    bool more = true;
    while (more) {
        parts_.loop.run_once(wait);
        wait = net::Loop::Wait::not_at_all;
        turn_watch_.enter(Phase::settling);
        settle();
        const std::uint64_t before = std::exchange(heard, work().lines);
        turn_watch_.enter(Phase::reading);
        more = heard != before && heard - first < enough_lines && read_later_.empty() &&
               turn_watch_.so_far() < long_enough;
    }
}

void Server::tick()
{
    const Instant now = parts_.clock.now();
    const Millis pause = now - std::exchange(ticked_, now);
    if (pause > longest_pause) { // held up, or the whole machine was
        network_.overslept(pause);
        diag::warning(concat({"the loop did not run for ", std::to_string(pause.count()),
                              " ms: nobody is timed out for that"}));
    }
    network_.tick();
    network_.journal().probe();
}

// Applies what was committed, lets those go on who waited for it, sends off those who must go, and
// again, until nothing more happens. Lines left over from the last turn have their share first.
void Server::settle()
{
    relieve();
    read_later_.each([this](Id<Link> id) {
        if (Link* link = links_.find(id)) {
            link->read();
        }
    });
    network_.go_on();
    bool any = true;
    while (any) {
        any = network_.settle();
        any = read_ready() || any;
        any = network_.reap() || any;
    }
}

bool Server::is_crowded() const
{
    const std::size_t most = network_.settings().limits.send_queues;
    return most != 0 && queued_ > most / 2;
}

// Lets those go who are furthest behind, until there is room for a while: counting is not for every
// turn.
void Server::relieve()
{
    const std::size_t most = network_.settings().limits.send_queues;
    if (most == 0 || queued_ <= most) {
        return;
    }
    std::vector<Link*> behind;
    links_.each([&](Link& link) {
        link.count_queue(); // the kernel has taken some of it since
        if (link.queued() != 0) {
            behind.push_back(&link);
        }
    });
    std::sort(behind.begin(), behind.end(),
              [](const Link* a, const Link* b) { return a->queued() > b->queued(); });
    for (Link* link : behind) {
        if (queued_ <= most / 4 * 3) {
            return;
        }
        link->let_go();
    }
}

bool Server::read_ready()
{
    if (ready_.empty()) {
        return false;
    }
    ready_.each([this](core::SessionId session) {
        if (Link* link = link_of(session)) {
            link->read();
        }
    });
    return true;
}

void Server::flush()
{
    for (std::size_t i = 0; i < dirty_.size(); ++i) { // flushing may add to it
        look_ahead(i);
        if (Link* link = links_.find(dirty_[i])) {
            link->flush();
        }
    }
    dirty_.clear();
    arena_.clear();
}

void Server::look_ahead(std::size_t place) const
{
    constexpr std::size_t near = 1;
    constexpr std::size_t far = 3;
    if (place + far < dirty_.size()) {
        prefetch(links_.find(dirty_[place + far]));
    }
    const Link* link = place + near < dirty_.size() ? links_.find(dirty_[place + near]) : nullptr;
    if (link != nullptr) {
        link->prefetch_connection();
    }
}

void Server::sweep()
{
    dead_.each([this](Id<Link> id) {
        const Link* link = links_.find(id);
        if (link == nullptr) {
            return;
        }
        if (network_.world().find(link->session()) != nullptr) {
            return dead_.add(id); // until its session has left the network
        }
        admission_.leave(link->address());
        links_.retire(id);
    });
    links_.sweep();
    network_.sweep();
}

// ---- the transport

void Server::append(core::Session& session, std::string_view bytes)
{
    const core::Delivery one{&session, arena_.keep(bytes)};
    append_kept({&one, 1});
}

// In three rounds, so that what is far away in memory is fetched for all of them at once.
void Server::append_kept(std::span<const core::Delivery> deliveries)
{
    HUBBUB_ENSURE(deliveries.size() <= most_at_a_time);
    std::array<Link*, most_at_a_time> links;
    for (std::size_t i = 0; i < deliveries.size(); ++i) {
        links[i] = links_.find(Id<Link>::from_bits(deliveries[i].session->link));
        prefetch(links[i]);
    }
    for (std::size_t i = 0; i < deliveries.size(); ++i) {
        if (links[i] != nullptr) {
            links[i]->prefetch_connection();
        }
    }
    for (std::size_t i = 0; i < deliveries.size(); ++i) {
        if (links[i] != nullptr) {
            links[i]->append(*deliveries[i].session, deliveries[i].kept);
        }
    }
}

bool Server::has_room(const core::Session& session) const
{
    const Link* link = links_.find(Id<Link>::from_bits(session.link));
    return link != nullptr && link->has_room();
}

void Server::ready(core::SessionId session)
{
    ready_.add(session);
}

void Server::ended(core::Session& session)
{
    if (Link* link = links_.find(Id<Link>::from_bits(session.link))) {
        const core::Parting& parting = *session.parting;
        diag::info(concat({parting.nick.empty() ? "connection" : parting.nick, " from ",
                           session.address, ": left: ", parting.why}));
        link->end();
    }
}

Link* Server::link_of(core::SessionId id)
{
    const core::Session* session = network_.world().find(id);
    return session == nullptr ? nullptr : links_.find(Id<Link>::from_bits(session->link));
}

// ---- coming and going

void Server::accept(int fd, const net::Address& peer, ListenMode mode)
{
    const std::size_t registered = network_.world().users();
    if (const auto why =
            admission_.enter(config_.admission, peer.host(), registered, parts_.clock.now())) {
        traffic_.turn_away(*why);
        diag::info(concat({"refused ", peer.text(), ": ", reason_of(*why)}));
        close(fd);
        return;
    }
    ++traffic_.accepted;
    links_.add([&](Id<Link> id) { return std::make_unique<Link>(*this, id, fd, peer, mode); });
}

std::string Server::shown_host(const std::string& address) const
{
    if (parts_.cloak) {
        return parts_.cloak->cloak(address);
    }
    return concat({address.starts_with(':') ? "0" : "", address}); // "::1" would end a line early
}

std::string Server::guest_nick(const std::string& address)
{
    const Instant now = parts_.clock.now();
    GuestNick& guest = guests_[address];
    const bool known = !guest.nick.empty() && now < guest.until;
    if (!known || network_.world().find_user(guest.nick) != nullptr) {
        std::size_t seed = std::hash<std::string>{}(address) ^
                           static_cast<std::size_t>(now.time_since_epoch().count());
        do {
            guest.nick = "guest-" + four_hex_digits(seed);
            seed = seed * 6364136223846793005U + 1442695040888963407U;
            seed ^= seed >> 32U;
        } while (network_.world().find_user(guest.nick) != nullptr);
    }
    guest.until = now + guest_time;
    if (guests_.size() > most_guests) {
        const GuestNick own = guest;
        std::erase_if(guests_, [&](const auto& one) { return one.second.until < now; });
        if (guests_.size() > most_guests) { // so many at once: let their nicks differ, then
            guests_.clear();
        }
        guests_[address] = own;
    }
    return guests_[address].nick;
}

void Server::log(const Link& link, std::string_view what) const
{
    const core::Session* session = network_.world().find(link.session());
    const bool named = session != nullptr && session->user != nullptr;
    diag::info(concat(
        {named ? session->user->nick() : "connection", " from ", link.address(), ": ", what}));
}

void Server::reload()
{
    notify_systemd("RELOADING=1");
    if (std::optional<Config> fresh = parts_.reread()) {
        config_ = std::move(*fresh);
        const core::Settings before = network_.settings();
        network_.replace_settings(config_.settings);
        commands::tell_offer_changes(network_, before);
        parts_.journal.keep(config_.retention);
        diag::set_level(config_.log_level);
        reload_tls();
        if (const Result<void> told = tell_metrics(config_.metrics); !told) {
            diag::error(concat({told.error().sentence, "; metrics stay where they were"}));
        }
        diag::info("configuration reread");
    } else {
        diag::error("the configuration has mistakes: the old one stays");
    }
    notify_systemd("READY=1");
}

void Server::reload_tls()
{
    if (config_.certificate.empty()) {
        return;
    }
    Result<net::TlsContext> context = net::TlsContext::server(config_.certificate, config_.key);
    if (context) {
        tls_ = context.take();
    } else {
        diag::error(concat({context.error().sentence, "; the old one stays"}));
    }
}

void Server::goodbye()
{
    notify_systemd("STOPPING=1");
    diag::info("stopping: saying goodbye");
    listeners_.clear();
    network_.stop("The server is stopping");
    bool late = false;
    const net::Timer deadline(parts_.loop, goodbye_time, [&] { late = true; });
    settle();
    flush();
    sweep();
    while (!late && network_.world().sessions() != 0) {
        turn(net::Loop::Wait::for_events);
    }
    diag::info("stopped");
}

} // namespace hubbub::daemon
