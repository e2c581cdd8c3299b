// SPDX-License-Identifier: MIT
// Logging in while one comes in: SASL PLAIN, EXTERNAL and SCRAM-SHA-256. IRCv3 sasl 3.2, RFC 4616,
// RFC 4422, RFC 7677.
#include "tui/net/irc.h"

#include "base/strings.h"
#include "wire/base64.h"
#include "wire/sasl.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace hubbub::tui::net {

namespace {

constexpr std::size_t longest_challenge = 8192;

std::string_view name_of(Sasl mechanism)
{
    return mechanism == Sasl::plain      ? "PLAIN"
           : mechanism == Sasl::external ? "EXTERNAL"
                                         : "SCRAM-SHA-256";
}

} // namespace

// A password goes out only where nobody on the way can read it; why not is told.
bool Irc::may_log_in()
{
    if (identity_.sasl == Sasl::none) {
        return false;
    }
    const auto complain = [this](std::string_view why) {
        model_.say(network_.server(), model::LineKind::error, concat({"not logged in: ", why}));
        return false;
    };
    const auto offer = offered_.find("sasl");
    if (offer == offered_.end()) {
        return complain("the server offers no SASL");
    }
    const std::vector<std::string_view> mechanisms = split(offer->second, ',');
    if (!offer->second.empty() && std::find(mechanisms.begin(), mechanisms.end(),
                                            name_of(identity_.sasl)) == mechanisms.end()) {
        return complain(concat({"the server does not know ", name_of(identity_.sasl), ", but ",
                                offer->second, "; set server.sasl"}));
    }
    if (identity_.sasl == Sasl::plain && !is_private_) {
        return complain("the connection is in the clear and would show the password; set tls = "
                        "true");
    }
    if (identity_.sasl != Sasl::external && identity_.password.empty()) {
        return complain("there is no password; set server.password_file");
    }
    return true;
}

void Irc::start_sasl()
{
    in_sasl_ = true;
    challenge_.clear();
    scram_.reset();
    if (identity_.sasl == Sasl::scram) {
        scram_.emplace(identity_.nick, identity_.password, random_id());
    }
    send(concat({"AUTHENTICATE ", name_of(identity_.sasl)}));
}

void Irc::authenticate(std::string_view challenge)
{
    if (!in_sasl_) {
        return;
    }
    challenge_ += challenge == "+" ? std::string_view{} : challenge;
    if (challenge.size() >= wire::sasl_piece && challenge_.size() < longest_challenge) {
        return; // the rest is to come
    }
    const auto said = wire::from_base64(std::exchange(challenge_, {}));
    const Result<std::string> answer = said ? answer_to(*said) : Error{"it sent no base64"};
    if (!answer) {
        send("AUTHENTICATE *");
        return end_of_sasl(answer.error().sentence);
    }
    const std::string base64 = wire::to_base64(*answer);
    for (const std::string_view piece : wire::sasl_pieces(base64)) {
        send(concat({"AUTHENTICATE ", piece}));
    }
}

Result<std::string> Irc::answer_to(std::string_view challenge)
{
    if (identity_.sasl == Sasl::external) {
        return std::string{};
    }
    if (identity_.sasl == Sasl::plain) {
        const std::string zero(1, '\0');
        return concat({zero, identity_.nick, zero, identity_.password});
    }
    if (challenge.empty()) {
        return scram_->first();
    }
    if (challenge.starts_with("v=")) {
        const Result<void> verified = scram_->verify(challenge);
        return verified ? Result<std::string>(std::string{}) : verified.error();
    }
    return scram_->last(challenge);
}

void Irc::end_of_sasl(std::string_view why_not)
{
    if (!std::exchange(in_sasl_, false)) {
        return;
    }
    const bool unproved = why_not.empty() && scram_ && !scram_->is_verified();
    if (unproved) {
        why_not = "the server did not prove that it knows the password: it may be another's";
    }
    scram_.reset();
    if (!why_not.empty()) {
        model_.say(network_.server(), model::LineKind::error, concat({"not logged in: ", why_not}));
    }
    if (network_.connection == model::Connection::registering) {
        send("CAP END");
    }
}

} // namespace hubbub::tui::net
