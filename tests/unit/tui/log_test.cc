// SPDX-License-Identifier: MIT
// What is kept of conversations, and read back.
#include "tui/log.h"

#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/tui/irc_client.h"

#include <sys/stat.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

using namespace hubbub;
using namespace hubbub::tui;
using model::ChatLine;
using model::LineKind;

namespace {

std::string content(const std::string& path)
{
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

ChatLine line(std::string_view text, WallTime time, LineKind kind = LineKind::message,
              std::string_view msgid = {})
{
    ChatLine one;
    one.kind = kind;
    one.time = time;
    one.nick = kind == LineKind::event ? "" : "alice";
    one.text = text;
    one.msgid = msgid;
    return one;
}

const WallTime noon = std::chrono::time_point_cast<Millis>(
    std::chrono::sys_days(std::chrono::year(2026) / 11 / 24) + std::chrono::hours(12));

struct Keeper {
    explicit Keeper(const std::string& where) : directory(where) { model.network().nick = "alice"; }
    std::string directory;
    model::Model model;
    LocalLog log{directory, "net"};

    model::Buffer& room() { return model.network().open("#lobby"); }
    void note(std::string_view text, WallTime time, std::string_view msgid = {})
    {
        log.note(room(), line(text, time, LineKind::message, msgid));
    }
    std::string written()
    {
        log.write(model.network());
        return content(directory + "/net/#lobby/2026-11.log");
    }
    std::string shown()
    {
        std::string all;
        for (std::size_t i = 0; i < room().lines.size(); ++i) {
            all += std::string(room().lines[i].text) + " ";
        }
        return all;
    }
};

} // namespace

TEST_CASE("every kind of line is text that is read back as it was")
{
    for (const LineKind kind : {LineKind::message, LineKind::action, LineKind::notice,
                                LineKind::event, LineKind::coming, LineKind::going}) {
        for (const char* text : {"tea? <b> -x- (why)", "x", "한글 * --> a"}) {
            const std::string written = log_text(line(text, noon, kind, "id.1"));
            INFO(written);
            CHECK(written.starts_with("2026-11-24T12:00:00.000Z id.1 "));
            const auto read =
                read_log_line(std::string_view(written).substr(0, written.size() - 1));
            REQUIRE(read);
            CHECK(read->kind == kind);
            CHECK(read->time == noon);
            CHECK(read->nick == (kind == LineKind::event ? "" : "alice"));
            CHECK(read->text == text);
            CHECK(read->msgid == "id.1");
        }
    }
    CHECK(log_text(line("\x02tea\x0f?\nfake", noon)) ==
          "2026-11-24T12:00:00.000Z - <alice> tea? fake\n");
    for (const char* wrong :
         {"", "x", "2026-11-24T12:00:00.000Z", "2026-11-24T12:00:00.000Z - ",
          "2026-11-24T12:00:00.000Z - <alice>", "nonsense - <alice> tea?", "\xff\xfe"}) {
        CHECK_FALSE(read_log_line(wrong));
    }
}

TEST_CASE("a conversation's name is a safe name for a directory, and two names are two")
{
    CHECK(file_name_of("#Lobby") == "#lobby");
    CHECK(file_name_of("../../etc/passwd") == "%2e.%2f..%2fetc%2fpasswd");
    CHECK(file_name_of("..") == "%2e.");
    CHECK(file_name_of("a%2fb") == "a%252fb");
    CHECK(file_name_of("a/b") == "a%2fb");
    CHECK(file_name_of("-rf *") == "-rf%20%2a");
    CHECK(file_name_of("#한글") == "#한글");
    CHECK(file_name_of(std::string("\n\0", 2)) == "%0a%00");
    CHECK(file_name_of("") != "");
    const std::string first(300, 'x');
    CHECK(file_name_of(first).size() < 200);
    CHECK(file_name_of(first) != file_name_of(first + "y"));
}

TEST_CASE("what is said is appended, for its owner alone, a file a month")
{
    tests::TempDir directory;
    Keeper keeper(directory.file("logs"));
    keeper.note("one", noon, "m1");
    keeper.log.note(keeper.room(), line("noise", noon, LineKind::error));
    keeper.log.note(keeper.model.network().server(), line("motd", noon));
    keeper.note("two", noon + std::chrono::seconds(1));
    CHECK(keeper.written() == "2026-11-24T12:00:00.000Z m1 <alice> one\n"
                              "2026-11-24T12:00:01.000Z - <alice> two\n");
    keeper.note("three", noon + std::chrono::hours(24 * 10));
    keeper.log.write(keeper.model.network());
    CHECK(content(directory.file("logs/net/#lobby/2026-12.log")).ends_with("<alice> three\n"));
    struct stat facts {};
    for (const char* path : {"logs", "logs/net", "logs/net/#lobby"}) {
        REQUIRE(stat(directory.file(path).c_str(), &facts) == 0);
        CHECK((facts.st_mode & 0777U) == 0700);
    }
    REQUIRE(stat(directory.file("logs/net/#lobby/2026-11.log").c_str(), &facts) == 0);
    CHECK((facts.st_mode & 0777U) == 0600);
}

TEST_CASE("nothing is written twice, in this run or a later one")
{
    tests::TempDir directory;
    const std::string where = directory.file("logs");
    {
        Keeper keeper(where);
        keeper.note("one", noon, "m1");
        keeper.note("one", noon, "m1");
        keeper.note("two", noon + Millis(1));
        keeper.note("two", noon + Millis(1));
        keeper.note("piece", noon + Millis(2), "m3");
        keeper.note("other piece", noon + Millis(2), "m3");
    }
    const std::string before = content(where + "/net/#lobby/2026-11.log");
    CHECK(std::count(before.begin(), before.end(), '\n') == 4);
    Keeper again(where);
    again.note("older than all that is there", noon - Millis(1), "m0"); // the log begins later
    again.note("one", noon, "m1");
    again.note("two", noon + Millis(1));
    again.note("other piece", noon + Millis(2), "m3");
    again.note("new", noon + Millis(3), "m4");
    CHECK(again.written() == before + "2026-11-24T12:00:00.003Z m4 <alice> new\n");
}

TEST_CASE("an event is written once, in whatever words it was told")
{
    tests::TempDir directory;
    Keeper keeper(directory.file("logs"));
    for (const char* words : {"alice put you out", "alice put bob out"}) {
        ChatLine told = line(words, noon, LineKind::event);
        told.msgid = "m1";
        keeper.log.note(keeper.room(), told);
    }
    CHECK(keeper.written() == "2026-11-24T12:00:00.000Z m1 -- alice put you out\n");
}

TEST_CASE("while a gap is being filled lines wait, and are written in the order of their time")
{
    tests::TempDir directory;
    Keeper keeper(directory.file("logs"));
    keeper.room().fetch = model::Fetch{model::Fetch::Why::gap, {}};
    keeper.note("live", noon + Millis(9), "m9");
    CHECK(keeper.written().empty());
    keeper.note("missed", noon, "m1");
    keeper.room().fetch.reset();
    CHECK(keeper.written() == "2026-11-24T12:00:00.000Z m1 <alice> missed\n"
                              "2026-11-24T12:00:00.009Z m9 <alice> live\n");
    keeper.room().fetch = model::Fetch{model::Fetch::Why::older, {}}; // which nothing waits for
    keeper.note("next", noon + Millis(10), "m10");
    CHECK(keeper.written().ends_with("next\n"));
}

TEST_CASE("a password for a service is in no log")
{
    tests::TempDir directory;
    Keeper keeper(directory.file("logs"));
    ChatLine secret = line("IDENTIFY hunter2", noon);
    secret.mine = true;
    keeper.log.note(keeper.model.network().open("NickServ"), secret);
    keeper.log.note(keeper.model.network().open("NickServ"), line("you are logged in", noon));
    keeper.log.write(keeper.model.network());
    CHECK(content(directory.file("logs/net/nickserv/2026-11.log")) ==
          "2026-11-24T12:00:00.000Z - <alice> you are logged in\n");
}

TEST_CASE("of two programs one writes the log, and the other says so once")
{
    tests::TempDir directory;
    Keeper first(directory.file("logs"));
    Keeper second(directory.file("logs"));
    first.note("one", noon);
    second.note("one", noon);
    second.note("two", noon);
    CHECK(first.written() == "2026-11-24T12:00:00.000Z - <alice> one\n");
    CHECK(second.written() == first.written());
    const auto& told = second.model.network().server().lines;
    REQUIRE(told.size() == 1);
    CHECK(std::string(told[0].text).find("another hubbub writes the log") != std::string::npos);
}

TEST_CASE("a log that cannot be written is told once, and nothing else stops")
{
    tests::TempDir directory;
    std::ofstream(directory.file("logs")) << "in the way";
    Keeper keeper(directory.file("logs"));
    keeper.note("one", noon);
    keeper.note("two", noon);
    keeper.log.write(keeper.model.network());
    const auto& told = keeper.model.network().server().lines;
    REQUIRE(told.size() == 1);
    CHECK(std::string(told[0].text).starts_with("cannot write the log in "));
}

TEST_CASE("older lines are read back page by page to the first, each once")
{
    tests::TempDir directory;
    const std::string where = directory.file("logs");
    constexpr int count = 1000;
    std::string all;
    {
        Keeper keeper(where);
        for (int i = 0; i < count; ++i) { // from September on
            const std::string text = std::to_string(i) + std::string(400, 'x');
            keeper.note(text, noon - std::chrono::hours(60 * 24) + std::chrono::hours(i));
            all += text + " ";
        }
    }
    std::ofstream(where + "/net/#lobby/notes.log") << "2026-11-24T12:00:00.000Z - <x> not ours\n";
    Keeper again(where);
    ChatLine live = line("live", noon);
    again.model.add(again.room(), live);
    again.room().marks.last_read = 0;
    again.log.note(again.room(), live);
    int pages = 0;
    while (again.log.read_older(again.room())) {
        ++pages;
        CHECK(again.room().lines.size() <= static_cast<std::size_t>(200 * pages + 1));
    }
    CHECK(pages == 5);
    CHECK(again.shown() == all + "live ");
    CHECK(again.room().marks.last_read == count);
    CHECK(again.room().lines[0].mine);
    CHECK_FALSE(again.log.read_older(again.model.network().open("bob")));
    CHECK_FALSE(again.log.read_older(again.model.network().server()));
}

TEST_CASE("what a bouncer has told again is not read back below itself")
{
    tests::TempDir directory;
    const std::string where = directory.file("logs");
    {
        Keeper keeper(where);
        keeper.note("one", noon);
        keeper.note("two", noon + Millis(1));
    }
    Keeper again(where);
    again.model.on_said = [&](const model::Buffer& buffer, const ChatLine& said) {
        again.log.note(buffer, said);
    };
    again.model.add(again.room(), line("two", noon + Millis(1)));
    again.model.add(again.room(), line("three", noon + Millis(2)));
    CHECK(again.log.read_older(again.room()));
    CHECK(again.shown() == "one two three ");
    CHECK(again.written().ends_with("three\n"));
}

TEST_CASE("beyond what the server remembers one reads on in the log, without what it has told")
{
    tests::TempDir directory;
    const std::string where = directory.file("logs");
    const auto day = [](int number) { return noon - std::chrono::hours(24 * number); };
    {
        Keeper keeper(where);
        for (int i = 100; i > 0; --i) { // from August on
            keeper.note(std::to_string(i), day(i), "id" + std::to_string(i));
        }
    }
    Keeper again(where);
    for (int i = 50; i > 0; --i) {
        const std::string id = "id" + std::to_string(i);
        again.model.add(again.room(), line(std::to_string(i), day(i), LineKind::message, id));
    }
    while (again.log.read_older(again.room(), LocalLog::Above::servers_history)) {
    }
    std::string all;
    for (int i = 100; i > 0; --i) {
        all += std::to_string(i) + " ";
    }
    CHECK(again.shown() == all);

    Keeper fresh(where); // the server remembers all of it
    fresh.model.add(fresh.room(), line("100", day(100), LineKind::message, "id100"));
    CHECK_FALSE(fresh.log.read_older(fresh.room(), LocalLog::Above::servers_history));
    CHECK(fresh.room().lines.size() == 1);
}

TEST_CASE("lines that were let go, or cleared away, come back from the log, each once")
{
    tests::TempDir directory;
    const std::string where = directory.file("logs");
    {
        Keeper before(where);
        before.note("of an earlier run", noon - Millis(5));
    }
    Keeper keeper(where);
    keeper.model.on_said = [&](const model::Buffer& buffer, const ChatLine& said) {
        keeper.log.note(buffer, said);
    };
    keeper.model.settings.lines = 100;
    std::string all = "of an earlier run ";
    for (int i = 0; i < 500; ++i) {
        const std::string text = std::to_string(i);
        keeper.model.add(keeper.room(), line(text, noon + Millis(i / 2))); // two at one time
        keeper.model.let_go_of_old();
        all += text + " ";
    }
    keeper.model.say(keeper.room(), LineKind::info, "of our own, at whatever time");
    all += "of our own, at whatever time ";
    CHECK(keeper.room().lines.size() < 200);
    keeper.room().marks.window = model::Anchor{0, 0};
    while (keeper.log.read_older(keeper.room())) {
    }
    CHECK(keeper.shown() == all);
    keeper.room().clear();
    while (keeper.log.read_older(keeper.room())) {
    }
    CHECK(keeper.shown() == all.substr(0, all.find("of our own")));
}

TEST_CASE("lines that are none are passed over, and so is a file that was cut")
{
    tests::TempDir directory;
    const std::string where = directory.file("logs");
    std::filesystem::create_directories(where + "/net/#lobby");
    std::ofstream(where + "/net/#lobby/2026-11.log")
        << "\n\nnonsense\n"
        << "2026-11-24T12:00:00.000Z - <alice> one\n"
        << std::string(200'000, 'y') << "\n"
        << "2026-11-24T12:00:01.000Z - <alice> two\n2026-11-24T12:00:0";
    Keeper keeper(where);
    while (keeper.log.read_older(keeper.room())) {
    }
    CHECK(keeper.shown() == "one two ");
}

TEST_CASE("what is noted holds nothing raw, however it came")
{
    tests::Client client;
    std::string noted;
    client.model.on_said = [&](const model::Buffer&, const ChatLine& said) {
        noted += std::string(said.nick) + ": " + std::string(said.text) + "\n";
    };
    const std::string raw = "a\x1b[2Jb\xc2\x9b"
                            "c\xe2\x80\xae"
                            "d\x02 e";
    client.comes_online(tests::hubbub_caps);
    client.hears_history({"msgid=1 :b\x1bob!b@h PRIVMSG #lobby :" + raw},
                         "@draft/chathistory-end ");
    client.hears("@msgid=2 :bob!b@h PRIVMSG #lobby :" + raw);
    client.hears("@msgid=3 :bob!b@h PART #lobby :" + raw);
    client.irc.say("#lobby", raw);
    client.hears("@label=h1;msgid=4 :alice!a@h PRIVMSG #lobby :" + raw);
    CHECK(noted.find("a[2Jb") != std::string::npos);
    CHECK(noted.find("\x02 e") != std::string::npos); // formatting stays
    for (const char* never : {"\x1b", "\xc2\x9b", "\xe2\x80\xae"}) {
        CHECK(noted.find(never) == std::string::npos);
    }
}

TEST_CASE("the client notes one's own lines once they are stored, and those of the gap")
{
    tests::Client client;
    std::string noted;
    client.model.on_said = [&](const model::Buffer&, const ChatLine& said) {
        noted += std::string(said.text) + " ";
    };
    client.comes_online(tests::hubbub_caps);
    client.irc.set_chathistory_limit(1); // so that there may be more
    client.hears(":s BATCH +a chathistory #lobby");
    client.hears("@batch=a;msgid=1 :bob!b@h PRIVMSG #lobby :recent");
    client.hears(":s BATCH -a");
    client.irc.say("#lobby", "mine");
    CHECK(noted.find("mine") == std::string::npos);
    client.hears("@label=h1;msgid=2 :alice!a@h PRIVMSG #lobby :mine");
    client.hears("@msgid=3 :bob!b@h PRIVMSG #lobby :live");
    client.irc.fetch_older(client.lobby());
    client.hears(":s BATCH +b chathistory #lobby");
    client.hears("@batch=b;msgid=0 :bob!b@h PRIVMSG #lobby :old");
    client.hears(":s BATCH -b");
    CHECK(noted.ends_with("recent mine live "));
}
