// SPDX-License-Identifier: MIT
// What a browser can be made to send by a page that somebody looks at: whatever it is and whichever
// listener it reaches, nobody in a room hears of it.
#include "tests/support/catch.h"
#include "tests/support/line_client.h"
#include "tests/support/process.h"

#include <array>
#include <string>
#include <vector>

using namespace hubbub::tests;
using Tls = LineClient::Tls;

namespace {

// One server with a listener of each kind.
struct Listeners {
    TempDir home;
    Process server;
    std::vector<int> ports;

    Listeners() : server(command(home), at_home(home.path()))
    {
        for (int i = 0; i < 3; ++i) {
            const std::string line = server.expect("listens on 127.0.0.1:");
            ports.push_back(std::stoi(line.substr(line.rfind(':') + 1)));
        }
    }
    static Command command(const TempDir& home)
    {
        std::string text = "[throttle]\ncommands_per_second = 0\n";
        for (const std::string mode : {"auto", "irc", "plain"}) {
            text += "[[listen]]\naddress = \"127.0.0.1\"\nport = 0\nmode = \"" + mode + "\"\n";
        }
        return {program("hubbubd"), "--config", home.file("hubbubd.toml", text), "--data", "none"};
    }
};

const std::vector<std::string> requests = {
    "GET / HTTP/1.1",
    "GET /?NICK%20evil HTTP/1.0",
    "HEAD / HTTP/1.1",
    "POST / HTTP/1.1",
    "PUT /x HTTP/1.1",
    "DELETE /x HTTP/1.1",
    "PATCH /x HTTP/1.1",
    "OPTIONS * HTTP/1.1",
    "OPTIONS / HTTP/1.1",
    "TRACE / HTTP/1.1",
    "CONNECT 127.0.0.1:5000 HTTP/1.1",
    "GET http://127.0.0.1:5000/ HTTP/1.1", // as to a proxy
    "POST https://127.0.0.1:5000/ HTTP/1.1",
    "PRI * HTTP/2.0", // how HTTP/2 begins
    "FROB /x HTTP/1.1",
    "NICK /evil HTTP/1.1",
    "get / http/1.1",
    "Post / Http/1.1",
    "connect 127.0.0.1:5000 http/1.1",
    "\r\nPOST / HTTP/1.1",
    "\n\n\nGET / HTTP/1.1",
    "\r\n\r\n\r\npost /x http/1.1",
};

// IRC and chat, as the body of a request that a form or a script makes.
std::string body(const std::string& line_end)
{
    std::string text;
    for (const std::string line :
         {"NICK evil", "USER e 0 * :e", "JOIN #lobby", "PRIVMSG #lobby :gotcha", "gotcha"}) {
        text += line + line_end;
    }
    return text;
}

std::string head(const std::string& request, const std::string& type, std::size_t size)
{
    return request +
           "\r\nHost: 127.0.0.1:5000\r\nOrigin: http://evil.example\r\nContent-Type: " + type +
           "\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n";
}

void nobody_heard(LineClient& alice)
{
    alice.say("PING :barrier");
    alice.expect("PONG ");
    for (const char* word : {"gotcha", "JOIN", "PRIVMSG", "evil"}) {
        alice.has_not_heard(word);
    }
}

} // namespace

TEST_CASE("a request in any spelling, to any listener, is answered once and says nothing")
{
    Listeners at;
    LineClient alice = LineClient::irc(at.ports[0], "alice");
    for (const int port : at.ports) {
        for (const std::string& request : requests) {
            CAPTURE(port, request);
            LineClient page(port);
            page.pour(head(request, "text/plain", body("\r\n").size()) + body("\r\n"));
            CHECK(page.expect_end().find("HTTP/1.1 400 ") != std::string::npos);
        }
    }
    nobody_heard(alice);
}

TEST_CASE("a body in any dress, in the clear or over TLS, says nothing")
{
    Listeners at;
    LineClient alice = LineClient::irc(at.ports[0], "alice");
    for (const std::string line_end : {"\r\n", "\r", "\n", "\r\n\r\n"}) {
        for (const std::string type : {"text/plain", "application/x-www-form-urlencoded",
                                       "multipart/form-data; boundary=x"}) {
            for (const Tls tls : {Tls::no, Tls::yes}) {
                const std::string text = body(line_end);
                LineClient page(at.ports[0], tls);
                page.pour(head("POST / HTTP/1.1", type, text.size()));
                page.pour(text);
                CHECK(page.expect_end().find("HTTP/1.1 400 ") != std::string::npos);
            }
        }
    }
    nobody_heard(alice);
}

TEST_CASE("a head whose lines end in CR alone says nothing")
{
    Listeners at;
    LineClient alice = LineClient::irc(at.ports[0], "alice");
    for (const int port : at.ports) {
        LineClient page(port);
        page.pour("POST / HTTP/1.1\rHost: x\r\r" + body("\r") + body("\r\n"));
        page.expect_end();
    }
    nobody_heard(alice);
}

TEST_CASE("what browsers send to call one another says nothing")
{
    Listeners at;
    LineClient alice = LineClient::irc(at.ports[0], "alice");
    // STUN over TCP, to a relay that a page has named. RFC 5389 section 6
    std::string allocate("\0\3\0\x1c!\x12\xa4\x42"
                         "0123456789ab\0\x19\0\4\x11\0\0\0\0\6\0\x10",
                         32);
    allocate += "\ngotcha\r\ngotcha\r\n";
    LineClient page(at.ports[0]);
    page.pour(allocate);
    CHECK(page.expect_end().find("that is no text") != std::string::npos);
    nobody_heard(alice);
}

TEST_CASE("a person at each listener is still served as what they are")
{
    Listeners at;
    LineClient alice = LineClient::irc(at.ports[0], "alice");
    LineClient bob = LineClient::irc(at.ports[1], "bob");
    bob.say("PRIVMSG #lobby :by irc");
    alice.expect(":by irc");
    LineClient carol(at.ports[2]);
    carol.expect("** hubbub");
    carol.send("NICK is what I type\n");
    alice.expect(":NICK is what I type");
    LineClient dave(at.ports[2]);
    dave.send("no line end");
    alice.expect(":no line end");
    LineClient eve(at.ports[1]);
    eve.send("hello\r\n");
    eve.end_input();
    CHECK(eve.expect_end().find("451") != std::string::npos); // IRC, whatever it is
}
