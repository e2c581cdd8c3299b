// SPDX-License-Identifier: MIT
// A room with a few lines in it, for somebody to look at.
#pragma once

#include "tui/model/model.h"

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <string_view>

namespace hubbub::tests {

struct Scene {
    tui::model::Model model;
    Scene()
    {
        setenv("TZ", "UTC", 1);
        tzset();
        model.network().nick = "alice";
        model.network().name = "example";
        model.network().connection = tui::model::Connection::online;
        model.network().lag = Millis(3);
        model.now = WallTime(std::chrono::hours(12));
        tui::model::Buffer& room = model.network().open("#lobby");
        room.topic = "tea";
        room.joined = true;
        room.put_member({"bob", "", false});
        room.put_member({"alice", "@", false});
        model.switch_to(1);
        say("bob", "hello there, this is a line that is long enough to need two rows on small "
                   "screens and more on tiny ones");
        say("alice", "short");
    }
    void say(std::string_view nick, std::string_view text)
    {
        tui::model::ChatLine line;
        line.kind = tui::model::LineKind::message;
        line.time = WallTime(std::chrono::hours(11));
        line.nick = nick;
        line.text = text;
        model.add(model.here(), line);
    }
};

} // namespace hubbub::tests
