// SPDX-License-Identifier: MIT
// Names looked up at a resolver of the test's own, and their addresses raced.
#include "tests/support/catch.h"
#include "tests/support/dns_server.h"
#include "tests/support/line_server.h"
#include "tests/support/process.h"
#include "tests/support/pty.h"

#include <algorithm>
#include <string>

using namespace hubbub::tests;

namespace {

constexpr std::uint16_t a = 1;
constexpr std::uint16_t cname = 5;
constexpr std::uint16_t aaaa = 28;

struct Told {
    std::string text;
    int status = 0;

    bool holds(std::string_view piece) const { return text.find(piece) != std::string::npos; }
    long lines_with(std::string_view start) const
    {
        long count = 0;
        for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) {
            count += text.compare(at, start.size(), start) == 0 ? 1 : 0;
        }
        return count;
    }
};

// What hubbub --dns tells.
Told ask(const DnsServer& resolver, const std::string& name)
{
    TempDir home;
    Process hubbub({program("hubbub"), "--dns", name, "--resolver", resolver.address()},
                   at_home(home.path()));
    Told told;
    told.text = hubbub.expect_end();
    told.status = hubbub.expect_exit();
    UNSCOPED_INFO(told.text);
    return told;
}

std::vector<DnsRow> chain(const std::string& name, int links)
{
    std::vector<DnsRow> rows;
    std::string at = name;
    for (int i = 1; i <= links; ++i) {
        const std::string next = "link" + std::to_string(i) + ".example";
        rows.push_back({at, cname, 300, next});
        at = next;
    }
    return rows;
}

// A CNAME to four IPv4 and eight IPv6 addresses.
void tell_many(DnsServer& resolver, const std::string& name)
{
    std::vector<DnsRow> four = {{name, cname, 300, "edge.example"}};
    std::vector<DnsRow> six = four;
    for (int i = 1; i <= 4; ++i) {
        four.push_back({"edge.example", a, 60, "192.0.2." + std::to_string(i)});
    }
    for (int i = 1; i <= 8; ++i) {
        six.push_back({"edge.example", aaaa, 61, "2001:db8::" + std::to_string(i)});
    }
    resolver.tell(name, a, {four});
    resolver.tell(name, aaaa, {six});
}

std::string port_of(const LineServer& server)
{
    return server.address().substr(server.address().find(':'));
}

} // namespace

TEST_CASE("a CNAME with four A and eight AAAA answers is told whole")
{
    DnsServer resolver;
    tell_many(resolver, "chat.example");
    const Told told = ask(resolver, "chat.example");
    CHECK(told.status == 0);
    CHECK(told.lines_with("AAAA IN chat.example?") >= 1);
    CHECK(told.lines_with("A IN chat.example?") >= 1);
    CHECK(told.lines_with("  asked   " + resolver.address() + " over UDP from port ") >= 2);
    CHECK(told.lines_with("  query   id ") >= 2); // more on a machine that stalls for seconds
    CHECK(told.holds(", flags rd\n"));
    CHECK(told.lines_with("  OPT     we take 1232 bytes over UDP, version 0, DO off") >= 2);
    CHECK(told.lines_with("  answer  NOERROR after ") == 2);
    CHECK(told.holds(" ms, flags qr rd ra\n"));
    CHECK(told.holds("1 question, 9 answers, 0 authority, 1 additional\n"));
    CHECK(told.holds("1 question, 5 answers, 0 authority, 1 additional\n"));
    CHECK(told.lines_with("  CNAME   TTL    300  chat.example -> edge.example") == 2);
    CHECK(told.lines_with("  A       TTL     60  192.0.2.") == 4);
    CHECK(told.lines_with("  AAAA    TTL     61  2001:db8::") == 8);
    CHECK(told.lines_with("  OPT     takes 1410 bytes over UDP, version 0, DO off") == 2);
    CHECK(told.holds("8 IPv6 and 4 IPv4 addresses after "));
}

TEST_CASE("a name beyond ASCII is asked for and told as the DNS has it, too")
{
    DnsServer resolver;
    resolver.tell("xn--bcher-kva.example", a, {{{"xn--bcher-kva.example", a, 60, "192.0.2.7"}}});
    for (const std::string name : {"b\xc3\xbc"
                                   "cher.example",
                                   "BU\xcc\x88"
                                   "CHER.example"}) {
        const Told told = ask(resolver, name);
        CHECK(told.status == 0);
        CHECK(told.lines_with(name + " is xn--bcher-kva.example in the DNS\n") == 1);
        CHECK(told.lines_with("A IN xn--bcher-kva.example?") >= 1);
        CHECK(told.lines_with("  192.0.2.7") == 1);
    }
    const Told told = ask(resolver, "b\xc3\xbc"
                                    "cher..example");
    CHECK(told.status == 1);
    CHECK(told.text == "\"b\xc3\xbc"
                       "cher..example\" is no valid host name: it has an empty part\n");
}

TEST_CASE("a chain of eight CNAMEs is told link by link")
{
    DnsServer resolver;
    std::vector<DnsRow> rows = chain("far.example", 8);
    rows.push_back({"link8.example", a, 60, "192.0.2.7"});
    resolver.tell("far.example", a, {rows});
    const Told told = ask(resolver, "far.example");
    CHECK(told.status == 0);
    CHECK(told.lines_with("  CNAME   TTL    300  ") == 8);
    CHECK(told.holds("link7.example -> link8.example\n"));
    CHECK(told.holds("1 IPv4 address after "));
    CHECK(told.holds("\n  192.0.2.7\n"));
}

TEST_CASE("CNAMEs that go in a circle end in a sentence")
{
    DnsServer resolver;
    std::vector<DnsRow> rows = chain("round.example", 2);
    rows.push_back({"link2.example", cname, 300, "round.example"});
    resolver.tell("round.example", a, {rows});
    resolver.tell("round.example", aaaa, {rows});
    const Told told = ask(resolver, "round.example");
    CHECK(told.status == 1);
    CHECK(told.holds("          its CNAMEs go in a circle\n"));
    CHECK(told.holds("no address for round.example: its CNAMEs go in a circle, says " +
                     resolver.address()));
}

TEST_CASE("an answer that is cut short over UDP is asked for again over TCP")
{
    DnsServer resolver;
    resolver.tell("long.example", a, {{{"long.example", a, 60, "192.0.2.9"}}, 0, true, 0});
    const Told told = ask(resolver, "long.example");
    CHECK(told.status == 0);
    CHECK(told.holds("flags qr tc rd ra\n"));
    CHECK(told.holds("cut short: asked again over TCP\n"));
    CHECK(told.lines_with("  asked   " + resolver.address() + " over TCP from port ") == 1);
    CHECK(told.lines_with("  A       TTL     60  192.0.2.9") == 1);
}

TEST_CASE("NXDOMAIN, NODATA and SERVFAIL are told apart, and are no success")
{
    DnsServer resolver;
    resolver.tell("empty.example", a, {});
    resolver.tell("broken.example", a, {{}, 2, false, 0});
    resolver.tell("broken.example", aaaa, {{}, 2, false, 0});
    const Told none = ask(resolver, "nobody.example");
    CHECK(none.status == 1);
    CHECK(none.lines_with("  answer  NXDOMAIN after ") == 2);
    CHECK(none.holds("the name does not exist (NXDOMAIN), says " + resolver.address()));
    const Told empty = ask(resolver, "empty.example");
    CHECK(empty.status == 1);
    CHECK(empty.lines_with("  answer  NOERROR after ") == 2);
    CHECK(empty.holds("the name has no address (NODATA), says " + resolver.address()));
    const Told broken = ask(resolver, "broken.example");
    CHECK(broken.status == 1);
    CHECK(broken.lines_with("  answer  SERVFAIL after ") >= 2);
    CHECK(broken.holds("the resolver " + resolver.address() + " failed (SERVFAIL)"));
}

TEST_CASE("an address in an answer to the other question is told, and not taken")
{
    DnsServer resolver;
    resolver.tell("mixed.example", aaaa, {{{"mixed.example", a, 60, "192.0.2.1"}}});
    const Told told = ask(resolver, "mixed.example");
    CHECK(told.status == 1);
    CHECK(told.lines_with("  A       TTL     60  192.0.2.1") == 1);
}

TEST_CASE("a question that gets no answer is asked again, and both are told")
{
    DnsServer resolver;
    resolver.tell("slow.example", aaaa, {{{"slow.example", aaaa, 60, "2001:db8::5"}}, 0, false, 1});
    resolver.tell("slow.example", a, {{{"slow.example", a, 60, "192.0.2.5"}}});
    const Told told = ask(resolver, "slow.example");
    CHECK(told.status == 0);
    CHECK(told.holds("  answer  no answer, asked again (after "));
    CHECK(told.holds("1 IPv6 and 1 IPv4 addresses after "));
}

TEST_CASE("an address and a name of the hosts file are asked of no resolver")
{
    DnsServer resolver;
    CHECK(ask(resolver, "192.0.2.1").text.starts_with("192.0.2.1: an address already"));
    const Told local = ask(resolver, "localhost");
    CHECK(local.status == 0);
    CHECK(local.lines_with("  asked") == 0);
    CHECK(local.holds("127.0.0.1\n"));
}

TEST_CASE("an AAAA that never comes does not hold up a connection by A")
{
    DnsServer resolver;
    LineServer server;
    resolver.tell("half.example", aaaa, {{}, 0, false, -1});
    resolver.tell("half.example", a, {{{"half.example", a, 60, "127.0.0.1"}}});
    TempDir home;
    Process plain({program("hubbub"), "--plain", "--resolver", resolver.address(),
                   "half.example" + port_of(server)},
                  at_home(home.path()));
    plain.expect("half.example: 1 IPv4 address from " + resolver.address() +
                 " over UDP; IPv6 is still being asked for");
    plain.expect("connected to " + server.address());
    server.accept();
    const Told told = ask(resolver, "half.example" + port_of(server));
    CHECK(told.status == 0);
    CHECK(told.holds("  answer  none yet\n"));
    CHECK(told.holds("1 IPv4 address so far, to be tried in this order:\n"));
    CHECK(told.holds("and won\n"));
}

TEST_CASE("an IPv6 address that swallows everything is overtaken by IPv4")
{
    DnsServer resolver;
    LineServer server;
    const std::string port = port_of(server);
    const BlackHole hole(std::stoi(port.substr(1)));
    if (!hole.is_black()) {
        SUCCEED("there is no way to swallow a connection on this machine");
        return;
    }
    resolver.tell("hole.example", aaaa, {{{"hole.example", aaaa, 60, "::1"}}});
    resolver.tell("hole.example", a, {{{"hole.example", a, 60, "127.0.0.1"}}});
    const Told told = ask(resolver, "hole.example" + port);
    CHECK(told.status == 0);
    CHECK(told.holds("tried [::1]" + port + " at "));
    CHECK(told.holds(" ms, and another won\n"));
    TempDir home;
    Process pipe({program("hubbub"), "--nick", "tester", "--resolver", resolver.address(),
                  "irc://hole.example" + port},
                 at_home(home.path()));
    server.accept(); // of --dns
    server.welcome("tester", "");
    CHECK(told.holds("tried " + server.address() + " at "));
    CHECK(told.holds(" ms, and won\n"));
}

TEST_CASE("an address that refuses is passed over at once; when all do, that is told")
{
    DnsServer resolver;
    LineServer server;
    const std::string port = port_of(server);
    resolver.tell("two.example", aaaa, {{{"two.example", aaaa, 60, "::1"}}});
    resolver.tell("two.example", a, {{{"two.example", a, 60, "127.0.0.1"}}});
    const Told told = ask(resolver, "two.example" + port);
    CHECK(told.status == 0);
    CHECK(told.holds("tried [::1]" + port + " at "));
    CHECK(told.holds("failed after "));
    CHECK(told.holds("and won\n"));
    resolver.tell("none.example", a,
                  {{{"none.example", a, 60, "127.0.0.2"}, {"none.example", a, 60, "127.0.0.3"}}});
    const Told none = ask(resolver, "none.example" + port);
    CHECK(none.status == 1);
    CHECK(none.lines_with("tried 127.0.0.") == 2);
}

TEST_CASE("the client tells in short at the connect, and all of it with /dns")
{
    DnsServer resolver;
    LineServer server;
    resolver.tell("chat.example", a, {{{"chat.example", a, 60, "127.0.0.1"}}});
    tell_many(resolver, "many.example");
    TempDir home;
    Pty pty({program("hubbub"), "--nick", "tester", "--resolver", resolver.address(),
             "irc://chat.example" + port_of(server)},
            at_home(home.path()), {60, 120});
    LineClient peer = server.welcome("tester", "");
    pty.expect("#lobby");
    pty.type("/dns\r");
    pty.expect("A IN chat.example?");
    pty.expect("and won");
    pty.type("/clear\r/dns many.example\r");
    pty.expect("8 IPv6 and 4 IPv4 addresses after");
    pty.expect("CNAME   TTL    300  many.example -> edge.example");
    pty.type("/clear\r/dns 127.0.0.1\r");
    pty.expect("127.0.0.1: an address already: nobody was asked");
    pty.type("\x1b"
             "1"); // the server's buffer
    pty.expect("looking for chat.example");
    pty.expect("chat.example: 1 IPv4 address from " + resolver.address() + " over UDP");
    pty.expect("connecting to " + server.address());
    pty.expect("connected to " + server.address() + ", in the clear");
}

TEST_CASE("while a resolver is silent, the person sees who is being waited for")
{
    DnsServer resolver;
    resolver.tell("slow.example", a, {{}, 0, false, -1});
    resolver.tell("slow.example", aaaa, {{}, 0, false, -1});
    TempDir home;
    Pty pty({program("hubbub"), "--resolver", resolver.address(), "irc://slow.example"},
            at_home(home.path()), {30, 120});
    pty.expect("looking for slow.example");
    pty.expect("still looking for slow.example: " + resolver.address() + " has not answered yet");
    pty.type("/quit\r"); // and it holds up nothing
    CHECK(pty.expect_exit() == 0);
}

TEST_CASE("a server that speaks no TLS is connected to again in the clear, without a new lookup")
{
    DnsServer resolver;
    LineServer server;
    resolver.tell("clear.example", a, {{{"clear.example", a, 60, "127.0.0.1"}}});
    TempDir home;
    Pty pty({program("hubbub"), "--nick", "tester", "--resolver", resolver.address(),
             "clear.example" + port_of(server)},
            at_home(home.path()), {60, 120});
    server.accept().say(":s NOTICE * :this is no handshake");
    LineClient peer = server.welcome("tester", "");
    pty.expect("#lobby");
    pty.type("/dns\r");
    pty.expect("A IN clear.example?");
    pty.expect("wrong version");
    pty.expect(", and won");
    pty.type("\x1b"
             "1");
    pty.expect("it does not speak TLS: trying in the clear");
    pty.expect("connected to " + server.address() + ", in the clear");
}

TEST_CASE("a resolver that is no address is refused")
{
    TempDir home;
    Process hubbub({program("hubbub"), "--dns", "x", "--resolver", "dns.example"},
                   at_home(home.path()));
    hubbub.expect("\"dns.example\" is not ADDRESS or ADDRESS:PORT");
    CHECK(hubbub.expect_exit() == 2);
}
