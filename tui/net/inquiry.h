// SPDX-License-Identifier: MIT
// What a person asks about names: how they are looked up, and how their addresses are reached.
#pragma once

#include "tui/net/dialer.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::tui::net {

class Inquiries {
  public:
    struct Answer {
        std::vector<std::string> lines;
        bool well = false; // the name has an address; with a port, one of them was reached
    };
    using Tell = std::function<void(const Answer& answer)>;

    Inquiries(hubbub::net::Loop& loop, const Clock& clock, Resolving how);
    ~Inquiries();

    // "NAME" or an address is looked up; "NAME:PORT" is connected to as well, and let go. Tells
    // once, from within or from the loop.
    void ask(std::string_view what, Tell tell);

  private:
    struct Inquiry {
        std::unique_ptr<Lookup> lookup;
        std::unique_ptr<Dialer> dialer;
        bool is_over = false;
    };
    void look_up(const std::string& host, const Tell& tell);
    void connect(const std::string& host, std::uint16_t port, const Tell& tell);
    void end(Inquiry& inquiry);

    hubbub::net::Loop& loop_;
    const Clock& clock_;
    Resolving how_;
    std::vector<std::unique_ptr<Inquiry>> running_;
    std::optional<hubbub::net::Timer> sweep_;
};

} // namespace hubbub::tui::net
