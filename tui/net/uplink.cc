// SPDX-License-Identifier: MIT
#include "tui/net/uplink.h"

#include "base/strings.h"
#include "tui/net/host_name.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <utility>

namespace hubbub::tui::net {

namespace {

using hubbub::net::Address;
using hubbub::net::Connection;
using hubbub::net::TlsContext;

constexpr Millis farewell_patience = std::chrono::seconds(1);
constexpr Millis handshake_patience = std::chrono::seconds(10);
constexpr std::size_t trickle = 16384; // bytes for one picture; more is a flood
constexpr Millis longest_pause = std::chrono::minutes(2);

wire::Splitter::Limits generous()
{
    return {0, 0, 65536}; // more is not read at once
}

// 1, 2, 4 ... seconds, each up to half as long again, so that a thousand clients do not all come
// back in one moment.
Millis pause_after(int failures, std::size_t jitter)
{
    const Millis base =
        std::min<Millis>(Millis(1000) * (1 << std::min(failures - 1, 7)), longest_pause);
    return base + Millis(static_cast<Millis::rep>(jitter % 512) * base.count() / 1024);
}

} // namespace

Uplink::Uplink(hubbub::net::Loop& loop, const Clock& clock, Target target, Trust& trust,
               Listener& listener)
    : loop_(loop), clock_(clock), target_(std::move(target)), trust_(trust), listener_(listener),
      dialer_(loop, clock, {target_.resolvers},
              [this](std::string_view note) { listener_.on_note(note); }),
      splitter_(generous())
{
}

Uplink::~Uplink() = default;

void Uplink::connect()
{
    closed_ = false;
    pause_.reset();
    patience_.reset(); // of a goodbye that is over
    if (!target_.pin.empty() && target_.tls == Tls::never) {
        return block("a pin is set and TLS is switched off: set tls = true");
    }
    if (const Result<std::string> ascii = ascii_host(target_.host); !ascii) {
        return block(ascii.error().sentence);
    } else {
        host_ = *ascii;
    }
    if (const auto policy = trust_.sts().port_of(host_, clock_.wall())) {
        secure_port_ = *policy;
    }
    if (wants_tls() && tls() == nullptr) {
        return fail("TLS does not start on this machine");
    }
    dialer_.dial(target_.host, port(), [this](Result<int> socket) { dialed(std::move(socket)); });
}

// Made when it is first needed: the certificates of all CAs take their time to load.
const TlsContext* Uplink::tls()
{
    if (!tls_) {
        if (Result<TlsContext> context = TlsContext::client(target_.certificate, target_.key)) {
            tls_ = context.take();
        }
    }
    return tls_ ? &*tls_ : nullptr;
}

bool Uplink::wants_tls() const
{
    if (secure_port_ != 0 || !target_.pin.empty()) {
        return true;
    }
    if (target_.tls != Tls::automatic) {
        return target_.tls == Tls::always;
    }
    const Result<Address> address = Address::from_host(host_, target_.port);
    const bool local = host_ == "localhost" || (address && address->is_local());
    return trust_.has(host_, target_.port) || (!local && !in_the_clear_);
}

void Uplink::dialed(Result<int> socket)
{
    if (!socket) {
        return fail(socket.error().sentence);
    }
    trying_ = dialer_.to().text();
    local_ = dialer_.to().is_local();
    const TlsContext* const context = wants_tls() ? tls() : nullptr;
    splitter_ = wire::Splitter(generous());
    passing_over_ = false;
    connection_ =
        std::unique_ptr<Connection>(new Connection(loop_, *socket, context, host_, *this));
    if (context == nullptr) {
        return on_connected();
    }
    patience_.emplace(loop_, handshake_patience, [this] { on_error("it does not answer"); });
}

void Uplink::on_connected() noexcept
{
    patience_.reset();
    if (connection_->is_tls() && !is_trusted()) {
        return;
    }
    failures_ = 0;
    up_ = true;
    const std::string how =
        connection_->is_tls()
            ? concat({" with ", connection_->tls_version(), ", ", connection_->tls_cipher()})
            : std::string(", in the clear");
    listener_.on_note(concat({"connected to ", trying_, how}));
    listener_.on_up();
}

// By its pin, or by a CA, or because it is the certificate of last time, or because there was no
// last time.
bool Uplink::is_trusted()
{
    const std::string why_not = connection_->verify_error();
    const std::string fingerprint = connection_->peer_fingerprint();
    if (!target_.pin.empty()) {
        return is_pinned(fingerprint);
    }
    if (why_not.empty()) {
        return true;
    }
    switch (trust_.judge(host_, port(), fingerprint)) {
    case Trust::Verdict::known:
        return true;
    case Trust::Verdict::unknown: {
        if (trust_.sts().port_of(host_, clock_.wall())) {
            fail(concat({"its policy (STS) allows no certificate that nobody vouches for: ",
                         why_not, ", SHA-256 ", fingerprint}));
            return false;
        }
        listener_.on_note(
            concat({"no CA vouches for this server (", why_not,
                    "); its certificate is trusted from now on: SHA-256 ", fingerprint}));
        const Result<void> kept = trust_.remember(host_, port(), fingerprint);
        if (!kept) {
            listener_.on_note(kept.error().sentence);
        }
        return true;
    }
    case Trust::Verdict::changed:
        block(concat({"the certificate of ", target_.host, " is not the one of last time: now ",
                      fingerprint,
                      ". Somebody may be in between. If its owner has changed it, take "
                      "the line with its name out of ",
                      trust_.file()}));
        return false;
    }
    return false;
}

bool Uplink::is_pinned(std::string_view fingerprint)
{
    if (fingerprint == target_.pin) {
        return true;
    }
    block(concat({"the certificate of ", target_.host,
                  " is not the one that is pinned: its "
                  "SHA-256 is ",
                  fingerprint,
                  ". Somebody may be in between. If its owner has "
                  "changed it, set its pin to that"}));
    return false;
}

// Not again before the person has seen to it.
void Uplink::block(std::string_view why)
{
    closed_ = true;
    fail(why);
}

// ---- IRCv3 sts

bool Uplink::take_sts(std::string_view value)
{
    const StsOffer offer = read_sts(value);
    if (connection_ == nullptr) {
        return false;
    }
    if (connection_->is_tls()) {
        policy_ = offer.duration.value_or(std::chrono::seconds::zero());
        if (offer.duration && is_vouched_for()) {
            keep_policy();
        }
        return false;
    }
    if (!offer.port) {
        return false;
    }
    secure_port_ = *offer.port;
    listener_.on_note(concat({"its policy (STS) wants TLS, on port ", std::to_string(port())}));
    patience_.reset();
    up_ = false;
    end_connection();
    connect();
    return true;
}

bool Uplink::is_vouched_for()
{
    return !target_.pin.empty() || connection_->verify_error().empty();
}

void Uplink::keep_policy()
{
    const Result<void> kept = trust_.sts().keep(host_, port(), policy_, clock_.wall());
    if (!kept) {
        listener_.on_note(kept.error().sentence);
    }
}

void Uplink::on_readable() noexcept
{
    Connection* const from = connection_.get();
    std::string_view bytes = from->input();
    const std::size_t size = bytes.size();
    read_ += size;
    may_have_more_ = from->may_have_more() && read_ < trickle;
    std::string_view line;
    while (up_ && pass_over(bytes)) {
        const wire::Splitter::Found found = splitter_.next(bytes, line);
        if (found == wire::Splitter::Found::none) {
            break;
        }
        if (found == wire::Splitter::Found::line) {
            listener_.on_line(line);
            continue;
        }
        passing_over_ = true;
        splitter_ = wire::Splitter(generous());
        listener_.on_note("a line of the server is longer than any may be: it is left out");
    }
    if (connection_.get() == from) { // what a line says may have ended it
        from->consume(size - bytes.size());
    }
}

void Uplink::hold()
{
    if (up_ && !held_ && !connection_->may_have_more() && read_ < trickle) {
        held_ = true;
        connection_->pause_reading();
    }
}

void Uplink::go_on()
{
    read_ = 0;
    if (std::exchange(held_, false)) {
        connection_->resume_reading();
    }
}

// The rest of a line that is left out. False: its end has not come.
bool Uplink::pass_over(std::string_view& bytes)
{
    if (passing_over_) {
        const std::size_t end = bytes.find('\n');
        passing_over_ = end == std::string_view::npos;
        bytes.remove_prefix(passing_over_ ? bytes.size() : end + 1);
    }
    return !passing_over_;
}

void Uplink::on_eof() noexcept
{
    on_error("the server closed the connection");
}

void Uplink::on_error(std::string_view why) noexcept
{
    const std::string reason(why);
    const bool was_tls = connection_ != nullptr && connection_->is_tls();
    patience_.reset();
    end_connection();
    if (std::exchange(up_, false)) {
        return fail(reason);
    }
    try_again(reason, was_tls);
}

// The way was there, but TLS did not come about.
void Uplink::try_again(std::string_view why, bool was_tls)
{
    listener_.on_note(concat({"could not connect to ", trying_, ": ", why}));
    const bool does_not_speak = was_tls && why.find("wrong version") != std::string_view::npos;
    const bool may_go_clear =
        secure_port_ == 0 && target_.pin.empty() && !trust_.has(host_, target_.port);
    const bool tls_unspoken = does_not_speak && may_go_clear && target_.tls == Tls::automatic;
    if (tls_unspoken) {
        listener_.on_note("it does not speak TLS: trying in the clear");
        in_the_clear_ = true;
    } else if (does_not_speak && target_.tls == Tls::always && may_go_clear) {
        listener_.on_note(
            "it does not speak TLS there: irc:// before its name, or tls = false, goes "
            "in the clear");
    }
    dialer_.go_on(why, tls_unspoken ? Race::Then::same_again : Race::Then::others);
}

void Uplink::end_connection()
{
    if (connection_ != nullptr) {
        if (policy_ > std::chrono::seconds::zero() && is_vouched_for()) {
            keep_policy(); // it holds from the end of the connection on
        }
        policy_ = {};
        held_ = false;
        connection_->pause_reading();
        dead_.push_back(std::move(connection_));
    }
}

void Uplink::fail(std::string_view why)
{
    patience_.reset();
    end_connection();
    up_ = false;
    ++failures_;
    listener_.on_down(why);
    if (!closed_ && persistent_) {
        retry();
    }
}

void Uplink::retry()
{
    const Millis pause =
        pause_after(failures_, std::hash<long>{}(clock_.now().time_since_epoch().count()) >> 3U);
    const double seconds = std::chrono::duration<double>(pause).count();
    listener_.on_note(
        concat({"trying again in ", std::to_string(static_cast<int>(seconds + 0.5)), " s"}));
    pause_.emplace(loop_, pause, [this] { connect(); });
}

void Uplink::send(std::string_view line)
{
    if (up_ && connection_ != nullptr) {
        std::string bytes(line);
        std::replace(bytes.begin(), bytes.end(), '\n', ' ');
        std::replace(bytes.begin(), bytes.end(), '\r', ' ');
        connection_->append(bytes);
        connection_->append("\r\n");
    }
}

void Uplink::flush()
{
    if (connection_ != nullptr && up_ && !connection_->flush()) {
        on_error("the server closed the connection");
    }
}

void Uplink::sweep()
{
    dead_.clear();
}

void Uplink::leave()
{
    closed_ = true;
    dialer_.stop();
    pause_.reset();
    go_on();
    if (connection_ == nullptr) {
        return listener_.on_down("left");
    }
    patience_.emplace(loop_, farewell_patience, [this] { on_error("left"); });
}

void Uplink::close()
{
    closed_ = true;
    dialer_.stop();
    pause_.reset();
    patience_.reset();
    if (connection_ != nullptr) {
        connection_->flush();
        connection_->finish();
        end_connection();
    }
    up_ = false;
}

void Uplink::drop(std::string_view why)
{
    if (connection_ != nullptr) {
        on_error(why);
    }
}

} // namespace hubbub::tui::net
