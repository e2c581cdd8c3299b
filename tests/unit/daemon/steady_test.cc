// SPDX-License-Identifier: MIT
// What people say at their pace makes the server allocate nothing, from socket to socket. Counted
// by an operator new of the program's own, while the server runs.
#include "base/diag.h"
#include "daemon/server.h"
#include "store/memory_journal.h"
#include "store/sqlite_journal.h"
#include "tests/support/catch.h"
#include "tests/support/fake_clock.h"
#include "tests/support/hand_work.h"
#include "tests/support/meeting.h"
#include "tests/support/temp_dir.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <functional>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace {

bool counting = false;
std::size_t allocations = 0;

void* allocate(std::size_t size)
{
    allocations += counting ? 1 : 0;
    void* room = std::malloc(std::max<std::size_t>(size, 1));
    if (room == nullptr) {
        std::abort();
    }
    return room;
}

} // namespace

void* operator new(std::size_t size)
{
    return allocate(size);
}
void* operator new[](std::size_t size)
{
    return allocate(size);
}
void operator delete(void* room) noexcept
{
    std::free(room);
}
void operator delete[](void* room) noexcept
{
    std::free(room);
}
void operator delete(void* room, std::size_t) noexcept
{
    std::free(room);
}
void operator delete[](void* room, std::size_t) noexcept
{
    std::free(room);
}

namespace hubbub::tests {

namespace {

constexpr std::size_t people = 10;
constexpr std::string_view room = "#a-room-with-a-long-name";

// A server in this process with people in a room of it. What they hear is read and counted.
class Talk {
  public:
    // finish_work: does what the journal has given to its workers.
    template <typename Work>
    Talk(FakeClock& clock, core::Journal& journal, Work finish_work)
        : finish_work_(std::move(finish_work)),
          server_({loop_, clock, journal, process_, {}, [] { return std::nullopt; }}, config())
    {
        REQUIRE(server_.network().restore());
        REQUIRE(server_.adopt(meeting_.fd));
        for (std::size_t i = 0; i < people; ++i) {
            sockets_[i] = meeting_.call();
            const std::string number = std::to_string(i);
            const std::string caps = i % 2 == 0 ? "message-tags server-time account-tag" : "batch";
            send(i,
                 "CAP REQ :" + caps + "\r\nNICK n" + number + "\r\nUSER u 0 * :r\r\nCAP END\r\n");
            turns(6);
            send(i, "JOIN " + std::string(room) + "\r\n");
            turns(6);
        }
        hear();
    }
    ~Talk()
    {
        for (const int socket : sockets_) {
            close(socket);
        }
    }
    Talk(const Talk&) = delete;
    Talk& operator=(const Talk&) = delete;

    // Everybody says so many lines at once: how often the server allocated meanwhile.
    std::size_t say(std::size_t lines)
    {
        std::string words;
        for (std::size_t i = 0; i < lines; ++i) {
            words += "PRIVMSG " + std::string(room) +
                     " :a line of an ordinary length, which no small string holds\r\n";
        }
        for (std::size_t i = 0; i < people; ++i) {
            send(i, words);
        }
        const std::size_t before = allocations;
        turns(6);
        const std::size_t made = allocations - before;
        CHECK(hear() == people * (people - 1) * lines);
        return made;
    }

  private:
    static daemon::Config config()
    {
        daemon::Config config;
        config.settings.throttle.commands_per_second = 0;
        config.admission.connections = 0;
        config.admission.unregistered = 0;
        config.admission.per_address = 0;
        return config;
    }

    void send(std::size_t person, std::string_view bytes)
    {
        REQUIRE(write(sockets_[person], bytes.data(), bytes.size()) ==
                static_cast<ssize_t>(bytes.size()));
    }

    void turns(int count)
    {
        counting = true;
        for (int i = 0; i < count; ++i) {
            server_.turn(net::Loop::Wait::not_at_all);
            finish_work_();
        }
        counting = false;
    }

    // How many PRIVMSGs have come to anybody.
    std::size_t hear()
    {
        std::size_t count = 0;
        for (const int socket : sockets_) {
            std::string heard;
            std::array<char, 65536> some;
            for (ssize_t got = 1; got > 0;) {
                got = read(socket, some.data(), some.size());
                heard.append(some.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
            }
            for (std::size_t at = heard.find(" PRIVMSG "); at != std::string::npos;
                 at = heard.find(" PRIVMSG ", at + 1)) {
                ++count;
            }
        }
        return count;
    }

    std::function<void()> finish_work_;
    net::Loop loop_;
    daemon::ProcessFacts process_;
    daemon::Server server_;
    Meeting meeting_;
    std::array<int, people> sockets_{};
};

} // namespace

TEST_CASE("a plain message makes no allocation, from socket to socket")
{
    diag::set_level(diag::Level::error);
    FakeClock clock;
    store::MemoryJournal journal(clock, "epoch", 100); // full, and every line lets an old one go
    Talk talk(clock, journal, [] {});
    for (int i = 0; i < 20; ++i) {
        talk.say(4);
    }
    CHECK(talk.say(1) == 0);
    CHECK(talk.say(4) == 0);
}

TEST_CASE("with a database, what a batch costs does not grow with its lines")
{
    diag::set_level(diag::Level::error);
    const TempDir directory;
    FakeClock clock;
    HandWork writer;
    HandWork reader;
    HandWork checkpoints;
    auto journal = store::SqliteJournal::open(directory.file("hubbub.db"), {}, clock,
                                              {writer, reader, checkpoints});
    REQUIRE(journal);
    Talk talk(clock, **journal, [&] {
        writer.finish_all();
        reader.finish_all();
    });
    const auto rounds = [&](std::size_t lines) { // of a few batches, as HandWork has a pace too
        std::size_t made = 0;
        for (int i = 0; i < 32; ++i) {
            made += talk.say(lines);
        }
        return made;
    };
    rounds(4);
    const std::size_t few = rounds(1);
    CHECK(rounds(4) <= few);
    CHECK(few < 32 * 10); // of ten lines each, writer and loop together
}

} // namespace hubbub::tests
