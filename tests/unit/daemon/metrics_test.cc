// SPDX-License-Identifier: MIT
#include "daemon/metrics.h"

#include "base/strings.h"
#include "tests/support/catch.h"

#include <algorithm>
#include <set>
#include <string>

using namespace hubbub;
using namespace hubbub::daemon;

namespace {

bool holds(const std::string& text, std::string_view line)
{
    return ("\n" + text).find(concat({"\n", line, "\n"})) != std::string::npos;
}

bool is_name(std::string_view text)
{
    return !text.empty() && std::all_of(text.begin(), text.end(),
                                        [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

} // namespace

TEST_CASE("every metric is told once, with its help and its type before its samples")
{
    const std::string text = exposition({});
    std::set<std::string_view> names;
    for (const MetricRow& row : metrics()) {
        INFO(row.name);
        CHECK(names.insert(row.name).second);
        CHECK(is_name(row.name));
        CHECK(row.help.ends_with('.'));
        CHECK((row.type == "counter") == row.name.ends_with("_total"));
        const std::size_t help = text.find(concat({"# HELP ", row.name, " ", row.help, "\n"}));
        const std::size_t type = text.find(concat({"# TYPE ", row.name, " ", row.type, "\n"}));
        REQUIRE(help != std::string::npos);
        REQUIRE(type != std::string::npos);
        CHECK(help < type);
        CHECK(text.substr(text.find('\n', type) + 1).starts_with(row.name));
    }
    CHECK(text.ends_with('\n'));
    CHECK(text.find("\n\n") == std::string::npos);
}

TEST_CASE("samples carry their labels, and histograms add up")
{
    Facts facts;
    facts.connections[1] = {5, 2};
    facts.traffic.at(DoorKind::plain).lines_in = 7;
    facts.traffic.turn_away(TurnedAway::ssh);
    facts.tally.refusals[static_cast<std::size_t>(core::Reason::nick_in_use)] = 3;
    facts.journal.lag = Micros(1500);
    facts.turns.observe(0.0002);
    facts.turns.observe(0.03);
    facts.turns.observe(7);
    const std::string text = exposition(facts);
    CHECK(holds(text, R"(hubbub_connections{door="irc",tls="no"} 5)"));
    CHECK(holds(text, R"(hubbub_connections{door="irc",tls="yes"} 2)"));
    CHECK(holds(text, R"(hubbub_lines_in_total{door="plain"} 7)"));
    CHECK(holds(text, R"(hubbub_connections_refused_total{reason="ssh"} 1)"));
    CHECK(holds(text, R"(hubbub_refusals_total{reason="nick_in_use"} 3)"));
    CHECK(holds(text, "hubbub_journal_lag_seconds 0.0015"));
    CHECK(holds(text, R"(hubbub_turn_seconds_bucket{le="0.0001"} 0)"));
    CHECK(holds(text, R"(hubbub_turn_seconds_bucket{le="0.00025"} 1)"));
    CHECK(holds(text, R"(hubbub_turn_seconds_bucket{le="0.05"} 2)"));
    CHECK(holds(text, R"(hubbub_turn_seconds_bucket{le="+Inf"} 3)"));
    CHECK(holds(text, "hubbub_turn_seconds_count 3"));
}

TEST_CASE("every reason and every door has a name of its own")
{
    std::set<std::string_view> names(turned_away_names.begin(), turned_away_names.end());
    CHECK(names.size() == turned_away_names.size());
    names.clear();
    for (std::size_t i = 0; i < core::reasons; ++i) {
        const std::string_view name = core::name_of(static_cast<core::Reason>(i));
        CHECK(is_name(name));
        CHECK(names.insert(name).second);
    }
    CHECK(core::name_of(core::Reason::bad_nick) == "bad_nick");
    CHECK(core::name_of(core::Reason::needs_account) == "needs_account");
    CHECK(core::name_of(core::Reason::no_change) == "no_change");
}

TEST_CASE("the status is one page of short lines")
{
    Facts facts;
    facts.uptime = 90061;
    facts.connections[1] = {5, 2};
    facts.users = 6;
    facts.most_users = 9;
    facts.rooms = 3;
    facts.queued = 1234;
    facts.longest_queue = 1000;
    facts.why_not_ready = "nothing can be stored: database or disk is full";
    const std::string page = status_page(facts);
    CHECK(holds(page, "hubbubd " HUBBUB_VERSION ", up 1 d 01:01:01"));
    CHECK(holds(page, "ready        nothing can be stored: database or disk is full"));
    CHECK(holds(page, "connections  unclassified 0 (0 over TLS), irc 7 (2 over TLS), plain 0 (0 "
                      "over TLS)"));
    CHECK(holds(page, "people       6, at most 9 at one time; in 3 rooms"));
    CHECK(holds(page, "to clients   1234 bytes waiting, 1000 of them for the slowest"));
    CHECK(std::count(page.begin(), page.end(), '\n') <= 24);
}
