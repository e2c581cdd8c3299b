// SPDX-License-Identifier: MIT
// IRCv3 draft/chathistory.
#include "tests/support/catch.h"
#include "tests/support/conversation.h"

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
    room.bob.says("CHATHISTORY FROB #hub * 10");
    CHECK(room.bob.hears().find("FAIL CHATHISTORY INVALID_PARAMS FROB") != std::string::npos);
    room.bob.says("CHATHISTORY BEFORE #hub 10");
    CHECK(room.bob.hears().find("FAIL CHATHISTORY NEED_MORE_PARAMS BEFORE") != std::string::npos);
    room.bob.says("CHATHISTORY BEFORE #hub yesterday 10");
    CHECK(room.bob.hears().find("FAIL CHATHISTORY INVALID_PARAMS BEFORE yesterday") !=
          std::string::npos);
    room.bob.says("CHATHISTORY LATEST #hub * none");
    CHECK(room.bob.hears().find("FAIL CHATHISTORY INVALID_PARAMS LATEST none") !=
          std::string::npos);
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
