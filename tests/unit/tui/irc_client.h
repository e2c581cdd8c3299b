// SPDX-License-Identifier: MIT
// The client's side of a conversation whose server is played by the test.
#pragma once

#include "base/strings.h"
#include "tests/support/fake_clock.h"
#include "tui/net/irc.h"

#include <string>
#include <string_view>
#include <vector>

namespace hubbub::tests {

using namespace hubbub::tui;

struct Client {
    FakeClock clock;
    model::Model model;
    std::vector<std::string> sent;
    tui::net::Irc irc{model.network(),
                      clock,
                      {"alice", "al", "Alice", "", {"#lobby"}},
                      [this](std::string_view line) { sent.emplace_back(line); }};

    void hears(std::string_view line) { irc.line(line); }
    std::string last() const { return sent.empty() ? "" : sent.back(); }
    void comes_online(const std::string& caps)
    {
        irc.up();
        hears(":s CAP * LS :" + caps);
        hears(":s CAP alice ACK :" + names_of(caps));
        hears(":s 001 alice :Welcome");
        hears(":alice!a@h JOIN #lobby");
    }
    static std::string names_of(const std::string& caps) // without their values
    {
        std::string names;
        for (const std::string_view cap : words(caps)) {
            names += (names.empty() ? "" : " ") + std::string(cap.substr(0, cap.find('=')));
        }
        return names;
    }
    // A batch of history, each line without its tag "batch".
    void hears_history(const std::vector<std::string>& lines, const std::string& tags = "")
    {
        hears(tags + ":s BATCH +page chathistory #lobby");
        for (const std::string& line : lines) {
            hears("@batch=page;" + line);
        }
        hears(":s BATCH -page");
    }
    model::Buffer& lobby() { return *model.network().find("#lobby"); }
    // "three >bob <bob", a line a word or sentence.
    std::string seen()
    {
        std::string all;
        for (std::size_t i = 0; i < lobby().lines.size(); ++i) {
            const model::ChatLine line = lobby().lines[i];
            const std::string mark = line.kind == model::LineKind::coming  ? ">"
                                     : line.kind == model::LineKind::going ? "<"
                                                                           : "";
            const std::string_view what = mark.empty() ? line.text : line.nick;
            all += (i == 0 ? "" : " ") + mark + std::string(what);
        }
        return all;
    }
};

inline const std::string hubbub_caps =
    "batch draft/chathistory echo-message labeled-response message-tags server-time";

} // namespace hubbub::tests
