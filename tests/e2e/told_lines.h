// SPDX-License-Identifier: MIT
// What was said, as people were told it and as history has it: to compare the two after a crash.
#pragma once

#include "tests/support/catch.h"
#include "tests/support/line_client.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::tests {

inline constexpr std::string_view caps =
    "server-time message-tags batch echo-message draft/chathistory";

using Lines = std::vector<std::string>;

// The texts said in the room that stand in bytes, of whole lines only.
inline Lines texts_in(std::string_view bytes, const std::string& room = "#lobby")
{
    const std::string mark = " PRIVMSG " + room + " :";
    Lines texts;
    for (std::size_t end = bytes.find("\r\n"); end != std::string_view::npos;
         end = bytes.find("\r\n")) {
        const std::string_view line = bytes.substr(0, end);
        bytes.remove_prefix(end + 2);
        const std::size_t at = line.find(mark);
        if (at != std::string_view::npos) {
            texts.emplace_back(line.substr(at + mark.size()));
        }
    }
    return texts;
}

inline std::string tag_of(const std::string& line, const std::string& key)
{
    const std::size_t at = line.find(key + "=");
    REQUIRE(at != std::string::npos);
    const std::size_t start = at + key.size() + 1;
    return line.substr(start, line.find_first_of("; ", start) - start);
}

// All that was said in the room, by CHATHISTORY from the first line on, as somebody in it is told.
inline Lines history(LineClient& reader, const std::string& room = "#lobby")
{
    Lines texts;
    std::string from = "timestamp=1970-01-01T00:00:00.000Z";
    for (;;) {
        reader.say("CHATHISTORY AFTER " + room + " " + from + " 100");
        reader.expect("BATCH +");
        std::string last;
        for (std::string line = reader.expect(""); line.find("BATCH -") == std::string::npos;
             line = reader.expect("")) {
            const Lines one = texts_in(line + "\r\n", room);
            if (!one.empty()) {
                texts.push_back(one.front());
                last = line;
            }
        }
        if (last.empty()) {
            return texts;
        }
        from = "msgid=" + tag_of(last, "msgid");
    }
}

// The same, told to somebody who comes for it.
inline Lines history(int port, const std::string& nick, const std::string& room = "#lobby")
{
    LineClient reader = LineClient::irc(port, nick, room, caps);
    return history(reader, room);
}

inline bool is_prefix(const Lines& some, const Lines& all)
{
    return some.size() <= all.size() && std::equal(some.begin(), some.end(), all.begin());
}

} // namespace hubbub::tests
