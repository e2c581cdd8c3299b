// SPDX-License-Identifier: MIT
// The client logs in to an account: with a password from wherever it comes, or a certificate.
#include "tests/support/catch.h"
#include "tests/support/line_client.h"
#include "tests/support/process.h"
#include "tests/support/pty.h"

#include <sys/stat.h>

#include <filesystem>
#include <string>

using namespace hubbub::tests;

namespace {

struct Account {
    TempDir home;
    Hubbubd server;

    Account()
    {
        LineClient alice = LineClient::irc(server.port(), "alice");
        alice.say("REGISTER * * password1");
        alice.expect("REGISTER SUCCESS alice");
    }
    // On top of where the server is.
    std::string config(const std::string& text) const
    {
        return home.file("hubbub.toml", "[server]\nnick = \"alice\"\n" + text);
    }
    Command command(const std::string& file) const
    {
        return {program("hubbub"), "--config", file, server.address()};
    }
    void expect_logged_in() const
    {
        LineClient bob = LineClient::irc(server.port(), "bob");
        bob.say("WHOIS alice");
        bob.expect(" 330 bob alice alice ");
    }
};

// In the room, for entering it is what comes to the front; then back to what the server has said.
void expect_not_logged_in(Pty& pty)
{
    pty.expect_that([&] { return pty.row(0).starts_with(" #lobby"); }, "the room");
    pty.type("\x1b"
             "1");
    pty.expect("not logged in: ");
}

// Of a certificate that openssl has just made in that directory, as its fingerprint.
std::string make_certificate(const TempDir& home)
{
    Process openssl({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                     "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=alice", "-days", "2",
                     "-keyout", home.path() + "/key.pem", "-out", home.path() + "/cert.pem"});
    REQUIRE(openssl.expect_exit() == 0);
    Process print(
        {"openssl", "x509", "-in", home.path() + "/cert.pem", "-noout", "-fingerprint", "-sha256"});
    std::string line = print.expect("=");
    line.erase(0, line.find('=') + 1);
    std::erase(line, ':');
    return line;
}

} // namespace

TEST_CASE("a password that nothing tells is asked for, and nobody sees it typed")
{
    const Account account;
    for (const std::string mechanism : {"plain", "scram-sha-256"}) {
        INFO(mechanism);
        const std::string file = account.config("sasl = \"" + mechanism + "\"\n");
        Pty pty(account.command(file), at_home(account.home.path()));
        pty.expect("Password of alice at 127.0.0.1:");
        pty.type("wrong\x15pasx\x7fsword1");
        CHECK(pty.screen().find("pas") == std::string::npos);
        pty.type("\r");
        pty.expect("#lobby");
        pty.expect_that([&] { return pty.on_alternate_screen(); }, "the full screen");
        account.expect_logged_in();
        pty.type("/quit\r");
        CHECK(pty.expect_exit() == 0);
        CHECK(pty.modes_are_as_found());
    }
}

TEST_CASE("a wrong password is told, and one is in all the same")
{
    const Account account;
    const std::string file = account.config("sasl = \"scram-sha-256\"\n");
    Pty pty(account.command(file), at_home(account.home.path()));
    pty.expect("Password of alice");
    pty.type("password2\r");
    expect_not_logged_in(pty);
}

TEST_CASE("who gives no password has changed their mind: status 2, and the terminal as it was")
{
    const Account account;
    const std::string file = account.config("sasl = \"plain\"\n");
    for (const char* keys : {"\r", "pass\x03", "\x04"}) {
        Pty pty(account.command(file), at_home(account.home.path()));
        pty.expect("Password of alice");
        pty.type(keys);
        CHECK(pty.expect_exit() == 2);
        CHECK(pty.screen().find("hubbub: no password was given") != std::string::npos);
        CHECK(pty.modes_are_as_found());
    }
}

TEST_CASE("a pipe is asked on the terminal that it was started from")
{
    const Account account;
    const std::string file = account.config("sasl = \"scram-sha-256\"\n");
    LineClient bob = LineClient::irc(account.server.port(), "listener");
    Pty pty({"sh", "-c",
             "echo from a pipe | " + program("hubbub") + " --config " + file + " " +
                 account.server.address()},
            at_home(account.home.path()));
    pty.expect("Password of alice");
    pty.type("password1\r");
    bob.expect(":from a pipe");
    CHECK(pty.expect_exit() == 0);
}

TEST_CASE("where there is no terminal to ask on, it says what to set")
{
    const Account account;
    const std::string file = account.config("sasl = \"plain\"\n");
    Command command{"setsid", "--wait"};
    for (const std::string& word : account.command(file)) {
        command.push_back(word);
    }
    Process hubbub(command, at_home(account.home.path()));
    hubbub.expect("set server.password_file or server.password_command");
    CHECK(hubbub.expect_exit() == 2);
}

TEST_CASE("the program that tells the password runs once it is decided that hubbub does")
{
    const Account account;
    const std::string marker = account.home.path() + "/ran";
    const std::string rest = "password_command = [\"sh\", \"-c\", \"cat; echo x >> " + marker +
                             "; echo password1\"]\nsasl = \"scram-sha-256\"\n";
    const auto runs = [&](const Command& words, const std::string& file) {
        Command command{program("hubbub"), "--config", file};
        command.insert(command.end(), words.begin(), words.end());
        Process hubbub(command, at_home(account.home.path()));
        hubbub.pour("not for the program\n");
        hubbub.end_input();
        return hubbub.expect_exit();
    };
    const std::string file = account.config(rest);
    CHECK(runs({"--help"}, file) == 0);
    CHECK(runs({"--nonsense"}, file) == 2);
    CHECK(runs({"irc://"}, file) == 2);
    CHECK(runs({}, account.config(rest + "nonsense = 1\n")) == 2);
    CHECK_FALSE(std::filesystem::exists(marker));
    LineClient bob = LineClient::irc(account.server.port(), "listener");
    CHECK(runs({account.server.address()}, account.config(rest)) == 0);
    CHECK(std::filesystem::file_size(marker) == 2);
    bob.expect(":not for the program");
}

TEST_CASE("a password file that others can read is refused")
{
    const Account account;
    const std::string secret = account.home.file("secret", "password1\n");
    const std::string file =
        account.config("password_file = \"" + secret + "\"\nsasl = \"plain\"\n");
    chmod(secret.c_str(), 0644);
    {
        Process hubbub(account.command(file), at_home(account.home.path()));
        hubbub.expect("hubbub.toml:3: server.password_file must name a file that nobody else can "
                      "read: chmod 600 ");
        CHECK(hubbub.expect_exit() == 2);
    }
    chmod(secret.c_str(), 0600);
    Pty pty(account.command(file), at_home(account.home.path()));
    pty.expect("#lobby");
    account.expect_logged_in();
}

TEST_CASE("a certificate that the account knows logs in by itself")
{
    Account account;
    const std::string fingerprint = make_certificate(account.home);
    const std::string file =
        account.config("tls = true\nsasl = \"external\"\ncertificate = \"" + account.home.path() +
                       "/cert.pem\"\nkey = \"" + account.home.path() + "/key.pem\"\n");
    {
        Pty stranger(account.command(file), at_home(account.home.path()));
        expect_not_logged_in(stranger);
    }
    CHECK(account.server.stop() == 0);
    Process add({program("hubbubd"), "--data", account.server.directory() + "/data", "account",
                 "cert", "alice", fingerprint});
    add.expect("alice");
    CHECK(add.expect_exit() == 0);
    account.server.start();
    Pty pty(account.command(file), at_home(account.home.path()));
    pty.expect("#lobby");
    account.expect_logged_in();
}
