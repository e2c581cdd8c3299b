// SPDX-License-Identifier: MIT
// Where the values of hubbubd.toml go: each function puts one into the configuration, or says what
// is wrong with it. The rows in options.cc name them.
#pragma once

#include "base/strings.h"
#include "daemon/config.h"
#include "daemon/options.h"

#include <cstdint>
#include <string>
#include <tuple>
#include <type_traits>
#include <variant>

namespace hubbub::daemon::values {

// ---- any value, by the member that it is for: put<&Config::cloak>, within<&Limits::nick, 9, 64>

// The part of the configuration that has the member.
template <typename Part>
Part& part_of(Config& config)
{
    core::Settings& settings = config.settings;
    core::Pace& pace = settings.throttle;
    return std::get<Part&>(std::tie(config, config.retention, config.admission, settings,
                                    settings.limits, settings.throttle, pace, settings.timeouts,
                                    settings.accounts, settings.history));
}

template <typename Part, typename T>
void assign(Config& config, T Part::*member, const Value& value)
{
    constexpr bool number = std::is_arithmetic_v<T> && !std::is_same_v<T, bool>;
    using Held = std::conditional_t<number, std::int64_t, T>;
    part_of<Part>(config).*member = static_cast<T>(std::get<Held>(value));
}

template <auto Member>
std::string put(Config& config, const Value& value)
{
    assign(config, Member, value);
    return {};
}

template <auto Member, std::int64_t Least, std::int64_t Most>
std::string within(Config& config, const Value& value)
{
    const std::int64_t number = std::get<std::int64_t>(value);
    if (number < Least || number > Most) {
        return concat({"must be from ", std::to_string(Least), " to ", std::to_string(Most)});
    }
    assign(config, Member, value);
    return {};
}

template <core::Counted What>
std::string a_minute(Config& config, const Value& value)
{
    config.settings.throttle.per_minute[static_cast<std::size_t>(What)] =
        static_cast<std::size_t>(std::get<std::int64_t>(value));
    return {};
}

// ---- values with rules of their own

std::string mechanisms(Config& config, const Value& value);
std::string client_tag_deny(Config& config, const Value& value);
std::string server_name(Config& config, const Value& value);
std::string casemapping(Config& config, const Value& value);
std::string utf8_only(Config& config, const Value& value);
std::string lobby(Config& config, const Value& value);
std::string durability(Config& config, const Value& value);
std::string tagmsg(Config& config, const Value& value);
std::string metrics_listen(Config& config, const Value& value);
std::string log_level(Config& config, const Value& value);
std::string default_channel_modes(Config& config, const Value& value);
std::string default_user_modes(Config& config, const Value& value);
std::string exempt(Config& config, const Value& value);

} // namespace hubbub::daemon::values
