// SPDX-License-Identifier: MIT
// The full-screen program: events change the model, and once a turn the screen is drawn from it.
#pragma once

#include "base/clock.h"
#include "net/loop.h"
#include "net/watch.h"
#include "tui/input/request.h"
#include "tui/model/model.h"
#include "tui/net/inquiry.h"
#include "tui/net/trust.h"
#include "tui/notifier.h"
#include "tui/options.h"
#include "tui/pacer.h"
#include "tui/sessions.h"
#include "tui/sleep_watch.h"
#include "tui/term/screen.h"
#include "tui/view/row_cache.h"

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace hubbub::tui {

class App {
  public:
    App(hubbub::net::Loop& loop, const Clock& clock, const Options& options,
        std::unique_ptr<term::Screen> screen);

    // Until the person leaves. The exit status.
    int run();

  private:
    void read_keys();
    void press(const std::vector<input::Key>& keys);
    void carry_out(const input::Request& request, model::Network& network);
    void scroll(int rows);
    void set(std::string_view key, std::string_view value);
    void show_settings(std::string_view key);
    void explain(const std::string& name, const Session& session);
    void take_options();
    void tick();
    void suspend();
    void tell_of_call();
    void quit(std::string_view why);
    void show_news(bool pressed, bool more);
    void pause_after_picture();
    void go_on();
    void draw();

    hubbub::net::Loop& loop_;
    const Clock& clock_;
    std::unique_ptr<term::Screen> screen_;
    view::RowCache rows_;
    Options options_;
    model::Model model_;
    net::Trust trust_;
    Sessions sessions_;
    Notifier notifier_;
    net::Inquiries inquiries_;
    std::vector<hubbub::net::SignalWatch> signals_;
    std::optional<hubbub::net::FdWatch> keys_;
    std::optional<hubbub::net::Timer> rest_of_key_;
    SleepWatch sleep_;
    hubbub::net::WallAlarm minute_;
    std::optional<hubbub::net::Timer> pause_;     // before the next picture of what arrives
    std::optional<hubbub::net::FdWatch> stalled_; // the terminal takes nothing for now
    Pacer pacer_;
    bool pressed_ = false; // a key, in this turn
    bool leaving_ = false;
};

// Where trusted certificates are kept.
std::string trust_file();

} // namespace hubbub::tui
