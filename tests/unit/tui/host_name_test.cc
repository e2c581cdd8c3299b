// SPDX-License-Identifier: MIT
// Names of hosts beyond ASCII, as people write them and as the DNS has them.
#include "tui/net/host_name.h"

#include "tests/support/catch.h"
#include "tui/net/dns_story.h"
#include "tui/network_options.h"

#include <string>
#include <utility>

using namespace hubbub;
using tui::net::ascii_host;
using tui::net::shown_host;

TEST_CASE("a name beyond ASCII is asked for as IDNA 2008 has it")
{
    const std::pair<const char*, const char*> cases[] = {
        {"b\xc3\xbc"
         "cher.example",
         "xn--bcher-kva.example"},
        {"B\xc3\x9c"
         "CHER.Example",
         "xn--bcher-kva.example"},
        {"bu\xcc\x88"
         "cher.example", // u and a combining diaeresis
         "xn--bcher-kva.example"},
        {"stra\xc3\x9f"
         "e.example", // not "strasse", as IDNA 2003 had it
         "xn--strae-oqa.example"},
        {"\xe4\xbe\x8b\xe3\x80\x82\xe3\x83\x86\xe3\x82\xb9\xe3\x83\x88", // the other full stop
         "xn--fsq.xn--zckzah"},
        {"chat.example", "chat.example"},
        {"Chat.Example", "Chat.Example"},
        {"under_score.example", "under_score.example"},
        {"127.0.0.1", "127.0.0.1"},
        {"::1", "::1"},
        {"", ""},
    };
    for (const auto& [typed, ascii] : cases) {
        INFO(typed);
        const Result<std::string> found = ascii_host(typed);
        REQUIRE(found);
        CHECK(*found == ascii);
    }
}

TEST_CASE("what is no name is told in a sentence")
{
    const std::string u = "\xc3\xbc";
    for (const std::string& typed :
         {u + "..example", u + "_.example", "-" + u + ".example", u + std::string(70, 'x'),
          u + "\xe2\x9d\xa4\xef\xb8\x8f\xe2\x80\x8f.example", std::string("\xff.example"),
          std::string("xn--\xc3\xbc.example")}) {
        INFO(typed);
        const Result<std::string> found = ascii_host(typed);
        REQUIRE_FALSE(found);
        CHECK(found.error().sentence.find("\" is no valid host name: ") != std::string::npos);
        CHECK(shown_host(typed) == typed);
        tui::NetworkOptions options;
        CHECK(tui::read_target(typed, options) == found.error().sentence);
        CHECK(options.target.host == "127.0.0.1");
    }
}

TEST_CASE("however it is typed, it is one network")
{
    for (const char* typed : {"B\xc3\x9c"
                              "CHER.example:7000",
                              "irc://bu\xcc\x88"
                              "cher.example:7000/tea"}) {
        tui::NetworkOptions options;
        CHECK(tui::read_target(typed, options).empty());
        CHECK(options.title() == "b\xc3\xbc"
                                 "cher.example:7000");
    }
    CHECK(shown_host("Chat.Example") == "Chat.Example");
    CHECK(shown_host("xn--bcher-kva.example") == "xn--bcher-kva.example");
}

TEST_CASE("the story of a lookup has the name as it is typed and as it is asked for")
{
    tui::net::LookupStory story;
    story.name = "b\xc3\xbc"
                 "cher.example";
    story.ascii = "xn--bcher-kva.example";
    story.six.settled = story.four.settled = true;
    story.four.why_not = "nobody answers";
    CHECK(tui::net::tell(story).front() == story.name + " is xn--bcher-kva.example in the DNS");
    CHECK(tui::net::tell_briefly(story) ==
          "no address for " + story.name + " (xn--bcher-kva.example): nobody answers");
    story.ascii.clear();
    CHECK(tui::net::tell(story) == std::vector<std::string>{"nobody answers"});
}
