// SPDX-License-Identifier: MIT
// One network as it runs: its connection, what is said through it, its local log. It changes its
// part of the model, and nothing else.
#pragma once

#include "base/clock.h"
#include "net/loop.h"
#include "net/watch.h"
#include "tui/log.h"
#include "tui/model/model.h"
#include "tui/net/irc.h"
#include "tui/net/trust.h"
#include "tui/net/unsent_file.h"
#include "tui/net/uplink.h"
#include "tui/network_options.h"
#include "tui/secret_program.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::tui {

class Session final : private net::Uplink::Listener {
  public:
    // All of these outlive it.
    struct Parts {
        hubbub::net::Loop& loop;
        const Clock& clock;
        net::Trust& trust;
        model::Network& network;
    };
    // Directories, of all networks; empty: nothing is kept.
    struct Kept {
        std::string logs;
        std::string unsent; // one's own lines that the server does not have yet
    };
    Session(Parts parts, NetworkOptions options, const Kept& kept);

    const NetworkOptions& options() const { return options_; }
    model::Network& network() { return parts_.network; }
    net::Irc& irc() { return irc_; }
    // How the name was looked up and its addresses were tried, the last time.
    std::vector<std::string> story() const { return uplink_.story(); }

    // Connected, or on the way to it, and not about to leave.
    bool is_wanted() const;
    // Now, if it is not connected; and again after every break, until leave().
    void connect();
    // Says so to the server, and does not come back.
    void leave(std::string_view why);
    // The connection anew, whatever state it is in.
    void reconnect();

    void tick();             // every minute
    void woke(Millis slept); // the machine, which has slept for so long
    void end_turn();         // sends what the turn has led to, and frees what ended
    // Once a turn, while the next picture is not due. What trickles in meanwhile waits with the
    // system: many lines then cost one turn.
    void wait_for_picture() { uplink_.hold(); }
    void go_on() { uplink_.go_on(); } // it is due
    bool may_have_more() { return uplink_.may_have_more(); }
    void write_log(); // before each picture: a line seen is a line logged
    void note_said(const model::Buffer& buffer, const model::ChatLine& line);
    // What came before the oldest line here: from the server, or from the log.
    void read_older(model::Buffer& buffer);

    // Bytes wait to be sent, or lines of our own for the server's word that it has them.
    bool has_unfinished() const
    {
        return uplink_.has_unsent() || irc_.outgoing().has(net::OutgoingLine::State::sent);
    }
    void close(); // at the end of the program

  private:
    void on_up() override;
    void on_line(std::string_view line) override;
    void on_down(std::string_view why) override;
    void on_note(std::string_view text) override;

    void ask_for_password();
    void take_password(Result<std::string> told);
    void look_for_life();
    void read_log(model::Buffer& buffer);
    void restore_unsent();
    void keep_unsent();

    Parts parts_;
    NetworkOptions options_;
    net::Uplink uplink_;
    net::Irc irc_;
    LocalLog log_;
    net::UnsentFile unsent_;
    bool tells_unkept_ = true;             // it is told once
    std::optional<SecretProgram> program_; // that is to tell the password
    bool left_ = false;                    // the person wanted it
    bool again_ = false;                   // and will be back when it is over
    std::optional<hubbub::net::Timer> next_;
    std::optional<hubbub::net::Timer> life_; // looks whether the server has answered
};

} // namespace hubbub::tui
