// SPDX-License-Identifier: MIT
// Logging in while one comes in: SASL PLAIN and EXTERNAL. IRCv3 sasl 3.1, RFC 4616, RFC 4422.
#include "tui/net/irc.h"

#include "base/strings.h"
#include "wire/base64.h"

#include <utility>

namespace hubbub::tui::net {

namespace {

constexpr std::size_t piece_size = 400; // a shorter one is the last

} // namespace

// A password goes out only where nobody on the way can read it; why not is told.
bool Irc::may_log_in()
{
    if (identity_.sasl == Sasl::none) {
        return false;
    }
    const auto complain = [this](std::string_view why) {
        model_.say(model_.server(), model::LineKind::error, concat({"not logged in: ", why}));
        return false;
    };
    if (!offered_.contains("sasl")) {
        return complain("the server offers no SASL");
    }
    if (identity_.sasl == Sasl::plain && !is_private_) {
        return complain("the connection is in the clear and would show the password; set tls = "
                        "true");
    }
    if (identity_.sasl == Sasl::plain && identity_.password.empty()) {
        return complain("there is no password; set server.password_file");
    }
    return true;
}

void Irc::authenticate(std::string_view challenge)
{
    if (!in_sasl_ || challenge != "+") {
        return;
    }
    const std::string zero(1, '\0');
    const std::string base64 =
        identity_.sasl == Sasl::external
            ? std::string{}
            : wire::to_base64(concat({zero, identity_.nick, zero, identity_.password}));
    std::string_view rest = base64; // and never into the raw log
    for (; rest.size() >= piece_size; rest.remove_prefix(piece_size)) {
        send_(concat({"AUTHENTICATE ", rest.substr(0, piece_size)}));
    }
    send_(concat({"AUTHENTICATE ", rest.empty() ? "+" : rest}));
}

void Irc::end_of_sasl(std::string_view why_not)
{
    if (!std::exchange(in_sasl_, false)) {
        return;
    }
    if (!why_not.empty()) {
        model_.say(model_.server(), model::LineKind::error, concat({"not logged in: ", why_not}));
    }
    if (model_.connection == model::Connection::registering) {
        send("CAP END");
    }
}

} // namespace hubbub::tui::net
