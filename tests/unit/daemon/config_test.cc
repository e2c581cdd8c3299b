// SPDX-License-Identifier: MIT
#include "daemon/options.h"
#include "daemon/read_config.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

#include <sys/stat.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <string>

using namespace hubbub;
using namespace hubbub::daemon;

namespace {

ConfigReading read(const std::string& text, mode_t mode = 0600)
{
    tests::TempDir directory;
    const std::string path = directory.file("hubbubd.toml");
    REQUIRE(chmod(path.substr(0, path.rfind('/')).c_str(), 0755) == 0);
    std::ofstream(path) << text;
    REQUIRE(chmod(path.c_str(), mode) == 0);
    ConfigReading reading = read_config(path);
    for (std::string& mistake : reading.mistakes) {
        mistake = mistake.starts_with(path) ? mistake.substr(path.size()) : mistake;
    }
    return reading;
}

} // namespace

TEST_CASE("a file changes what it names and nothing else")
{
    const ConfigReading reading = read(R"(
        [server]
        name = "chat.example"
        lobby = "#den"
        [limits]
        nick = 20
        [timeouts]
        ping = "90s"
        [history]
        durability = "disk"
        [[listen]]
        address = "127.0.0.1"
        port = 6667
        [[listen]]
        unix = "/tmp/hubbub.sock"
        mode = "irc"
    )");
    CHECK(reading.mistakes.empty());
    CHECK(reading.config.settings.name == "chat.example");
    CHECK(reading.config.settings.lobby == "#den");
    CHECK(reading.config.settings.limits.nick == 20);
    CHECK(reading.config.settings.limits.channel == 64);
    CHECK(reading.config.settings.timeouts.ping == std::chrono::seconds(90));
    CHECK(reading.config.retention.durability == core::Durability::disk);
    REQUIRE(reading.config.listen.size() == 2);
    CHECK(reading.config.listen[0].address.text() == "127.0.0.1:6667");
    CHECK(reading.config.listen[1].mode == ListenMode::irc);
}

TEST_CASE("all mistakes are told at once, each with its line and the nearest key")
{
    const ConfigReading reading = read("[server]\n"
                                       "nmae = \"x\"\n"
                                       "name = 7\n"
                                       "[limit]\n"
                                       "nick = 1\n"
                                       "[timeouts]\n"
                                       "ping = \"soon\"\n"
                                       "[limits]\n"
                                       "nick = 9999\n");
    const std::set<std::string> found(reading.mistakes.begin(), reading.mistakes.end());
    CHECK(found.contains(":2: there is no \"server.nmae\"; did you mean \"server.name\"?"));
    CHECK(found.contains(":3: server.name must be a text in quotes"));
    CHECK(found.contains(":4: there is no \"limit\"; did you mean \"limits\"?"));
    CHECK(found.size() == 5);
}

TEST_CASE("a file that is no TOML is told with its line")
{
    const ConfigReading reading = read("[server\n");
    REQUIRE(reading.mistakes.size() == 1);
    CHECK(reading.mistakes[0].starts_with(":1: "));
}

TEST_CASE("who is exempt from limits of connections is an address or a range")
{
    const ConfigReading reading =
        read("[throttle]\nexempt = [\"127.0.0.1\", \"2001:db8::/32\"]\nconnections = 5");
    REQUIRE(reading.config.admission.exempt.size() == 2);
    CHECK(reading.config.admission.exempt[1].contains("2001:db8::7"));
    CHECK(reading.config.admission.connections == 5);
    const ConfigReading wrong = read("[throttle]\nexempt = [\"localhost\"]");
    REQUIRE(wrong.mistakes.size() == 1);
    CHECK(wrong.mistakes[0].find("\"localhost\"") != std::string::npos);
}

TEST_CASE("denied tags are named as in ISUPPORT")
{
    CHECK(read("[server]\nclient_tag_deny = [\"*\", \"-typing\"]").config.settings.denied_tags ==
          wire::DeniedTags{"*", "-typing"});
    const ConfigReading wrong = read("[server]\nclient_tag_deny = [\"+typing\"]");
    REQUIRE(wrong.mistakes.size() == 1);
    CHECK(wrong.mistakes[0].find("without their +") != std::string::npos);
}

TEST_CASE("keys of later versions are accepted and say so")
{
    const ConfigReading reading = read("[metadata]\nenabled = true\n");
    CHECK(reading.mistakes.empty());
    REQUIRE(reading.notes.size() == 1);
    CHECK(reading.notes[0].ends_with("metadata.enabled has no effect yet"));
}

TEST_CASE("durations")
{
    Millis time{};
    CHECK(parse_duration("10m", time));
    CHECK(time == std::chrono::minutes(10));
    CHECK(parse_duration("250ms", time));
    CHECK(time == Millis(250));
    CHECK(parse_duration("0", time));
    CHECK_FALSE(parse_duration("10", time));
    CHECK_FALSE(parse_duration("-1s", time));
    CHECK_FALSE(parse_duration("", time));
}

TEST_CASE("the command line's addresses")
{
    Config config;
    CHECK(add_listen(config, "127.0.0.1:1234").empty());
    CHECK(add_listen(config, "[::1]").empty());
    CHECK(config.listen[1].address.text() == "[::1]:5000");
    CHECK_FALSE(add_listen(config, "chat.example:5000").empty());
}

TEST_CASE("an operator has a name, a password, a mask and privileges")
{
    const ConfigReading reading = read(R"(
        [[oper]]
        name = "root"
        password = "$argon2id$v=19$m=65536,t=2,p=1$c2FsdA$aGFzaA"
        mask = "*@192.0.2.1"
        privileges = ["kill", "ban"]
        [[oper]]
        name = "all"
        password = "plain"
    )");
    CHECK(reading.mistakes.empty());
    REQUIRE(reading.config.settings.operators.size() == 2);
    const hubbub::core::OperatorBlock& root = reading.config.settings.operators[0];
    CHECK(root.mask == "*!*@192.0.2.1");
    CHECK(root.privileges.has(hubbub::core::Privilege::kill));
    CHECK_FALSE(root.privileges.has(hubbub::core::Privilege::rehash));
    CHECK(reading.config.settings.operators[1].mask == "*!*@*");
    CHECK(reading.config.settings.operators[1].privileges.has(hubbub::core::Privilege::samode));
    REQUIRE(reading.notes.size() == 1);
    CHECK(reading.notes[0].find("is no hash") != std::string::npos);
}

TEST_CASE("mistakes in an operator are told")
{
    const ConfigReading reading = read(R"(
        [[oper]]
        name = "root"
        [[oper]]
        name = "root"
        password = "x"
        privileges = ["everything"]
        [[oper]]
        name = "root"
        password = "x"
        privilege = ["all"]
    )");
    REQUIRE(reading.mistakes.size() == 3);
    CHECK(reading.mistakes[2].find("did you mean \"privileges\"?") != std::string::npos);
}

TEST_CASE("metrics are told on this machine alone, unless the file says otherwise")
{
    CHECK_FALSE(read("").config.metrics);
    CHECK_FALSE(read("[metrics]\nlisten = \"\"\n").config.metrics);
    CHECK(read("[metrics]\nlisten = \"127.0.0.1:1234\"\n").config.metrics->text() ==
          "127.0.0.1:1234");
    CHECK(read("[metrics]\nlisten = \"[::1]\"\n").config.metrics->text() == "[::1]:9100");

    for (const std::string address : {"0.0.0.0:9100", "[::]:9100", "192.0.2.1:9100"}) {
        const std::string key = "[metrics]\nlisten = \"" + address + "\"\n";
        const ConfigReading refused = read(key);
        REQUIRE(refused.mistakes.size() == 1);
        CHECK(refused.mistakes[0].find("which others can reach") != std::string::npos);
        CHECK(read(key + "public = true\n").mistakes.empty());
        CHECK(read("[metrics]\npublic = true\nlisten = \"" + address + "\"\n").mistakes.empty());
    }
    for (const std::string wrong : {"localhost:9100", "127.0.0.1:x", "9100"}) {
        CHECK(read("[metrics]\nlisten = \"" + wrong + "\"\n").mistakes.size() == 1);
    }
}

TEST_CASE("a password that everybody can read is warned of, a hash is none")
{
    constexpr std::string_view oper = "[[oper]]\nname = \"root\"\npassword = ";
    const std::string plain = std::string(oper) + "\"secret\"\n";
    const std::string hash = std::string(oper) + "\"$argon2id$v=19$m=65536,t=2,p=1$c2FsdA$aGFz\"\n";
    const std::string of_server = "[server]\npassword = \"sesame\"\n";
    constexpr std::string_view warning = "holds a password, and everybody can read it: chmod 640";
    const auto is_warned = [&](const std::string& text, mode_t mode) {
        const ConfigReading reading = read(text, mode);
        CHECK(reading.mistakes.empty());
        return std::any_of(reading.notes.begin(), reading.notes.end(),
                           [&](const std::string& note) {
                               CHECK(note.find("secret") == std::string::npos);
                               CHECK(note.find("sesame") == std::string::npos);
                               return note.find(warning) != std::string::npos;
                           });
    };
    for (const std::string& text : {plain, of_server}) {
        CHECK_FALSE(is_warned(text, 0600));
        CHECK_FALSE(is_warned(text, 0640));
        CHECK(is_warned(text, 0644));
    }
    CHECK_FALSE(is_warned(hash, 0644));
    CHECK_FALSE(is_warned("[server]\nname = \"chat.example\"\n", 0644));
}

TEST_CASE("a key that everybody can read is refused, and one in a closed folder is not")
{
    tests::TempDir directory;
    const std::string key = directory.file("key.pem");
    std::ofstream(key) << "key";
    const std::string folder = key.substr(0, key.rfind('/'));
    const std::string text = "[tls]\nkey = \"" + key + "\"\n";
    REQUIRE(chmod(key.c_str(), 0644) == 0);
    REQUIRE(chmod(folder.c_str(), 0700) == 0);
    CHECK(read(text).mistakes.empty());
    REQUIRE(chmod(folder.c_str(), 0755) == 0);
    REQUIRE(read(text).mistakes.size() == 1);
    CHECK(read(text).mistakes[0].find("everybody can read the key of the certificate") !=
          std::string::npos);
    REQUIRE(chmod(key.c_str(), 0640) == 0);
    CHECK(read(text).mistakes.empty());
}
