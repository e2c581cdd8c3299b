// SPDX-License-Identifier: MIT
// The server's side of SCRAM-SHA-256, without channel binding. RFC 5802 and RFC 7677.
#pragma once

#include "core/passwords.h"

#include <optional>
#include <string>
#include <string_view>

namespace hubbub::commands {

// "n,,n=name,r=nonce"
struct ScramFirst {
    std::string header;   // "n,,", which the last message repeats
    std::string acts_for; // empty: for themselves
    std::string bare;     // from "n=" on
    std::string name;
    std::string nonce;
};
std::optional<ScramFirst> read_client_first(std::string_view text);

// "r=...,s=...,i=..."; verifier as in core::Verifiers::scram. Nothing when there is no verifier.
std::optional<std::string> server_first(std::string_view verifier, std::string_view nonces);

// "v=..." when the client's last message proves that it knows the password.
std::optional<std::string> server_final(const core::Passwords& crypto, std::string_view verifier,
                                        std::string_view header, std::string_view client_first_bare,
                                        std::string_view server_first,
                                        std::string_view client_final);

} // namespace hubbub::commands
