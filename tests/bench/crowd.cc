// SPDX-License-Identifier: MIT
#include "tests/bench/crowd.h"

#include "base/ensure.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <utility>

namespace hubbub::bench {

namespace {

constexpr std::size_t most_writers = 10; // of one room
constexpr std::size_t together = 100;    // who come in at one time
constexpr int patience = 20000;          // ms without anything
constexpr std::string_view padding = "the quick brown fox jumps over the lazy dog, and again";

std::uint64_t nanoseconds()
{
    return static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
}

std::uint64_t take_number(std::string_view& text)
{
    std::uint64_t number = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
    text.remove_prefix(static_cast<std::size_t>(end.ptr - text.data()));
    return number;
}

std::string nick_of(std::size_t person)
{
    return "m" + std::to_string(person);
}

} // namespace

Crowd::Crowd(const BenchServer& server, std::size_t people, std::size_t room, std::size_t writers)
    : server_(server), room_(room), writers_(writers), epoll_(epoll_create1(EPOLL_CLOEXEC)),
      people_(people)
{
    HUBBUB_ENSURE(writers <= most_writers);
    for (std::size_t first = 0; first < people; first += room) {
        for (std::size_t i = 0; i < writers; ++i) {
            talkers_.push_back(first + i);
        }
    }
    for (Person& person : people_) {
        person.heard.resize(writers);
    }
}

Crowd::~Crowd()
{
    for (const Person& person : people_) {
        if (person.fd >= 0) {
            close(person.fd);
        }
    }
    close(epoll_);
}

std::string Crowd::room_of(std::size_t person) const
{
    return "#r" + std::to_string(person / room_);
}

void Crowd::connect(std::size_t person)
{
    const int fd = server_.connect();
    people_[person].fd = fd;
    fcntl(fd, F_SETFL, O_NONBLOCK);
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = person;
    epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event);
    send(person, "NICK " + nick_of(person) + "\r\nUSER b 0 * :b\r\n");
}

void Crowd::send(std::size_t person, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t sent = write(people_[person].fd, bytes.data(), bytes.size());
        HUBBUB_ENSURE(sent > 0 || errno == EAGAIN);
        bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(sent, 0)));
    }
}

void Crowd::enter()
{
    for (std::size_t first = 0; first < people_.size(); first += together) {
        const std::size_t end = std::min(first + together, people_.size());
        for (std::size_t i = first; i < end; ++i) {
            connect(i);
        }
        wait_for(welcomed_, end);
    }
}

void Crowd::join()
{
    const std::uint64_t before = answered_;
    for (std::size_t first = 0; first < people_.size(); first += together) {
        const std::size_t end = std::min(first + together, people_.size());
        for (std::size_t i = first; i < end; ++i) {
            send(i, "JOIN " + room_of(i) + "\r\nPING joined\r\n");
        }
        wait_for(answered_, before + end);
    }
}

void Crowd::all_renamed()
{
    const std::uint64_t wanted = renamed_ + people_.size() * room_;
    for (std::size_t i = 0; i < people_.size(); ++i) {
        send(i, "NICK x" + std::to_string(i) + "\r\n");
        if (i % together == 0) {
            pump(0);
        }
    }
    wait_for(renamed_, wanted);
}

void Crowd::all_quit()
{
    const std::size_t rooms = people_.size() / room_;
    const std::uint64_t before = left_;
    for (std::size_t i = 0; i < people_.size(); ++i) {
        if (i % room_ != 0) {
            close(std::exchange(people_[i].fd, -1));
        }
    }
    wait_for(left_, before + people_.size() - rooms);
}

void Crowd::acknowledge_late()
{
    const int off = 0;
    for (const Person& person : people_) {
        setsockopt(person.fd, IPPROTO_TCP, TCP_QUICKACK, &off, sizeof off);
    }
}

void Crowd::stall(std::size_t readers)
{
    HUBBUB_ENSURE(readers + writers_ < room_);
    stalled_ = readers;
    for (std::size_t i = 0; i < people_.size(); ++i) {
        if (i % room_ >= room_ - readers) {
            epoll_ctl(epoll_, EPOLL_CTL_DEL, people_[i].fd, nullptr);
        }
    }
}

void Crowd::send_line(std::size_t writer, std::size_t lines)
{
    Person& person = people_[writer];
    const std::string start = "PRIVMSG " + room_of(writer) + " :";
    std::string bytes;
    const std::string stamp = std::to_string(nanoseconds());
    for (std::size_t i = 0; i < lines; ++i) {
        bytes += start;
        bytes += std::to_string(++person.said);
        bytes += ' ';
        bytes += stamp;
        bytes += ' ';
        bytes += padding;
        bytes += "\r\n";
    }
    wanted_ += lines * (room_ - 1 - stalled_);
    send(writer, bytes);
}

void Crowd::say(std::size_t lines)
{
    for (const std::size_t writer : talkers_) {
        send_line(writer, lines);
    }
    wait_for(delivered_, wanted_);
}

void Crowd::say_paced(std::size_t lines_a_second, double seconds)
{
    const std::uint64_t start = nanoseconds();
    const auto all = static_cast<std::uint64_t>(static_cast<double>(lines_a_second) * seconds);
    for (std::uint64_t sent = 0; sent < all;) {
        const std::uint64_t due = (nanoseconds() - start) * lines_a_second / 1'000'000'000;
        for (; sent < std::min(due, all); ++sent) {
            send_line(talkers_[sent % talkers_.size()], 1);
        }
        pump(1);
    }
    wait_for(delivered_, wanted_);
}

void Crowd::wait_for(const std::uint64_t& count, std::uint64_t wanted)
{
    while (count < wanted) {
        pump(patience);
    }
    HUBBUB_ENSURE(count == wanted || &count != &delivered_);
}

void Crowd::pump(int milliseconds)
{
    std::array<epoll_event, 256> events{};
    const int count = epoll_wait(epoll_, events.data(), events.size(), milliseconds);
    HUBBUB_ENSURE(count > 0 || milliseconds < patience);
    for (int i = 0; i < count; ++i) {
        read_some(events[static_cast<std::size_t>(i)].data.u64);
    }
}

void Crowd::read_some(std::size_t index)
{
    static std::array<char, 262144> bytes;
    Person& person = people_[index];
    std::size_t held = person.pending.size();
    std::memcpy(bytes.data(), person.pending.data(), held);
    const ssize_t got = read(person.fd, bytes.data() + held, bytes.size() - held);
    HUBBUB_ENSURE(got > 0);
    const std::uint64_t now = nanoseconds();
    std::string_view rest(bytes.data(), held + static_cast<std::size_t>(got));
    while (const void* end = std::memchr(rest.data(), '\n', rest.size())) {
        const auto size = static_cast<std::size_t>(static_cast<const char*>(end) - rest.data());
        take(index, rest.substr(0, size), now);
        rest.remove_prefix(size + 1);
    }
    person.pending.assign(rest);
}

void Crowd::take(std::size_t index, std::string_view line, std::uint64_t now)
{
    if (line.starts_with("PING ")) {
        return send(index, "PONG " + std::string(line.substr(5)) + "\n");
    }
    const std::size_t space = line.find(' ');
    if (space == std::string_view::npos) {
        return;
    }
    const std::string_view rest = line.substr(space + 1);
    if (rest.starts_with("PRIVMSG ")) {
        take_speech(people_[index], line, now);
    } else if (rest.starts_with("PONG ")) {
        ++answered_;
    } else if (rest.starts_with("422 ") || rest.starts_with("376 ")) {
        ++welcomed_;
    } else if (rest.starts_with("NICK ")) {
        ++renamed_;
    } else if (rest.starts_with("QUIT ") && index % room_ == 0) {
        ++left_;
    }
}

// ":m12!..." said number and when, after the first " :".
void Crowd::take_speech(Person& person, std::string_view line, std::uint64_t now)
{
    std::string_view from = line.substr(2);
    const std::size_t writer = take_number(from) % room_;
    std::string_view text = line.substr(line.find(" :") + 2);
    const std::uint64_t number = take_number(text);
    text.remove_prefix(1);
    const std::uint64_t when = take_number(text);
    HUBBUB_ENSURE(number == ++person.heard[writer]); // nothing lost, doubled or out of order
    ++delivered_;
    delays_.add(now - when);
}

} // namespace hubbub::bench
