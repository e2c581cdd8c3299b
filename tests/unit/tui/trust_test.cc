// SPDX-License-Identifier: MIT
// Whom one trusts, and what is kept of it.
#include "tui/net/trust.h"

#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/tui/irc_client.h"

#include <sys/stat.h>

#include <fstream>
#include <iterator>

using namespace hubbub;
using std::chrono::hours;
using std::chrono::seconds;
using tui::net::read_sts;
using tui::net::StsPolicies;
using tui::net::Trust;

namespace {

mode_t mode_of(const std::string& path)
{
    struct stat facts {};
    return stat(path.c_str(), &facts) == 0 ? facts.st_mode & 0777U : 0;
}

const WallTime now{std::chrono::hours(500'000)};

} // namespace

TEST_CASE("certificates are trusted on first use, and a changed one is not")
{
    tests::TempDir directory;
    const std::string file = directory.file("state/hubbub/known_servers");
    Trust trust(file);
    CHECK(trust.judge("host", 5000, "aa") == Trust::Verdict::unknown);
    CHECK(trust.remember("host", 5000, "aa"));
    const Trust again(file);
    CHECK(again.judge("host", 5000, "aa") == Trust::Verdict::known);
    CHECK(again.judge("host", 5000, "bb") == Trust::Verdict::changed);
    CHECK(again.judge("host", 5001, "aa") == Trust::Verdict::unknown);
    CHECK(mode_of(file) == 0600);
    CHECK(mode_of(directory.file("state/hubbub")) == 0700);
    CHECK(mode_of(directory.file("state")) == 0700);
}

TEST_CASE("what a server says of its transport security is read")
{
    CHECK(read_sts("duration=31536000,port=6697").port == 6697);
    CHECK(read_sts("duration=31536000,port=6697").duration == seconds(31536000));
    CHECK(read_sts("port=6697,preload,other=x").port == 6697);
    CHECK_FALSE(read_sts("port=6697").duration);
    CHECK(read_sts("duration=0").duration == seconds(0));
    for (const char* wrong : {"", "port", "port=", "port=0", "port=65536", "port=x", "port=-1"}) {
        CHECK_FALSE(read_sts(wrong).port);
    }
    CHECK_FALSE(read_sts("duration=soon").duration);
    CHECK(read_sts("duration=18446744073709551615").duration < hours(24 * 365 * 11));
}

TEST_CASE("a policy holds for its time, whatever the case of the name, and outlives the program")
{
    tests::TempDir directory;
    const std::string file = directory.file("state/sts_policies");
    StsPolicies policies(file);
    CHECK_FALSE(policies.port_of("chat.example", now));
    CHECK(policies.keep("Chat.Example", 6697, hours(2), now));
    CHECK(policies.keep("other.example", 7000, hours(1), now));
    CHECK(mode_of(file) == 0600);
    StsPolicies again(file);
    CHECK(again.port_of("CHAT.example", now + hours(1)) == 6697);
    CHECK_FALSE(again.port_of("chat.example", now + hours(3)));
    CHECK(again.port_of("other.example", now) == 7000);

    CHECK(policies.keep("third.example", 7001, hours(2), now)); // by another program
    CHECK(again.keep("chat.example", 6697, seconds(0), now));
    const StsPolicies last(file);
    CHECK_FALSE(last.port_of("chat.example", now));
    CHECK(last.port_of("other.example", now) == 7000);
    CHECK(last.port_of("third.example", now) == 7001);
}

TEST_CASE("policies that are over, and lines that are none, are left out")
{
    tests::TempDir directory;
    const std::string file = directory.file("sts_policies");
    std::ofstream(file) << "old.example 6697 5\nnonsense\nx 1 2 3\n\nbad.example port 9\n";
    StsPolicies policies(file);
    CHECK_FALSE(policies.port_of("old.example", now));
    CHECK(policies.keep("new.example", 6697, hours(1), now));
    std::ifstream in(file);
    const std::string all{std::istreambuf_iterator<char>(in), {}};
    CHECK(all == "new.example 6697 1800003600\n");
}

TEST_CASE("a server's policy is heeded before anything is asked for")
{
    tests::Client client;
    std::string told;
    bool gives_up = true;
    client.irc.set_sts([&](std::string_view value) {
        told = value;
        return gives_up;
    });
    client.irc.up();
    const std::size_t before = client.sent.size();
    client.hears(":s CAP * LS * :batch");
    client.hears(":s CAP * LS :sts=port=6697 echo-message");
    CHECK(told == "port=6697");
    CHECK(client.sent.size() == before);
    gives_up = false;
    client.irc.up();
    client.hears(":s CAP * LS :batch sts=duration=60");
    CHECK(told == "duration=60");
    CHECK(client.last() == "CAP REQ :batch"); // and sts itself is never asked for
}
