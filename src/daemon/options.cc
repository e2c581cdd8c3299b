// SPDX-License-Identifier: MIT
#include "daemon/options.h"

#include "base/strings.h"
#include "daemon/option_values.h"

#include <algorithm>
#include <array>

namespace hubbub::daemon {

namespace {

using core::AccountSettings;
using core::Counted;
using core::HistorySettings;
using core::Limits;
using core::Retention;
using core::Settings;
using core::Throttle;
using core::Timeouts;
constexpr std::int64_t plenty = 1'000'000;

// clang-format off
constexpr OptionRow rows[] = {
    {"server.name", Type::text, R"("hubbub.local")", "The server's name, as clients see it.", values::server_name},
    {"server.network", Type::text, R"("hubbub")", "The network's name.", values::put<&Settings::network>},
    {"server.description", Type::text, R"("a hubbub chat server")", "What WHOIS and LINKS say of the server.", values::put<&Settings::description>},
    {"server.password", Type::text, R"("")", "What clients must give with PASS; empty: nothing.", values::put<&Settings::password>},
    {"server.casemapping", Type::text, R"("ascii")", "How names are compared.", values::casemapping},
    {"server.utf8_only", Type::boolean, "true", "Text that is not UTF-8 is refused.", values::utf8_only},
    {"server.lookup_hostnames", Type::boolean, "false", "Look up the names of clients' addresses.", nullptr},
    {"server.trusted_proxies", Type::list, "[]", "Addresses that may tell a client's real address.", nullptr},
    {"server.state", Type::text, R"("")", "The directory for what is kept; empty: /var/lib/hubbub for root, otherwise hubbub in XDG_STATE_HOME; \"none\": nothing is kept.", values::put<&Config::state>},
    {"server.motd", Type::text, R"("")", "A file with the message of the day.", values::put<&Config::motd_file>},
    {"server.lobby", Type::text, R"("#lobby")", "The room that is always there and that plain people enter; empty: none.", values::lobby},
    {"server.cloak", Type::boolean, "true", "Others see a hash in place of a client's address.", values::put<&Config::cloak>},
    {"server.confine", Type::boolean, "true", "The server takes from itself, at its start, what it does not need.", values::put<&Config::confine>},
    {"server.client_tag_deny", Type::list, "[]", "Client-only tags that are not passed on, without their +; \"*\": all, but for those with a - before them.", values::client_tag_deny},
    {"tls.certificate", Type::text, R"("")", "PEM file with the certificate and its chain; empty: one is made.", values::put<&Config::certificate>},
    {"tls.key", Type::text, R"("")", "PEM file with the certificate's key.", values::put<&Config::key>},
    {"limits.nick", Type::number, "32", "Bytes of a nick.", values::within<&Limits::nick, 9, 64>},
    {"limits.channel", Type::number, "64", "Bytes of a room's name.", values::within<&Limits::channel, 9, 200>},
    {"limits.topic", Type::number, "390", "Bytes of a topic.", values::within<&Limits::topic, 10, 390>},
    {"limits.kick", Type::number, "390", "Bytes of a reason to kick, part or quit.", values::within<&Limits::kick, 10, 390>},
    {"limits.away", Type::number, "200", "Bytes of a reason to be away.", values::within<&Limits::away, 10, 390>},
    {"limits.list_modes", Type::number, "100", "Entries of a room's list of bans, and of each other list.", values::within<&Limits::list_modes, 0, plenty>},
    {"limits.monitor", Type::number, "100", "Nicks that one may MONITOR; 0: no limit.", values::within<&Limits::monitor, 0, plenty>},
    {"limits.whowas", Type::number, "1000", "People whom WHOWAS remembers.", values::within<&Limits::whowas, 0, plenty>},
    {"limits.channels", Type::number, "100", "Rooms that one may be in.", values::within<&Limits::channels, 0, plenty>},
    {"limits.rooms", Type::number, "100000", "Rooms of the network; 0: no limit.", values::within<&Limits::rooms, 0, plenty>},
    {"limits.accounts", Type::number, "100000", "Accounts that people may register in all; 0: no limit.", values::within<&Limits::accounts, 0, plenty>},
    {"limits.passwords", Type::number, "256", "Passwords that may wait to be hashed, some tens of milliseconds each, before logins are refused for the moment; 0: no limit.", values::within<&Limits::passwords, 0, plenty>},
    {"limits.receive_queue", Type::number, "16384", "Bytes a client may send without a line end.", values::within<&Limits::receive_queue, 512, plenty>},
    {"limits.turn_lines", Type::number, "40", "Lines of one client that are handled before the others have theirs.", values::within<&Limits::turn_lines, 1, 10000>},
    {"limits.send_queue", Type::number, "1048576", "Bytes that may wait for a client that does not read.", values::within<&Limits::send_queue, 16384, 1000 * plenty>},
    {"limits.send_queues", Type::number, "16777216", "Bytes that may wait for all clients together; beyond, those furthest behind are let go; 0: no limit.", values::within<&Limits::send_queues, 0, 1000 * plenty>},
    {"limits.journal_queue", Type::number, "67108864", "Bytes that may wait to be stored before nobody is listened to; 0: no limit.", values::within<&Limits::journal_queue, 0, 1000 * plenty>},
    {"limits.multiline_bytes", Type::number, "4096", "Bytes of the text of one message.", values::within<&Limits::message, 512, 65536>},
    {"limits.multiline_lines", Type::number, "32", "Lines of one message.", values::within<&Limits::message_lines, 1, 1000>},
    {"throttle.connections", Type::number, "100000", "Connections at one time; 0: no limit.", values::put<&AdmissionLimits::connections>},
    {"throttle.unregistered", Type::number, "50000", "Connections at one time of those who are nobody yet; 0: no limit.", values::put<&AdmissionLimits::unregistered>},
    {"throttle.connections_per_address", Type::number, "100", "Connections from one address, or one IPv6 /64, at one time; 0: no limit.", values::put<&AdmissionLimits::per_address>},
    {"throttle.connections_per_network", Type::number, "0", "Connections from one /24, or one IPv6 /48, at one time; 0: no limit.", values::put<&AdmissionLimits::per_network>},
    {"throttle.exempt", Type::list, "[]", "Addresses and ranges, such as \"192.0.2.0/24\", for which the number of connections is not limited.", values::exempt},
    {"throttle.connects_per_minute", Type::number, "0", "Connections from one address a minute; 0: no limit.", values::put<&AdmissionLimits::per_minute>},
    {"throttle.commands_per_second", Type::number, "10", "Commands a second that a client may go on sending; 0: no limit, nor one of joins, nicks, invites and targets.", values::put<&Throttle::commands_per_second>},
    {"throttle.burst", Type::number, "40", "Commands that a client may send at once.", values::put<&Throttle::burst>},
    {"throttle.joins_per_minute", Type::number, "100", "Rooms that a client may enter in a minute; 0: no limit.", values::a_minute<Counted::joins>},
    {"throttle.nicks_per_minute", Type::number, "20", "Times that a client may change its nick in a minute; 0: no limit.", values::a_minute<Counted::nicks>},
    {"throttle.invites_per_minute", Type::number, "30", "Invitations that a client may send in a minute; 0: no limit.", values::a_minute<Counted::invites>},
    {"throttle.targets_per_minute", Type::number, "100", "Targets of messages that go to more than one, in a minute; 0: no limit.", values::a_minute<Counted::targets>},
    {"throttle.logins_per_minute", Type::number, "30", "Logins that may fail in a minute, from one address and for one account; 0: no limit.", values::put<&Throttle::logins_per_minute>},
    {"timeouts.registration", Type::duration, R"("60s")", "How long a client may take to register.", values::put<&Timeouts::registration>},
    {"timeouts.ping", Type::duration, R"("2m")", "How long a client may be silent before it is asked.", values::put<&Timeouts::ping>},
    {"timeouts.pong", Type::duration, R"("2m")", "How long it may take to answer.", values::put<&Timeouts::pong>},
    {"users.default_modes", Type::text, R"("")", "Modes that people start with.", values::default_user_modes},
    {"channels.default_modes", Type::text, R"("+nt")", "Modes that rooms start with.", values::default_channel_modes},
    {"channels.registration", Type::boolean, "true", "Rooms may be registered.", values::put<&Settings::channel_registration>},
    {"accounts.registration", Type::boolean, "true", "People may register accounts.", values::put<&AccountSettings::registration>},
    {"accounts.before_connect", Type::boolean, "false", "Also before they are connected.", values::put<&AccountSettings::before_connect>},
    {"accounts.mechanisms", Type::list, "[]", "SASL mechanisms, such as [\"PLAIN\", \"SCRAM-SHA-256\"]; none named: all there are.", values::mechanisms},
    {"accounts.reserve_nicks", Type::boolean, "true", "An account's name is its owner's nick.", values::put<&AccountSettings::reserve_nicks>},
    {"accounts.min_password", Type::number, "8", "Characters that a password has at least.", values::within<&AccountSettings::min_password, 1, 100>},
    {"accounts.scram_iterations", Type::number, "4096", "Rounds of the hash that SCRAM uses.", values::within<&AccountSettings::scram_iterations, 4096, 1000000>}, // RFC 7677 section 4
    {"accounts.require_email", Type::boolean, "false", "An account needs an address.", nullptr},
    {"accounts.multiclient", Type::boolean, "true", "Several clients may share a nick.", nullptr},
    {"accounts.always_on", Type::text, R"("off")", "People stay when their clients leave.", nullptr},
    {"history.enabled", Type::boolean, "true", "What is said in rooms is kept.", values::put<&HistorySettings::enabled>},
    {"history.channel_messages", Type::number, "10000", "Messages kept of a room, and as many joins, topics and other events beside them; 0: all.", values::put<&Retention::most_messages>},
    {"history.direct_messages", Type::number, "1000", "Messages kept between two accounts; 0: all.", values::put<&Retention::most_direct>},
    {"history.max_age", Type::duration, R"("30d")", "How long messages are kept; \"0\": for ever.", values::put<&Retention::max_age>},
    {"history.chathistory_limit", Type::number, "100", "Messages that one may fetch at once; 0: no limit.", values::put<&HistorySettings::chathistory_limit>},
    {"history.autoreplay", Type::number, "10", "Messages shown on joining to those who cannot fetch.", values::put<&HistorySettings::autoreplay>},
    {"history.durability", Type::text, R"("process")", "\"process\": what is acknowledged survives the death of the program; \"disk\": of the machine.", values::durability},
    {"history.tagmsg", Type::text, R"("none")", "Which messages without text are kept: none, those marked with +draft/persist, or all but typing.", values::tagmsg},
    {"history.redaction", Type::boolean, "false", "Messages may be taken back.", nullptr},
    {"history.playback_limit", Type::number, "0", "Messages played back on connecting.", nullptr},
    {"metadata.enabled", Type::boolean, "false", "People may publish facts about themselves.", nullptr},
    {"metadata.before_connect", Type::boolean, "false", "Also before they are connected.", nullptr},
    {"metadata.max_keys", Type::number, "20", "Facts of one person.", nullptr},
    {"metadata.max_subscriptions", Type::number, "50", "Facts that one may watch.", nullptr},
    {"metadata.max_value", Type::number, "300", "Bytes of a fact.", nullptr},
    {"metrics.listen", Type::text, R"("")", "Where metrics are told over HTTP, such as \"127.0.0.1:9100\"; empty: nowhere.", values::metrics_listen},
    {"metrics.public", Type::boolean, "false", "They may be told beyond this machine.", values::put<&Config::metrics_public>},
    {"log.level", Type::text, R"("info")", "The least grave of what is logged: error, warning, info, debug.", values::log_level},
};
// clang-format on

} // namespace

std::span<const OptionRow> options()
{
    return rows;
}

const OptionRow* find_option(std::string_view key)
{
    const auto* row = std::find_if(std::begin(rows), std::end(rows),
                                   [&](const OptionRow& one) { return one.key == key; });
    return row == std::end(rows) ? nullptr : row;
}

bool parse_duration(std::string_view text, Millis& out)
{
    struct Suffix {
        std::string_view text;
        Millis one;
    };
    using namespace std::chrono;
    const std::array<Suffix, 5> suffixes = {{{"ms", Millis(1)},
                                             {"s", seconds(1)},
                                             {"m", minutes(1)},
                                             {"h", hours(1)},
                                             {"d", hours(24)}}};
    if (text == "0") {
        out = Millis::zero();
        return true;
    }
    for (const Suffix& suffix : suffixes) {
        if (!text.ends_with(suffix.text)) {
            continue;
        }
        const auto count =
            parse_number<std::uint32_t>(text.substr(0, text.size() - suffix.text.size()));
        if (count) {
            out = *count * suffix.one;
            return true;
        }
    }
    return false;
}

} // namespace hubbub::daemon
