// SPDX-License-Identifier: MIT
// IRCv3 draft/chathistory.
#include "tests/support/catch.h"
#include "tests/support/conversation.h"
#include "tests/support/copy_of.h"
#include "tests/support/flaky_journal.h"

using namespace hubbub::tests;

namespace {

constexpr const char* caps = "draft/chathistory batch message-tags server-time standard-replies";

// The texts of the messages in an answer, joined.
std::string texts(Person& person)
{
    std::string out;
    for (const std::string& line : person.hears_all()) {
        const std::size_t place = line.find("PRIVMSG #hub :");
        if (place != std::string::npos) {
            out += line.substr(place + 14) + " ";
        }
    }
    return out;
}

std::string tag(const std::string& line, const std::string& key)
{
    const std::size_t start = line.find(key + "=") + key.size() + 1;
    return line.substr(start, line.find_first_of("; ", start) - start);
}

struct Room {
    Conversation net;
    Person alice = net.joins("alice", "#hub");
    Person bob = net.joins("bob", "#hub", caps);
    std::vector<std::string> ids;
    std::vector<std::string> times;

    Room()
    {
        for (const char* text : {"one", "two", "three", "four", "five"}) {
            alice.says(std::string("PRIVMSG #hub :") + text);
            const std::string line = bob.hears();
            ids.push_back("msgid=" + tag(line, "msgid"));
            times.push_back("timestamp=" + tag(line, "time"));
        }
        alice.forgets();
    }
};

} // namespace

TEST_CASE("LATEST gives the newest in a batch, oldest first")
{
    Room room;
    room.bob.says("CHATHISTORY LATEST #hub * 2");
    const std::vector<std::string> lines = room.bob.hears_all();
    REQUIRE(lines.size() == 4);
    CHECK(lines[0].find(" chathistory #hub") != std::string::npos);
    CHECK(lines[1].find("batch=b1") != std::string::npos);
    CHECK(lines[1].ends_with("PRIVMSG #hub :four"));
    CHECK(lines[2].ends_with("PRIVMSG #hub :five"));
    CHECK(lines[3].find("BATCH -b1") != std::string::npos);
}

TEST_CASE("all forms, by msgid and by timestamp")
{
    Room room;
    for (const std::vector<std::string>& at : {room.ids, room.times}) {
        room.bob.says("CHATHISTORY LATEST #hub " + at[2] + " 10");
        CHECK(texts(room.bob) == "four five ");
        room.bob.says("CHATHISTORY BEFORE #hub " + at[2] + " 10");
        CHECK(texts(room.bob) == "one two ");
        room.bob.says("CHATHISTORY BEFORE #hub " + at[4] + " 2");
        CHECK(texts(room.bob) == "three four ");
        room.bob.says("CHATHISTORY AFTER #hub " + at[1] + " 2");
        CHECK(texts(room.bob) == "three four ");
        room.bob.says("CHATHISTORY AROUND #hub " + at[2] + " 3");
        CHECK(texts(room.bob) == "two three four ");
        room.bob.says("CHATHISTORY BETWEEN #hub " + at[0] + " " + at[4] + " 2");
        CHECK(texts(room.bob) == "two three ");
        room.bob.says("CHATHISTORY BETWEEN #hub " + at[4] + " " + at[0] + " 2");
        CHECK(texts(room.bob) == "three four ");
    }
}

TEST_CASE("the refusals of CHATHISTORY")
{
    Room room;
    auto eve = room.net.registers("eve", caps);
    eve.says("CHATHISTORY LATEST #hub * 10");
    CHECK(eve.hears() == ":irc.example FAIL CHATHISTORY INVALID_TARGET LATEST #hub :Messages could "
                         "not be retrieved");
    const auto fails = [&](const std::string& command, const std::string& with) {
        room.bob.says("CHATHISTORY " + command);
        CHECK(room.bob.hears() == ":irc.example FAIL CHATHISTORY " + with);
        CHECK(room.bob.hears_nothing());
    };
    fails("FROB #hub * 10", "INVALID_PARAMS FROB :Unknown command");
    fails("BEFORE #hub 10", "INVALID_PARAMS BEFORE :Insufficient parameters");
    fails("BEFORE #hub " + room.ids[0] + " 10 10", "INVALID_PARAMS BEFORE :Too many parameters");
    fails("BEFORE #hub yesterday 10",
          "INVALID_PARAMS BEFORE yesterday :A reference is timestamp= or msgid=");
    fails("BEFORE #hub timestamp=yesterday 10",
          "INVALID_PARAMS BEFORE timestamp=yesterday :Invalid timestamp");
    fails("BEFORE #hub index=5 10",
          "INVALID_MSGREFTYPE BEFORE #hub :A reference is timestamp= or msgid=");
    fails("BEFORE #hub msgid=elsewhere 10",
          "MESSAGE_ERROR BEFORE #hub msgid=elsewhere :Messages could not be retrieved");
    fails("LATEST #hub * none", "INVALID_PARAMS LATEST none :The limit is a number above zero");
    fails("LATEST #hub * 0", "INVALID_PARAMS LATEST 0 :The limit is a number above zero");
    fails("LATEST nobody * 10", "INVALID_TARGET LATEST nobody :Messages could not be retrieved");
    fails("TARGETS msgid=x " + room.times[0] + " 10",
          "INVALID_PARAMS TARGETS msgid=x :Invalid timestamp");
    fails("TARGETS " + room.times[0] + " 10", "INVALID_PARAMS TARGETS :Insufficient parameters");
}

TEST_CASE("who cannot ask gets the last lines on joining, with their times in the text")
{
    Room room;
    auto carol = room.net.registers("carol");
    carol.says("JOIN #hub");
    CHECK(carol.hears_about("PRIVMSG #hub :[22:13] one") != "");
    CHECK(carol.hears_about("five") != "");
    auto dave = room.net.registers("dave", "server-time");
    dave.says("JOIN #hub");
    CHECK(dave.hears_about("PRIVMSG #hub :one") != "");
    auto eve = room.net.registers("eve", caps);
    eve.says("JOIN #hub");
    CHECK(eve.hears_about("PRIVMSG #hub") == "");
}

TEST_CASE("a page is one labelled batch")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub", "draft/chathistory batch labeled-response");
    alice.says("PRIVMSG #hub :one");
    alice.says("PRIVMSG #hub :two");
    alice.forgets();
    alice.says("@label=h CHATHISTORY LATEST #hub * 10");
    CHECK(alice.hears().starts_with("@label=h :irc.example BATCH +"));
    CHECK(alice.hears().starts_with("@batch="));
    CHECK(alice.hears().starts_with("@batch="));
    CHECK(alice.hears().starts_with(":irc.example BATCH -"));
    CHECK(alice.hears_nothing());
}

TEST_CASE("a line comes from history or live, never both")
{
    Room room;
    room.bob.mutters("CHATHISTORY LATEST #hub * 10");
    room.alice.mutters("PRIVMSG #hub :six");
    room.net.settle();
    std::size_t times = 0;
    for (const std::string& line : room.bob.hears_all()) {
        times += line.ends_with(":six") ? 1U : 0U;
    }
    CHECK(times == 1);
}

TEST_CASE("chathistory, draft/chathistory-end tag: the batch says when nothing lies beyond it")
{
    Room room;
    const auto ends = [&](const std::string& command) {
        room.bob.says("CHATHISTORY " + command);
        const bool end = room.bob.hears().starts_with("@draft/chathistory-end :irc.example BATCH");
        room.bob.forgets();
        return end;
    };
    CHECK_FALSE(ends("LATEST #hub * 4"));
    CHECK(ends("LATEST #hub * 5"));
    CHECK_FALSE(ends("BEFORE #hub " + room.ids[4] + " 3"));
    CHECK(ends("BEFORE #hub " + room.ids[4] + " 4"));
    CHECK_FALSE(ends("AFTER #hub " + room.ids[0] + " 3"));
    CHECK(ends("AFTER #hub " + room.times[0] + " 4"));
    CHECK(ends("BEFORE #hub " + room.ids[0] + " 4"));
}

namespace {

const std::string event_caps =
    "draft/chathistory draft/event-playback batch message-tags server-time extended-join";

// The lines between the ends of a batch, without their tags.
std::vector<std::string> playback(Person& person, const std::string& question)
{
    person.forgets();
    person.says("CHATHISTORY " + question);
    std::vector<std::string> lines = person.hears_all();
    REQUIRE(lines.size() >= 2);
    REQUIRE(lines.front().find("BATCH +") != std::string::npos);
    REQUIRE(lines.back().find("BATCH -") != std::string::npos);
    lines.erase(lines.begin());
    lines.pop_back();
    for (std::string& line : lines) {
        REQUIRE(line.starts_with("@"));
        CHECK(line.find("time=") != std::string::npos);
        CHECK(line.find("msgid=") != std::string::npos);
        line.erase(0, line.find(' ') + 1);
    }
    return lines;
}

} // namespace

TEST_CASE("chathistory, CHATHISTORY Command: event-playback replays what happened in the room")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub", event_caps);
    auto bob = net.joins("bob", "#hub");
    bob.says("PRIVMSG #hub :hi");
    alice.says("TOPIC #hub :tea");
    alice.says("MODE #hub +v bob");
    bob.says("NICK robert");
    alice.says("KICK #hub robert :out");
    bob.says("JOIN #hub");
    bob.says("PART #hub :enough");
    bob.says("JOIN #hub");
    bob.says("QUIT :bye");
    CHECK(playback(alice, "LATEST #hub * 50") ==
          std::vector<std::string>{
              ":alice!~alice@alice.example JOIN #hub * :alice",
              ":bob!~bob@bob.example JOIN #hub * :bob",
              ":bob!~bob@bob.example PRIVMSG #hub :hi",
              ":alice!~alice@alice.example TOPIC #hub :tea",
              ":alice!~alice@alice.example MODE #hub +v bob",
              ":bob!~bob@bob.example NICK :robert",
              ":alice!~alice@alice.example KICK #hub robert :out",
              ":robert!~bob@bob.example JOIN #hub * :bob",
              ":robert!~bob@bob.example PART #hub :enough",
              ":robert!~bob@bob.example JOIN #hub * :bob",
              ":robert!~bob@bob.example QUIT :Quit: bye",
          });
}

TEST_CASE("chathistory, CHATHISTORY Command: PRIVMSG and NOTICE alone without event-playback")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub", caps);
    alice.says("TOPIC #hub :tea");
    alice.says("PRIVMSG #hub :hi");
    CHECK(playback(alice, "LATEST #hub * 50") ==
          std::vector<std::string>{":alice!~alice@alice.example PRIVMSG #hub :hi"});
    auto bob = net.joins("bob", "#hub", "draft/chathistory draft/event-playback");
    bob.says("CHATHISTORY LATEST #hub * 50");
    CHECK(bob.hears().find("PRIVMSG #hub :[") != std::string::npos); // no batch, so no JOIN either
    CHECK(bob.hears_nothing());
}

TEST_CASE("who leaves several rooms at once is in the history of each, under one id")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub,#dev", event_caps);
    auto bob = net.joins("bob", "#hub,#dev,#own");
    bob.says("NICK robert");
    bob.says("QUIT");
    alice.forgets();
    std::vector<std::string> ids;
    for (const char* room : {"#hub", "#dev"}) {
        alice.says(std::string("CHATHISTORY LATEST ") + room + " * 2");
        CHECK(alice.hears().find("chathistory") != std::string::npos);
        ids.push_back(tag(alice.hears(), "msgid"));
        ids.push_back(tag(alice.hears(), "msgid"));
        alice.forgets();
    }
    CHECK(ids[0] == ids[2]);
    CHECK(ids[1] == ids[3]);
    CHECK(ids[0] != ids[1]);
}

TEST_CASE("what came to nothing is in no history, and what came otherwise is told as it came")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub", event_caps);
    auto bob = net.joins("bob", "#hub");
    auto carol = net.joins("carol", "#hub");
    bob.mutters("NICK dave");
    carol.mutters("NICK dave");
    net.settle();
    alice.says("MODE #hub +n");
    alice.says("MODE #hub +mn");
    const std::vector<std::string> lines = playback(alice, "LATEST #hub * 3");
    CHECK(lines == std::vector<std::string>{
                       ":carol!~carol@carol.example JOIN #hub * :carol",
                       ":bob!~bob@bob.example NICK :dave",
                       ":alice!~alice@alice.example MODE #hub +m",
                   });
}

TEST_CASE("joins never push out what was said")
{
    Conversation net;
    auto alice = net.joins("alice", "#hub", caps);
    alice.says("PRIVMSG #hub :hi");
    auto bob = net.registers("bob");
    for (int i = 0; i < 30; ++i) {
        bob.says("JOIN #hub");
        bob.says("PART #hub");
    }
    CHECK(playback(alice, "LATEST #hub * 5").size() == 1);
}

TEST_CASE("TAGMSG is kept where the operator says so, and typing never")
{
    using Tagmsg = hubbub::core::HistorySettings::Tagmsg;
    const auto kept = [](Tagmsg which) {
        hubbub::core::Settings settings = Conversation::quiet_settings();
        settings.history.tagmsg = which;
        Conversation net(settings);
        auto alice = net.joins("alice", "#hub", event_caps);
        alice.says("@+react=x TAGMSG #hub");
        alice.says("@+draft/persist;+react=y TAGMSG #hub");
        alice.says("@+draft/persist;+typing=active TAGMSG #hub");
        return playback(alice, "LATEST #hub * 10").size() - 1; // her own JOIN
    };
    CHECK(kept(Tagmsg::none) == 0);
    CHECK(kept(Tagmsg::marked) == 1);
    CHECK(kept(Tagmsg::all) == 2);
}

TEST_CASE("a JOIN that nobody can store happens, and is in no history")
{
    const FakeClock clock;
    auto flaky = std::make_unique<FlakyJournal>(
        std::make_unique<hubbub::store::MemoryJournal>(clock, "epoch"));
    FlakyJournal& disk = *flaky;
    Conversation net(Conversation::quiet_settings(), std::move(flaky));
    auto alice = net.joins("alice", "#hub", event_caps);
    disk.break_down();
    auto bob = net.registers("bob");
    bob.says("JOIN #hub");
    CHECK(alice.hears_about("JOIN #hub") != "");
    alice.says("TOPIC #hub :tea");
    CHECK(alice.hears_about("TOPIC").find("MESSAGE_ERROR") != std::string::npos);
    bob.says("QUIT");
    CHECK(alice.hears_about("QUIT") != "");
    disk.recover();
    CHECK(playback(alice, "LATEST #hub * 10").size() == 1);
}

namespace {

// With an account of its own name, and joined to nothing.
Person with_account(Conversation& net, const std::string& nick)
{
    Person person = net.registers(nick, caps);
    person.says("REGISTER * * :correct horse");
    person.forgets();
    return person;
}

// The names in an answer to TARGETS.
std::string targets(Person& person, const std::string& question)
{
    person.forgets();
    person.says("CHATHISTORY TARGETS " + question);
    std::string names;
    for (const std::string& line : person.hears_all()) {
        const std::size_t at = line.find(" CHATHISTORY TARGETS ");
        if (at != std::string::npos) {
            const std::string rest = line.substr(at + 21);
            hubbub::WallTime time;
            CHECK(hubbub::wire::parse_time(rest.substr(rest.find(' ') + 1), time));
            names += rest.substr(0, rest.find(' ')) + " ";
        }
    }
    return names;
}

constexpr const char* ever =
    "timestamp=1970-01-01T00:00:00.000Z timestamp=2100-01-01T00:00:00.000Z";

} // namespace

TEST_CASE("chathistory, TARGETS: one's rooms and correspondents, by their latest message")
{
    Conversation net;
    auto alice = with_account(net, "alice");
    auto bob = with_account(net, "bob");
    auto guest = net.joins("guest", "#hub", caps);
    bob.says("PRIVMSG alice :psst");
    alice.says("JOIN #hub,#quiet");
    guest.says("PRIVMSG #hub :hi");
    guest.says("PRIVMSG alice :not kept");
    alice.says("PRIVMSG alice :note to self");
    bob.says("NICK bobby");
    CHECK(targets(alice, std::string(ever) + " 10") == "bobby #hub alice ");
    CHECK(targets(alice, std::string(ever) + " 2") == "bobby #hub ");
    CHECK(targets(alice, "timestamp=2100-01-01T00:00:00.000Z "
                         "timestamp=1970-01-01T00:00:00.000Z 2") == "#hub alice ");
    CHECK(targets(guest, std::string(ever) + " 10") == "#hub ");
    CHECK(targets(bob, std::string(ever) + " 10") == "alice ");
    alice.says("CHATHISTORY TARGETS " + std::string(ever) + " 3");
    CHECK(alice.hears().find("draft/chathistory-end") != std::string::npos);

    bob.says("QUIT");
    CHECK(targets(alice, std::string(ever) + " 10") == "bob #hub alice ");
    alice.says("CHATHISTORY LATEST bob * 10");
    CHECK(alice.hears().find(" chathistory bob") != std::string::npos);
    CHECK(alice.hears().ends_with("PRIVMSG alice :psst"));
    CHECK(alice.hears().find("BATCH -") != std::string::npos);
}

TEST_CASE("whoever registers a name later inherits none of its history")
{
    Conversation net;
    auto alice = with_account(net, "alice");
    auto bob = with_account(net, "bob");
    bob.says("PRIVMSG alice :for old alice");
    hubbub::core::Entry drop;
    drop.kind = hubbub::core::Kind::drop_account;
    drop.target = "alice";
    drop.records = {{hubbub::core::RecordChange::How::erase, {"account", "alice", {}}}};
    alice.says("QUIT");
    net.network().propose(copy_of(drop));
    net.passes(std::chrono::seconds(1));
    REQUIRE(net.network().world().find_account("alice") == nullptr);
    CHECK(targets(bob, std::string(ever) + " 10") == "");
    auto other = with_account(net, "alice");
    CHECK(targets(other, std::string(ever) + " 10") == "");
    other.says("CHATHISTORY LATEST bob * 10");
    CHECK(other.hears().find("BATCH +") != std::string::npos);
    CHECK(other.hears().find("BATCH -") != std::string::npos);
}
