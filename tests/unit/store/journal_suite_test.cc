// SPDX-License-Identifier: MIT
// One suite for every journal.
#include "core/kinds.h"
#include "store/memory_journal.h"
#include "store/page.h"
#include "store/sqlite_journal.h"
#include "tests/support/catch.h"
#include "tests/support/copy_of.h"
#include "tests/support/fake_clock.h"
#include "tests/support/hand_work.h"
#include "tests/support/temp_dir.h"

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <vector>

using namespace hubbub;
using core::Entry;
using core::HistoryPage;
using core::HistoryQuery;
using core::Kind;
using core::Outcome;
using Form = HistoryQuery::Form;
using tests::copy_of;

namespace {

struct Memory {
    tests::FakeClock clock;
    std::unique_ptr<core::Journal> journal =
        std::make_unique<store::MemoryJournal>(clock, store::random_epoch());
    void work() {}
};

struct Sqlite {
    tests::TempDir directory;
    tests::FakeClock clock;
    tests::HandWork writer;
    tests::HandWork reader;
    tests::HandWork checkpoints;
    std::unique_ptr<core::Journal> journal =
        store::SqliteJournal::open(directory.file("hubbub.db"), {}, clock,
                                   {writer, reader, checkpoints})
            .take();
    void work()
    {
        writer.finish_all();
        reader.finish_all();
    }
};

Entry said(std::string conversation, std::string text, Kind kind = Kind::privmsg)
{
    Entry entry;
    entry.kind = kind;
    entry.conversation = std::move(conversation);
    entry.source = "alice!~a@host";
    entry.target = entry.conversation;
    entry.text = std::move(text);
    return entry;
}

template <typename Setting>
std::vector<Outcome> take_all(Setting& setting)
{
    std::vector<Outcome> out;
    for (int i = 0; i < 4; ++i) {
        setting.journal->take(out);
        setting.work();
    }
    return out;
}

template <typename Setting>
HistoryPage ask(Setting& setting, const HistoryQuery& query)
{
    HistoryPage answer;
    bool answered = false;
    setting.journal->read(query, [&](Result<HistoryPage> page) {
        REQUIRE(page);
        answer = page.take();
        answered = true;
    });
    take_all(setting);
    REQUIRE(answered);
    return answer;
}

bool is_before(const Entry& entry, const core::Place& place)
{
    const auto* number = std::get_if<std::uint64_t>(&place);
    return number != nullptr ? entry.number < *number : entry.time < std::get<WallTime>(place);
}

bool is_after(const Entry& entry, const core::Place& place)
{
    const auto* number = std::get_if<std::uint64_t>(&place);
    return number != nullptr ? entry.number > *number : entry.time > std::get<WallTime>(place);
}

// What the specification says, done the slow way.
HistoryPage expected(const std::vector<Entry>& all, const HistoryQuery& query)
{
    std::vector<Entry> before;
    std::vector<Entry> after;
    std::vector<Entry> from_on;
    std::vector<Entry> between;
    for (const Entry& entry : all) {
        const bool wanted =
            entry.conversation == query.conversation &&
            (query.events == HistoryQuery::Events::everything || core::is_message(entry.kind));
        if (!wanted) {
            continue;
        }
        if (!query.from || is_before(entry, *query.from)) {
            before.push_back(entry);
        }
        if (!query.from || is_after(entry, *query.from)) {
            after.push_back(entry);
        }
        if (query.from && !is_before(entry, *query.from)) {
            from_on.push_back(entry);
        }
        if (query.from && query.to) {
            const bool forward = is_after(entry, *query.from) && is_before(entry, *query.to);
            const bool backward = is_before(entry, *query.from) && is_after(entry, *query.to);
            if (forward || backward) {
                between.push_back(entry);
            }
        }
    }
    const bool goes_back = std::any_of(between.begin(), between.end(), [&](const Entry& entry) {
        return is_before(entry, *query.from);
    });
    const auto last = [](std::vector<Entry> some, std::size_t count) {
        return std::vector<Entry>(some.end() - static_cast<long>(std::min(count, some.size())),
                                  some.end());
    };
    const auto first = [](std::vector<Entry> some, std::size_t count) {
        some.resize(std::min(count, some.size()));
        return some;
    };
    switch (query.form) {
    case Form::latest:
        return last(after, query.limit);
    case Form::before:
        return last(before, query.limit);
    case Form::after:
        return first(after, query.limit);
    case Form::around: {
        HistoryPage page = last(before, query.limit / 2);
        for (const Entry& entry : first(from_on, query.limit - query.limit / 2)) {
            page.push_back(entry);
        }
        return page;
    }
    case Form::between:
        return goes_back ? last(between, query.limit) : first(between, query.limit);
    case Form::targets:
        break;
    }
    return {};
}

std::vector<std::uint64_t> numbers(const HistoryPage& page)
{
    std::vector<std::uint64_t> all;
    for (const Entry& entry : page) {
        all.push_back(entry.number);
    }
    return all;
}

} // namespace

TEMPLATE_TEST_CASE("entries come back in the order they were proposed", "", Memory, Sqlite)
{
    TestType setting;
    for (int i = 0; i < 20; ++i) {
        const bool is_volatile = i % 3 == 0;
        setting.journal->propose(said(is_volatile ? "" : "#hub", std::to_string(i)));
    }
    const std::vector<Outcome> out = take_all(setting);
    REQUIRE(out.size() == 20);
    for (std::size_t i = 0; i < out.size(); ++i) {
        CHECK(out[i].committed);
        CHECK(out[i].entry.text == std::to_string(i));
        if (i > 0) {
            CHECK(out[i].entry.number > out[i - 1].entry.number);
            CHECK(out[i].entry.time > out[i - 1].entry.time);
        }
    }
    std::vector<Outcome> none;
    CHECK_FALSE(setting.journal->take(none));
}

TEMPLATE_TEST_CASE("records change with the entries that carry them, in their order", "", Memory,
                   Sqlite)
{
    using How = core::RecordChange::How;
    TestType setting;
    const auto change = [&](How how, const std::string& key, const std::string& value) {
        Entry entry;
        entry.records = {{how, {"account", key, value}}, {How::put, {"room", key, value}}};
        setting.journal->propose(copy_of(entry));
    };
    change(How::add, "alice", "first");
    change(How::add, "alice", "too late");
    change(How::put, "bob", "old");
    change(How::put, "bob", "new");
    change(How::put, "carol", "gone");
    change(How::erase, "carol", "");
    change(How::erase, "nobody", "");
    CHECK(take_all(setting).size() == 7);
    std::string found;
    const Result<std::vector<core::Record>> records = setting.journal->records();
    REQUIRE(records);
    for (const core::Record& record : *records) {
        found += record.shelf + ":" + record.key + "=" + record.value + " ";
    }
    CHECK(found == "account:alice=first account:bob=new room:alice=too late room:bob=new "
                   "room:carol= room:nobody= ");
}

TEMPLATE_TEST_CASE("times grow even when the clock steps back", "", Memory, Sqlite)
{
    TestType setting;
    setting.journal->propose(said("#hub", "one"));
    const WallTime before = take_all(setting).front().entry.time;
    setting.clock.set_wall(before - std::chrono::hours(1));
    setting.journal->propose(said("#hub", "two"));
    CHECK(take_all(setting).front().entry.time > before);
}

TEMPLATE_TEST_CASE("an answer holds all that was handed out before the question", "", Memory,
                   Sqlite)
{
    TestType setting;
    setting.journal->propose(said("#hub", "one"));
    setting.journal->propose(said("#other", "elsewhere"));
    setting.journal->propose(said("", "volatile"));
    take_all(setting);
    HistoryQuery query;
    query.conversation = "#hub";
    const HistoryPage page = ask(setting, query);
    REQUIRE(page.size() == 1);
    CHECK(page[0].text == "one");
    CHECK(page[0].source == "alice!~a@host");
    CHECK(page[0].target == "#hub");
    query.conversation = "#nowhere";
    CHECK(ask(setting, query).empty());
}

TEMPLATE_TEST_CASE("the latest are those that who asks may know of, as many as there are", "",
                   Memory, Sqlite)
{
    TestType setting;
    for (int i = 1; i <= 6; ++i) {
        setting.journal->propose(said("#hub", std::to_string(i)));
    }
    const std::uint64_t first = take_all(setting).front().entry.number;
    HistoryQuery query;
    query.conversation = "#hub";
    query.limit = 3;
    query.seen = first + 3;
    HistoryPage page = ask(setting, query);
    REQUIRE(page.size() == 3);
    CHECK(page.front().text == "2");
    CHECK(page.back().text == "4");
    query.from = core::Place(first + 1);
    page = ask(setting, query);
    REQUIRE(page.size() == 2);
    CHECK(page.front().text == "3");
}

TEMPLATE_TEST_CASE("every form of question is answered as the specification says", "", Memory,
                   Sqlite)
{
    TestType setting;
    std::mt19937 random(7);
    const auto below = [&](std::size_t limit) { return random() % limit; };
    for (int i = 0; i < 120; ++i) {
        const Kind kind = below(4) == 0 ? Kind::topic : Kind::privmsg;
        setting.journal->propose(said(below(3) == 0 ? "#b" : "#a", std::to_string(i), kind));
        setting.clock.advance(Millis(static_cast<long>(below(3))));
    }
    std::vector<Entry> all;
    for (Outcome& outcome : take_all(setting)) {
        all.push_back(outcome.entry);
    }
    const auto place = [&]() -> core::Place {
        const Entry& entry = all[below(all.size())];
        const Millis beside(static_cast<long>(below(9)) - 4);
        const Millis far = below(20) == 0 ? std::chrono::hours(1) : Millis::zero();
        return below(2) == 0 ? core::Place(entry.number)
                             : core::Place(entry.time + beside + (below(2) == 0 ? far : -far));
    };
    for (int i = 0; i < 1000; ++i) {
        HistoryQuery query;
        query.form = static_cast<Form>(below(5));
        query.conversation = below(2) == 0 ? "#a" : "#b";
        query.limit = 1 + below(30);
        query.events =
            below(2) == 0 ? HistoryQuery::Events::everything : HistoryQuery::Events::messages_only;
        if (query.form != Form::latest || below(2) == 0) {
            query.from = place();
        }
        if (query.form == Form::between) {
            query.to = place();
        }
        CAPTURE(static_cast<int>(query.form), query.limit);
        CHECK(numbers(ask(setting, query)) == numbers(expected(all, query)));
    }
}

TEMPLATE_TEST_CASE("an event is in each of its conversations, under one number", "", Memory, Sqlite)
{
    TestType setting;
    Entry quit = said("#a", "bye", Kind::quit);
    quit.also_in = {"#b"};
    setting.journal->propose(copy_of(quit));
    take_all(setting);
    HistoryQuery query;
    query.events = HistoryQuery::Events::everything;
    query.conversation = "#a";
    const HistoryPage a = ask(setting, query);
    query.conversation = "#b";
    REQUIRE(a.size() == 1);
    CHECK(numbers(a) == numbers(ask(setting, query)));
    query.events = HistoryQuery::Events::messages_only;
    CHECK(ask(setting, query).empty());
}

TEMPLATE_TEST_CASE("what was forgotten or amended shows so at once, and to questions on their way",
                   "", Memory, Sqlite)
{
    TestType setting;
    Entry quit = said("#a", "voided", Kind::quit);
    quit.also_in = {"#b"};
    setting.journal->propose(copy_of(quit));
    setting.journal->propose(said("#a", "as proposed", Kind::mode));
    const std::vector<Outcome> out = take_all(setting);
    const auto texts = [](const HistoryPage& page) {
        std::string all;
        for (const Entry& entry : page) {
            all += entry.text + " ";
        }
        return all;
    };
    HistoryQuery query;
    query.events = HistoryQuery::Events::everything;
    query.conversation = "#a";
    std::string before;
    setting.journal->read(query, [&](Result<HistoryPage> page) { before = texts(*page); });
    setting.work(); // read, but not yet answered
    setting.journal->forget(out[0].entry);
    Entry amended = out[1].entry;
    amended.text = "as done";
    setting.journal->amend(amended);
    CHECK(texts(ask(setting, query)) == "as done ");
    CHECK((before == "as done " || before.empty() || before == "voided as proposed "));
    query.conversation = "#b";
    CHECK(ask(setting, query).empty());
    take_all(setting);
    CHECK(ask(setting, query).empty());
    query.conversation = "#a";
    CHECK(texts(ask(setting, query)) == "as done ");
}

TEMPLATE_TEST_CASE("the changes of rooms are found again by their numbers", "", Memory, Sqlite)
{
    TestType setting;
    for (const Kind kind : {Kind::topic, Kind::join, Kind::privmsg, Kind::mode}) {
        setting.journal->propose(said(kind == Kind::mode ? "#b" : "#a", "x", kind));
    }
    const std::vector<Outcome> out = take_all(setting);
    const auto after = [&](std::uint64_t number) {
        const Result<HistoryPage> page = setting.journal->room_changes(number);
        REQUIRE(page);
        return numbers(*page);
    };
    CHECK(after(0) == std::vector<std::uint64_t>{out[0].entry.number, out[3].entry.number});
    CHECK(after(out[0].entry.number) == std::vector<std::uint64_t>{out[3].entry.number});
    CHECK(after(out[3].entry.number).empty());
}

TEMPLATE_TEST_CASE("targets: the newest message of each of one's conversations, by its time", "",
                   Memory, Sqlite)
{
    TestType setting;
    setting.journal->propose(said("#a", "old"));
    setting.journal->propose(said("alice\nbob", "b"));
    setting.journal->propose(said("#elsewhere", "x"));
    setting.journal->propose(said("alice\ncarol", "c"));
    setting.journal->propose(said("bob\ncarol", "not hers"));
    setting.journal->propose(said("#a", "new"));
    setting.journal->propose(said("#a", "event", Kind::topic));
    const std::vector<Outcome> out = take_all(setting);
    HistoryQuery query;
    query.form = Form::targets;
    query.rooms = {"#a", "#never"};
    query.account = "alice";
    query.seen = out.back().entry.number;
    query.from = WallTime{};
    query.to = out.back().entry.time;
    const auto names = [&] {
        std::string all;
        for (const Entry& entry : ask(setting, query)) {
            all += entry.conversation + " ";
        }
        return all;
    };
    CHECK(names() == "alice\nbob alice\ncarol #a ");
    query.limit = 2;
    CHECK(names() == "alice\nbob alice\ncarol ");
    std::swap(query.from, query.to);
    CHECK(names() == "alice\ncarol #a ");
    query.seen = out[4].entry.number; // before "new"
    CHECK(names() == "alice\nbob alice\ncarol ");
    query.from = out[5].entry.time;
    query.to = out[3].entry.time; // both excluded
    query.seen = out.back().entry.number;
    CHECK(names() == "");
}

TEMPLATE_TEST_CASE("what is sent again is stored once, and says when it was said", "", Memory,
                   Sqlite)
{
    TestType setting;
    using Sending = Entry::Sending;
    const auto send = [&](const std::string& once, Sending sending = Sending::first) {
        Entry entry = said("#hub", "tea?");
        entry.once = once;
        entry.sending = sending;
        setting.journal->propose(copy_of(entry));
    };
    send("a #hub");
    send("b #hub");
    send("a #hub");
    send("b #hub", Sending::recall);
    send("c #hub", Sending::recall);
    const std::vector<Outcome> out = take_all(setting);
    REQUIRE(out.size() == 5);
    CHECK(out[0].entry.sending == Sending::first);
    CHECK(out[2].entry.sending == Sending::again);
    CHECK(out[2].entry.number == out[0].entry.number);
    CHECK(out[2].entry.time == out[0].entry.time);
    CHECK(out[3].entry.sending == Sending::again);
    CHECK(out[3].entry.number == out[1].entry.number);
    CHECK(out[4].entry.sending == Sending::recall);
    HistoryQuery query;
    query.conversation = "#hub";
    CHECK(ask(setting, query).size() == 2);

    send("c #hub"); // a recall is not remembered
    send("a #hub");
    const std::vector<Outcome> more = take_all(setting);
    CHECK(more[0].entry.sending == Sending::first);
    CHECK(more[1].entry.sending == Sending::again);
    setting.clock.advance(std::chrono::hours(25));
    send("d #hub"); // whatever comes next makes it forget
    take_all(setting);
    send("a #hub");
    CHECK(take_all(setting).front().entry.sending == Sending::first);
}
