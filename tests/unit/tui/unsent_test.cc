// SPDX-License-Identifier: MIT
// What one has said and the server does not yet have outlives the program.
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/tui/irc_client.h"
#include "tui/net/unsent_file.h"
#include "tui/net/unsent_records.h"

#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

using namespace hubbub;
using namespace hubbub::tests;
using namespace std::chrono_literals;
using model::LineState;
using tui::net::Outgoing;
using tui::net::OutgoingLine;
using tui::net::read_unsent;
using tui::net::record_of;
using tui::net::record_of_end;
using tui::net::UnsentFile;
using tui::net::UnsentLines;

namespace {

using State = OutgoingLine::State;

const std::string resend_caps = hubbub_caps + " hubbub.chat/resend=86400";

OutgoingLine made(std::string label, std::string body, State state = State::sent)
{
    OutgoingLine line;
    line.id = "id-of-" + label;
    line.label = std::move(label);
    line.target = "#lobby";
    line.body = std::move(body);
    line.said = FakeClock().wall();
    line.state = state;
    return line;
}

std::string content(const std::string& path)
{
    std::ifstream in(path);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string bodies(const std::vector<OutgoingLine>& lines)
{
    std::string all;
    for (const OutgoingLine& line : lines) {
        all += line.body + (line.was_sent ? "? " : ". ");
    }
    return all;
}

// A client with a file; one that goes out of scope has died.
struct Kept : Client {
    explicit Kept(const std::string& path, Millis later = {}) : file(path)
    {
        clock.advance(later);
        UnsentFile::Left left = file.take_over();
        wrong = left.wrong;
        irc.restore(std::move(left.lines));
        keep();
    }
    void keep() { REQUIRE(file.keep(irc.outgoing())); }
    void say(std::string_view text)
    {
        irc.say("#lobby", text);
        keep();
    }
    void comes_back(const std::string& caps)
    {
        comes_online(caps);
        hears(":s BATCH +b chathistory #lobby");
        hears(":s BATCH -b");
        keep();
    }
    std::vector<std::string> said() const
    {
        std::vector<std::string> lines;
        for (const std::string& line : sent) {
            if (line.find("PRIVMSG") != std::string::npos) {
                lines.push_back(line.substr(line.find(';') == std::string::npos
                                                ? 0
                                                : line.find(';') + 1)); // its label may differ
            }
        }
        return lines;
    }

    UnsentFile file;
    std::string wrong;
};

} // namespace

TEST_CASE("records give back the lines that still wait, in their order")
{
    const std::string records =
        record_of(made("h1", "one")) + record_of(made("h2", "a\ttab, a \\ and\ntwo lines")) +
        record_of(made("h3", "gone")) + record_of(made("h10", "typed", State::held)) +
        record_of_end("h3") + record_of(made("h1", "one", State::unsure));
    const UnsentLines read = read_unsent(records);
    CHECK_FALSE(read.damaged);
    CHECK(bodies(read.lines) == "one. a\ttab, a \\ and\ntwo lines? typed. ");
    CHECK(read.lines[1].id == "id-of-h2");
    CHECK(read.lines[1].target == "#lobby");
    CHECK(read.lines[1].said == FakeClock().wall());
    CHECK(read.lines[1].state == State::held);
}

TEST_CASE("of damaged records the whole ones are left, and nobody knows which were sent")
{
    const std::string one = record_of(made("h1", "one", State::held));
    const std::string two = record_of(made("h2", "two", State::held));
    std::string other = two;
    other[other.size() - 2] = 'p';
    CHECK(bodies(read_unsent(one + two).lines) == "one. two. ");
    for (const std::string& bad :
         {one + two.substr(0, 20), one + two.substr(0, two.size() - 1), one + other, other + one,
          "\n" + one, std::string(100, '\0') + "\n" + one, "garbage\n" + one}) {
        const UnsentLines read = read_unsent(bad);
        CHECK(read.damaged);
        CHECK(bodies(read.lines) == "one? ");
    }
}

TEST_CASE("the file is its owner's, grows by what changes, and is empty when all is there")
{
    const TempDir home;
    const std::string path = home.file("state/unsent/net");
    UnsentFile file(path);
    CHECK(file.take_over().lines.empty());
    Outgoing outgoing;
    CHECK(file.keep(outgoing));
    CHECK_FALSE(std::filesystem::exists(path + ".1")); // not before there is something
    outgoing.add(made("h1", "one"));
    outgoing.add(made("h2", "two"));
    CHECK(file.keep(outgoing));
    struct stat status {};
    REQUIRE(stat((path + ".1").c_str(), &status) == 0);
    CHECK((status.st_mode & 0777U) == 0600U);
    const std::string both = content(path + ".1");
    CHECK(bodies(read_unsent(both).lines) == "one? two? ");
    outgoing.remove("h1");
    CHECK(file.keep(outgoing));
    CHECK(content(path + ".1").starts_with(both));
    CHECK(bodies(read_unsent(content(path + ".1")).lines) == "two? ");
    outgoing.remove("h2");
    CHECK(file.keep(outgoing));
    CHECK(content(path + ".1").empty());
}

TEST_CASE("a file that has grown is written anew, with what waits")
{
    const TempDir home;
    UnsentFile file(home.file("net"));
    Outgoing outgoing;
    outgoing.add(made("h0", "waits"));
    std::size_t most = 0;
    for (int i = 1; i < 1000; ++i) {
        const std::string label = "h" + std::to_string(i);
        outgoing.add(made(label, std::string(400, 'x')));
        REQUIRE(file.keep(outgoing));
        outgoing.remove(label);
        REQUIRE(file.keep(outgoing));
        most = std::max(most, content(home.file("net.1")).size());
    }
    CHECK(most < 300'000);
    CHECK(bodies(read_unsent(content(home.file("net.1"))).lines) == "waits? ");
}

TEST_CASE("two programs at one network have a file each, and only what nobody has is taken over")
{
    const TempDir home;
    const std::string path = home.file("net");
    Outgoing of_first;
    of_first.add(made("h1", "first"));
    Outgoing of_second;
    of_second.add(made("h9", "second"));
    UnsentFile first(path);
    REQUIRE(first.keep(of_first));
    {
        UnsentFile second(path);
        CHECK(second.take_over().lines.empty());
        REQUIRE(second.keep(of_second));
    }
    CHECK(bodies(read_unsent(content(path + ".2")).lines) == "second? ");
    UnsentFile third(path);
    const UnsentFile::Left left = third.take_over();
    CHECK(bodies(left.lines) == "second? ");
    CHECK(bodies(read_unsent(content(path + ".1")).lines) == "first? ");
}

TEST_CASE("what two that died have left is put into one file, once")
{
    const TempDir home;
    const std::string path = home.file("net");
    const std::string shared = record_of(made("h1", "first"));
    home.file("net.1", shared);
    home.file("net.2", shared + record_of(made("h2", "second")));
    UnsentFile file(path);
    const UnsentFile::Left left = file.take_over();
    CHECK(bodies(left.lines) == "first? second? ");
    Outgoing outgoing;
    for (const OutgoingLine& line : left.lines) {
        outgoing.add(line);
    }
    REQUIRE(file.keep(outgoing));
    CHECK(bodies(read_unsent(content(path + ".1")).lines) == "first? second? ");
    CHECK(content(path + ".2").empty());
}

TEST_CASE("a damaged file is told of once and kept aside")
{
    const TempDir home;
    const std::string path = home.file("net");
    const std::string records = record_of(made("h1", "one")) + "\x01garbage";
    home.file("net.1", records);
    {
        Kept client(path);
        CHECK(client.wrong == "not all that waited to be sent can be read: " + path +
                                  ".1 is damaged, and kept as " + path + ".1.damaged");
        CHECK(content(path + ".1.damaged") == records);
        CHECK(client.lobby().lines[0].text == "one");
    }
    Kept again(path);
    CHECK(again.wrong.empty());
    CHECK(again.lobby().lines[0].text == "one");
}

TEST_CASE("where nothing can be written a sentence tells, and the lines go all the same")
{
    const TempDir home;
    home.file("state", "a file, where a directory should be");
    UnsentFile file(home.file("state/net"));
    CHECK(file.take_over().lines.empty());
    Outgoing outgoing;
    outgoing.add(made("h1", "one"));
    const Result<void> kept = file.keep(outgoing);
    REQUIRE_FALSE(kept);
    CHECK(kept.error().sentence.starts_with("what waits to be sent would not outlive a crash: "));
}

TEST_CASE("a line without its echo is shown after a crash, and goes again under its id")
{
    const TempDir home;
    const std::string path = home.file("net");
    std::vector<std::string> first;
    WallTime when;
    {
        Kept client(path);
        client.comes_back(resend_caps);
        client.say("one");
        client.hears("@label=h1;msgid=m1 :alice!a@h PRIVMSG #lobby :one");
        client.say("two");
        client.irc.act("#lobby", "waves");
        client.keep();
        client.irc.down("cut");
        client.say("three");
        first = client.said();
        when = client.clock.wall();
    }
    Kept client(path, 1h);
    const model::Scrollback& lines = client.lobby().lines;
    REQUIRE(lines.size() == 3);
    CHECK(lines[0].text == "two");
    CHECK(lines[0].state == LineState::pending);
    CHECK(lines[0].time == when);
    CHECK(lines[1].kind == model::LineKind::action);
    CHECK(lines[1].text == "waves");
    CHECK(client.sent.empty());

    client.comes_back(resend_caps);
    const std::vector<std::string> again = client.said();
    REQUIRE(again.size() == 3);
    CHECK(again[0] == first[1]);
    CHECK(again[1] == first[2]);
    CHECK(again[2].ends_with(":three"));
    CHECK(client.model.here().name == "#lobby"); // entered, and so shown
    client.hears("@label=h1;msgid=m2 :alice!a@h PRIVMSG #lobby :two");
    client.hears("@label=h2;msgid=m3 :alice!a@h PRIVMSG #lobby :\x01"
                 "ACTION waves\x01");
    client.hears("@label=h3;msgid=m4 :alice!a@h PRIVMSG #lobby :three");
    client.keep();
    CHECK_FALSE(client.irc.has_pending());
    CHECK(content(path + ".1").empty());
}

TEST_CASE("a room that was entered by hand is entered again for what waits for it")
{
    const TempDir home;
    const std::string path = home.file("net");
    {
        Kept client(path);
        client.comes_back(resend_caps);
        client.hears(":alice!a@h JOIN #tea");
        client.irc.say("#tea", "milk?");
        client.keep();
    }
    Kept client(path);
    client.comes_online(resend_caps);
    CHECK(std::count(client.sent.begin(), client.sent.end(), "JOIN #tea") == 1);
    CHECK(std::count(client.sent.begin(), client.sent.end(), "JOIN #lobby") == 1);
    CHECK(client.said().empty()); // not before one is in it
}

TEST_CASE("a line whose day has passed is asked about, wherever")
{
    const TempDir home;
    const std::string path = home.file("net");
    const std::string caps = GENERATE(resend_caps, hubbub_caps);
    const bool was_sent = GENERATE(true, false);
    {
        Kept client(path);
        client.comes_back(resend_caps);
        if (!was_sent) {
            client.irc.down("cut");
        }
        client.say("one");
    }
    Kept client(path, 24h);
    client.comes_back(caps);
    CHECK(client.said().empty());
    CHECK(client.lobby().lines[0].state != LineState::pending);
    REQUIRE(client.model.ask);
    SECTION("it goes when it is wanted")
    {
        client.irc.send_unsure_again();
        CHECK(client.said().size() == 1);
    }
    SECTION("and is forgotten when it is not")
    {
        client.irc.forget_unsure();
        client.keep();
        CHECK(content(path + ".1").empty());
    }
    SECTION("and asked about again after another crash")
    {
        CHECK(bodies(read_unsent(content(path + ".1")).lines) == (was_sent ? "one? " : "one. "));
    }
}

TEST_CASE("a server that remembers for an hour is trusted for no longer")
{
    const TempDir home;
    const std::string caps = hubbub_caps + " hubbub.chat/resend=3600";
    {
        Kept client(home.file("net"));
        client.comes_back(caps);
        client.say("one");
    }
    const auto [later, sent] = GENERATE(table<Millis, std::size_t>({{30min, 1}, {1h, 0}}));
    Kept client(home.file("net"), later);
    client.comes_back(caps);
    CHECK(client.said().size() == sent);
}

TEST_CASE("elsewhere what may be lost in a crash is asked about, unless history has it")
{
    const TempDir home;
    const std::string path = home.file("net");
    {
        Kept client(path);
        client.comes_back(hubbub_caps);
        client.say("ok");
    }
    Kept client(path, 1min);
    client.comes_online(hubbub_caps);
    SECTION("an older line of the same words is not taken for it")
    {
        client.hears_history({"msgid=m1;time=2023-11-14T21:00:00.000Z :alice!a@h PRIVMSG #lobby "
                              ":ok"});
        CHECK(client.said().empty());
        CHECK(client.model.ask);
        CHECK(client.lobby().lines[0].msgid == "m1");
        CHECK(client.lobby().lines[1].state == LineState::unsure);
    }
    SECTION("it is there")
    {
        client.hears_history({"msgid=m1;time=2023-11-14T22:13:21.000Z :alice!a@h PRIVMSG #lobby "
                              ":ok"});
        CHECK(client.said().empty());
        CHECK_FALSE(client.model.ask);
        CHECK_FALSE(client.irc.has_pending());
    }
}

TEST_CASE("a password for a service is kept nowhere")
{
    const TempDir home;
    const std::string path = home.file("net");
    Kept client(path);
    client.comes_back(resend_caps);
    client.irc.say("NickServ", "IDENTIFY opensesame");
    client.keep();
    CHECK(client.irc.has_pending());
    CHECK(content(path + ".1").empty());
    client.irc.say("NickServ", "HELP");
    client.keep();
    CHECK(content(path + ".1").find("HELP") != std::string::npos);
    CHECK(content(path + ".1").find("opensesame") == std::string::npos);
}
