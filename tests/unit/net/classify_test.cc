// SPDX-License-Identifier: MIT
#include "net/classify.h"

#include "tests/support/catch.h"

#include <random>
#include <string>
#include <utility>
#include <vector>

using namespace hubbub::net;

namespace {

// What a whole opening is, and what it must be after every shorter piece: the same, or undecided.
Opening decide(const std::string& bytes)
{
    for (std::size_t size = 1; size <= bytes.size(); ++size) {
        const Opening opening = classify(std::string_view(bytes).substr(0, size));
        if (opening != Opening::undecided) {
            return opening;
        }
    }
    return Opening::undecided;
}

const std::vector<std::pair<std::string, Opening>> openings = {
    {"\x16\x03\x01\x02", Opening::tls},
    {"PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n", Opening::proxy_header},
    {std::string("\r\n\r\n\0\r\nQUIT\n", 12), Opening::proxy_header},
    {"\xff\xfd\x03hello\r\n", Opening::plain},
    {"GET / HTTP/1.1\r\n", Opening::http},
    {"POST /x HTTP/1.0\r\n", Opening::http},
    {"OPTIONS * HTTP/1.1\r\n", Opening::http},
    {"CONNECT http://x HTTP/1.1\r\n", Opening::http},
    {"FROB /x HTTP/2\r\n", Opening::http},
    {"SSH-2.0-OpenSSH_9\r\n", Opening::ssh},
    {"CAP LS 302\r\n", Opening::irc},
    {"CAP REQ :sasl\n", Opening::irc},
    {"CAP NOTACOMMAND\r\n", Opening::irc},
    {"CAP NOT A COMMAND\r\n", Opening::plain},
    {"CAP it\n", Opening::plain},
    {"NICK alice\r\n", Opening::irc},
    {":x NICK alice\r\n", Opening::irc},
    {"@a=b CAP END\r\n", Opening::irc},
    {"USER a 0 * :b\r\n", Opening::irc},
    {"PASS secret\r\n", Opening::irc},
    {"AUTHENTICATE PLAIN\r\n", Opening::irc},
    {"WEBIRC a b c d\r\n", Opening::irc},
    {"QUIT\r\n", Opening::irc},
    {"PING x\r\n", Opening::irc},
    {"put the kettle on\n", Opening::plain},
    {"PUT the kettle on\n", Opening::plain},
    {"pass the salt\n", Opening::plain},
    {"PASS the salt\n", Opening::plain},
    {"PASS :a secret of words\r\n", Opening::irc},
    {"is HTTP/2 any good?\n", Opening::plain},
    {"FROB /x HTTP/1.1 \r\n", Opening::http},
    {"user error again\n", Opening::plain},
    {"nick alice\n", Opening::plain},
    {"NICK Cave is great\n", Opening::plain},
    {"CAP it all\n", Opening::plain},
    {"GET off my lawn\n", Opening::plain},
    {"GETTING late\n", Opening::plain},
    {"hello\r\n", Opening::plain},
    {"\nhello\n", Opening::plain},
    {"\r\n\r\nGET / HTTP/1.1\r\n", Opening::http},
    {"\n\n\nPOST /", Opening::http},
    {"\r\rFROB x:5000 HTTP/1.1\r\n", Opening::http},
    {"\r\nNICK alice\r\n", Opening::irc},
    {"\nPROXY TCP4 1.2.3.4 1.2.3.4 1 2\r\n", Opening::proxy_header},
    {"get / http/1.1\r\n", Opening::http},
    {"Post http://x/ Http/1.0\r\n", Opening::http},
    {"options * http/1.1\r\n", Opening::http},
    {"connect x:5000 http/1.1\r\n", Opening::http},
    {"PRI * HTTP/2.0\r\n", Opening::http},
    {"I like http/2\n", Opening::plain},
    {"http/2\n", Opening::plain},
    {"we need http/2\n", Opening::plain},
    {{"\0\3\0\10!\22\244B", 8}, Opening::binary}, // STUN, as browsers send it
    {{"\3\0\0\23", 4}, Opening::binary},          // RDP
    {{"hello\0world\n", 12}, Opening::binary},
    {{"hello\r\0\n", 8}, Opening::plain}, // telnet
    {"\r\n\r\nhello\n", Opening::plain},
    {"/nick bob\n", Opening::plain},
    {"caf\xc3\xa9\n", Opening::plain},
};

} // namespace

TEST_CASE("the first bytes tell who is there, however they are cut")
{
    for (const auto& [bytes, opening] : openings) {
        CAPTURE(bytes);
        CHECK(decide(bytes) == opening);
        CHECK(classify(bytes) == opening);
    }
}

TEST_CASE("a decision is never taken back")
{
    std::mt19937 random(3);
    const std::string letters =
        "GET /*http CAPNICK:@ \r\n\xff\x16PROXYSSH-x" + std::string(1, '\0');
    for (int round = 0; round < 3000; ++round) {
        std::string bytes;
        for (int i = 0; i < 24; ++i) {
            bytes += letters[random() % letters.size()];
        }
        Opening decided = Opening::undecided;
        for (std::size_t size = 1; size <= bytes.size(); ++size) {
            const Opening now = classify(std::string_view(bytes).substr(0, size));
            if (decided != Opening::undecided) {
                CAPTURE(bytes, size);
                CHECK(now == decided);
            } else {
                decided = now;
            }
        }
    }
}

TEST_CASE("a piece without a line end is plain after silence, unless it can become something else")
{
    CHECK(classify_after_silence("hello") == Opening::plain);
    CHECK(classify_after_silence("x") == Opening::plain);
    CHECK(classify_after_silence("NIC") == Opening::undecided);
    CHECK(classify_after_silence("NICK alice") == Opening::undecided);
    CHECK(classify_after_silence("GET") == Opening::undecided);
    CHECK(classify_after_silence("SSH") == Opening::undecided);
    CHECK(classify_after_silence("") == Opening::undecided);
    CHECK(classify_after_silence("PASS") == Opening::undecided);
    CHECK(classify_after_silence("PASS :a secret") == Opening::undecided);
    CHECK(classify_after_silence("CAP L") == Opening::undecided);
    CHECK(classify_after_silence("CAP LS 302") == Opening::undecided);
    CHECK(classify_after_silence("USER a") == Opening::undecided);
    CHECK(classify_after_silence(":x NI") == Opening::undecided);
    CHECK(classify_after_silence("FROB /x HTTP/1.1") == Opening::undecided);
    CHECK(classify_after_silence("USERS are here") == Opening::plain);
    CHECK(classify_after_silence("PINGUIN") == Opening::plain);
    CHECK(classify_after_silence("PASS the salt") == Opening::plain);
    CHECK(classify_after_silence("NICK Cave is great") == Opening::plain);
    CHECK(classify_after_silence("CAP it all") == Opening::plain);
}

TEST_CASE("empty lines tell nothing, but silence after them does")
{
    for (const std::string lines : {"\n", "\r\n", "\r\n\r\n", "\n\n\n\n"}) {
        CAPTURE(lines);
        CHECK(classify(lines) == Opening::undecided);
        CHECK(classify_after_silence(lines) == Opening::plain);
        CHECK(classify_after_silence(lines + "GE") == Opening::undecided);
        CHECK(classify_after_silence(lines + "well") == Opening::plain);
    }
    CHECK(classify_after_silence({"\r\n\r\n\0\r\nQU", 9}) == Opening::undecided);
    CHECK(classify(std::string(8191, '\n')) == Opening::undecided);
    CHECK(classify(std::string(8192, '\n')) == Opening::too_long);
    CHECK(classify(std::string(8000, '\n') + std::string(192, 'x')) == Opening::too_long);
}

TEST_CASE("a first line without end is given up")
{
    CHECK(classify(std::string(8191, 'x')) == Opening::undecided);
    CHECK(classify(std::string(8192, 'x')) == Opening::too_long);
    CHECK(classify(std::string(8191, 'x') + "\n") == Opening::plain);
    CHECK(classify(std::string(8192, 'x') + "\n") == Opening::too_long); // however it is cut
}
