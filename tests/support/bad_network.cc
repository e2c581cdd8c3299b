// SPDX-License-Identifier: MIT
#include "tests/support/bad_network.h"

#include "tests/support/catch.h"
#include "tests/support/private_system.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/ip.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sched.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <future>
#include <utility>

namespace hubbub::tests {

namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* client_host = "10.77.0.2";
constexpr std::size_t ip_header = 20;
constexpr std::size_t tcp_header = 20;

std::string why(const char* what)
{
    return std::string(what) + ": " + std::strerror(errno);
}

ifreq with_address(const ifreq& device, const char* host)
{
    ifreq request = device;
    sockaddr_in address{};
    address.sin_family = AF_INET;
    inet_pton(AF_INET, host, &address.sin_addr);
    std::memcpy(&request.ifr_addr, &address, sizeof address);
    return request;
}

// A device in the network of this thread; its other end is the descriptor.
int open_device(const char* own, const char* other, std::string& why_not)
{
    const int fd = open("/dev/net/tun", O_RDWR | O_CLOEXEC | O_NONBLOCK);
    ifreq device{};
    std::strcpy(device.ifr_name, "bad0");
    device.ifr_flags = static_cast<short>(IFF_TUN | IFF_NO_PI);
    if (fd < 0 || ioctl(fd, TUNSETIFF, &device) != 0) {
        why_not = why("/dev/net/tun");
        return -1;
    }
    const int control = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ifreq ours = with_address(device, own);
    ifreq theirs = with_address(device, other);
    device.ifr_flags = static_cast<short>(IFF_UP | IFF_RUNNING | IFF_POINTOPOINT);
    if (ioctl(control, SIOCSIFADDR, &ours) != 0 || ioctl(control, SIOCSIFDSTADDR, &theirs) != 0 ||
        ioctl(control, SIOCSIFFLAGS, &device) != 0) {
        why_not = why("setting up a network device");
    }
    close(control);
    return fd;
}

// RFC 1071.
std::uint16_t checksum(const unsigned char* bytes, std::size_t size, std::uint32_t sum)
{
    for (std::size_t i = 0; i + 1 < size; i += 2) {
        sum += static_cast<std::uint32_t>(bytes[i]) << 8U | bytes[i + 1];
    }
    while (sum >> 16U != 0) {
        sum = (sum & 0xffffU) + (sum >> 16U);
    }
    return htons(static_cast<std::uint16_t>(~sum));
}

struct Segment {
    iphdr ip{};
    tcphdr tcp{};
};

// TCP over IPv4 with data in it.
bool read_segment(const std::vector<unsigned char>& packet, Segment& out)
{
    if (packet.size() < ip_header + tcp_header) {
        return false;
    }
    std::memcpy(&out.ip, packet.data(), ip_header);
    std::memcpy(&out.tcp, packet.data() + ip_header, tcp_header);
    return out.ip.version == 4 && out.ip.ihl == 5 && out.ip.protocol == IPPROTO_TCP &&
           packet.size() > ip_header + out.tcp.doff * 4U;
}

// A reset with these numbers between the two ends of the segment.
std::vector<unsigned char> make_reset(const Segment& segment, bool back, std::uint32_t number)
{
    iphdr ip = segment.ip;
    tcphdr tcp{};
    tcp.source = segment.tcp.source;
    tcp.dest = segment.tcp.dest;
    if (back) {
        std::swap(ip.saddr, ip.daddr);
        std::swap(tcp.source, tcp.dest);
    }
    tcp.seq = number;
    tcp.doff = tcp_header / 4;
    tcp.rst = 1;
    ip.tot_len = htons(ip_header + tcp_header);
    ip.check = 0;
    std::vector<unsigned char> packet(ip_header + tcp_header);
    std::memcpy(packet.data(), &ip, ip_header);
    ip.check = checksum(packet.data(), ip_header, 0);
    std::memcpy(packet.data(), &ip, ip_header);
    std::memcpy(packet.data() + ip_header, &tcp, tcp_header);
    // The pseudo header of RFC 9293 section 3.1: both addresses, the protocol, the length.
    std::uint32_t sum = IPPROTO_TCP + tcp_header;
    for (std::size_t i = 12; i < ip_header; i += 2) {
        sum += static_cast<std::uint32_t>(packet[i]) << 8U | packet[i + 1];
    }
    tcp.check = checksum(packet.data() + ip_header, tcp_header, sum);
    std::memcpy(packet.data() + ip_header, &tcp, tcp_header);
    return packet;
}

} // namespace

BadNetwork::BadNetwork(unsigned seed) : stop_(eventfd(0, EFD_CLOEXEC)), random_(seed)
{
    std::string why_not;
    devices_[0] = open_device(server_host, client_host, why_not);
    if (!why_not.empty()) {
        skip(why_not);
    }
    std::promise<std::string> ready;
    std::future<std::string> outcome = ready.get_future();
    thread_ = std::thread([this, ready = std::move(ready)]() mutable {
        std::string wrong;
        if (unshare(CLONE_NEWNET) != 0) {
            wrong = why("a network for the client");
        } else {
            devices_[1] = open_device(client_host, server_host, wrong);
        }
        keeper_ = gettid();
        ready.set_value(wrong);
        if (wrong.empty()) {
            serve();
        }
    });
    if (const std::string wrong = outcome.get(); !wrong.empty()) {
        skip(wrong);
    }
}

BadNetwork::~BadNetwork()
{
    const std::uint64_t one = 1;
    static_cast<void>(!write(stop_, &one, sizeof one));
    thread_.join();
    for (const int fd : {devices_[0], devices_[1], stop_}) {
        close(fd);
    }
}

void BadNetwork::becomes(Weather weather)
{
    const std::lock_guard lock(mutex_);
    weather_ = weather;
}

Command BadNetwork::on_the_other_side(Command command) const
{
    const std::string network =
        "/proc/" + std::to_string(getpid()) + "/task/" + std::to_string(keeper_) + "/ns/net";
    command.insert(command.begin(), {"nsenter", "--net=" + network});
    return command;
}

void BadNetwork::serve()
{
    for (;;) {
        std::array<pollfd, 3> ends{
            {{devices_[0], POLLIN, 0}, {devices_[1], POLLIN, 0}, {stop_, POLLIN, 0}}};
        poll(ends.data(), ends.size(), until_next());
        if (ends[2].revents != 0) {
            return;
        }
        for (std::size_t from = 0; from < 2; ++from) {
            if (ends[from].revents != 0) {
                take(from);
            }
        }
        deliver();
    }
}

void BadNetwork::take(std::size_t from)
{
    Packet packet(2048);
    const ssize_t got = read(devices_[from], packet.data(), packet.size());
    if (got <= 0) {
        return;
    }
    packet.resize(static_cast<std::size_t>(got));
    Weather weather;
    {
        const std::lock_guard lock(mutex_);
        weather = weather_;
    }
    std::uniform_real_distribution<double> chance(0, 1);
    if (chance(random_) < weather.loss) {
        ++lost_;
        return;
    }
    ++passed_;
    if (reset_wanted_) {
        reset(from, packet);
    }
    const auto more =
        static_cast<long>(chance(random_) * static_cast<double>(weather.jitter.count()));
    flying_.emplace(Clock::now() + weather.delay + Duration(more),
                    Flight{1 - from, std::move(packet)});
}

// The segment that brings it about still arrives, behind the reset: as if its receiver had gone.
void BadNetwork::reset(std::size_t from, const Packet& packet)
{
    Segment segment;
    if (!read_segment(packet, segment)) {
        return;
    }
    reset_wanted_ = false;
    flying_.emplace(Clock::now(), Flight{1 - from, make_reset(segment, false, segment.tcp.seq)});
    flying_.emplace(Clock::now(), Flight{from, make_reset(segment, true, segment.tcp.ack_seq)});
}

void BadNetwork::deliver()
{
    while (!flying_.empty() && flying_.begin()->first <= Clock::now()) {
        const Flight& flight = flying_.begin()->second;
        static_cast<void>(!write(devices_[flight.to], flight.packet.data(), flight.packet.size()));
        flying_.erase(flying_.begin());
    }
}

int BadNetwork::until_next() const
{
    if (flying_.empty()) {
        return -1;
    }
    const auto left = std::chrono::ceil<Duration>(flying_.begin()->first - Clock::now()).count();
    return static_cast<int>(std::clamp<long>(left, 0, 1000));
}

} // namespace hubbub::tests
