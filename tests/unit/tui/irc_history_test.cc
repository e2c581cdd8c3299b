// SPDX-License-Identifier: MIT
// History and gaps, with a server that is played by the test.
#include "tests/support/catch.h"
#include "tests/unit/tui/irc_client.h"

#include <initializer_list>
#include <string>
#include <vector>

using namespace hubbub;
using namespace hubbub::tui;
using model::LineState;
using tests::Client;
using tests::hubbub_caps;

namespace {

// What bob said in a second of that number, which is its id, too.
std::string said(int number)
{
    const std::string digits = std::to_string(number);
    return "msgid=" + digits + ";time=2026-01-01T00:00:0" + digits +
           ".000Z :bob!b@h PRIVMSG #lobby :" + digits;
}

std::vector<std::string> said(std::initializer_list<int> numbers)
{
    std::vector<std::string> lines;
    for (const int number : numbers) {
        lines.push_back(said(number));
    }
    return lines;
}

std::string ids(const model::Buffer& buffer)
{
    std::string all;
    for (std::size_t i = 0; i < buffer.lines.size(); ++i) {
        all += buffer.lines[i].msgid;
    }
    return all;
}

} // namespace

TEST_CASE("history comes in its batch, older pages on demand, until its beginning")
{
    Client client;
    client.comes_online(hubbub_caps);
    client.irc.set_chathistory_limit(2);
    CHECK(client.last() == "CHATHISTORY LATEST #lobby * 100");
    client.hears_history({"time=2026-01-01T00:00:03.000Z;msgid=3 :bob!b@h PRIVMSG #lobby :three",
                          "time=2026-01-01T00:00:04.000Z;msgid=4 :bob!b@h PRIVMSG #lobby :four"});
    CHECK(client.seen() == "three four >alice"); // our own JOIN came before them
    CHECK_FALSE(client.lobby().whole_history);
    client.irc.fetch_older(client.lobby());
    CHECK(client.last() == "CHATHISTORY BEFORE #lobby msgid=3 2");
    const std::size_t asked = client.sent.size();
    client.irc.fetch_older(client.lobby());
    CHECK(client.sent.size() == asked);
    // A page that is not full may be any page; one that is empty is the end.
    client.hears_history({"time=2026-01-01T00:00:02.000Z;msgid=2 :bob!b@h PRIVMSG #lobby :two"});
    CHECK_FALSE(client.lobby().whole_history);
    client.irc.fetch_older(client.lobby());
    CHECK(client.last() == "CHATHISTORY BEFORE #lobby msgid=2 2");
    client.hears_history({});
    CHECK(client.lobby().whole_history);
    CHECK(client.lobby().lines[0].text == "two");
    CHECK(client.lobby().unread == 0);
}

TEST_CASE("a server that says which page is the last is asked for no further one")
{
    Client client;
    client.comes_online(hubbub_caps);
    client.hears_history({"msgid=3 :bob!b@h PRIVMSG #lobby :three"}, "@draft/chathistory-end ");
    CHECK(client.lobby().whole_history);
    CHECK_FALSE(client.lobby().fetch);
}

TEST_CASE("after a break the gap is filled, and a line whose echo was lost is recognised")
{
    Client client;
    client.comes_online(hubbub_caps);
    client.hears(":s BATCH +b chathistory #lobby");
    client.hears(":s BATCH -b");
    client.hears("@time=2026-01-01T00:00:01.000Z;msgid=1 :bob!b@h PRIVMSG #lobby :one");
    client.irc.say("#lobby", "stored but not echoed");
    client.irc.say("#lobby", "lost");
    client.irc.down("broken");
    client.comes_online(hubbub_caps);
    CHECK(client.last() == "CHATHISTORY AFTER #lobby msgid=1 100");
    client.hears(":s BATCH +c chathistory #lobby");
    client.hears("@batch=c;time=2026-01-01T00:00:02.000Z;msgid=2 :alice!a@h PRIVMSG #lobby "
                 ":stored but not echoed");
    client.hears(
        "@batch=c;time=2026-01-01T00:00:03.000Z;msgid=3 :bob!b@h PRIVMSG #lobby :meanwhile");
    client.hears(":s BATCH -c");
    std::string seen;
    for (std::size_t i = 0; i < client.lobby().lines.size(); ++i) {
        const model::ChatLine line = client.lobby().lines[i];
        if (line.kind == model::LineKind::message) {
            seen += std::string(line.text) + (line.state == LineState::unsure ? "! " : " ");
        }
    }
    CHECK(seen.find("stored but not echoed ") != std::string::npos);
    CHECK(seen.find("stored but not echoed! ") == std::string::npos);
    CHECK(seen.find("lost! ") != std::string::npos);
    CHECK(seen.find("meanwhile ") != std::string::npos);
}

TEST_CASE("a gap longer than a page is filled up to the lines that came live meanwhile")
{
    Client client;
    client.comes_online(hubbub_caps);
    client.irc.set_chathistory_limit(2);
    client.hears_history(said({1}));
    client.irc.down("cut");
    client.comes_online(hubbub_caps);
    CHECK(client.last() == "CHATHISTORY AFTER #lobby msgid=1 2");
    client.hears("@" + said(6));
    client.hears_history(said({2, 3}));
    CHECK(client.last() == "CHATHISTORY AFTER #lobby msgid=3 2");
    client.hears_history(said({4, 5}));
    CHECK(client.last() == "CHATHISTORY AFTER #lobby msgid=5 2");
    const std::size_t asked = client.sent.size();
    client.hears_history(said({6}));
    CHECK(client.sent.size() == asked);
    CHECK(ids(client.lobby()) == "123456");
}

TEST_CASE("a gap whose history was cut off by another break is filled with the next one")
{
    Client client;
    client.comes_online(hubbub_caps);
    client.irc.set_chathistory_limit(2);
    client.hears_history(said({1}));
    client.irc.down("cut");
    client.comes_online(hubbub_caps);
    CHECK(client.last() == "CHATHISTORY AFTER #lobby msgid=1 2");
    client.hears("@" + said(4));
    client.hears(":s BATCH +b chathistory #lobby");
    client.hears("@batch=b;" + said(2));
    client.irc.down("cut again");

    client.comes_online(hubbub_caps);
    CHECK(client.last() == "CHATHISTORY AFTER #lobby msgid=1 2");
    client.hears("@" + said(6));
    client.hears_history(said({2, 3}));
    CHECK(client.last() == "CHATHISTORY AFTER #lobby msgid=3 2");
    client.irc.down("and again"); // what has come of it need not come twice

    client.comes_online(hubbub_caps);
    CHECK(client.last() == "CHATHISTORY AFTER #lobby msgid=3 2");
    client.hears_history(said({4, 5})); // 4 is here, and what is beyond is another gap
    CHECK(client.last() == "CHATHISTORY AFTER #lobby msgid=5 2");
    client.hears_history(said({6}));
    CHECK(client.last() == "CHATHISTORY AFTER #lobby msgid=6 2");
    const std::size_t asked = client.sent.size();
    client.hears_history({});
    CHECK(client.sent.size() == asked);
    CHECK(ids(client.lobby()) == "123456");

    client.irc.down("once more"); // there is no gap before the newest line now
    client.comes_online(hubbub_caps);
    CHECK(client.last() == "CHATHISTORY AFTER #lobby msgid=6 2");
}

TEST_CASE("a server that refuses to tell of an old gap is not asked for it for ever")
{
    Client client;
    client.comes_online(hubbub_caps);
    client.hears_history(said({1}));
    client.irc.down("cut");
    client.comes_online(hubbub_caps);
    client.hears("@" + said(4));
    client.irc.down("cut again");
    client.comes_online(hubbub_caps);
    CHECK(client.last() == "CHATHISTORY AFTER #lobby msgid=1 100");
    client.hears(":s FAIL CHATHISTORY INVALID_MSGREFTYPE AFTER #lobby msgid=1 :it is too old");
    CHECK_FALSE(client.lobby().fetch);
    client.irc.down("once more");
    client.comes_online(hubbub_caps);
    CHECK(client.last() == "CHATHISTORY AFTER #lobby msgid=4 100");
}

TEST_CASE("lines that were let go are fetched again, none twice and none missing")
{
    Client client;
    client.comes_online(hubbub_caps);
    client.model.settings.lines = 100;
    const auto said = [](int number) {
        const std::string digits = std::to_string(number);
        const std::string stamp = std::string(3 - digits.size(), '0') + digits;
        return "msgid=" + digits + ";time=2026-01-01T00:00:00." + stamp +
               "Z :bob!b@h PRIVMSG #lobby :" + digits;
    };
    const auto pages_back = [&](int first) {
        std::vector<std::string> lines;
        for (int i = first; i < first + 100; ++i) {
            lines.push_back(said(i));
        }
        client.hears_history(lines, first == 1 ? "@draft/chathistory-end " : "");
    };
    client.hears_history({}, "@draft/chathistory-end ");
    CHECK(client.lobby().whole_history);
    for (int i = 1; i <= 400; ++i) {
        client.hears("@" + said(i));
        client.model.let_go_of_old();
        CHECK(client.lobby().lines.size() <= 151);
    }
    CHECK_FALSE(client.lobby().whole_history);
    const int oldest = std::stoi(std::string(client.lobby().lines[0].text));
    CHECK(oldest > 200);

    client.lobby().marks.window = model::Anchor{0, 0}; // scrolled up: nothing more goes
    for (int first = oldest - 100; first > -99; first -= 100) {
        client.irc.fetch_older(client.lobby());
        CHECK(client.last() ==
              "CHATHISTORY BEFORE #lobby msgid=" + std::to_string(first + 100) + " 100");
        first = std::max(first, 1);
        pages_back(first);
        client.model.let_go_of_old();
        client.lobby().marks.window = model::Anchor{0, 0};
    }
    REQUIRE(client.lobby().lines.size() == 400);
    for (std::size_t i = 0; i < 400; ++i) {
        CHECK(client.lobby().lines[i].text == std::to_string(i + 1));
    }
    CHECK(client.lobby().whole_history);
    client.lobby().marks.window.reset(); // back at the end
    CHECK(client.model.let_go_of_old() == 300);
    CHECK(client.lobby().lines[99].text == "400");
}

TEST_CASE("while history is on its way, nothing of what it was asked from goes")
{
    Client client;
    client.comes_online(hubbub_caps);
    client.model.settings.lines = 100;
    CHECK(client.lobby().fetch);
    for (int i = 0; i < 300; ++i) {
        client.hears(":bob!b@h PRIVMSG #lobby :" + std::to_string(i));
    }
    CHECK(client.model.let_go_of_old() == 0);
    client.hears_history({}, "@draft/chathistory-end ");
    CHECK(client.model.let_go_of_old() != 0);
}

TEST_CASE("a question about history that is refused may be asked again")
{
    Client client;
    client.comes_online(hubbub_caps);
    CHECK(client.lobby().fetch);
    client.hears(
        ":s FAIL CHATHISTORY MESSAGE_ERROR LATEST #lobby :Messages could not be retrieved");
    CHECK_FALSE(client.lobby().fetch);
    client.irc.fetch_older(client.lobby());
    CHECK(client.last() == "CHATHISTORY LATEST #lobby * 100");
}

TEST_CASE("who is ignored is not heard, neither live nor in history")
{
    Client client;
    client.comes_online(hubbub_caps);
    client.model.settings.ignored = {"bob!*@*"};
    client.hears("@msgid=1 :carol!c@h PRIVMSG #lobby :hello");
    const std::size_t before = client.lobby().lines.size();
    client.hears("@msgid=2 :bob!b@h PRIVMSG #lobby :noise");
    client.hears(":s BATCH +x chathistory #lobby");
    client.hears("@batch=x;msgid=3 :bob!b@h PRIVMSG #lobby :old noise");
    client.hears(":s BATCH -x");
    client.hears(":bob!b@h PRIVMSG alice :psst");
    CHECK(client.lobby().lines.size() == before);
    CHECK(client.model.network().find("bob") == nullptr);
}

TEST_CASE("the pieces of a long message are there once, though only the first has its id")
{
    Client client;
    client.comes_online(hubbub_caps);
    client.hears("@msgid=1;time=2026-01-01T00:00:01.000Z :bob!b@h PRIVMSG #lobby :start");
    client.irc.down("cut");
    client.comes_online(hubbub_caps);
    const std::string first = "msgid=2;time=2026-01-01T00:00:02.000Z :bob!b@h PRIVMSG #lobby :one";
    const std::string second = "time=2026-01-01T00:00:02.000Z :bob!b@h PRIVMSG #lobby :two";
    client.hears("@" + first); // live, before the gap is filled
    client.hears("@" + second);
    client.hears(":s BATCH +b chathistory #lobby");
    client.hears("@batch=b;" + first);
    client.hears("@batch=b;" + second);
    client.hears(":s BATCH -b");
    std::string texts;
    const model::Scrollback& lines = client.lobby().lines;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        texts += lines[i].kind == model::LineKind::message ? std::string(lines[i].text) + " " : "";
    }
    CHECK(texts == "start one two ");
}
