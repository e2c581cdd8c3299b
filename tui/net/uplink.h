// SPDX-License-Identifier: MIT
// The connection to a server: finds its address, connects, checks who it is, comes back after a
// break, and tells what it does. Lines go through it; what they mean it does not know.
#pragma once

#include "base/clock.h"
#include "net/connection.h"
#include "net/tls.h"
#include "net/watch.h"
#include "tui/net/dialer.h"
#include "tui/net/trust.h"
#include "wire/splitter.h"

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace hubbub::tui::net {

enum class Tls { automatic, always, never };

struct Target {
    std::string host = "127.0.0.1"; // as people write it, host_name.h
    std::uint16_t port = 0;         // 0: the usual one, which is to be filled in
    Tls tls = Tls::automatic;
    std::string certificate; // our own, PEM, and its key; or empty
    std::string key;
    std::string pin; // SHA-256 of the server's certificate, in hex, the only one trusted; or empty
    std::string resolvers; // "127.0.0.1:53", several with commas; empty: the system's
};

class Uplink final : private hubbub::net::Connection::Handler {
  public:
    class Listener {
      public:
        virtual ~Listener() = default;
        virtual void on_up() = 0;                        // lines may be sent
        virtual void on_line(std::string_view line) = 0; // without its line end
        virtual void on_down(std::string_view why) = 0;  // it was up, or never came up
        virtual void on_note(std::string_view text) = 0; // what is being done
    };

    Uplink(hubbub::net::Loop& loop, const Clock& clock, Target target, Trust& trust,
           Listener& listener);
    ~Uplink() override;

    void connect();
    // Without the line end. Dropped while it is not up.
    void send(std::string_view line);
    void flush(); // at the end of a turn
    void sweep(); // frees what ended during the turn
    // Until go_on() nothing is read, unless so much comes that reading must go on.
    void hold();
    void go_on(); // for the next picture
    // Whether what was read just now was as much as is read at once, so that there may be more of
    // it, and it is little enough to belong to one picture. Says so once.
    bool may_have_more() { return std::exchange(may_have_more_, false); }
    // The server has been told: when it closes, or after a second, that is the end of it.
    void leave();
    // Ends the connection, and does not come back before connect().
    void close();
    // Ends it, and comes back: nothing has been heard for too long.
    void drop(std::string_view why);
    // Nobody on the way can read along: TLS, or on this machine.
    bool is_private() const { return local_ || (connection_ != nullptr && connection_->is_tls()); }
    bool is_up() const { return up_; }
    // How the name was looked up and its addresses were tried, the last time.
    std::vector<std::string> story() const { return dialer_.story(); }
    bool has_unsent() const { return connection_ != nullptr && connection_->queued() != 0; }
    // What the server says of its transport security, the value of its capability sts. True: the
    // connection has been given up for one with TLS.
    bool take_sts(std::string_view value);
    // Stays away after a first failure, rather than trying for ever.
    void give_up_when_refused() { persistent_ = false; }

  private:
    void on_connected() noexcept override;
    void on_readable() noexcept override;
    void on_eof() noexcept override;
    void on_error(std::string_view why) noexcept override;

    void dialed(Result<int> socket);
    void try_again(std::string_view why, bool was_tls);
    void fail(std::string_view why);
    void end_connection();
    bool pass_over(std::string_view& bytes);
    void retry();
    const hubbub::net::TlsContext* tls();
    bool wants_tls() const;
    bool is_trusted();
    bool is_pinned(std::string_view fingerprint);
    bool is_vouched_for(); // by a CA, a pin or earlier trust
    void keep_policy();
    void block(std::string_view why);
    std::uint16_t port() const { return secure_port_ != 0 ? secure_port_ : target_.port; }

    hubbub::net::Loop& loop_;
    const Clock& clock_;
    Target target_;
    std::string host_; // in ASCII: for certificates and what is kept; empty: there is no such name
    Trust& trust_;
    Listener& listener_;
    Dialer dialer_;
    std::optional<hubbub::net::TlsContext> tls_;
    std::unique_ptr<hubbub::net::Connection> connection_;
    std::vector<std::unique_ptr<hubbub::net::Connection>> dead_;
    std::optional<hubbub::net::Timer> pause_;
    std::optional<hubbub::net::Timer> patience_;
    wire::Splitter splitter_;
    bool passing_over_ = false; // a line that is too long
    std::string trying_;
    int failures_ = 0;
    std::size_t read_ = 0; // bytes for the next picture
    bool may_have_more_ = false;
    bool held_ = false;
    bool up_ = false;
    bool local_ = false; // what is connected to is on this machine
    bool closed_ = false;
    bool persistent_ = true;
    std::uint16_t secure_port_ = 0; // where its policy wants it to be spoken to, with TLS
    std::chrono::seconds policy_{}; // how long the policy holds that was last told
    bool in_the_clear_ = false;     // TLS was tried, and is not spoken there
};

} // namespace hubbub::tui::net
