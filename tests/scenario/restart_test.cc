// SPDX-License-Identifier: MIT
// What rooms keep through a restart: their topic, modes and lists, and their history.
#include "core/room_record.h"
#include "tests/support/catch.h"
#include "tests/support/conversation.h"
#include "tests/support/flaky_journal.h"

#include <optional>

using namespace hubbub::tests;

namespace {

// A server that is stopped and started again on one journal.
struct Restarting {
    FakeClock clock;
    FlakyJournal journal{std::make_unique<hubbub::store::MemoryJournal>(clock, "epoch")};
    hubbub::core::Settings settings = Conversation::quiet_settings();
    std::optional<Conversation> net;

    Restarting() { start(); }
    void start() { net.emplace(settings, journal); }
    void stops_and_starts()
    {
        net->network().stop("The server is stopping");
        net->settle();
        net.reset();
        start();
    }
    void dies_and_starts()
    {
        net.reset();
        start();
    }
};

} // namespace

TEST_CASE("topic, modes, key, limit and lists of a room outlive the server")
{
    Restarting server;
    auto alice = server.net->joins("alice", "#Hub");
    alice.says("TOPIC #hub :tea at four");
    alice.says("MODE #hub +mkl-t secret 5");
    alice.says("MODE #hub +b *!*@evil.example");
    alice.says("MODE #hub +e *!*@good.example");
    alice.says("MODE #hub +I *!*@friend.example");
    const std::string before =
        hubbub::core::write_room(*server.net->network().world().find_channel("#hub"));
    server.stops_and_starts();
    CHECK(server.net->network().world().find_channel("#hub") == nullptr); // until somebody comes

    auto bob = server.net->registers("bob");
    bob.says("JOIN #hub");
    CHECK(bob.hears() == ":bob!~bob@bob.example JOIN #Hub");
    CHECK(bob.hears().ends_with(" 332 bob #Hub :tea at four"));
    CHECK(bob.hears().find(" 333 bob #Hub alice!~alice@alice.example ") != std::string::npos);
    CHECK(bob.hears().ends_with(" 353 bob = #Hub :@bob"));
    CHECK(hubbub::core::write_room(*server.net->network().world().find_channel("#hub")) == before);
}

TEST_CASE("neither lock, key nor ban keeps out who founds an unregistered room again")
{
    Restarting server;
    auto alice = server.net->joins("alice", "#hub");
    alice.says("MODE #hub +ikl secret 1");
    alice.says("MODE #hub +b *!*@*");
    server.dies_and_starts();
    auto bob = server.net->joins("bob", "#hub");
    bob.says("NAMES #hub");
    CHECK(bob.hears_about(" 353 ").ends_with(":@bob"));
    auto carol = server.net->registers("carol");
    carol.says("JOIN #hub");
    CHECK(carol.hears().find(" 474 ") != std::string::npos); // the others find it as it was
}

TEST_CASE("a change that was answered is there, though the server died before its checkpoint")
{
    Restarting server;
    auto alice = server.net->joins("alice", "#hub");
    alice.says("TOPIC #hub :old");
    alice.mutters("TOPIC #hub :new");
    alice.forgets();
    server.journal.break_down(); // the topic is on its way; what follows it is lost
    server.net->settle();
    CHECK(alice.hears().ends_with("TOPIC #hub :new"));
    alice.says("MODE #hub +m");
    CHECK(alice.hears_about("MESSAGE_ERROR") != "");
    server.journal.recover();
    server.dies_and_starts();
    auto bob = server.net->registers("bob");
    bob.says("JOIN #hub");
    CHECK(bob.hears_about(" 332 ").ends_with(" :new"));
    bob.says("MODE #hub");
    CHECK(bob.hears_about(" 324 ").ends_with("#hub +nt"));
}

TEST_CASE("a room that its last member leaves is forgotten, but not its history")
{
    Restarting server;
    auto alice = server.net->joins("alice", "#hub");
    alice.says("TOPIC #hub :tea");
    alice.says("PRIVMSG #hub :hello");
    alice.says("PART #hub");
    server.stops_and_starts();
    auto bob = server.net->registers("bob", "draft/chathistory");
    bob.says("JOIN #hub");
    CHECK(bob.hears_about(" 332 ") == "");
    bob.says("CHATHISTORY LATEST #hub * 5");
    CHECK(bob.hears_about("PRIVMSG #hub").ends_with("hello"));
}

TEST_CASE("the lobby keeps its topic")
{
    Restarting server;
    server.settings.lobby = "#lobby";
    server.stops_and_starts();
    auto alice = server.net->joins("alice", "#lobby");
    alice.says("TOPIC #lobby :welcome");
    server.dies_and_starts();
    auto bob = server.net->registers("bob");
    bob.says("JOIN #lobby");
    CHECK(bob.hears_about(" 332 ").ends_with(" :welcome"));
}

TEST_CASE("without history rooms are kept all the same")
{
    Restarting server;
    server.settings.history.enabled = false;
    server.stops_and_starts();
    auto alice = server.net->joins("alice", "#hub");
    alice.says("TOPIC #hub :tea");
    server.dies_and_starts();
    auto bob = server.net->registers("bob");
    bob.says("JOIN #hub");
    CHECK(bob.hears_about(" 332 ").ends_with(" :tea"));
}

TEST_CASE("a checkpoint that could not be stored is stored later")
{
    Restarting server;
    auto alice = server.net->joins("alice", "#hub");
    alice.mutters("TOPIC #hub :tea");
    server.journal.break_down();
    server.net->settle();
    CHECK(server.journal.records()->empty());
    server.journal.recover();
    server.net->passes(std::chrono::seconds(1));
    CHECK_FALSE(server.journal.records()->empty());
}
