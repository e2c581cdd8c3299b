// SPDX-License-Identifier: MIT
// People who are connected to one server, and what they do to it. Whatever is said is counted and
// checked at everybody it reaches: nothing is lost, comes twice or out of order, or the benchmark
// ends there.
#pragma once

#include "tests/bench/bench_server.h"
#include "tests/bench/histogram.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::bench {

class Crowd {
  public:
    // Room by room so many; the first writers of each room are those who talk, ten at most.
    Crowd(const BenchServer& server, std::size_t people, std::size_t room, std::size_t writers);
    ~Crowd();
    Crowd(const Crowd&) = delete;
    Crowd& operator=(const Crowd&) = delete;

    void enter();       // connects and registers everybody
    void join();        // their rooms
    void all_renamed(); // everybody changes nick at once, and all hear of it
    void all_quit();    // all but the first of each room, who hears it

    // Everybody's kernel waits before it acknowledges what arrives, as it does in a conversation
    // that goes on. Left to itself it depends on how fast the server was when they came, and after
    // a pause on that: what it sends at once is work for the server's core.
    void acknowledge_late();

    // Of each room that many, of those who do not talk, read nothing from here on.
    void stall(std::size_t readers);

    // Each writer sends so many lines in one write; returns when all have arrived everywhere.
    void say(std::size_t lines);
    // So many lines a second in all, for so long, whether or not the last have arrived.
    void say_paced(std::size_t lines_a_second, double seconds);

    std::size_t people() const { return people_.size(); }
    std::uint64_t deliveries() const { return delivered_; }
    const Histogram& delays() const { return delays_; }
    void forget_delays() { delays_ = {}; }

  private:
    struct Person {
        int fd = -1;
        std::string pending;              // an unfinished line
        std::vector<std::uint32_t> heard; // the last number of each writer
        std::uint32_t said = 0;
    };

    std::string room_of(std::size_t person) const;
    void send(std::size_t person, std::string_view bytes);
    void send_line(std::size_t writer, std::size_t lines);
    void connect(std::size_t person);
    // Reads until the count has reached that; ends the benchmark if nothing comes any more.
    void wait_for(const std::uint64_t& count, std::uint64_t wanted);
    void pump(int milliseconds);
    void read_some(std::size_t person);
    void take(std::size_t person, std::string_view line, std::uint64_t now);
    void take_speech(Person& person, std::string_view line, std::uint64_t now);

    const BenchServer& server_;
    std::size_t room_;
    std::size_t writers_;
    std::size_t stalled_ = 0; // of each room
    int epoll_;
    std::vector<Person> people_;
    std::vector<std::size_t> talkers_;
    std::uint64_t welcomed_ = 0;
    std::uint64_t answered_ = 0; // PONGs
    std::uint64_t renamed_ = 0;
    std::uint64_t left_ = 0;
    std::uint64_t delivered_ = 0;
    std::uint64_t wanted_ = 0;
    Histogram delays_;
};

} // namespace hubbub::bench
