// SPDX-License-Identifier: MIT
// What a journal on SQLite forgets, and what it remembers for a day.
#include "tests/support/catch.h"
#include "tests/support/copy_of.h"
#include "tests/unit/store/sqlite_place.h"

#include <algorithm>
#include <string>
#include <utility>

using namespace hubbub;
using namespace hubbub::tests;

TEST_CASE("what is too much or too old is forgotten, a little at a time")
{
    SqlitePlace place;
    SqliteJournal::Options options;
    options.most_messages = 10;
    auto journal = place.open(options).take();
    for (int i = 0; i < 40; ++i) {
        place.say(*journal, std::to_string(i));
    }
    const std::string left = place.texts(*journal);
    CHECK(left.ends_with("38 39 "));
    CHECK(left.find(" 5 ") == std::string::npos);
    place.clock.advance(std::chrono::hours(24 * 31));
    place.say(*journal, "new");
    CHECK(place.texts(*journal) == "new ");
}

TEST_CASE("how much is kept can change while it runs")
{
    SqlitePlace place;
    auto journal = place.open().take();
    for (int i = 0; i < 40; ++i) {
        place.say(*journal, std::to_string(i));
    }
    CHECK(place.texts(*journal).find(" 5 ") != std::string::npos);
    SqliteJournal::Options options;
    options.most_messages = 10;
    options.durability = core::Durability::disk;
    journal->keep(options);
    for (int i = 40; i < 60; ++i) {
        place.say(*journal, std::to_string(i));
    }
    const std::string left = place.texts(*journal);
    CHECK(std::count(left.begin(), left.end(), ' ') <= 11);
    CHECK(left.ends_with(" 58 59 "));
}

TEST_CASE("one step of forgetting is small, however much is too much")
{
    SqlitePlace place;
    SqliteJournal::Options options;
    options.most_messages = 0;
    auto journal = place.open(options).take();
    for (int i = 0; i < 1000; ++i) {
        Entry entry;
        entry.conversation = "#hub";
        entry.text = std::to_string(i);
        journal->propose(copy_of(entry));
    }
    place.say(*journal, "last");
    journal.reset();

    options.most_messages = 10; // from now on
    journal = place.open(options).take();
    const auto left = [&] {
        const std::string texts = place.texts(*journal);
        return std::count(texts.begin(), texts.end(), ' ');
    };
    place.say(*journal, "new");
    CHECK(left() > 700);
    for (int i = 0; i < 20; ++i) {
        place.say(*journal, "new");
    }
    CHECK(left() <= 11);
}

TEST_CASE("what was sent before a restart is known after it, within its day")
{
    SqlitePlace place;
    auto journal = place.open().take();
    const auto send = [&] {
        Entry entry;
        entry.conversation = "#hub";
        entry.text = "tea?";
        entry.once = "0123456789abcdef #hub";
        journal->propose(copy_of(entry));
        std::vector<Outcome> out;
        journal->take(out);
        place.writer.finish_all();
        journal->take(out);
        REQUIRE(out.size() == 1);
        return out.front().entry;
    };
    const Entry first = send();
    journal.reset();
    journal = place.open().take();
    const Entry again = send();
    CHECK(again.sending == Entry::Sending::again);
    CHECK(again.number == first.number);
    CHECK(again.time == first.time);
    CHECK(place.texts(*journal) == "tea? ");

    place.clock.advance(std::chrono::hours(25));
    journal.reset();
    journal = place.open().take();
    place.say(*journal, "next"); // whatever is stored makes it forget
    CHECK(send().sending == Entry::Sending::first);
}

TEST_CASE("a calendar that is wrong for a while makes nothing old")
{
    SqlitePlace place;
    auto journal = place.open().take();
    const auto sent = [&] {
        Entry entry;
        entry.conversation = "#hub";
        entry.text = "sent";
        entry.once = "0123456789abcdef";
        journal->propose(std::move(entry));
        std::vector<Outcome> out;
        journal->take(out);
        place.writer.finish_all();
        journal->take(out);
        return out.at(0).entry.sending;
    };
    place.say(*journal, "before");
    CHECK(sent() == Entry::Sending::first);
    const WallTime right = place.clock.wall();
    place.clock.set_wall(right + std::chrono::hours(24 * 400));
    for (int i = 0; i < 60; ++i) {
        place.clock.advance(std::chrono::minutes(1));
        place.say(*journal, "x");
    }
    CHECK(sent() == Entry::Sending::again);
    CHECK(place.texts(*journal).starts_with("before sent x "));
    place.clock.set_wall(right + std::chrono::hours(1));
    place.say(*journal, "after");
    CHECK(place.texts(*journal).starts_with("before sent x "));
    CHECK(place.texts(*journal).ends_with(" x after "));
}

TEST_CASE("started again a day back, it goes on where it was: in times, numbers and order")
{
    SqlitePlace place;
    std::vector<Entry> all;
    std::string expected;
    for (const int hours : {0, -24, 48, -24 * 365}) {
        place.clock.set_wall(place.clock.wall() + std::chrono::hours(hours));
        auto journal = place.open().take();
        for (int i = 0; i < 3; ++i) {
            const std::string text = std::to_string(all.size());
            all.push_back(place.say(*journal, text).at(0).entry);
            expected += text + " ";
        }
        CHECK(place.texts(*journal) == expected);
    }
    for (std::size_t i = 1; i < all.size(); ++i) {
        CHECK(all[i].time > all[i - 1].time);
        CHECK(all[i].number > all[i - 1].number);
    }
}
