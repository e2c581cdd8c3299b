// SPDX-License-Identifier: MIT
// What a turn sends, kept once, and connections that write pieces of it.
#include "net/connection.h"
#include "net/loop.h"
#include "net/turn_arena.h"
#include "net/watch.h"
#include "tests/support/catch.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>

using namespace hubbub;
using namespace hubbub::net;
using namespace std::chrono_literals;

namespace {

std::string text_of(const TurnArena& arena, const TurnArena::Chain& chain)
{
    std::string text;
    arena.each(chain, [&](std::string_view piece) { text += piece; });
    return text;
}

// A connection to ourselves.
struct Pair final : Connection::Handler {
    Loop loop;
    TurnArena arena;
    std::array<int, 2> fds{};
    std::unique_ptr<Connection> connection;

    Pair()
    {
        REQUIRE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, fds.data()) == 0);
        connection = std::unique_ptr<Connection>(new Connection(loop, fds[0], nullptr, *this));
    }
    ~Pair() override { close(fds[1]); }
    Pair(const Pair&) = delete;
    Pair& operator=(const Pair&) = delete;

    void append(std::string_view bytes) { connection->append_kept(arena, arena.keep(bytes)); }

    // Flushes, clears the arena, and reads so much.
    std::string heard(std::size_t size)
    {
        REQUIRE(connection->flush());
        arena.clear();
        arena.keep(std::string(100000, '!')); // what stood there is no more
        bool late = false;
        const Timer deadline(loop, 10s, [&] { late = true; });
        std::string text;
        while (text.size() < size && !late) {
            std::array<char, 65536> bytes;
            const ssize_t got = read(fds[1], bytes.data(), bytes.size());
            text.append(bytes.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
            loop.run_once(Loop::Wait::not_at_all);
        }
        return text;
    }

    void on_readable() noexcept override {}
    void on_eof() noexcept override {}
    void on_error(std::string_view) noexcept override {}
};

} // namespace

TEST_CASE("what is kept one after the other is one piece")
{
    TurnArena arena;
    TurnArena::Chain chain;
    arena.add(chain, arena.keep("one "));
    arena.add(chain, arena.keep("two "));
    CHECK(chain.count == 1);
    const std::string_view other = arena.keep("not for us ");
    arena.add(chain, arena.keep("three"));
    CHECK(chain.count == 2);
    CHECK(chain.bytes == 13);
    CHECK(text_of(arena, chain) == "one two three");
    CHECK(other == "not for us ");
}

TEST_CASE("what is kept stays where it is, however much follows, until the turn ends")
{
    TurnArena arena;
    const std::string_view first = arena.keep("the first");
    const std::string large(300000, 'x');
    CHECK(arena.keep(large) == large);
    for (int i = 0; i < 10000; ++i) {
        arena.keep("the quick brown fox jumps over the lazy dog");
    }
    CHECK(first == "the first");
    arena.clear();
    CHECK(arena.keep("again").data() == first.data()); // the room is used again
}

TEST_CASE("a connection writes what was kept and what was not in the order of their coming")
{
    Pair pair;
    pair.append("a");
    pair.append("b");
    pair.connection->append("c");
    pair.append("d");
    CHECK(pair.connection->queued() == 4);
    CHECK(pair.heard(4) == "abcd");
    CHECK(pair.connection->queued() == 0);
    pair.append("e");
    CHECK(pair.heard(1) == "e");
}

TEST_CASE("more pieces than one call writes arrive all the same")
{
    Pair pair;
    std::string wanted;
    for (int i = 0; i < 1000; ++i) {
        const std::string piece = std::to_string(i);
        pair.append(piece);
        pair.arena.keep("for somebody else");
        wanted += piece;
    }
    CHECK(pair.heard(wanted.size()) == wanted);
}

TEST_CASE("what the kernel does not take at once is written when it does, and nothing passes it")
{
    Pair pair;
    std::string wanted;
    for (int i = 0; i < 40; ++i) {
        const std::string piece(100000, static_cast<char>('A' + i));
        pair.append(piece);
        wanted += piece;
    }
    REQUIRE(pair.connection->flush());
    CHECK(pair.connection->queued() > 0);
    pair.append("the end");
    CHECK(pair.heard(wanted.size() + 7) == wanted + "the end");
    pair.append("and on");
    CHECK(pair.heard(6) == "and on");
}

TEST_CASE("a connection whose peer has gone says so when it writes what was kept")
{
    Pair pair;
    shutdown(pair.fds[0], SHUT_WR);
    pair.append("hello");
    CHECK_FALSE(pair.connection->flush());
}
