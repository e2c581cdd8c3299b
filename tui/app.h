// SPDX-License-Identifier: MIT
// The full-screen program: events change the model, and once a turn the screen is drawn from it.
#pragma once

#include "base/clock.h"
#include "net/loop.h"
#include "net/watch.h"
#include "tui/input/request.h"
#include "tui/log.h"
#include "tui/model/model.h"
#include "tui/net/inquiry.h"
#include "tui/net/irc.h"
#include "tui/net/trust.h"
#include "tui/net/uplink.h"
#include "tui/options.h"
#include "tui/pacer.h"
#include "tui/term/screen.h"

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace hubbub::tui {

class App final : private net::Uplink::Listener {
  public:
    App(hubbub::net::Loop& loop, const Clock& clock, const Options& options,
        std::unique_ptr<term::Screen> screen);

    // Until the person leaves. The exit status.
    int run();

  private:
    void on_up() override;
    void on_line(std::string_view line) override;
    void on_down(std::string_view why) override;
    void on_note(std::string_view text) override;

    void read_keys();
    void carry_out(const input::Request& request);
    void scroll(int rows);
    void read_log(model::Buffer& buffer);
    void set(std::string_view key, std::string_view value);
    void explain(const std::string& name);
    void take_options();
    void tick();
    void suspend();
    void quit(std::string_view why);
    void draw();

    hubbub::net::Loop& loop_;
    const Clock& clock_;
    std::unique_ptr<term::Screen> screen_;
    Options options_;
    model::Model model_;
    net::Trust trust_;
    net::Uplink uplink_;
    net::Inquiries inquiries_;
    net::Irc irc_;
    LocalLog log_;
    std::vector<hubbub::net::SignalWatch> signals_;
    std::optional<hubbub::net::FdWatch> keys_;
    std::optional<hubbub::net::Timer> tick_;
    std::optional<hubbub::net::Timer> redraw_;
    std::optional<hubbub::net::FdWatch> stalled_; // the terminal takes nothing for now
    Pacer pacer_;
    bool leaving_ = false;
};

// Where trusted certificates are kept.
std::string trust_file();

} // namespace hubbub::tui
