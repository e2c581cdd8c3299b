// SPDX-License-Identifier: MIT
#include "daemon/option_values.h"

#include "base/diag.h"
#include "core/modes.h"
#include "core/sasl.h"
#include "net/address.h"
#include "wire/cidr.h"
#include "wire/names.h"

#include <string_view>
#include <utility>
#include <vector>

namespace hubbub::daemon::values {

namespace {

template <typename T>
const T& as(const Value& value)
{
    return std::get<T>(value);
}

std::string only(std::string_view word, const Value& value)
{
    return as<std::string>(value) == word ? std::string{}
                                          : concat({"can only be \"", word, "\" in this version"});
}

} // namespace

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

} // namespace hubbub::daemon::values
