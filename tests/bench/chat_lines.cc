// SPDX-License-Identifier: MIT
#include "tests/bench/chat_lines.h"

#include "base/strings.h"
#include "tests/bench/chat_clients.h"

#include <array>

namespace hubbub::bench {

namespace {

constexpr std::array<std::string_view, 10> texts = {
    "ok",
    "has anybody looked at the build since this morning? it was red when i left",
    "it is the disk again; i have moved the artefacts to the other machine and started it anew, "
    "and "
    "if that does not help then we shall have to look at the controller, which has been rather "
    "slow "
    "since the last update of its firmware, as the log of the kernel told us more than once",
    "\x02"
    "deploy\x02 \x03"
    "04failed\x03 on \x1f"
    "node 7\x1f, \x03"
    "03,01ok\x0f on the other eleven",
    "see https://ci.example.org/builds/48213?tab=log#L120 and the ticket it has made",
    "\xec\xa2\x8b\xec\x9d\x80 \xec\x95\x84\xec\xb9\xa8\xec\x9d\xb4\xec\x97\x90\xec\x9a\x94, "
    "\xe5\xa4\xa9\xe6\xb0\x94\xe5\xbe\x88\xe5\xa5\xbd, \xd0\xb4\xd0\xbe\xd0\xb1\xd1\x80\xd0\xbe\xd0"
    "\xb5 \xd1\x83\xd1\x82\xd1\x80\xd0\xbe",
    "tea? \xe2\x98\x95 \xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7 "
    "\xf0\x9f\x8e\x89 na\xc3\xafve caf\xc3\xa9 e\xcc\x81t\xc3\xa9",
    "\x01"
    "ACTION goes for a walk and is back in half an hour\x01",
    "yes, i saw it, too",
    "the numbers of last week: 12.4 ms, 13.1 ms, 12.9 ms, 48.0 ms (that was the backup), 12.6 ms",
};

} // namespace

std::string said(std::size_t number, std::string_view text)
{
    return concat({":nick", std::to_string(10 + number % 50), "!user@host.example PRIVMSG ",
                   bench_room, " :", text, "\r\n"});
}

std::string mixed_line(std::size_t number)
{
    return said(number * 7, texts[number % texts.size()]);
}

std::string line_of_90(std::size_t number)
{
    std::string text = concat({"line ", std::to_string(number), " "});
    constexpr std::string_view filler = "of many that are all alike and say what was said before ";
    while (text.size() < 90) {
        text += filler.substr(0, 90 - text.size());
    }
    return said(number, text);
}

std::string tagged_line_of_90(std::size_t number)
{
    const std::string digits = std::to_string(1000000000 + number);
    const std::string seconds = std::to_string(10 + number / 1000 % 50);
    return concat({"@time=2026-01-02T03:04:", seconds, ".", digits.substr(7), "Z;msgid=k3v9x000",
                   digits, " ", line_of_90(number)});
}

std::string names_of(const std::string& room, std::size_t count, std::string_view last_line)
{
    const std::string us = bench_nick;
    std::string all;
    std::string names = us;
    for (std::size_t i = 0; i < count; ++i) {
        names += " member" + std::to_string(10000 + i);
        if (names.size() > 380 || i + 1 == count) {
            all += concat({":bench 353 ", us, " = ", room, " :", names, "\r\n"});
            names.clear();
        }
    }
    return concat({all, ":bench 366 ", us, " ", room, " :End of names\r\n",
                   ":member10000!user@host.example PRIVMSG ", room, " :", last_line, "\r\n"});
}

} // namespace hubbub::bench
