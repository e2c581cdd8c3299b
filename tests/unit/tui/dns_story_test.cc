// SPDX-License-Identifier: MIT
#include "tui/net/dns_story.h"

#include "tests/support/catch.h"
#include "tests/support/dns_bytes.h"
#include "tests/support/fake_clock.h"
#include "tests/support/temp_dir.h"
#include "tui/net/hosts.h"
#include "tui/net/resolve.h"

#include <fstream>

using namespace hubbub;
using namespace hubbub::tui::net;
using hubbub::net::Address;
using hubbub::tests::DnsBytes;
using Lines = std::vector<std::string>;

namespace {

Address at(std::string_view host, std::uint16_t port = 53)
{
    return *Address::from_host(host, port);
}

std::string query(std::uint16_t type)
{
    DnsBytes bytes(4711, 0x0100, 1, 0, 0);
    bytes.question("chat.example", type);
    return bytes.bytes();
}

DnsExchange asked(std::uint16_t type)
{
    DnsExchange exchange;
    exchange.resolver = at("127.0.0.53");
    exchange.our_port = 40000;
    exchange.at = Millis(1);
    exchange.took = Millis(7);
    exchange.asked = *read_dns_message(query(type));
    return exchange;
}

LookupStory story_of(const DnsExchange& exchange)
{
    LookupStory story;
    story.name = "chat.example";
    story.ascii = story.name;
    story.source = LookupStory::Source::resolver;
    story.exchanges = {exchange};
    story.six.settled = story.four.settled = true;
    story.took = Millis(8);
    return story;
}

bool holds(const Lines& lines, std::string_view wanted)
{
    for (const std::string& line : lines) {
        if (line.find(wanted) != std::string::npos) {
            return true;
        }
    }
    return false;
}

} // namespace

TEST_CASE("a question and its answer are told line by line")
{
    DnsExchange exchange = asked(dns_a);
    DnsBytes answer(4711, 0x8500, 1, 2, 0);
    answer.question("chat.example", dns_a);
    answer.row({"chat.example", dns_cname, 86400, "edge.example"});
    answer.row({"edge.example", dns_a, 5, "192.0.2.1"});
    exchange.answered = read_dns_message(answer.bytes());
    LookupStory story = story_of(exchange);
    story.four.addresses = {at("192.0.2.1")};
    CHECK(tell(story) ==
          Lines{"A IN chat.example?", "  asked   127.0.0.53:53 over UDP from port 40000, at 1 ms",
                "  query   id 4711, flags rd", "  OPT     none",
                "  answer  NOERROR after 7 ms, flags qr aa rd",
                "          1 question, 2 answers, 0 authority, 0 additional",
                "  CNAME   TTL  86400  chat.example -> edge.example",
                "  A       TTL      5  192.0.2.1", "  OPT     none",
                "          it does not look further for us (no ra)",
                "1 IPv4 address after 8 ms, to be tried in this order:", "  192.0.2.1"});
    CHECK(tell_briefly(story) ==
          "chat.example: 1 IPv4 address from 127.0.0.53:53 over UDP in 8 ms");
}

TEST_CASE("who keeps a lookup waiting is named, each once")
{
    LookupStory story = story_of(asked(dns_a));
    story.six.settled = story.four.settled = false;
    CHECK(tell_waiting(story) ==
          "still looking for chat.example: 127.0.0.53:53 has not answered yet");
    story.exchanges.push_back(asked(dns_aaaa));
    story.exchanges.push_back(asked(dns_a));
    story.exchanges.back().resolver = at("192.0.2.1");
    CHECK(tell_waiting(story) ==
          "still looking for chat.example: 127.0.0.53:53, 192.0.2.1:53 have not answered yet");
    story.exchanges[0].failure = story.exchanges[1].failure = "no answer";
    CHECK(tell_waiting(story) ==
          "still looking for chat.example: 192.0.2.1:53 has not answered yet");
    story.exchanges.clear();
    CHECK(tell_waiting(story) == "still looking for chat.example");
}

TEST_CASE("an answer that breaks off says so, and one that never came says why")
{
    DnsExchange broken = asked(dns_a);
    broken.answered = read_dns_message(query(dns_a).substr(0, 20));
    CHECK(holds(tell(story_of(broken)), "it breaks off: this is what could be read"));
    DnsExchange refused = asked(dns_a);
    refused.over_tcp = true;
    refused.failure = "Connection refused";
    const Lines lines = tell(story_of(refused));
    CHECK(holds(lines, "127.0.0.53:53 over TCP from port 40000"));
    CHECK(holds(lines, "  answer  Connection refused (after 7 ms)"));
    CHECK(lines.back() ==
          "no address for chat.example: the resolver 127.0.0.53:53: Connection refused");
    CHECK(holds(tell(story_of(asked(dns_a))), "  answer  none yet"));
}

TEST_CASE("an answer says more than a silence, whichever came last")
{
    DnsExchange answered = asked(dns_a);
    DnsBytes nobody(4711, 0x8183, 1, 0, 0);
    nobody.question("chat.example", dns_a);
    answered.answered = read_dns_message(nobody.bytes());
    LookupStory story = story_of(answered);
    story.exchanges.push_back(asked(dns_aaaa));
    story.exchanges.back().failure = "no answer";
    CHECK(why_nothing(story) == "the name does not exist (NXDOMAIN), says 127.0.0.53:53");
    story.exchanges.clear();
    CHECK(why_nothing(story) == "no resolver could be asked");
    story.four.why_not = "Misformatted domain name";
    CHECK(why_nothing(story) == "Misformatted domain name");
}

TEST_CASE("an answer that is cut short or breaks off does not say that there is no address")
{
    DnsExchange cut = asked(dns_a);
    DnsBytes answer(4711, 0x8380, 1, 0, 0);
    answer.question("chat.example", dns_a);
    cut.answered = read_dns_message(answer.bytes());
    LookupStory story = story_of(cut);
    CHECK(why_nothing(story) == "the resolver 127.0.0.53:53: its answer is cut short");
    story.exchanges.push_back(asked(dns_a));
    story.exchanges.back().failure = "Connection refused";
    CHECK(why_nothing(story) == "the resolver 127.0.0.53:53: Connection refused");
    DnsExchange broken = asked(dns_a);
    broken.answered = read_dns_message(answer.bytes().substr(0, 20));
    broken.over_tcp = true;
    CHECK(why_nothing(story_of(broken)) == "the answer of the resolver 127.0.0.53:53 breaks off");
}

TEST_CASE("attempts are told each with its outcome, and no more of them than are wanted")
{
    using Outcome = Attempt::Outcome;
    const std::vector<Attempt> attempts = {
        {at("2001:db8::1", 6697), Millis(2), Millis(260), Outcome::overtaken, ""},
        {at("192.0.2.1", 6697), Millis(252), Millis(3), Outcome::failed, "Connection refused"},
        {at("192.0.2.2", 6697), Millis(255), Millis(7), Outcome::won, ""},
        {at("192.0.2.3", 6697), Millis(255), Millis(0), Outcome::trying, ""}};
    CHECK(tell(attempts, 4) ==
          Lines{"tried [2001:db8::1]:6697 at 2 ms: no answer in 260 ms, and another won",
                "tried 192.0.2.1:6697 at 252 ms: failed after 3 ms: Connection refused",
                "tried 192.0.2.2:6697 at 255 ms: connected after 7 ms, and won",
                "tried 192.0.2.3:6697 at 255 ms: no answer yet"});
    CHECK(tell(attempts, 2) ==
          Lines{"tried [2001:db8::1]:6697 at 2 ms: no answer in 260 ms, and another won",
                "and 2 more", "tried 192.0.2.2:6697 at 255 ms: connected after 7 ms, and won"});
    CHECK(tell(std::span(attempts).first(2), 1).back() ==
          "tried 192.0.2.1:6697 at 252 ms: failed after 3 ms: Connection refused");
}

TEST_CASE("the hosts file is read as hosts(5) says")
{
    const std::string text = "# 192.0.2.9 commented\n"
                             "192.0.2.1\tChat.Example  chat # 192.0.2.8 other\n"
                             "\n"
                             "2001:db8::1 chat\tmore\r\n"
                             "nonsense chat\n"
                             "192.0.2.2 chat";
    const HostsAnswer chat = ask_hosts(text, "chat", 5000);
    REQUIRE(chat.four.size() == 2);
    REQUIRE(chat.six.size() == 1);
    CHECK(chat.four[0].text() == "192.0.2.1:5000");
    CHECK(chat.four[1].text() == "192.0.2.2:5000");
    CHECK(chat.lines == "lines 2, 4, 6");
    CHECK(ask_hosts(text, "chat.example.", 0).lines == "line 2");
    CHECK(ask_hosts(text, "more", 0).lines == "line 4");
    for (const std::string_view unknown : {"other", "commented", "192.0.2.1", ""}) {
        CHECK(ask_hosts(text, unknown, 0).lines.empty());
    }
}

TEST_CASE("localhost is this machine, whatever follows it")
{
    CHECK(is_localhost("localhost"));
    CHECK(is_localhost("a.LOCALHOST."));
    CHECK_FALSE(is_localhost("notlocalhost"));
    CHECK_FALSE(is_localhost("localhost.example"));
}

TEST_CASE("a lookup asks the hosts file first, and then nobody else")
{
    const tests::TempDir directory;
    const std::string hosts = directory.file("hosts");
    std::ofstream(hosts) << "192.0.2.1 chat.example\n";
    hubbub::net::Loop loop;
    const tests::FakeClock clock;
    const Resolving how{"127.0.0.1:1", hosts};
    int news = 0;
    Lookup lookup(loop, clock, how, "chat.example", 5000, [&](const LookupStory&) { ++news; });
    lookup.start();
    CHECK(news == 1);
    CHECK(lookup.story().four.addresses.at(0).text() == "192.0.2.1:5000");
    CHECK(tell(lookup.story()).at(0) ==
          "chat.example: answered by " + hosts + ", line 1: no resolver was asked");
    Lookup local(loop, clock, how, "localhost", 5000, [](const LookupStory&) {});
    local.start();
    CHECK(local.story().source == LookupStory::Source::reserved_name);
    CHECK(local.story().six.addresses.at(0).text() == "[::1]:5000");
    CHECK(local.story().exchanges.empty());
}

TEST_CASE("resolvers are addresses, with ports or without")
{
    CHECK(wrong_with_resolvers("").empty());
    CHECK(wrong_with_resolvers("127.0.0.1,[::1]:5353,192.0.2.1:53").empty());
    CHECK(wrong_with_resolvers("127.0.0.1,dns.example") ==
          "\"dns.example\" is not ADDRESS or ADDRESS:PORT");
    CHECK_FALSE(wrong_with_resolvers("127.0.0.1,").empty());
}
