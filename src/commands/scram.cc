// SPDX-License-Identifier: MIT
#include "commands/scram.h"

#include "base/secret.h"
#include "base/strings.h"
#include "wire/base64.h"

#include <cstddef>
#include <vector>

namespace hubbub::commands {

namespace {

// "=2C" is a comma and "=3D" an equals sign. RFC 5802 section 5.1, "saslname".
std::optional<std::string> read_name(std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        if (text.starts_with("=2C") || text.starts_with("=3D")) {
            out += text[1] == '2' ? ',' : '=';
            text.remove_prefix(3);
        } else if (text.front() == '=') {
            return std::nullopt;
        } else {
            out += text.front();
            text.remove_prefix(1);
        }
    }
    return out;
}

// The attribute "x=..." of that letter; nothing when it is another.
std::optional<std::string_view> value_of(std::string_view part, char letter)
{
    const bool fits = part.size() >= 2 && part[0] == letter && part[1] == '=';
    return fits ? std::optional(part.substr(2)) : std::nullopt;
}

std::string exclusive_or(std::string a, std::string_view b)
{
    for (std::size_t i = 0; i < a.size() && i < b.size(); ++i) {
        a[i] = static_cast<char>(a[i] ^ b[i]);
    }
    return a;
}

constexpr std::size_t iterations_part = 0;
constexpr std::size_t salt_part = 1;
constexpr std::size_t stored_key_part = 2;
constexpr std::size_t server_key_part = 3;

} // namespace

std::optional<ScramFirst> read_client_first(std::string_view text)
{
    std::string_view rest = text;
    const std::string_view binding = cut(rest, ',');
    const std::string_view acts_for = cut(rest, ',');
    const bool binds = binding != "n" && binding != "y"; // which we do not offer
    if (binds || !(acts_for.empty() || acts_for.starts_with("a="))) {
        return std::nullopt;
    }
    const std::vector<std::string_view> parts = split(rest, ',');
    if (parts.size() < 2) {
        return std::nullopt;
    }
    const auto name = value_of(parts[0], 'n');
    const auto nonce = value_of(parts[1], 'r');
    const auto plain = name ? read_name(*name) : std::nullopt;
    if (!plain || plain->empty() || !nonce || nonce->empty()) {
        return std::nullopt;
    }
    const auto other =
        acts_for.empty() ? std::optional<std::string>("") : read_name(acts_for.substr(2));
    if (!other) {
        return std::nullopt;
    }
    const std::string_view header = text.substr(0, text.size() - rest.size());
    return ScramFirst{std::string(header), *other, std::string(rest), *plain, std::string(*nonce)};
}

std::optional<std::string> server_first(std::string_view verifier, std::string_view nonces)
{
    const std::vector<std::string_view> parts = split(verifier, ',');
    if (parts.size() != 4) {
        return std::nullopt;
    }
    return concat({"r=", nonces, ",s=", parts[salt_part], ",i=", parts[iterations_part]});
}

std::optional<std::string> server_final(const core::Passwords& crypto, std::string_view verifier,
                                        std::string_view header, std::string_view client_first_bare,
                                        std::string_view server_first,
                                        std::string_view client_final)
{
    const std::size_t proof_at = client_final.rfind(",p=");
    const std::vector<std::string_view> kept = split(verifier, ',');
    if (proof_at == std::string_view::npos || kept.size() != 4) {
        return std::nullopt;
    }
    const std::string_view without_proof = client_final.substr(0, proof_at);
    const std::vector<std::string_view> parts = split(without_proof, ',');
    const auto binding = value_of(parts[0], 'c');
    const auto nonces = parts.size() > 1 ? value_of(parts[1], 'r') : std::nullopt;
    const std::string_view wanted = split(server_first, ',')[0].substr(2);
    const auto proof = wire::from_base64(client_final.substr(proof_at + 3));
    const auto stored_key = wire::from_base64(kept[stored_key_part]);
    const auto server_key = wire::from_base64(kept[server_key_part]);
    if (binding != wire::to_base64(header) || nonces != wanted || !proof || !stored_key ||
        !server_key) {
        return std::nullopt;
    }
    const std::string message = concat({client_first_bare, ",", server_first, ",", without_proof});
    const std::string signature = crypto.hmac_sha256(*stored_key, message);
    const std::string client_key = exclusive_or(*proof, signature);
    if (proof->size() != signature.size() ||
        !is_same_secret(crypto.sha256(client_key), *stored_key)) {
        return std::nullopt;
    }
    return concat({"v=", wire::to_base64(crypto.hmac_sha256(*server_key, message))});
}

} // namespace hubbub::commands
