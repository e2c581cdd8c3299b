// SPDX-License-Identifier: MIT
#include "daemon/options.h"

#include "base/strings.h"
#include "core/modes.h"
#include "core/sasl.h"
#include "wire/names.h"

#include <algorithm>
#include <array>

namespace hubbub::daemon {

namespace {

// ---- where a value goes

template <typename T>
const T& as(const Value& value)
{
    return std::get<T>(value);
}

template <auto Member>
std::string setting_text(Config& config, const Value& value)
{
    config.settings.*Member = as<std::string>(value);
    return {};
}

template <auto Member>
std::string config_text(Config& config, const Value& value)
{
    config.*Member = as<std::string>(value);
    return {};
}

using core::Retention;

template <auto Member>
std::string kept(Config& config, const Value& value)
{
    config.retention.*Member = static_cast<std::size_t>(as<std::int64_t>(value));
    return {};
}

template <core::Counted What>
std::string counted(Config& config, const Value& value)
{
    config.settings.throttle.per_minute[static_cast<std::size_t>(What)] =
        static_cast<std::size_t>(as<std::int64_t>(value));
    return {};
}

template <auto Member>
std::string admits(Config& config, const Value& value)
{
    config.admission.*Member = static_cast<std::size_t>(as<std::int64_t>(value));
    return {};
}

std::string exempt(Config& config, const Value& value)
{
    std::vector<wire::Cidr> ranges;
    for (const std::string& text : as<std::vector<std::string>>(value)) {
        const auto range = wire::Cidr::parse(text);
        if (!range) {
            return concat(
                {"has \"", text, "\": write addresses like \"192.0.2.1\" or \"2001:db8::/32\""});
        }
        ranges.push_back(*range);
    }
    config.admission.exempt = std::move(ranges);
    return {};
}

template <auto Member, std::int64_t Least, std::int64_t Most>
std::string limit(Config& config, const Value& value)
{
    const std::int64_t number = as<std::int64_t>(value);
    if (number < Least || number > Most) {
        return concat({"must be from ", std::to_string(Least), " to ", std::to_string(Most)});
    }
    config.settings.limits.*Member = static_cast<std::size_t>(number);
    return {};
}

template <auto Member>
std::string timeout(Config& config, const Value& value)
{
    config.settings.timeouts.*Member = as<Millis>(value);
    return {};
}

template <auto Member>
std::string history_count(Config& config, const Value& value)
{
    config.settings.history.*Member = static_cast<std::size_t>(as<std::int64_t>(value));
    return {};
}

template <auto Member>
std::string throttle_rate(Config& config, const Value& value)
{
    config.settings.throttle.*Member = static_cast<double>(as<std::int64_t>(value));
    return {};
}

template <auto Member>
std::string account_flag(Config& config, const Value& value)
{
    config.settings.accounts.*Member = as<bool>(value);
    return {};
}

// ---- values with rules of their own

std::string channel_registration(Config& config, const Value& value)
{
    config.settings.channel_registration = as<bool>(value);
    return {};
}

std::string min_password(Config& config, const Value& value)
{
    const std::int64_t least = as<std::int64_t>(value);
    if (least < 1 || least > 100) {
        return "must be from 1 to 100";
    }
    config.settings.accounts.min_password = static_cast<std::size_t>(least);
    return {};
}

std::string scram_iterations(Config& config, const Value& value)
{
    const std::int64_t rounds = as<std::int64_t>(value);
    if (rounds < 4096 || rounds > 1000000) { // RFC 7677 section 4
        return "must be from 4096 to 1000000";
    }
    config.settings.accounts.scram_iterations = static_cast<unsigned>(rounds);
    return {};
}

std::string logins_per_minute(Config& config, const Value& value)
{
    config.settings.throttle.logins_per_minute = static_cast<std::size_t>(as<std::int64_t>(value));
    return {};
}

std::string mechanisms(Config& config, const Value& value)
{
    for (const std::string& name : as<std::vector<std::string>>(value)) {
        if (!core::offers_mechanism({}, name)) {
            return concat(
                {"does not know \"", name, "\": there are ", core::offered_mechanisms({})});
        }
    }
    config.settings.accounts.mechanisms = as<std::vector<std::string>>(value);
    return {};
}

// ISUPPORT's grammar: names with a vendor or without, "*", "-name".
std::string client_tag_deny(Config& config, const Value& value)
{
    for (const std::string& name : as<std::vector<std::string>>(value)) {
        const std::string_view bare = std::string_view(name).substr(name.starts_with('-') ? 1 : 0);
        constexpr std::string_view allowed =
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-./";
        const bool good =
            !bare.empty() && bare.find_first_not_of(allowed) == std::string_view::npos;
        if (!good && name != "*") {
            return concat(
                {"has \"", name, "\": tags are named without their +, such as \"typing\""});
        }
    }
    config.settings.denied_tags = as<std::vector<std::string>>(value);
    return {};
}

std::string server_name(Config& config, const Value& value)
{
    const std::string& name = as<std::string>(value);
    const bool bad = name.empty() || name.size() > 63 ||
                     name.find_first_of(" :!@*?,") != std::string::npos ||
                     name.find('.') == std::string::npos;
    if (bad) {
        return "must look like a host name, with a dot, such as \"chat.example\"";
    }
    config.settings.name = name;
    return {};
}

std::string only(std::string_view word, const Value& value)
{
    return as<std::string>(value) == word ? std::string{}
                                          : concat({"can only be \"", word, "\" in this version"});
}

std::string casemapping(Config&, const Value& value)
{
    return only("ascii", value);
}

std::string utf8_only(Config&, const Value& value)
{
    return as<bool>(value) ? "" : "can only be true in this version";
}

std::string lobby(Config& config, const Value& value)
{
    const std::string& name = as<std::string>(value);
    if (!name.empty() && !wire::is_channel(name, config.settings.limits.channel)) {
        return "must be a room, such as \"#lobby\", or empty for none";
    }
    config.settings.lobby = name;
    return {};
}

std::string confine(Config& config, const Value& value)
{
    config.confine = as<bool>(value);
    return {};
}

std::string cloak(Config& config, const Value& value)
{
    config.cloak = as<bool>(value);
    return {};
}

std::string durability(Config& config, const Value& value)
{
    const std::string& word = as<std::string>(value);
    if (word != "process" && word != "disk") {
        return "must be \"process\" or \"disk\"";
    }
    config.retention.durability =
        word == "disk" ? core::Durability::disk : core::Durability::process;
    return {};
}

std::string tagmsg(Config& config, const Value& value)
{
    using Tagmsg = core::HistorySettings::Tagmsg;
    const std::string& word = as<std::string>(value);
    if (word != "none" && word != "marked" && word != "all") {
        return "must be \"none\", \"marked\" or \"all\"";
    }
    config.settings.history.tagmsg = word == "none"     ? Tagmsg::none
                                     : word == "marked" ? Tagmsg::marked
                                                        : Tagmsg::all;
    return {};
}

std::string history_enabled(Config& config, const Value& value)
{
    config.settings.history.enabled = as<bool>(value);
    return {};
}

std::string max_age(Config& config, const Value& value)
{
    config.retention.max_age = as<Millis>(value);
    return {};
}

std::string metrics_listen(Config& config, const Value& value)
{
    constexpr std::uint16_t usual_port = 9100;
    const std::string& text = as<std::string>(value);
    config.metrics.reset();
    if (text.empty()) {
        return {};
    }
    const Result<net::Address> address = net::Address::parse(text, usual_port);
    if (!address) {
        return address.error().sentence;
    }
    config.metrics = *address;
    return {};
}

std::string metrics_public(Config& config, const Value& value)
{
    config.metrics_public = as<bool>(value);
    return {};
}

std::string log_level(Config& config, const Value& value)
{
    return diag::parse_level(as<std::string>(value), config.log_level)
               ? ""
               : "must be \"error\", \"warning\", \"info\" or \"debug\"";
}

std::string default_channel_modes(Config& config, const Value& value)
{
    std::string_view letters = as<std::string>(value);
    letters.remove_prefix(letters.starts_with('+') ? 1 : 0);
    for (const char letter : letters) {
        const core::ChannelMode* mode = core::find_channel_mode(letter);
        if (mode == nullptr || mode->type != core::ModeType::flag) {
            return concat(
                {"\"", std::string_view(&letter, 1), "\" is no mode that a room can start with"});
        }
    }
    config.settings.default_channel_modes = letters;
    return {};
}

std::string default_user_modes(Config& config, const Value& value)
{
    std::string_view letters = as<std::string>(value);
    letters.remove_prefix(letters.starts_with('+') ? 1 : 0);
    for (const char letter : letters) {
        const core::UserMode* mode = core::find_user_mode(letter);
        if (mode == nullptr || mode->by != core::UserMode::By::themselves) {
            return concat(
                {"\"", std::string_view(&letter, 1), "\" is no mode that a person can set"});
        }
    }
    config.settings.default_user_modes = letters;
    return {};
}

using core::HistorySettings;
using core::Limits;
using core::Settings;
using core::Throttle;
using core::Timeouts;
constexpr std::int64_t plenty = 1'000'000;

// clang-format off
constexpr OptionRow rows[] = {
    {"server.name", Type::text, R"("hubbub.local")", "The server's name, as clients see it.", server_name},
    {"server.network", Type::text, R"("hubbub")", "The network's name.", setting_text<&Settings::network>},
    {"server.description", Type::text, R"("a hubbub chat server")", "What WHOIS and LINKS say of the server.", setting_text<&Settings::description>},
    {"server.password", Type::text, R"("")", "What clients must give with PASS; empty: nothing.", setting_text<&Settings::password>},
    {"server.casemapping", Type::text, R"("ascii")", "How names are compared.", casemapping},
    {"server.utf8_only", Type::boolean, "true", "Text that is not UTF-8 is refused.", utf8_only},
    {"server.lookup_hostnames", Type::boolean, "false", "Look up the names of clients' addresses.", nullptr},
    {"server.trusted_proxies", Type::list, "[]", "Addresses that may tell a client's real address.", nullptr},
    {"server.state", Type::text, R"("")", "The directory for what is kept; empty: /var/lib/hubbub for root, otherwise hubbub in XDG_STATE_HOME; \"none\": nothing is kept.", config_text<&Config::state>},
    {"server.motd", Type::text, R"("")", "A file with the message of the day.", config_text<&Config::motd_file>},
    {"server.lobby", Type::text, R"("#lobby")", "The room that is always there and that plain people enter; empty: none.", lobby},
    {"server.cloak", Type::boolean, "true", "Others see a hash in place of a client's address.", cloak},
    {"server.confine", Type::boolean, "true", "The server takes from itself, at its start, what it does not need.", confine},
    {"server.client_tag_deny", Type::list, "[]", "Client-only tags that are not passed on, without their +; \"*\": all, but for those with a - before them.", client_tag_deny},
    {"tls.certificate", Type::text, R"("")", "PEM file with the certificate and its chain; empty: one is made.", config_text<&Config::certificate>},
    {"tls.key", Type::text, R"("")", "PEM file with the certificate's key.", config_text<&Config::key>},
    {"limits.nick", Type::number, "32", "Bytes of a nick.", limit<&Limits::nick, 9, 64>},
    {"limits.channel", Type::number, "64", "Bytes of a room's name.", limit<&Limits::channel, 9, 200>},
    {"limits.topic", Type::number, "390", "Bytes of a topic.", limit<&Limits::topic, 10, 390>},
    {"limits.kick", Type::number, "390", "Bytes of a reason to kick, part or quit.", limit<&Limits::kick, 10, 390>},
    {"limits.away", Type::number, "200", "Bytes of a reason to be away.", limit<&Limits::away, 10, 390>},
    {"limits.list_modes", Type::number, "100", "Entries of a room's list of bans, and of each other list.", limit<&Limits::list_modes, 0, plenty>},
    {"limits.monitor", Type::number, "100", "Nicks that one may MONITOR; 0: no limit.", limit<&Limits::monitor, 0, plenty>},
    {"limits.whowas", Type::number, "1000", "People whom WHOWAS remembers.", limit<&Limits::whowas, 0, plenty>},
    {"limits.channels", Type::number, "100", "Rooms that one may be in.", limit<&Limits::channels, 0, plenty>},
    {"limits.rooms", Type::number, "100000", "Rooms of the network; 0: no limit.", limit<&Limits::rooms, 0, plenty>},
    {"limits.accounts", Type::number, "100000", "Accounts that people may register in all; 0: no limit.", limit<&Limits::accounts, 0, plenty>},
    {"limits.passwords", Type::number, "256", "Passwords that may wait to be hashed, some tens of milliseconds each, before logins are refused for the moment; 0: no limit.", limit<&Limits::passwords, 0, plenty>},
    {"limits.receive_queue", Type::number, "16384", "Bytes a client may send without a line end.", limit<&Limits::receive_queue, 512, plenty>},
    {"limits.turn_lines", Type::number, "40", "Lines of one client that are handled before the others have theirs.", limit<&Limits::turn_lines, 1, 10000>},
    {"limits.send_queue", Type::number, "1048576", "Bytes that may wait for a client that does not read.", limit<&Limits::send_queue, 16384, 1000 * plenty>},
    {"limits.send_queues", Type::number, "16777216", "Bytes that may wait for all clients together; beyond, those furthest behind are let go; 0: no limit.", limit<&Limits::send_queues, 0, 1000 * plenty>},
    {"limits.journal_queue", Type::number, "67108864", "Bytes that may wait to be stored before nobody is listened to; 0: no limit.", limit<&Limits::journal_queue, 0, 1000 * plenty>},
    {"limits.multiline_bytes", Type::number, "4096", "Bytes of the text of one message.", limit<&Limits::message, 512, 65536>},
    {"limits.multiline_lines", Type::number, "32", "Lines of one message.", limit<&Limits::message_lines, 1, 1000>},
    {"throttle.connections", Type::number, "100000", "Connections at one time; 0: no limit.", admits<&AdmissionLimits::connections>},
    {"throttle.unregistered", Type::number, "50000", "Connections at one time of those who are nobody yet; 0: no limit.", admits<&AdmissionLimits::unregistered>},
    {"throttle.connections_per_address", Type::number, "100", "Connections from one address, or one IPv6 /64, at one time; 0: no limit.", admits<&AdmissionLimits::per_address>},
    {"throttle.connections_per_network", Type::number, "0", "Connections from one /24, or one IPv6 /48, at one time; 0: no limit.", admits<&AdmissionLimits::per_network>},
    {"throttle.exempt", Type::list, "[]", "Addresses and ranges, such as \"192.0.2.0/24\", for which the number of connections is not limited.", exempt},
    {"throttle.connects_per_minute", Type::number, "0", "Connections from one address a minute; 0: no limit.", admits<&AdmissionLimits::per_minute>},
    {"throttle.commands_per_second", Type::number, "10", "Commands a second that a client may go on sending; 0: no limit, nor one of joins, nicks, invites and targets.", throttle_rate<&Throttle::commands_per_second>},
    {"throttle.burst", Type::number, "40", "Commands that a client may send at once.", throttle_rate<&Throttle::burst>},
    {"throttle.joins_per_minute", Type::number, "100", "Rooms that a client may enter in a minute; 0: no limit.", counted<core::Counted::joins>},
    {"throttle.nicks_per_minute", Type::number, "20", "Times that a client may change its nick in a minute; 0: no limit.", counted<core::Counted::nicks>},
    {"throttle.invites_per_minute", Type::number, "30", "Invitations that a client may send in a minute; 0: no limit.", counted<core::Counted::invites>},
    {"throttle.targets_per_minute", Type::number, "100", "Targets of messages that go to more than one, in a minute; 0: no limit.", counted<core::Counted::targets>},
    {"throttle.logins_per_minute", Type::number, "30", "Logins that may fail in a minute, from one address and for one account; 0: no limit.", logins_per_minute},
    {"timeouts.registration", Type::duration, R"("60s")", "How long a client may take to register.", timeout<&Timeouts::registration>},
    {"timeouts.ping", Type::duration, R"("2m")", "How long a client may be silent before it is asked.", timeout<&Timeouts::ping>},
    {"timeouts.pong", Type::duration, R"("2m")", "How long it may take to answer.", timeout<&Timeouts::pong>},
    {"users.default_modes", Type::text, R"("")", "Modes that people start with.", default_user_modes},
    {"channels.default_modes", Type::text, R"("+nt")", "Modes that rooms start with.", default_channel_modes},
    {"channels.registration", Type::boolean, "true", "Rooms may be registered.", channel_registration},
    {"accounts.registration", Type::boolean, "true", "People may register accounts.", account_flag<&core::AccountSettings::registration>},
    {"accounts.before_connect", Type::boolean, "false", "Also before they are connected.", account_flag<&core::AccountSettings::before_connect>},
    {"accounts.mechanisms", Type::list, "[]", "SASL mechanisms, such as [\"PLAIN\", \"SCRAM-SHA-256\"]; none named: all there are.", mechanisms},
    {"accounts.reserve_nicks", Type::boolean, "true", "An account's name is its owner's nick.", account_flag<&core::AccountSettings::reserve_nicks>},
    {"accounts.min_password", Type::number, "8", "Characters that a password has at least.", min_password},
    {"accounts.scram_iterations", Type::number, "4096", "Rounds of the hash that SCRAM uses.", scram_iterations},
    {"accounts.require_email", Type::boolean, "false", "An account needs an address.", nullptr},
    {"accounts.multiclient", Type::boolean, "true", "Several clients may share a nick.", nullptr},
    {"accounts.always_on", Type::text, R"("off")", "People stay when their clients leave.", nullptr},
    {"history.enabled", Type::boolean, "true", "What is said in rooms is kept.", history_enabled},
    {"history.channel_messages", Type::number, "10000", "Messages kept of a room, and as many joins, topics and other events beside them; 0: all.", kept<&Retention::most_messages>},
    {"history.direct_messages", Type::number, "1000", "Messages kept between two accounts; 0: all.", kept<&Retention::most_direct>},
    {"history.max_age", Type::duration, R"("30d")", "How long messages are kept; \"0\": for ever.", max_age},
    {"history.chathistory_limit", Type::number, "100", "Messages that one may fetch at once; 0: no limit.", history_count<&HistorySettings::chathistory_limit>},
    {"history.autoreplay", Type::number, "10", "Messages shown on joining to those who cannot fetch.", history_count<&HistorySettings::autoreplay>},
    {"history.durability", Type::text, R"("process")", "\"process\": what is acknowledged survives the death of the program; \"disk\": of the machine.", durability},
    {"history.tagmsg", Type::text, R"("none")", "Which messages without text are kept: none, those marked with +draft/persist, or all but typing.", tagmsg},
    {"history.redaction", Type::boolean, "false", "Messages may be taken back.", nullptr},
    {"history.playback_limit", Type::number, "0", "Messages played back on connecting.", nullptr},
    {"metadata.enabled", Type::boolean, "false", "People may publish facts about themselves.", nullptr},
    {"metadata.before_connect", Type::boolean, "false", "Also before they are connected.", nullptr},
    {"metadata.max_keys", Type::number, "20", "Facts of one person.", nullptr},
    {"metadata.max_subscriptions", Type::number, "50", "Facts that one may watch.", nullptr},
    {"metadata.max_value", Type::number, "300", "Bytes of a fact.", nullptr},
    {"metrics.listen", Type::text, R"("")", "Where metrics are told over HTTP, such as \"127.0.0.1:9100\"; empty: nowhere.", metrics_listen},
    {"metrics.public", Type::boolean, "false", "They may be told beyond this machine.", metrics_public},
    {"log.level", Type::text, R"("info")", "The least grave of what is logged: error, warning, info, debug.", log_level},
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
