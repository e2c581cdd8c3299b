// SPDX-License-Identifier: MIT
#include "tui/net/dns_message.h"

#include "tests/support/catch.h"
#include "tests/support/dns_bytes.h"

using namespace hubbub::tui::net;
using hubbub::tests::DnsBytes;

namespace {

std::string usual_answer()
{
    DnsBytes answer(0xbeef, 0x8580, 1, 3, 1);
    answer.question("chat.example", dns_a);
    answer.row({"chat.example", dns_cname, 300, "edge.example"});
    answer.row({"edge.example", dns_a, 60, "192.0.2.1"});
    answer.row({"edge.example", dns_aaaa, 61, "2001:db8::1"});
    answer.opt(1232, 0x8000);
    return answer.bytes();
}

} // namespace

TEST_CASE("an answer is read with its flags, counts, records and OPT")
{
    const auto message = read_dns_message(usual_answer());
    REQUIRE(message);
    CHECK(message->whole);
    CHECK(message->id == 0xbeef);
    CHECK(message->is_answer);
    CHECK(message->authoritative);
    CHECK_FALSE(message->truncated);
    CHECK(message->recursion_desired);
    CHECK(message->recursion_available);
    CHECK(message->result == 0);
    CHECK(message->counts == std::array<std::uint16_t, 4>{1, 3, 0, 1});
    REQUIRE(message->questions.size() == 1);
    CHECK(message->questions[0].name == "chat.example");
    CHECK(message->questions[0].type == dns_a);
    CHECK(message->questions[0].in_class == 1);
    REQUIRE(message->answers.size() == 3);
    CHECK(message->answers[0].value == "edge.example");
    CHECK(message->answers[0].ttl == 300);
    CHECK(message->answers[1].name == "edge.example");
    CHECK(message->answers[1].value == "192.0.2.1");
    CHECK(message->answers[2].value == "2001:db8::1");
    REQUIRE(message->opt);
    CHECK(message->opt->udp_size == 1232);
    CHECK(message->opt->version == 0);
    CHECK(message->opt->dnssec_ok);
}

TEST_CASE("an answer that breaks off anywhere is read as far as it goes")
{
    const std::string bytes = usual_answer();
    for (std::size_t size = 0; size < bytes.size(); ++size) {
        const auto message = read_dns_message(std::string_view(bytes).substr(0, size));
        CHECK(message.has_value() == (size >= 12));
        CHECK_FALSE((message && message->whole));
        CHECK_FALSE((message && message->opt));
    }
}

TEST_CASE("pointers that lead in a circle, forward or to themselves end the reading")
{
    const auto with_name = [](std::string_view name) {
        DnsBytes bytes(1, 0x8180, 1, 0, 0);
        bytes.raw(name);
        bytes.four(0x00010001);
        return read_dns_message(bytes.bytes());
    };
    using namespace std::string_view_literals;
    CHECK_FALSE(with_name("\xc0\x0c"sv)->whole); // to itself
    CHECK_FALSE(with_name("\x01"
                          "a\xc0\x0c"sv)
                    ->whole);                              // to its own start
    CHECK_FALSE(with_name("\xc0\x20"sv)->whole);           // forward
    CHECK_FALSE(with_name("\xff\xff"sv)->whole);           // outside
    CHECK_FALSE(with_name("\x40zz\0"sv)->whole);           // a kind of label that is none
    CHECK(with_name("\0"sv)->questions.at(0).name == "."); // the root
}

TEST_CASE("a name longer than 255 octets is a mistake, also when pointers make it so")
{
    std::string label = "\x3f" + std::string(63, 'a');
    DnsBytes fits(1, 0, 1, 0, 0);
    fits.raw(label + label + label + "\x3d" + std::string(61, 'b') + std::string(1, '\0'));
    fits.four(0x00010001);
    CHECK(read_dns_message(fits.bytes())->whole);
    DnsBytes longer(1, 0, 1, 0, 0);
    longer.raw(label + label + label + label + std::string(1, '\0'));
    longer.four(0x00010001);
    CHECK_FALSE(read_dns_message(longer.bytes())->whole);
}

TEST_CASE("what is not printable in a name is told by its number")
{
    using namespace std::string_view_literals;
    DnsBytes bytes(1, 0, 1, 0, 0);
    bytes.raw("\x06"
              "a.\\\x1b \xff\x00"sv);
    bytes.four(0x00010001);
    CHECK(read_dns_message(bytes.bytes())->questions.at(0).name == "a\\046\\092\\027\\032\\255");
}

TEST_CASE("a name that runs on past its record, or an address of a wrong size, is not believed")
{
    using namespace std::string_view_literals;
    DnsBytes runs_on(1, 0x8180, 0, 1, 0);
    runs_on.raw("\0\0\x05\0\x01\0\0\0\x3c\0\x02\x03"
                "abc\0"sv);
    CHECK_FALSE(read_dns_message(runs_on.bytes())->whole);
    DnsBytes short_address(1, 0x8180, 0, 1, 0);
    short_address.raw("\0\0\x01\0\x01\0\0\0\x3c\0\x03"
                      "abc"sv);
    const auto message = read_dns_message(short_address.bytes());
    CHECK(message->whole);
    CHECK(message->answers.at(0).value.empty());
}

TEST_CASE("OPT adds its bits to the result, and a TTL with its highest bit is none")
{
    DnsBytes bytes(1, 0x8180, 0, 1, 1);
    bytes.row({"a", dns_a, 0x80000001U, "192.0.2.1"});
    bytes.opt(4096, 0x01020000);
    const auto message = read_dns_message(bytes.bytes());
    CHECK(message->result == 16);
    CHECK(message->opt->version == 2);
    CHECK(message->answers.at(0).ttl == 0);
    CHECK(dns_result_name(message->result) == "BADVERS");
}

TEST_CASE("types, classes and results have their names, or their numbers")
{
    CHECK(dns_type_name(dns_aaaa) == "AAAA");
    CHECK(dns_type_name(65) == "TYPE65");
    CHECK(dns_class_name(1) == "IN");
    CHECK(dns_class_name(3) == "CLASS3");
    CHECK(dns_result_name(3) == "NXDOMAIN");
    CHECK(dns_result_name(9) == "RCODE9");
}
