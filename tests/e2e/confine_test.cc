// SPDX-License-Identifier: MIT
// The real server is confined once it is started, and can do all it must.
#include "tests/support/catch.h"
#include "tests/support/line_client.h"
#include "tests/support/process.h"

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <string>

using namespace hubbub::tests;

namespace fs = std::filesystem;

namespace {

// Makes the server's own kind of certificate in the folder, by a server that starts and ends.
void make_certificate(const std::string& folder)
{
    Process maker({program("hubbubd"), "--listen", "127.0.0.1:0", "--data", folder},
                  at_home(folder));
    maker.expect("listens on");
    maker.signal(SIGTERM);
    REQUIRE(maker.expect_exit() == 0);
}

std::string with_certificate(const std::string& folder)
{
    return "[tls]\ncertificate = \"" + folder + "/certificate.pem\"\nkey = \"" + folder +
           "/key.pem\"\n";
}

std::string shown_certificate(int port)
{
    return LineClient::irc(port, "looker", "#lobby", {}, LineClient::Tls::yes).certificate_sha256();
}

// The line with that text which a server tells at its start.
std::string told_at_start(const std::string& text)
{
    TempDir home;
    Process server({program("hubbubd"), "--listen", "127.0.0.1:0", "--data", "none"},
                   at_home(home.path()));
    return server.expect(text);
}

// A sanitizer cannot be confined, and not every kernel knows how.
bool files_are_confined()
{
    const std::string told = told_at_start("confined: ");
    return told.substr(0, told.find("not in force")).find("no files but its own") !=
           std::string::npos;
}

bool calls_are_filtered()
{
    return told_at_start("system calls: ").find("none but those") != std::string::npos;
}

} // namespace

TEST_CASE("it says what is in force, of all its threads")
{
    Hubbubd server;
    server.crash();
    server.start(); // "confined" stands before the line that start() waits for
    LineClient alice = LineClient::irc(server.port(), "alice");
    int threads = 0;
    int confined = 0;
    int filtered = 0;
    const std::string tasks = "/proc/" + std::to_string(server.process().pid()) + "/task";
    for (const fs::directory_entry& task : fs::directory_iterator(tasks)) {
        ++threads;
        std::ifstream status(task.path() / "status");
        for (std::string line; std::getline(status, line);) {
            confined += line == "NoNewPrivs:\t1" ? 1 : 0;
            filtered += line == "Seccomp:\t2" ? 1 : 0;
        }
    }
    CHECK(threads >= 4);
    CHECK((confined == threads || confined == 0)); // 0: built with a sanitizer
    CHECK(filtered == (calls_are_filtered() ? threads : 0));
}

TEST_CASE("a certificate that is renewed in its place is read, one elsewhere is refused")
{
    TempDir first;
    TempDir second;
    make_certificate(first.path());
    make_certificate(second.path());
    TempDir live;
    for (const char* file : {"/certificate.pem", "/key.pem"}) {
        fs::copy_file(first.path() + file, live.path() + file);
    }
    Hubbubd server(with_certificate(live.path()));
    const std::string before = shown_certificate(server.port());

    for (const char* file : {"/certificate.pem", "/key.pem"}) { // as who renews does: rename
        fs::copy_file(second.path() + file, live.path() + file + ".new");
        fs::rename(live.path() + file + ".new", live.path() + file);
    }
    server.process().signal(SIGHUP);
    server.process().expect("configuration reread");
    const std::string after = shown_certificate(server.port());
    CHECK(after != before);

    if (files_are_confined()) {
        std::ofstream(server.directory() + "/hubbubd.toml") << with_certificate(first.path());
        server.process().signal(SIGHUP);
        server.process().expect("the old one stays");
        server.process().expect("configuration reread");
        CHECK(shown_certificate(server.port()) == after);
    }
    CHECK(server.stop() == 0);
}

TEST_CASE("a configuration that an editor has replaced is read")
{
    Hubbubd server;
    const std::string file = server.directory() + "/hubbubd.toml";
    std::ofstream(file + ".new") << "[server]\nname = \"renamed.example\"\n";
    fs::rename(file + ".new", file);
    server.process().signal(SIGHUP);
    server.process().expect("configuration reread");
    LineClient alice = LineClient::irc(server.port(), "alice");
    alice.say("VERSION");
    alice.expect(":renamed.example 351 ");
}

TEST_CASE("a unix socket is removed at the end, confined or not")
{
    for (const std::string confine : {"true", "false"}) {
        TempDir home;
        const std::string file = home.file("hubbubd.toml", "[server]\nconfine = " + confine + "\n");
        const std::string path = home.path() + "/chat.sock";
        Process server({program("hubbubd"), "--config", file, "--listen", path, "--data", "none"},
                       at_home(home.path()));
        server.expect("listens on " + path);
        CHECK(fs::exists(path));
        server.signal(SIGTERM);
        CHECK(server.expect_exit() == 0);
        CHECK_FALSE(fs::exists(path));
    }
}

TEST_CASE("a state directory that others can write in stops the start with a sentence")
{
    TempDir home;
    const std::string data = home.path() + "/data";
    fs::create_directory(data);
    fs::permissions(data, fs::perms(0777));
    Process server({program("hubbubd"), "--listen", "127.0.0.1:0", "--data", data},
                   at_home(home.path()));
    CHECK(server.expect_exit() == 1);
    CHECK(server.waiting().find("others can write in " + data + ": chmod 700") !=
          std::string::npos);
    CHECK(fs::is_empty(data));
}

TEST_CASE("what is kept is its owner's alone")
{
    Hubbubd server;
    LineClient alice = LineClient::irc(server.port(), "alice", "#lobby", "echo-message");
    alice.say("PRIVMSG #lobby :kept");
    alice.expect("kept");
    const fs::path data = server.directory() + "/data";
    CHECK(fs::status(data).permissions() == fs::perms(0700));
    int files = 0;
    for (const fs::directory_entry& entry : fs::directory_iterator(data)) {
        INFO(entry.path());
        ++files;
        const bool is_public = entry.path().filename() == "certificate.pem";
        CHECK((is_public || entry.status().permissions() == fs::perms(0600)));
    }
    CHECK(files >= 5);
}
