// SPDX-License-Identifier: MIT
#include "tui/net/resolve.h"

#include "base/strings.h"

#include <ares.h>

#include <chrono>
#include <utility>

namespace hubbub::tui::net {

namespace {

using hubbub::net::Address;
using hubbub::net::FdWatch;
using hubbub::net::Timer;

constexpr Millis tick_pause = std::chrono::milliseconds(500); // c-ares' own time-outs

struct Question {
    std::string host;
    std::uint16_t port;
    Resolver::Answer answer;
};

Address with_port(const ares_addrinfo_node& node, std::uint16_t port)
{
    const Address bare(node.ai_addr, node.ai_addrlen);
    const Result<Address> address = Address::from_host(bare.host(), port);
    return address ? *address : bare;
}

void on_answer(void* argument, int status, int, ares_addrinfo* info)
{
    const std::unique_ptr<Question> question(static_cast<Question*>(argument));
    if (status == ARES_EDESTRUCTION || status == ARES_ECANCELLED) {
        return;
    }
    if (status != ARES_SUCCESS) {
        return question->answer(
            Error{concat({"no address for ", question->host, ": ", ares_strerror(status)})});
    }
    std::vector<Address> addresses;
    for (const ares_addrinfo_node* node = info->nodes; node != nullptr; node = node->ai_next) {
        addresses.push_back(with_port(*node, question->port));
    }
    ares_freeaddrinfo(info);
    if (addresses.empty()) {
        return question->answer(Error{concat({"no address for ", question->host})});
    }
    question->answer(std::move(addresses));
}

} // namespace

Resolver::Resolver(hubbub::net::Loop& loop) : loop_(loop)
{
    ares_library_init(ARES_LIB_INIT_ALL);
    ares_options options{};
    options.sock_state_cb_data = this;
    options.sock_state_cb = [](void* self, ares_socket_t fd, int reading, int writing) {
        static_cast<Resolver*>(self)->watch(fd, reading != 0, writing != 0);
    };
    ares_init_options(&channel_, &options, ARES_OPT_SOCK_STATE_CB);
}

Resolver::~Resolver()
{
    if (channel_ != nullptr) {
        ares_destroy(channel_);
    }
    ares_library_cleanup();
}

void Resolver::resolve(const std::string& host, std::uint16_t port, Answer answer)
{
    if (const Result<Address> address = Address::from_host(host, port)) {
        return answer(std::vector<Address>{*address});
    }
    if (channel_ == nullptr) {
        return answer(Error{"the resolver does not start"});
    }
    tick_.emplace(
        loop_, tick_pause, [this] { process(ARES_SOCKET_BAD, ARES_SOCKET_BAD); },
        Timer::Repeat::always);
    ares_addrinfo_hints hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    auto question = std::make_unique<Question>(Question{host, port, std::move(answer)});
    ares_getaddrinfo(channel_, host.c_str(), nullptr, &hints, on_answer, question.release());
}

void Resolver::watch(int fd, bool reading, bool writing)
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

void Resolver::process(int readable, int writable)
{
    ares_process_fd(channel_, readable, writable);
    if (watches_.empty()) {
        tick_.reset();
    }
}

} // namespace hubbub::tui::net
