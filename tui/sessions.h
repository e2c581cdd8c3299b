// SPDX-License-Identifier: MIT
// The networks that run: which they are, how they come and go.
#pragma once

#include "tui/options.h"
#include "tui/session.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::tui {

class Sessions {
  public:
    // All of these outlive it.
    struct Parts {
        hubbub::net::Loop& loop;
        const Clock& clock;
        net::Trust& trust;
        model::Model& model;
        const Options& options;
    };
    // Those of the start, each with its network in the model; none connects yet.
    explicit Sessions(Parts parts);

    void connect_all();
    // That buffer's, or that network's.
    Session& of(const model::Network& network);

    // ---- commands, told where the person looks
    // A network of hubbub.toml by its name, or a host.
    void connect(std::string_view to);
    // "[NETWORK] [reason]"; the network that one looks at, if none is named.
    void disconnect(std::string_view what);
    void reconnect(std::string_view network);
    // Leaves it, and its buffers go.
    void close(model::Network& network);

    void each(const std::function<void(Session&)>& act);
    bool have_unfinished() const;
    bool may_have_more(); // one of them, see Uplink

  private:
    Session& add(NetworkOptions options, model::Network& network);
    Session* titled(std::string_view title);
    Session* find(std::string_view name);
    Result<NetworkOptions> options_for(std::string_view to) const;
    Result<Session*> enter(std::string_view to);
    // Cuts the network's name off, if it stands there.
    Session& take(std::string_view& text);

    Parts parts_;
    std::vector<std::unique_ptr<Session>> all_; // in the order of the model's networks
};

} // namespace hubbub::tui
