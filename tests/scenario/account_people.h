// SPDX-License-Identifier: MIT
// Who the scenarios about accounts are about.
#pragma once

#include "base/strings.h"
#include "tests/support/catch.h"
#include "tests/support/conversation.h"
#include "wire/base64.h"

#include <string>
#include <string_view>

namespace hubbub::tests {

inline std::string plain(std::string_view name, std::string_view password)
{
    return wire::to_base64(
        concat({name, std::string_view("\0", 1), name, std::string_view("\0", 1), password}));
}

inline core::Settings open_settings()
{
    core::Settings settings = Conversation::quiet_settings();
    settings.accounts.before_connect = true;
    settings.throttle.logins_per_minute = 3;
    return settings;
}

// alice has an account, and is not there.
struct Net {
    Conversation net{open_settings()};
    Net()
    {
        Person alice = net.registers("alice");
        alice.says("REGISTER * * :correct horse");
        REQUIRE(alice.hears_about("SUCCESS") == ":irc.example REGISTER SUCCESS alice :The account "
                                                "is registered");
        REQUIRE(alice.hears_about(" 900 ").ends_with(
            " 900 alice alice!~alice@alice.example alice :You are now logged in as alice"));
        alice.says("QUIT");
    }
    Person opens(std::string_view caps = "sasl")
    {
        Person person = net.connects("somewhere.example");
        person.says(concat({"CAP REQ :", caps}));
        person.forgets();
        return person;
    }
};

inline void fails_with(Person& person, std::string_view line, std::string_view code)
{
    person.forgets();
    person.says(line);
    const std::string answer = person.hears();
    INFO(line << " -> " << answer);
    CHECK(answer.starts_with(concat({":irc.example FAIL REGISTER ", code, " "})));
}

} // namespace hubbub::tests
