// SPDX-License-Identifier: MIT
// Several networks in one model, and in hubbub.toml.
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/tui/irc_client.h"
#include "tui/options.h"

#include <fstream>

using namespace hubbub::tests;
using namespace hubbub::tui;

namespace {

// Two servers, and the same person at both.
struct Two {
    FakeClock clock;
    model::Model model;
    model::Network& one = model.network();
    model::Network& other = model.add_network();
    net::Irc first{one, clock, {"alice", "al", "Alice", "", {"#hub"}}, [](std::string_view) {}};
    net::Irc second{other, clock, {"alice", "al", "Alice", "", {"#hub"}}, [](std::string_view) {}};

    Two()
    {
        for (net::Irc* irc : {&first, &second}) {
            irc->up();
            irc->line(":s 001 alice :Welcome");
            irc->line(":alice!a@h JOIN #hub");
            irc->line(":s 353 alice = #hub :alice bob");
            irc->line(":s 366 alice #hub :end");
        }
    }
    std::string last_of(model::Network& network, std::string_view room)
    {
        const model::Scrollback& lines = network.find(room)->lines;
        return lines.empty() ? std::string{} : std::string(lines[lines.size() - 1].text);
    }
};

struct Reading {
    Options options;
    std::vector<std::string> mistakes;

    explicit Reading(const std::string& text)
    {
        const TempDir directory;
        const std::string path = directory.file("hubbub.toml");
        std::ofstream(path) << text;
        mistakes = read_config(path, options);
        for (std::string& mistake : mistakes) {
            mistake.erase(0, path.size());
        }
    }
};

} // namespace

TEST_CASE("each network's buffers stand together, its server's first")
{
    model::Model model;
    model::Network& one = model.network();
    model::Network& other = model.add_network();
    other.open("#b");
    one.open("#a");
    one.open("bob");
    REQUIRE(model.buffers.size() == 5);
    CHECK(model.buffers[1]->name == "#a");
    CHECK(model.buffers[2]->name == "bob");
    CHECK(model.buffers[3].get() == &other.server());
    CHECK(model.title_of(*model.buffers[4]) == "hubbub/#b");
    CHECK(one.find("#b") == nullptr);
}

TEST_CASE("one goes on looking at the same buffer when others come above it")
{
    model::Model model;
    model::Network& other = model.add_network();
    const model::Buffer& shown = other.open("#b");
    model.show(shown);
    model.networks.front()->open("#a");
    CHECK(&model.here() == &shown);
}

TEST_CASE("a network goes with its buffers, the last one stays")
{
    model::Model model;
    model::Network& other = model.add_network();
    model.show(other.open("#b"));
    model.remove_network(other);
    CHECK(model.buffers.size() == 1);
    CHECK(model.networks.size() == 1);
    CHECK(&model.here() == &model.network().server());
    model.remove_network(model.network());
    CHECK(model.networks.size() == 1);
}

TEST_CASE("a question of a network that is closed is no longer asked")
{
    model::Model model;
    model::Network& other = model.add_network();
    model.ask.emplace();
    model.ask->network = &other;
    CHECK(&model.addressed() == &other);
    model.remove_network(other);
    CHECK_FALSE(model.ask);
    CHECK(&model.addressed() == &model.network());
}

TEST_CASE("what happens on one network leaves the other's rooms of that name alone")
{
    Two at;
    at.first.line(":bob!b@h PRIVMSG #hub :only here");
    CHECK(at.last_of(at.one, "#hub") == "only here");
    CHECK(at.last_of(at.other, "#hub") != "only here");
    at.first.line(":bob!b@h QUIT :bye");
    CHECK(at.one.find("#hub")->find_member("bob") == nullptr);
    CHECK(at.other.find("#hub")->find_member("bob") != nullptr);
    at.first.line(":alice!a@h NICK alicia");
    CHECK(at.one.nick == "alicia");
    CHECK(at.other.nick == "alice");
    at.second.down("the cable");
    CHECK(at.one.find("#hub")->joined);
    CHECK_FALSE(at.other.find("#hub")->joined);
    CHECK(at.one.is_online());
}

TEST_CASE("an answer comes up where one looks only if it is of that network")
{
    Two at;
    at.model.show(*at.one.find("#hub"));
    at.second.line(":s 401 alice nobody :No such nick");
    CHECK(at.last_of(at.one, "#hub").find("No such nick") == std::string::npos);
    const model::Scrollback& told = at.other.server().lines;
    CHECK(told[told.size() - 1].text == "nobody No such nick");
}

TEST_CASE("a room that is entered takes nobody away from another network")
{
    Two at;
    at.model.show(*at.one.find("#hub"));
    at.second.line(":alice!a@h JOIN #more");
    CHECK(&at.model.here() == at.one.find("#hub"));
    at.first.line(":alice!a@h JOIN #more");
    CHECK(&at.model.here() == at.one.find("#more"));
}

TEST_CASE("what a server calls itself is not stronger than the person's name for it")
{
    Two at;
    at.other.rename("work");
    at.other.named_by_person = true;
    at.second.line(":s 005 alice NETWORK=Example :are supported");
    at.first.line(":s 005 alice NETWORK=Example :are supported");
    CHECK(at.other.name == "work");
    CHECK(at.one.name == "Example");
    CHECK(at.one.server().name == "Example");
}

TEST_CASE("a connection that the person ended is no error")
{
    Two at;
    at.first.down("you left", net::Irc::End::wanted);
    at.second.down("the cable");
    CHECK(at.last_of(at.one, "#hub") == "you left");
    CHECK(at.last_of(at.other, "#hub") == "the connection broke: the cable");
    const model::Scrollback& left = at.one.find("#hub")->lines;
    CHECK(left[left.size() - 1].kind == model::LineKind::info);
}

TEST_CASE("a network of hubbub.toml has [server]'s values but for its own")
{
    const Reading read("[network.work]\nhost = \"chat.work\"\njoin = [\"#dev\"]\n"
                       "[network.libera]\nhost = \"irc.libera.chat\"\ntls = true\n"
                       "[server]\nnick = \"al\"\njoin = [\"#lobby\", \"#two\"]\n");
    CHECK(read.mistakes.empty());
    REQUIRE(read.options.networks.size() == 2);
    const NetworkOptions& libera = read.options.networks[0];
    const NetworkOptions& work = read.options.networks[1];
    CHECK(libera.name == "libera");
    CHECK(libera.nick == "al");
    CHECK(libera.rooms.size() == 2);
    CHECK(libera.target.tls == net::Tls::always);
    CHECK(work.rooms == std::vector<std::string>{"#dev"});
    CHECK(work.target.tls == net::Tls::automatic);
}

TEST_CASE("mistakes in a network are told with its name and line")
{
    const auto only = [](const std::string& text) {
        const Reading read(text);
        return read.mistakes.size() == 1 ? read.mistakes.front() : std::string("not one");
    };
    CHECK(only("[network.a]\nnick = \"x\"\n") == ":1: network.a.host is missing: its server");
    CHECK(only("[network.a]\nhost = \"h\"\nport = 0\n") ==
          ":3: network.a.port must be a number from 1 to 65535");
    CHECK(only("[network.a]\nhost = \"h\"\nnik = \"x\"\n") ==
          ":3: there is no \"network.a.nik\"; did you mean \"network.a.nick\"?");
    CHECK(
        only("[network.\"a b\"]\nhost = \"h\"\n").starts_with(":1: \"a b\" cannot name a network"));
    CHECK(only("network = 3\n").starts_with(":1: network must be tables"));
    CHECK(only("[network]\na = 3\n").starts_with(":2: network.a must be a table"));
}

TEST_CASE("the port follows from TLS where none is given")
{
    NetworkOptions plain;
    fill_in(plain);
    CHECK(plain.target.port == 5000);
    NetworkOptions secure;
    secure.target.tls = net::Tls::always;
    fill_in(secure);
    CHECK(secure.target.port == 6697);
    NetworkOptions told;
    CHECK(read_target("ircs://chat.example:7000/room", told).empty());
    CHECK(told.target.port == 7000);
    CHECK(told.rooms == std::vector<std::string>{"#room"});
    CHECK_FALSE(read_target("two words", told).empty());
    CHECK_FALSE(read_target("", told).empty());
}

TEST_CASE("a password that nobody can be asked for is an error that says where to put it")
{
    NetworkOptions options;
    options.name = "work";
    options.sasl = net::Sasl::plain;
    CHECK(find_password(options, MayAsk::no).error().sentence ==
          "a password is needed: set network.work.password_file or network.work.password_command "
          "in hubbub.toml");
    options.password_command = {"false"};
    CHECK(find_password(options, MayAsk::no)
              .error()
              .sentence.starts_with("network.work.password_command failed"));
    options.password_command = {"echo", "secret"};
    CHECK(find_password(options, MayAsk::no));
    CHECK(options.password == "secret");
}
