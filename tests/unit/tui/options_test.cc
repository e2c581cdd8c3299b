// SPDX-License-Identifier: MIT
// The keys of hubbub.toml, as /set gives them.
#include "tui/options.h"

#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"
#include "tui/secret.h"

#include <sys/stat.h>

#include <fstream>

using namespace hubbub::tui;

TEST_CASE("a key takes TOML, or a bare word for a text")
{
    Options options;
    CHECK(set_option(options, "notify.bell", "false").empty());
    CHECK_FALSE(options.settings.bell);
    CHECK(set_option(options, "notify.words", "[\"release\", \"bug\"]").empty());
    CHECK(options.settings.words.size() == 2);
    CHECK(set_option(options, "view.nick_list", "off").empty());
    CHECK(options.nick_list == model::Show::never);
}

TEST_CASE("keys and aliases are checked when they are read")
{
    Options options;
    CHECK(set_option(options, "input.keys", "{ \"Ctrl-G\" = \"next-unread\" }").empty());
    CHECK(options.settings.keys.at("Ctrl-G") == "next-unread");
    CHECK(set_option(options, "input.keys", "{ \"Ctrl-G\" = \"next-unred\" }") ==
          "input.keys \"Ctrl-G\" cannot be \"next-unred\"; did you mean \"next-unread\"?");
    CHECK(set_option(options, "input.aliases", "{ j = \"/join\" }").empty());
    CHECK(options.settings.aliases.at("j") == "/join");
    CHECK(set_option(options, "input.aliases", "{ join = \"/part\" }") ==
          "input.aliases \"join\" is a command already");
}

TEST_CASE("what is wrong with a key or a value is told, and nothing is changed")
{
    Options options;
    CHECK(set_option(options, "notify.bel", "true") ==
          "there is no \"notify.bel\"; did you mean \"notify.bell\"?");
    CHECK(set_option(options, "notify.bell", "loud") == "notify.bell must be true or false");
    CHECK(set_option(options, "notify.words", "[1]").starts_with("notify.words must be"));
    CHECK(options.settings.bell);
    CHECK(set_option(options, "server.host", "chat.example").starts_with("server.host counts"));
}

TEST_CASE("a password comes from the first line of a program, which no shell sees")
{
    CHECK(first_line_of({"printf", "se$HOME;cret\\nmore"}) == "se$HOME;cret");
    CHECK_FALSE(first_line_of({"false"}));
    CHECK_FALSE(first_line_of({"true"}));
    CHECK_FALSE(first_line_of({"/no/such/program"}));
    CHECK_FALSE(first_line_of({}));
}

TEST_CASE("a password is read from a file that nobody else can read")
{
    hubbub::tests::TempDir directory;
    const std::string path = directory.file("secret");
    std::ofstream(path) << "hunter2\r\nsecond line\n";
    chmod(path.c_str(), 0600);
    CHECK(*first_line_of_file(path) == "hunter2");
    for (const mode_t mode : {0640U, 0604U, 0620U, 0602U}) {
        chmod(path.c_str(), mode);
        CHECK(first_line_of_file(path).error().sentence ==
              "must name a file that nobody else can read: chmod 600 " + path);
    }
    CHECK(first_line_of_file("/no/such/file").error().sentence ==
          "must name a file that can be read");
    CHECK_FALSE(first_line_of_file("/"));
}
