// SPDX-License-Identifier: MIT
#include "tests/support/dns_server.h"

#include "tests/support/catch.h"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>

namespace hubbub::tests {

namespace {

constexpr int look_up_ms = 20; // whether the test has ended
constexpr int hang_ms = 500;   // a connection on this machine that takes so long hangs
constexpr std::size_t header_size = 12;

unsigned two(std::string_view bytes, std::size_t at)
{
    return static_cast<unsigned>(static_cast<unsigned char>(bytes[at])) << 8U |
           static_cast<unsigned char>(bytes[at + 1]);
}

// The name in a question, and where its type stands.
std::string name_in(std::string_view question, std::size_t& at)
{
    std::string name;
    while (at < question.size() && question[at] != '\0') {
        const auto size = static_cast<unsigned char>(question[at]);
        name += (name.empty() ? "" : ".") + std::string(question.substr(at + 1, size));
        at += size + 1U;
    }
    ++at;
    return name;
}

} // namespace

DnsServer::DnsServer()
{
    bool opened = false;
    for (int i = 0; i < 20 && !opened; ++i) { // the port must be free for both
        opened = open();
    }
    REQUIRE(opened);
    thread_ = std::thread([this] { serve(); });
}

DnsServer::~DnsServer()
{
    ended_ = true;
    thread_.join();
    for (const Line& line : lines_) {
        close(line.fd);
    }
    close(udp_);
    close(tcp_);
}

bool DnsServer::open()
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    tcp_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    udp_ = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    const bool well = bind(tcp_, any, size) == 0 && listen(tcp_, 8) == 0 &&
                      getsockname(tcp_, any, &size) == 0 && bind(udp_, any, size) == 0;
    if (!well) {
        close(tcp_);
        close(udp_);
    }
    port_ = ntohs(address.sin_port);
    return well;
}

void DnsServer::tell(const std::string& name, unsigned type, Answer answer)
{
    const std::lock_guard lock(mutex_);
    zone_[{name, type}] = std::move(answer);
}

void DnsServer::serve()
{
    while (!ended_) {
        std::vector<pollfd> ends = {{udp_, POLLIN, 0}, {tcp_, POLLIN, 0}};
        for (const Line& line : lines_) {
            ends.push_back({line.fd, POLLIN, 0});
        }
        poll(ends.data(), ends.size(), look_up_ms);
        for (std::size_t i = lines_.size(); i-- > 0;) {
            if (ends[i + 2].revents != 0 && !hear_tcp(lines_[i])) {
                close(lines_[i].fd);
                lines_.erase(lines_.begin() + static_cast<std::ptrdiff_t>(i));
            }
        }
        if (ends[0].revents != 0) {
            hear_udp();
        }
        if (ends[1].revents != 0) {
            lines_.push_back({accept4(tcp_, nullptr, nullptr, SOCK_CLOEXEC), {}});
        }
    }
}

void DnsServer::hear_udp()
{
    std::array<char, 4096> bytes{};
    sockaddr_in from{};
    socklen_t size = sizeof from;
    auto* const whom = reinterpret_cast<sockaddr*>(&from);
    const ssize_t got = recvfrom(udp_, bytes.data(), bytes.size(), 0, whom, &size);
    if (got < static_cast<ssize_t>(header_size)) {
        return;
    }
    const std::string answer = answer_to({bytes.data(), static_cast<std::size_t>(got)}, false);
    if (!answer.empty()) {
        sendto(udp_, answer.data(), answer.size(), 0, whom, size);
    }
}

bool DnsServer::hear_tcp(Line& line)
{
    std::array<char, 4096> bytes{};
    const ssize_t got = recv(line.fd, bytes.data(), bytes.size(), 0);
    if (got <= 0) {
        return false;
    }
    line.received.append(bytes.data(), static_cast<std::size_t>(got));
    while (line.received.size() >= 2 && line.received.size() >= 2 + two(line.received, 0)) {
        const std::string question = line.received.substr(2, two(line.received, 0));
        line.received.erase(0, 2 + question.size());
        const std::string answer = answer_to(question, true);
        const std::array<char, 2> length = {static_cast<char>(answer.size() >> 8U),
                                            static_cast<char>(answer.size() & 0xffU)};
        send(line.fd, length.data(), length.size(), MSG_NOSIGNAL);
        send(line.fd, answer.data(), answer.size(), MSG_NOSIGNAL);
    }
    return true;
}

std::string DnsServer::answer_to(std::string_view question, bool over_tcp)
{
    std::size_t at = header_size;
    const std::string name = name_in(question, at);
    if (question.size() < at + 4) {
        return {};
    }
    const unsigned type = two(question, at);
    const std::lock_guard lock(mutex_);
    const auto known = zone_.find({name, type});
    const bool other = zone_.count({name, 1}) + zone_.count({name, 28}) != 0;
    Answer answer = known != zone_.end() ? known->second : Answer{{}, other ? 0U : 3U, false, 0};
    if (answer.ignored != 0) {
        known->second.ignored -= answer.ignored > 0 ? 1 : 0;
        return {};
    }
    const bool cut = answer.cut_over_udp && !over_tcp;
    answer.rows.resize(cut ? 0 : answer.rows.size());
    DnsBytes bytes(two(question, 0), 0x8180U | (cut ? 0x0200U : 0U) | answer.result, 1,
                   static_cast<unsigned>(answer.rows.size()), 1);
    bytes.question(name, type);
    for (const DnsRow& row : answer.rows) {
        bytes.row(row);
    }
    bytes.opt(1410);
    return bytes.bytes();
}

BlackHole::BlackHole(int port)
{
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_addr = in6addr_loopback;
    address.sin6_port = htons(static_cast<in_port_t>(port));
    const auto* const here = reinterpret_cast<const sockaddr*>(&address);
    fds_.push_back(socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const int on = 1;
    setsockopt(fds_[0], IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    if (bind(fds_[0], here, sizeof address) != 0 || listen(fds_[0], 0) != 0) {
        return;
    }
    // Connections that nobody accepts, until one hangs: the next will, too.
    for (int i = 0; i < 32 && !is_black_; ++i) {
        fds_.push_back(socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
        connect(fds_.back(), here, sizeof address);
        pollfd answered{fds_.back(), POLLOUT, 0};
        is_black_ = poll(&answered, 1, hang_ms) == 0;
    }
}

BlackHole::~BlackHole()
{
    for (const int fd : fds_) {
        close(fd);
    }
}

} // namespace hubbub::tests
