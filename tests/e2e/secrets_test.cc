// SPDX-License-Identifier: MIT
// Many secrets are given to the server in every way there is, rightly and wrongly; then everything
// that it wrote is searched for them.
#include "tests/support/catch.h"
#include "tests/support/line_client.h"
#include "tests/support/process.h"

#include <sys/inotify.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

using namespace hubbub::tests;
using Tls = LineClient::Tls;

namespace {

namespace fs = std::filesystem;

std::string base64(std::string_view text)
{
    constexpr std::string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i < text.size(); i += 3) {
        unsigned bits = 0;
        for (std::size_t j = i; j < i + 3; ++j) {
            bits = (bits << 8U) | (j < text.size() ? static_cast<unsigned char>(text[j]) : 0U);
        }
        for (unsigned j = 0; j < 4; ++j) {
            const bool padding = i + j > text.size();
            out += padding ? '=' : letters[(bits >> (18U - 6U * j)) & 63U];
        }
    }
    return out;
}

// Each new one can be told from all others, and from everything else.
class Secrets {
  public:
    std::string make(const std::string& name)
    {
        all_.push_back("hush-" + std::to_string(all_.size()) + "-" + name + "-qzx");
        return all_.back();
    }
    // What crosses the wire in place of a password.
    std::string plain(const std::string& account, const std::string& password)
    {
        all_.push_back(base64(std::string(1, '\0') + account + std::string(1, '\0') + password));
        return all_.back();
    }
    void add(const std::string& text) { all_.push_back(text); }
    // Fails too where there is nothing to search.
    void check_not_in(std::string_view where, std::string_view text) const
    {
        INFO(where);
        CHECK_FALSE(text.empty());
        for (const std::string& secret : all_) {
            INFO(secret);
            CHECK((text.find(secret) == std::string_view::npos));
        }
    }

  private:
    std::vector<std::string> all_;
};

std::string all_of(const fs::path& file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// hubbubd with every line that it tells, from the first, in a file.
class LoggedServer {
  public:
    explicit LoggedServer(const std::string& configuration)
        : configuration_(home_.file("hubbubd.toml", "[log]\nlevel = \"debug\"\n" + configuration)),
          process_({"sh", "-c", "exec \"$0\" \"$@\" 2> " + home_.path() + "/log",
                    program("hubbubd"), "--config", configuration_, "--listen", "127.0.0.1:0",
                    "--data", data()},
                   at_home(home_.path()))
    {
        port_ = port_told("listens on ");
    }
    std::string data() const { return home_.path() + "/data"; }
    std::string log() const { return all_of(home_.path() + "/log"); }
    void wait_for(std::string_view text) const
    {
        const int changes = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
        REQUIRE(inotify_add_watch(changes, home_.path().c_str(), IN_CREATE | IN_MODIFY) >= 0);
        const Deadline deadline = deadline_in(patience);
        while (log().find(text) == std::string::npos && wait_readable(changes, deadline)) {
            char told[4096];
            while (read(changes, told, sizeof told) > 0) {
            }
        }
        close(changes);
        INFO(log());
        REQUIRE(log().find(text) != std::string::npos);
    }
    int port_told(const std::string& text) const
    {
        wait_for("certificate SHA-256"); // after all of them
        const std::string told = log();
        const std::size_t place = told.find(":", told.find(text + "127.0.0.1") + text.size());
        return std::stoi(told.substr(place + 1));
    }
    int port() const { return port_; }
    Process& process() { return process_; }

  private:
    TempDir home_;
    std::string configuration_;
    Process process_;
    int port_ = 0;
};

struct House {
    Secrets secrets;
    Secrets kept; // in the database, and nowhere else
    std::string password = secrets.make("server");
    std::string oper = secrets.make("oper");
    LoggedServer server{"[server]\npassword = \"" + password + "\"\n" +
                        "[metrics]\nlisten = \"127.0.0.1:0\"\n[accounts]\nbefore_connect = true\n" +
                        "[[oper]]\nname = \"root\"\npassword = \"" + oper + "\"\n"};

    LineClient opens(const std::string& nick, Tls tls = Tls::yes)
    {
        LineClient client(server.port(), tls);
        client.say("CAP LS 302");
        client.say("PASS :" + password);
        client.say("NICK " + nick);
        client.say("USER " + nick + " 0 * :" + nick);
        return client;
    }
    LineClient enters(const std::string& nick)
    {
        LineClient client = opens(nick);
        client.say("CAP END");
        client.expect(" 001 ");
        client.say("JOIN #lobby");
        client.expect(" 366 ");
        return client;
    }
};

void wrong_server_password(House& house)
{
    LineClient eve(house.server.port());
    eve.say("PASS " + house.secrets.make("wrong-server"));
    eve.say("NICK eve");
    eve.say("USER eve 0 * :eve");
    eve.expect_end();
}

void operators(House& house, LineClient& alice)
{
    alice.say("OPER root " + house.secrets.make("wrong-oper"));
    alice.expect(" 464 ");
    alice.say("OPER " + house.secrets.make("oper-as-name"));
    alice.expect(" 461 ");
    alice.say("OPER " + house.secrets.make("oper-turned") + " root");
    alice.expect(" 491 ");
    alice.say("OPER root " + house.oper);
    alice.expect(" 381 ");
}

// "alice" has an account, under a password that changes.
std::string accounts(House& house, LineClient& alice)
{
    Secrets& secrets = house.secrets;
    const std::string first = secrets.make("first");
    alice.say("REGISTER * * " + first);
    alice.expect("REGISTER SUCCESS alice");
    alice.say("PRIVMSG NickServ :SET PASSWORD " + secrets.make("short").substr(0, 5));
    alice.expect("NOTICE");
    const std::string second = secrets.make("second");
    alice.say("PRIVMSG NickServ :SET PASSWORD " + second);
    alice.expect("NOTICE");
    for (const std::string& line :
         {"PRIVMSG NickServ :IDENTIFY alice " + secrets.make("wrong-identify"),
          "NICKSERV IDENTIFY " + secrets.make("wrong-verb"),
          "PRIVMSG NickServ :IDENTIFY " + secrets.make("turned") + " alice", "NS IDENTIFY " + first,
          "PRIVMSG NickServ :IDNETIFY " + secrets.make("mistyped-verb"),
          "PRIVMSG NickServ :" + secrets.make("no-verb"),
          "PRIVMSG NickServ :REGISTER " + secrets.make("again"),
          "NickServ REGISTER " + secrets.make("again-by-verb"),
          "VERIFY alice " + secrets.make("code"), "NOTICE NickServ :IDENTIFY " + second,
          "PRIVMSG NickSrv :IDENTIFY " + secrets.make("mistyped-service"),
          "IDENTIFY " + secrets.make("as-command"), "LOGIN alice " + secrets.make("as-login"),
          "PASS " + secrets.make("late-pass"), "OPPER root " + secrets.make("mistyped-oper"),
          "PASSWORD" + secrets.make("no-space"), "AUTHENTICATE " + secrets.make("not-base64"),
          "@label=" + secrets.make("label") + ";+cookie=" + secrets.make("cookie") + " PING x"}) {
        alice.say(line);
    }
    alice.say("PING :all");
    alice.expect("PONG");
    return second;
}

void sasl(House& house, const std::string& password)
{
    for (const std::string& given : {house.secrets.make("wrong-sasl"), password}) {
        LineClient client = house.opens("bob");
        client.say("CAP REQ :sasl");
        client.expect(" ACK ");
        client.say("AUTHENTICATE PLAIN");
        client.expect("AUTHENTICATE +");
        client.say("AUTHENTICATE " + house.secrets.plain("alice", given));
        client.expect(given == password ? " 903 " : " 904 ");
        client.say("AUTHENTICATE SCRAM-SHA-256");
        client.say("AUTHENTICATE " + base64("n,,n=alice,r=" + house.secrets.make("nonce")));
        client.say("QUIT");
        client.expect_end();
    }
    LineClient early = house.opens("carol");
    early.say("REGISTER carol * " + house.secrets.make("before"));
    early.expect("REGISTER ");
}

// A room's key is kept with the room, and is nowhere else.
void keys(House& house, LineClient& alice)
{
    alice.say("JOIN #locked " + house.secrets.make("join-key"));
    alice.expect(" 366 ");
    alice.say("MODE #locked +k :" + house.secrets.make("key with spaces"));
    alice.expect(" 696 ");
    alice.say("MODE #locked +k " + house.kept.make("key"));
    alice.expect(" MODE #locked +k ");
    LineClient eve = house.enters("eve");
    eve.say("JOIN #locked " + house.secrets.make("wrong-key"));
    eve.expect(" 475 ");
}

// Without a password of the server's, a person at the plain door.
void plain_door()
{
    Secrets secrets;
    LoggedServer server("");
    LineClient alice = LineClient::irc(server.port(), "alice");
    const std::string password = secrets.make("plain");
    alice.say("REGISTER * * " + password);
    alice.expect("REGISTER SUCCESS");
    alice.say("QUIT");
    LineClient plain(server.port());
    for (const std::string& line :
         {"/login alice " + secrets.make("wrong-login"), "/login " + secrets.make("login-alone"),
          "/logn alice " + secrets.make("mistyped"), "/identify " + secrets.make("unknown"),
          " /login alice " + secrets.make("with-a-space"), "/join #x " + secrets.make("key"),
          "/msg NickServ IDENTIFY " + secrets.make("by-msg"), "/login alice " + password}) {
        plain.send(line + "\n");
    }
    plain.expect("you are logged in as alice");
    plain.send("/login alice " + password + "\n");
    server.process().signal(SIGKILL);
    CHECK(server.process().expect_exit() == 128 + SIGKILL);
    secrets.check_not_in("the log", server.log());
    secrets.check_not_in("the database", all_of(server.data() + "/hubbub.db") +
                                             all_of(server.data() + "/hubbub.db-wal"));
}

std::string ask(int port)
{
    LineClient client(port);
    client.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n");
    return client.expect_end();
}

// Its certificate's key, line by line.
void add_key(House& house)
{
    std::ifstream key(house.server.data() + "/key.pem");
    for (std::string line; std::getline(key, line);) {
        if (!line.starts_with("-----")) {
            house.secrets.add(line);
        }
    }
}

} // namespace

TEST_CASE("no secret that it is given is in anything that the server writes")
{
    House house;
    add_key(house);
    wrong_server_password(house);
    LineClient alice = house.enters("alice");
    operators(house, alice);
    const std::string password = accounts(house, alice);
    sasl(house, password);
    keys(house, alice);

    std::string stats;
    for (const char* letter : {"u", "m", "o", "k"}) {
        alice.say(std::string("STATS ") + letter);
        stats += alice.expect(" 219 ");
    }
    stats += alice.waiting();
    house.server.process().signal(SIGHUP);
    house.server.wait_for("configuration reread");
    house.server.process().signal(SIGUSR1);
    house.server.wait_for(", up ");
    const std::string metrics = ask(house.server.port_told("metrics at http://"));
    house.server.process().signal(SIGABRT);
    CHECK(house.server.process().expect_exit() == 128 + SIGABRT);
    for (const Secrets* secrets : {&house.secrets, &house.kept}) {
        secrets->check_not_in("STATS", stats);
        secrets->check_not_in("metrics", metrics);
        secrets->check_not_in("the log, the status, its last words", house.server.log());
    }
    for (const fs::directory_entry& file : fs::directory_iterator(house.server.data())) {
        if (file.path().filename() != "key.pem" && file.file_size() != 0) {
            house.secrets.check_not_in(file.path().string(), all_of(file.path()));
        }
    }
    CHECK_FALSE(fs::exists("core"));
}

TEST_CASE("nor of those that a person types at the plain door")
{
    plain_door();
}

TEST_CASE("hubbubd hash tells the hash, and nothing of what it is of")
{
    TempDir home;
    Secrets secrets;
    Process hash({program("hubbubd"), "hash"}, at_home(home.path()));
    hash.send(secrets.make("hash") + "\n");
    hash.end_input();
    const std::string told = hash.expect_end();
    CHECK(told.find("$argon2id$") != std::string::npos);
    secrets.check_not_in("what it tells", told);
}
