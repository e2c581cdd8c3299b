// SPDX-License-Identifier: MIT
#include "tui/net/scram.h"

#include "crypto/digest.h"
#include "tests/support/catch.h"
#include "tests/unit/tui/irc_client.h"
#include "wire/base64.h"

#include <string>

using namespace hubbub;
using namespace hubbub::tui;
using tui::net::ScramClient;

namespace {

// RFC 7677 section 3.
constexpr const char* nonce = "rOprNGfwEbeRWgbNEkqO";
constexpr const char* server_first =
    "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
constexpr const char* server_last = "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

struct Login : tests::Client {
    std::vector<std::string> said;
    tui::net::Irc irc{model.network(),
                      clock,
                      {"alice", "al", "Alice", "pencil", {}, tui::net::Sasl::scram},
                      [this](std::string_view line) { said.emplace_back(line); }};

    std::string comes_to_scram(const std::string& offer = "PLAIN,SCRAM-SHA-256")
    {
        irc.up(false);
        irc.line(":s CAP * LS :sasl=" + offer);
        irc.line(":s CAP alice ACK :sasl");
        irc.line("AUTHENTICATE +");
        return wire::from_base64(said.back().substr(13)).value_or("");
    }
    std::string last_of_server()
    {
        const auto& lines = model.network().server().lines;
        return lines.empty() ? "" : std::string(lines[lines.size() - 1].text);
    }
    void answers(const std::string& text) { irc.line("AUTHENTICATE " + wire::to_base64(text)); }
};

} // namespace

TEST_CASE("the exchange of RFC 7677 comes out letter by letter")
{
    ScramClient client("user", "pencil", nonce);
    CHECK(client.first() == "n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
    const Result<std::string> last = client.last(server_first);
    REQUIRE(last);
    CHECK(*last == "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                   "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
    CHECK_FALSE(client.is_verified());
    CHECK(client.verify(server_last));
    CHECK(client.is_verified());
}

TEST_CASE("a server that does not know the password is found out")
{
    ScramClient client("user", "pencil", nonce);
    CHECK_FALSE(client.verify(server_last)); // before anything was said
    REQUIRE(client.last(server_first));
    for (const char* wrong : {"v=AAAATRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=", "v=", "", "e=x",
                              "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="}) {
        CHECK_FALSE(client.verify(wrong));
    }
}

TEST_CASE("what a server may not ask is refused")
{
    const std::string good_nonce = "r=rOprNGfwEbeRWgbNEkqOxx,";
    for (const std::string& wrong :
         {std::string("r=another,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"),
          std::string("r=rOprNGfwEbeRWgbNEkqO,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"),
          good_nonce + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4095",
          good_nonce + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=2000001",
          good_nonce + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=-1", good_nonce + "s=W22ZaJ0SNY7soEsUEjb6gQ==",
          good_nonce + "s=%%%,i=4096", good_nonce + "s=,i=4096",
          "m=x," + good_nonce + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096", std::string()}) {
        INFO(wrong);
        ScramClient client("user", "pencil", nonce);
        CHECK_FALSE(client.last(wrong));
    }
}

TEST_CASE("a name with a comma or an equals sign is written so that it stays one")
{
    CHECK(ScramClient("a,b=c", "x", "nonce").first() == "n,,n=a=2Cb=3Dc,r=nonce");
}

TEST_CASE("logging in by SCRAM needs no private connection, and ends when the server has proved")
{
    Login client;
    const std::string first = client.comes_to_scram();
    REQUIRE(first.starts_with("n,,n=alice,r="));
    const std::string bare = first.substr(3);
    const std::string question =
        "r=" + bare.substr(bare.find("r=") + 2) + "server,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
    client.answers(question);
    const std::string last = wire::from_base64(client.said.back().substr(13)).value_or("");
    REQUIRE(last.starts_with("c=biws,r="));

    SECTION("it proves")
    {
        const std::string salted =
            crypto::stretched("pencil", *wire::from_base64("W22ZaJ0SNY7soEsUEjb6gQ=="), 4096);
        const std::string message = bare + "," + question + "," + last.substr(0, last.find(",p="));
        const std::string signature =
            crypto::hmac_sha256(crypto::hmac_sha256(salted, "Server Key"), message);
        client.answers("v=" + wire::to_base64(signature));
        CHECK(client.said.back() == "AUTHENTICATE +");
        client.irc.line(":s 903 alice :SASL authentication successful");
        CHECK(client.said.back() == "CAP END");
        CHECK(client.last_of_server().find("not logged in") == std::string::npos);
    }
    SECTION("it proves something else")
    {
        client.answers("v=" + wire::to_base64(std::string(32, 'x')));
        CHECK(client.said[client.said.size() - 2] == "AUTHENTICATE *");
        CHECK(client.said.back() == "CAP END");
        CHECK(client.last_of_server().find("could not prove") != std::string::npos);
    }
    SECTION("it claims success without a proof")
    {
        client.irc.line(":s 903 alice :SASL authentication successful");
        CHECK(client.last_of_server().find("did not prove") != std::string::npos);
    }
    SECTION("it refuses")
    {
        client.irc.line(":s 904 alice :SASL authentication failed");
        CHECK(client.last_of_server() == "not logged in: SASL authentication failed");
        CHECK(client.said.back() == "CAP END");
    }
}

TEST_CASE("a mechanism that the server does not offer is not tried, and it is told")
{
    Login client;
    client.comes_to_scram("PLAIN,EXTERNAL");
    CHECK(client.last_of_server() == "not logged in: the server does not know SCRAM-SHA-256, but "
                                     "PLAIN,EXTERNAL; set server.sasl");
}

TEST_CASE("a question in pieces of 400 letters is put together, and no base64 ends it")
{
    Login client;
    const std::string first = client.comes_to_scram();
    const std::string question = "r=" + first.substr(first.find("r=") + 2) + std::string(400, 'x') +
                                 ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096";
    const std::string base64 = wire::to_base64(question);
    client.irc.line("AUTHENTICATE " + base64.substr(0, 400));
    CHECK(wire::from_base64(client.said.back().substr(13)) == first);
    client.irc.line("AUTHENTICATE " + base64.substr(400));
    CHECK(wire::from_base64(client.said[client.said.size() - 2].substr(13))
              .value_or("")
              .starts_with("c=biws,r="));

    Login other;
    other.comes_to_scram();
    other.irc.line("AUTHENTICATE %%%%");
    CHECK(other.last_of_server() == "not logged in: it sent no base64");
}
