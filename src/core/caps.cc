// SPDX-License-Identifier: MIT
#include "core/caps.h"

#include "base/strings.h"
#include "core/resend.h"
#include "core/sasl.h"
#include "core/settings.h"

#include <array>

namespace hubbub::core {

namespace {

using wire::Part;
using wire::Parts;

constexpr Parts none{};

std::string multiline(const Settings& settings)
{
    return concat({"max-bytes=", std::to_string(settings.limits.message),
                   ",max-lines=", std::to_string(settings.limits.message_lines)});
}

std::string resend(const Settings&)
{
    return std::to_string(std::chrono::seconds(resend_memory).count());
}

std::string registration_value(const Settings& settings)
{
    return settings.accounts.before_connect ? "before-connect" : "";
}

bool offers_registration(const Settings& settings)
{
    return settings.accounts.registration;
}

bool keeps_history(const Settings& settings)
{
    return settings.history.enabled;
}

bool offers_sasl(const Settings& settings)
{
    return !offered_mechanisms(settings).empty();
}

constexpr auto rows = std::to_array<CapRow>({
    {Cap::account_notify, "account-notify", none, "ACCOUNT when a neighbour logs in or out"},
    {Cap::account_registration, "draft/account-registration", none, "REGISTER", registration_value,
     offers_registration},
    {Cap::account_tag, "account-tag", Part::account, "the sender's account as a tag"},
    {Cap::away_notify, "away-notify", none, "AWAY when a neighbour goes or comes back"},
    {Cap::batch, "batch", Part::batch, "lines that belong together are marked so"},
    {Cap::cap_notify, "cap-notify", none, "CAP NEW and CAP DEL when the offer changes"},
    {Cap::chghost, "chghost", none, "CHGHOST when somebody's user name or host changes"},
    {Cap::chathistory, "draft/chathistory", none, "CHATHISTORY", nullptr, keeps_history},
    {Cap::event_playback, "draft/event-playback", none,
     "CHATHISTORY with who came, left and changed what", nullptr, keeps_history},
    {Cap::multiline, "draft/multiline", Part::multiline, "messages of several lines", multiline},
    {Cap::echo_message, "echo-message", none, "one's own messages come back, once stored"},
    {Cap::extended_join, "extended-join", none, "JOIN with account and real name"},
    {Cap::extended_monitor, "extended-monitor", none, "neighbours' news of monitored nicks too"},
    {Cap::invite_notify, "invite-notify", none, "INVITE when somebody invites into one's room"},
    {Cap::labeled_response, "labeled-response", Part::label, "answers carry the question's label"},
    {Cap::message_tags, "message-tags", Part::msgid | Part::client_tags | Part::bot,
     "TAGMSG, client tags and message ids"},
    {Cap::multi_prefix, "multi-prefix", none, "all ranks of a member, not the highest alone"},
    {Cap::no_implicit_names, "no-implicit-names", none, "JOIN is not followed by the names"},
    {Cap::resend, resend_cap, none, "messages with an id may be sent again and are said once",
     resend},
    {Cap::sasl, "sasl", none, "AUTHENTICATE", offered_mechanisms, offers_sasl},
    {Cap::server_time, "server-time", Part::time, "when it happened, as a tag"},
    {Cap::setname, "setname", none, "SETNAME, one's own and one's neighbours'"},
    {Cap::standard_replies, "standard-replies", none, "FAIL, WARN and NOTE"},
    {Cap::userhost_in_names, "userhost-in-names", none, "nick!user@host in NAMES"},
});

} // namespace

std::span<const CapRow> caps()
{
    return rows;
}

bool is_offered(const CapRow& row, const Settings& settings)
{
    return row.is_offered == nullptr || row.is_offered(settings);
}

const CapRow* find_cap(std::string_view name)
{
    for (const CapRow& row : rows) {
        if (row.name == name) {
            return &row;
        }
    }
    return nullptr;
}

wire::Parts parts_of(CapSet caps)
{
    Parts parts;
    for (const CapRow& row : rows) {
        if (caps.has(row.cap)) {
            parts = parts | row.admits;
        }
    }
    // IRCv3 draft/multiline, "Dependencies"
    return parts.has(Part::batch) ? parts : parts - Part::multiline;
}

} // namespace hubbub::core
