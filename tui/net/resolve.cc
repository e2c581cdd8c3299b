// SPDX-License-Identifier: MIT
#include "tui/net/resolve.h"

#include "base/strings.h"
#include "tui/net/host_name.h"
#include "tui/net/hosts.h"

#include <ares.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iterator>
#include <utility>

namespace hubbub::tui::net {

namespace {

using hubbub::net::Address;
using hubbub::net::FdWatch;
using hubbub::net::Timer;
using Source = LookupStory::Source;

constexpr int answer_size = 1232;    // bytes over UDP that no usual path cuts into pieces
constexpr int first_patience = 2000; // ms, then twice as long
constexpr int tries = 3;

struct Question {
    Lookup* lookup;
    Family family;
    void (*answer)(Question& question, int status, ares_addrinfo* info);
};

int family_of(Family family)
{
    return family == Family::six ? AF_INET6 : AF_INET;
}

std::string read_whole(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

Address with_port(const ares_addrinfo_node& node, std::uint16_t port)
{
    const Address bare(node.ai_addr, node.ai_addrlen);
    const Result<Address> address = Address::from_host(bare.host(), port);
    return address ? *address : bare;
}

} // namespace

std::string wrong_with_resolvers(std::string_view resolvers)
{
    for (const std::string_view one : split(resolvers, ',')) {
        if (!resolvers.empty() && !Address::parse(one)) {
            return concat({"\"", one, "\" is not ADDRESS or ADDRESS:PORT"});
        }
    }
    return {};
}

Lookup::Lookup(hubbub::net::Loop& loop, const Clock& clock, const Resolving& how,
               const std::string& name, std::uint16_t port, News news)
    : loop_(loop), clock_(clock), how_(how), port_(port), news_(std::move(news)),
      began_(clock.now()), observer_(clock, story_.exchanges)
{
    story_.name = name;
    if (Result<std::string> ascii = ascii_host(name)) {
        story_.ascii = ascii.take();
    } else {
        story_.six.why_not = story_.four.why_not = ascii.error().sentence;
    }
    ares_library_init(ARES_LIB_INIT_ALL);
}

Lookup::~Lookup()
{
    close_channels();
    ares_library_cleanup();
}

void Lookup::close_channels()
{
    for (ares_channeldata* channel : std::exchange(channels_, {})) {
        ares_destroy(channel);
    }
}

void Lookup::start()
{
    if (answer_without_asking()) {
        return news_(story_);
    }
    story_.source = Source::resolver;
    ares_channeldata* const six = open_channel();
    ares_channeldata* const four = open_channel();
    if (six == nullptr || four == nullptr) {
        story_.six.why_not = story_.four.why_not = "the resolver does not start";
        settle({}, {}, Source::nobody);
        return news_(story_);
    }
    ask(Family::six, six);
    ask(Family::four, four);
    wait_for_timeout();
}

bool Lookup::answer_without_asking()
{
    if (story_.ascii.empty()) {
        settle({}, {}, Source::nobody);
        return true;
    }
    if (const Result<Address> address = Address::from_host(story_.ascii, port_)) {
        const bool six = address->family() == AF_INET6;
        const Addresses one{*address};
        settle(six ? one : Addresses{}, six ? Addresses{} : one, Source::name_is_address);
        return true;
    }
    const HostsAnswer hosts = ask_hosts(read_whole(how_.hosts_file), story_.ascii, port_);
    if (!hosts.lines.empty()) {
        story_.hosts_line = concat({how_.hosts_file, ", ", hosts.lines});
        settle(hosts.six, hosts.four, Source::hosts_file);
        return true;
    }
    if (is_localhost(story_.ascii)) {
        settle({*Address::from_host("::1", port_)}, {*Address::from_host("127.0.0.1", port_)},
               Source::reserved_name);
        return true;
    }
    return false;
}

void Lookup::settle(const Addresses& six, const Addresses& four, Source source)
{
    story_.source = source;
    story_.six.addresses = six;
    story_.four.addresses = four;
    story_.six.settled = story_.four.settled = true;
    story_.took = clock_.now() - began_;
}

// The hosts file has been asked already; an OPT record goes with each question.
ares_channeldata* Lookup::open_channel()
{
    std::string lookups = "b";
    ares_options options{};
    options.flags = ARES_FLAG_EDNS;
    options.ednspsz = answer_size;
    options.timeout = first_patience;
    options.tries = tries;
    options.lookups = lookups.data();
    options.sock_state_cb_data = this;
    options.sock_state_cb = [](void* self, ares_socket_t fd, int reading, int writing) {
        static_cast<Lookup*>(self)->watch(fd, reading != 0, writing != 0);
    };
    constexpr int given = ARES_OPT_FLAGS | ARES_OPT_EDNSPSZ | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES |
                          ARES_OPT_LOOKUPS | ARES_OPT_SOCK_STATE_CB;
    ares_channeldata* channel = nullptr;
    if (ares_init_options(&channel, &options, given) != ARES_SUCCESS) {
        return nullptr;
    }
    channels_.push_back(channel);
    observer_.observe(channel);
    const bool well = how_.resolvers.empty() ||
                      ares_set_servers_ports_csv(channel, how_.resolvers.c_str()) == ARES_SUCCESS;
    return well ? channel : nullptr;
}

// One question a family, so that a slow answer to one does not hold up the other.
void Lookup::ask(Family family, ares_channeldata* channel)
{
    ares_addrinfo_hints hints{};
    hints.ai_family = family_of(family);
    hints.ai_socktype = SOCK_STREAM;
    auto question = std::make_unique<Question>(
        Question{this, family, [](Question& one, int status, ares_addrinfo* info) {
                     one.lookup->on_answer(one.family, status, info);
                 }});
    ares_getaddrinfo(
        channel, story_.ascii.c_str(), nullptr, &hints,
        [](void* argument, int status, int, ares_addrinfo* info) {
            const std::unique_ptr<Question> asked(static_cast<Question*>(argument));
            if (status != ARES_EDESTRUCTION) {
                asked->answer(*asked, status, info);
            }
        },
        question.release());
}

void Lookup::on_answer(Family family, int status, ares_addrinfo* info)
{
    FamilyFound& found = family == Family::six ? story_.six : story_.four;
    found.settled = true;
    if (status == ARES_SUCCESS) {
        for (const ares_addrinfo_node* node = info->nodes; node != nullptr; node = node->ai_next) {
            if (node->ai_family == family_of(family)) { // an answer may hold what was not asked
                found.addresses.push_back(with_port(*node, port_));
            }
        }
        ares_freeaddrinfo(info);
    } else {
        found.why_not = ares_strerror(status);
    }
    if (story_.is_settled()) {
        story_.took = clock_.now() - began_;
        observer_.finish();
    }
    news_(story_);
}

void Lookup::watch(int fd, bool reading, bool writing)
{
    if (!reading && !writing) {
        watches_.erase(fd);
        return;
    }
    Watches& watches = watches_[fd];
    watches.reading.reset();
    watches.writing.reset();
    if (reading) {
        watches.reading.emplace(loop_, fd, FdWatch::For::reading,
                                [this, fd] { process(fd, ARES_SOCKET_BAD); });
    }
    if (writing) {
        watches.writing.emplace(loop_, fd, FdWatch::For::writing,
                                [this, fd] { process(ARES_SOCKET_BAD, fd); });
    }
}

void Lookup::process(int readable, int writable)
{
    for (ares_channeldata* channel : channels_) { // each knows its own sockets
        ares_process_fd(channel, readable, writable);
    }
    wait_for_timeout();
}

void Lookup::wait_for_timeout()
{
    if (story_.is_settled()) { // they take memory, and c-ares may be among the callers
        timeout_.emplace(loop_, Millis::zero(), [this] { close_channels(); });
        return;
    }
    std::optional<Millis> first;
    for (ares_channeldata* channel : channels_) {
        timeval storage{};
        if (const timeval* left = ares_timeout(channel, nullptr, &storage)) {
            const Millis pause(left->tv_sec * 1000 + left->tv_usec / 1000 + 1);
            first = std::min(first.value_or(pause), pause);
        }
    }
    timeout_.reset();
    if (first) {
        timeout_.emplace(loop_, *first, [this] { process(ARES_SOCKET_BAD, ARES_SOCKET_BAD); });
    }
}

} // namespace hubbub::tui::net
