// SPDX-License-Identifier: MIT
// Whom the client speaks to: pins, and servers that want TLS alone. IRCv3 sts.
#include "tests/support/catch.h"
#include "tests/support/dns_server.h"
#include "tests/support/line_client.h"
#include "tests/support/line_server.h"
#include "tests/support/process.h"
#include "tests/support/pty.h"

#include <filesystem>
#include <string>

using namespace hubbub::tests;

namespace {

struct Setting {
    TempDir home;
    Hubbubd server;

    std::string certificate() const
    {
        return LineClient(server.port(), LineClient::Tls::yes).certificate_sha256();
    }
    Command command(const std::string& address, const std::string& pin = {}) const
    {
        const std::string file =
            home.file("hubbub.toml", "[server]\nnick = \"tester\"\n" +
                                         (pin.empty() ? "" : "pin = \"" + pin + "\"\n"));
        return {program("hubbub"), "--config", file, address};
    }
    Environment environment() const { return at_home(home.path()); }
    std::string address(const std::string& scheme) const { return scheme + server.address(); }
};

void quit(Pty& pty)
{
    pty.type("/quit\r");
    CHECK(pty.expect_exit() == 0);
}

} // namespace

TEST_CASE("a certificate is checked against the name as the DNS has it")
{
    const TempDir home;
    const auto file = [&](const char* name) { return home.path() + "/" + name; };
    Process openssl({"/usr/bin/openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                     "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj", "/CN=test",
                     "-addext", "subjectAltName=DNS:xn--bcher-kva.example", "-keyout",
                     file("key.pem"), "-out", file("certificate.pem")});
    REQUIRE(openssl.expect_exit() == 0);
    Hubbubd server("[tls]\ncertificate = \"" + file("certificate.pem") + "\"\nkey = \"" +
                   file("key.pem") + "\"\n");
    DnsServer resolver;
    constexpr std::uint16_t a = 1;
    for (const std::string name : {"xn--bcher-kva.example", "other.example"}) {
        resolver.tell(name, a, {{{name, a, 60, "127.0.0.1"}}});
    }
    Environment environment = at_home(home.path());
    environment["SSL_CERT_FILE"] = file("certificate.pem");
    const std::string port = ":" + std::to_string(server.port());
    const auto run = [&](const std::string& host) {
        return Command{program("hubbub"), "--nick",           "tester",
                       "--resolver",      resolver.address(), "ircs://" + host + port};
    };
    {
        Pty pty(run("B\xc3\xbc"
                    "cher.example"),
                environment);
        pty.expect("#lobby>");
        pty.type("\x1b"
                 "1"); // Alt-1: the server's buffer
        pty.expect("b\xc3\xbc"
                   "cher.example (xn--bcher-kva.example): 1 IPv4 address");
        pty.expect("with TLSv1.3");
        CHECK(pty.screen().find("no CA vouches") == std::string::npos);
        quit(pty);
    }
    Pty pty(run("other.example"), environment);
    pty.expect("#lobby>");
    pty.type("\x1b"
             "1");
    pty.expect("no CA vouches for this server");
    quit(pty);
}

TEST_CASE("a name that is not valid is told in one sentence at the start")
{
    const TempDir home;
    Process hubbub({program("hubbub"), "b\xc3\xbc"
                                       "_cher.example"},
                   at_home(home.path()));
    hubbub.expect("\"b\xc3\xbc"
                  "_cher.example\" is no valid host name: ");
    CHECK(hubbub.expect_exit() == 2);
}

TEST_CASE("a pinned certificate is trusted at once, with TLS even on this machine")
{
    const Setting place;
    Pty pty(place.command(place.server.address(), place.certificate()), place.environment());
    pty.expect("#lobby");
    pty.type("\x1b"
             "1");
    pty.expect(" with TLSv1.3");
    CHECK(pty.screen().find("no CA vouches") == std::string::npos);
    quit(pty);
}

TEST_CASE("another certificate than the pinned one blocks, and says why and what to do")
{
    const Setting place;
    const std::string wrong(64, 'a');
    LineClient bob = LineClient::irc(place.server.port(), "bob");
    Pty pty(place.command(place.server.address(), wrong), place.environment(), {30, 100});
    pty.expect("is not the one that is pinned");
    pty.expect("set its pin to that");
    bob.say("PING :done");
    bob.expect("done");
    bob.has_not_heard("tester");
    CHECK(pty.screen().find("trying again") == std::string::npos);
    quit(pty);
}

TEST_CASE("a pin and no TLS contradict each other")
{
    const Setting place;
    Pty pty(place.command(place.address("irc://"), std::string(64, 'a')), place.environment());
    pty.expect("a pin is set and TLS is switched off");
    quit(pty);
}

TEST_CASE("a server in the clear that wants TLS gets it, on its port, and nothing else is said")
{
    const Setting place;
    LineServer clear;
    Pty pty(place.command("irc://" + clear.address()), place.environment());
    LineClient link = clear.accept();
    link.expect("CAP LS");
    link.say(":s CAP * LS :echo-message sts=duration=60,port=" +
             std::to_string(place.server.port()));
    const std::string rest = link.expect_end();
    CHECK(rest.find("CAP REQ") == std::string::npos);
    CHECK(rest.find("CAP END") == std::string::npos);
    pty.expect("#lobby");
    pty.type("\x1b"
             "1");
    pty.expect(" with TLSv1.3");
    quit(pty);
}

TEST_CASE("while a policy holds nobody gets around TLS, nor past an unknown certificate")
{
    const Setting place;
    const std::string kept = place.home.path() + "/state/hubbub";
    {
        Pty pty(place.command(place.address("ircs://")), place.environment());
        pty.expect("#lobby"); // trusted on first use
        quit(pty);
    }
    place.home.file("state/hubbub/sts_policies",
                    "127.0.0.1 " + std::to_string(place.server.port()) + " 99999999999\n");
    LineServer clear; // what is asked for, and must not be spoken to
    {
        Pty pty(place.command("irc://" + clear.address()), place.environment());
        pty.expect("#lobby");
        pty.type("\x1b"
                 "1");
        pty.expect(" with TLSv1.3");
        quit(pty);
    }
    std::filesystem::remove(kept + "/known_servers");
    Pty pty(place.command("irc://" + clear.address()), place.environment(), {30, 100});
    pty.expect("its policy (STS) allows no certificate that nobody vouches for");
    CHECK(pty.screen().find("trusted from now on") == std::string::npos);
    quit(pty);
}
