// SPDX-License-Identifier: MIT
// Logging in, by the words of IRCv3 sasl-3.1 and sasl-3.2.
#include "commands/scram.h"
#include "crypto/digest.h"
#include "tests/scenario/account_people.h"

#include <string>
#include <vector>

using namespace hubbub;
using namespace hubbub::tests;

TEST_CASE("sasl-3.2: the mechanisms are the value of the capability, for version 302 alone")
{
    Net at;
    Person modern = at.net.connects();
    modern.says("CAP LS 302");
    CHECK(modern.hears().find(" sasl=PLAIN,EXTERNAL,SCRAM-SHA-256 ") != std::string::npos);
    Person old = at.net.connects();
    old.says("CAP LS");
    const std::string names = old.hears() + " ";
    CHECK(names.find(" sasl ") != std::string::npos);
    CHECK(names.find("draft/account-registration ") != std::string::npos);
}

TEST_CASE("sasl-3.1: PLAIN logs in before registration, and the user comes with the account")
{
    Net at;
    Person watcher = at.net.joins("watcher", "#hub", "account-tag extended-join");
    Person alice = at.opens();
    alice.says("NICK alice");
    CHECK(alice.hears_nothing());
    alice.says("USER alice 0 * :Alice");
    alice.says("AUTHENTICATE PLAIN");
    CHECK(alice.hears() == "AUTHENTICATE +");
    alice.says("AUTHENTICATE " + plain("alice", "correct horse"));
    CHECK(alice.hears() == ":irc.example 900 alice alice!~alice@somewhere.example alice :You are "
                           "now logged in as alice");
    CHECK(alice.hears() == ":irc.example 903 alice :SASL authentication successful");
    alice.says("CAP END");
    CHECK(alice.hears_about(" 001 ") != "");
    CHECK(alice.hears_about(" 221 ").ends_with("+r"));
    alice.says("JOIN #hub");
    CHECK(watcher.hears() ==
          "@account=alice :alice!~alice@somewhere.example JOIN #hub alice :Alice");
}

TEST_CASE("sasl-3.1: what is wrong gets its numeric, and the connection goes on")
{
    Net at;
    Person eve = at.opens();
    const auto answer = [&](std::string_view line) {
        eve.forgets();
        eve.says(line);
        return eve.hears();
    };
    CHECK(answer("AUTHENTICATE MAGIC") ==
          ":irc.example 908 * PLAIN,EXTERNAL,SCRAM-SHA-256 :are available SASL mechanisms");
    CHECK(eve.hears() == ":irc.example 904 * :SASL authentication failed");
    CHECK(answer("AUTHENTICATE PLAIN") == "AUTHENTICATE +");
    CHECK(answer("AUTHENTICATE *") == ":irc.example 906 * :SASL authentication aborted");
    CHECK(answer("AUTHENTICATE PLAIN") == "AUTHENTICATE +");
    CHECK(answer("AUTHENTICATE no_base64!") == ":irc.example 904 * :SASL authentication failed");
    CHECK(answer("AUTHENTICATE PLAIN") == "AUTHENTICATE +");
    CHECK(answer("AUTHENTICATE " + std::string(401, 'A')) ==
          ":irc.example 905 * :SASL message too long");
    CHECK(answer("AUTHENTICATE EXTERNAL") == "AUTHENTICATE +");
    CHECK(answer("AUTHENTICATE +") == ":irc.example 904 * :SASL authentication failed");
    CHECK(answer("AUTHENTICATE") == ":irc.example 461 * AUTHENTICATE :Not enough parameters");
    for (const char* password : {"wrong", "", "correct horsE"}) {
        CHECK(answer("AUTHENTICATE PLAIN") == "AUTHENTICATE +");
        CHECK(answer("AUTHENTICATE " + plain("alice", password)) ==
              ":irc.example 904 * :SASL authentication failed");
    }
    answer("AUTHENTICATE PLAIN");
    answer("NICK eve");
    CHECK(answer("USER eve 0 * :Eve") == "");
    CHECK(answer("CAP END") == ":irc.example 906 eve :SASL authentication aborted");
    CHECK(eve.hears_about(" 001 ") != "");
}

TEST_CASE("sasl-3.1: a message longer than 400 bytes comes in pieces")
{
    Net at;
    Person alice = at.opens();
    alice.says("AUTHENTICATE PLAIN");
    alice.forgets();
    const std::string message = plain("alice", std::string(600, 'x'));
    alice.says("AUTHENTICATE " + message.substr(0, 400));
    CHECK(alice.hears_nothing());
    alice.says("AUTHENTICATE " + message.substr(400, 400));
    if (message.size() == 800) {
        alice.says("AUTHENTICATE +");
    } else {
        alice.says("AUTHENTICATE " + message.substr(800));
    }
    CHECK(alice.hears() == ":irc.example 904 * :SASL authentication failed");
}

TEST_CASE("SCRAM-SHA-256 proves both sides, and tells nothing to who does not know the password")
{
    Net at;
    HandWork work;
    const store::SodiumPasswords crypto(work, "", store::SodiumPasswords::Effort::least);
    const auto attempt = [&](std::string_view name, std::string_view password) {
        Person alice = at.opens();
        alice.says("AUTHENTICATE SCRAM-SHA-256");
        CHECK(alice.hears() == "AUTHENTICATE +");
        const std::string bare = concat({"n=", name, ",r=clientnonce"});
        alice.says("AUTHENTICATE " + wire::to_base64("n,," + bare));
        const std::string first = *wire::from_base64(alice.hears().substr(13));
        const std::vector<std::string_view> parts = split(first, ',');
        REQUIRE(parts.size() == 3);
        CHECK(parts[0].starts_with("r=clientnonce"));
        CHECK(parts[2] == "i=4096");
        const std::string salted =
            crypto::stretched(password, *wire::from_base64(parts[1].substr(2)), 4096);
        const std::string key = crypto.hmac_sha256(salted, "Client Key");
        const std::string without_proof = concat({"c=biws,", parts[0]});
        const std::string message = concat({bare, ",", first, ",", without_proof});
        std::string proof = crypto.hmac_sha256(crypto.sha256(key), message);
        for (std::size_t i = 0; i < proof.size(); ++i) {
            proof[i] = static_cast<char>(proof[i] ^ key[i]);
        }
        alice.says("AUTHENTICATE " +
                   wire::to_base64(concat({without_proof, ",p=", wire::to_base64(proof)})));
        const std::string answer = alice.hears();
        if (!answer.starts_with("AUTHENTICATE ")) {
            return answer;
        }
        const std::string signature =
            crypto.hmac_sha256(crypto.hmac_sha256(salted, "Server Key"), message);
        CHECK(*wire::from_base64(answer.substr(13)) == "v=" + wire::to_base64(signature));
        alice.says("AUTHENTICATE +");
        return alice.hears();
    };
    CHECK(attempt("alice", "correct horse").find(" 900 ") != std::string::npos);
    CHECK(attempt("alice", "wrong") == ":irc.example 904 * :SASL authentication failed");
    CHECK(attempt("nobody", "wrong") == ":irc.example 904 * :SASL authentication failed");
}

TEST_CASE("RFC 7677 section 3: the example of SCRAM-SHA-256")
{
    HandWork work;
    const store::SodiumPasswords crypto(work, "");
    const std::string salt = *wire::from_base64("W22ZaJ0SNY7soEsUEjb6gQ==");
    const std::string salted = crypto::stretched("pencil", salt, 4096);
    const std::string stored = crypto.sha256(crypto.hmac_sha256(salted, "Client Key"));
    const std::string server = crypto.hmac_sha256(salted, "Server Key");
    const std::string verifier = concat(
        {"4096,W22ZaJ0SNY7soEsUEjb6gQ==,", wire::to_base64(stored), ",", wire::to_base64(server)});
    const auto first = commands::read_client_first("n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
    REQUIRE(first);
    CHECK(first->name == "user");
    const std::string nonces = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
    const auto second = commands::server_first(verifier, nonces);
    CHECK(second == concat({"r=", nonces, ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"}));
    const std::string final =
        concat({"c=biws,r=", nonces, ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="});
    CHECK(commands::server_final(crypto, verifier, first->header, first->bare, *second, final) ==
          "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
    CHECK_FALSE(
        commands::server_final(crypto, verifier, first->header, first->bare, *second,
                               concat({"c=biws,r=other", final.substr(8 + nonces.size())})));
    for (const char* wrong : {"", "n,,", "p=tls-unique,,n=a,r=b", "n,,n=,r=b", "n,,n=a",
                              "n,,n=a=b,r=c", "n,,m=x,n=a,r=b"}) {
        CHECK_FALSE(commands::read_client_first(wrong));
    }
}

TEST_CASE("sasl-3.2: one may authenticate again after registration, and others are told")
{
    Net at;
    Person bob = at.net.joins("bob", "#hub", "account-notify");
    Person guest = at.net.joins("guest", "#hub", "sasl");
    bob.forgets();
    guest.says("AUTHENTICATE PLAIN");
    guest.says("AUTHENTICATE " + plain("alice", "correct horse"));
    CHECK(guest.hears_about(" 900 ") != "");
    CHECK(guest.hears() == ":irc.example 903 guest :SASL authentication successful");
    CHECK(bob.hears() == ":guest!~guest@guest.example ACCOUNT alice");
    bob.says("WHOIS guest");
    CHECK(bob.hears_about(" 330 ").find(" guest alice ") != std::string::npos);
}

TEST_CASE("sasl-3.1, Numerics: a login is answered with 900 and 903, and what was asked for")
{
    Net at;
    Person guest = at.net.registers("guest", "sasl account-notify");
    guest.says("AUTHENTICATE PLAIN");
    CHECK(guest.hears() == "AUTHENTICATE +");
    guest.says("AUTHENTICATE " + plain("alice", "correct horse"));
    CHECK(guest.hears().starts_with(":irc.example 900 guest guest!~guest@guest.example alice :"));
    CHECK(guest.hears() == ":irc.example 903 guest :SASL authentication successful");
    CHECK(guest.hears() == ":guest!~guest@guest.example ACCOUNT alice");
    CHECK(guest.hears_nothing());
    guest.says("MODE guest");
    CHECK(guest.hears() == ":irc.example 221 guest +r");
}

TEST_CASE("sasl-3.1, Numerics: 905 is for one piece; too many of them are 904")
{
    Net at;
    Person guest = at.net.registers("guest", "sasl");
    guest.says("AUTHENTICATE PLAIN");
    CHECK(guest.hears() == "AUTHENTICATE +");
    for (int i = 0; i < 20; ++i) { // 8,000 bytes
        guest.says("AUTHENTICATE " + std::string(400, 'A'));
    }
    CHECK(guest.hears_nothing());
    guest.says("AUTHENTICATE " + std::string(400, 'A'));
    CHECK(guest.hears() == ":irc.example 904 guest :SASL authentication failed");
}

TEST_CASE("sasl-3.2: from one account to another")
{
    Net at;
    Person bob = at.net.registers("bob", "sasl");
    bob.says("REGISTER bob * :correct horse");
    CHECK(bob.hears_about(" 900 ") != "");
    bob.forgets();
    bob.says("AUTHENTICATE PLAIN");
    bob.says("AUTHENTICATE " + plain("alice", "correct horse"));
    CHECK(bob.hears() == "AUTHENTICATE +");
    CHECK(bob.hears() == ":irc.example 900 bob bob!~bob@bob.example alice :You are now logged in "
                         "as alice");
    CHECK(bob.hears() == ":irc.example 903 bob :SASL authentication successful");
}

TEST_CASE("a labelled AUTHENTICATE has one labelled answer, though the check takes its time")
{
    Net at;
    Person alice = at.opens("sasl labeled-response batch");
    alice.says("@label=a AUTHENTICATE PLAIN");
    CHECK(alice.hears() == "@label=a AUTHENTICATE +");
    alice.mutters("@label=b AUTHENTICATE " + plain("alice", "correct horse"));
    alice.mutters("PING x");
    CHECK(alice.hears_nothing()); // the PING waits behind the check
    at.net.settle();
    CHECK(alice.hears().starts_with("@label=b :irc.example BATCH +"));
    CHECK(alice.hears_about(" 900 ") != "");
    CHECK(alice.hears_about(" 903 ") != "");
    CHECK(alice.hears().find(" BATCH -") != std::string::npos);
    CHECK(alice.hears().find("PONG") != std::string::npos);
}

TEST_CASE("where somebody may listen, PLAIN is refused before the password is sent")
{
    Net at;
    Person eve = at.opens("sasl standard-replies");
    eve.session()->private_path = false;
    eve.says("AUTHENTICATE PLAIN");
    CHECK(eve.hears().starts_with(":irc.example NOTE AUTHENTICATE NEEDS_TLS "));
    CHECK(eve.hears() == ":irc.example 904 * :SASL authentication failed");
    eve.says("AUTHENTICATE SCRAM-SHA-256");
    CHECK(eve.hears() == "AUTHENTICATE +");
}

TEST_CASE("too many failed logins are refused, even the right one, until a minute has gone")
{
    Net at;
    Person alice = at.opens();
    const auto attempt = [&](std::string_view password) {
        alice.says("AUTHENTICATE PLAIN");
        alice.forgets();
        alice.says("AUTHENTICATE " + plain("alice", password));
        return alice.hears();
    };
    for (int i = 0; i < 3; ++i) {
        CHECK(attempt("wrong").find(" 904 ") != std::string::npos);
    }
    CHECK(attempt("correct horse").find(" 904 ") != std::string::npos);
    at.net.clock().advance(std::chrono::seconds(61));
    CHECK(attempt("correct horse").find(" 900 ") != std::string::npos);
}

TEST_CASE("logins that are tried all at once are counted before they have failed")
{
    Net at;
    std::vector<Person> crowd;
    for (int i = 0; i < 4; ++i) {
        crowd.push_back(at.opens());
        crowd.back().says("AUTHENTICATE PLAIN");
        crowd.back().forgets();
    }
    for (std::size_t i = 0; i < 3; ++i) {
        crowd[i].mutters("AUTHENTICATE " + plain("alice", "wrong"));
        CHECK(crowd[i].hears_nothing()); // being checked
    }
    crowd[3].mutters("AUTHENTICATE " + plain("alice", "correct horse"));
    CHECK(crowd[3].hears().find(" 904 ") != std::string::npos); // not even tried
    at.net.settle();
}

TEST_CASE("logins that are right do not count, and refused ones do not count again")
{
    Net at;
    Person alice = at.opens();
    const auto attempt = [&](std::string_view password) {
        alice.says("AUTHENTICATE PLAIN");
        alice.forgets();
        alice.says("AUTHENTICATE " + plain("alice", password));
        return alice.hears().find(" 900 ") != std::string::npos;
    };
    for (int i = 0; i < 5; ++i) {
        CHECK(attempt("correct horse"));
    }
    for (int i = 0; i < 3; ++i) {
        CHECK_FALSE(attempt("wrong"));
    }
    at.net.clock().advance(std::chrono::seconds(50));
    CHECK_FALSE(attempt("correct horse"));
    at.net.clock().advance(std::chrono::seconds(11)); // a minute after those that failed
    CHECK(attempt("correct horse"));
}
