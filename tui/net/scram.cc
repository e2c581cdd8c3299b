// SPDX-License-Identifier: MIT
#include "tui/net/scram.h"

#include "base/secret.h"
#include "base/strings.h"
#include "crypto/digest.h"
#include "wire/base64.h"

#include <optional>
#include <utility>
#include <vector>

namespace hubbub::tui::net {

namespace {

// Fewer are too easy to guess through for who has stolen the server's records (RFC 7677 section 4);
// more would let a server keep us busy.
constexpr unsigned fewest_iterations = 4096;
constexpr unsigned most_iterations = 2'000'000;

// RFC 5802 section 5.1, "saslname".
std::string escaped(std::string_view name)
{
    std::string out;
    for (const char c : name) {
        c == ',' ? out += "=2C" : c == '=' ? out += "=3D" : out += c;
    }
    return out;
}

// The value of the attribute, if that is what the part is.
std::string_view value_of(std::string_view part, char letter)
{
    const bool fits = part.size() >= 2 && part[0] == letter && part[1] == '=';
    return fits ? part.substr(2) : std::string_view{};
}

} // namespace

ScramClient::ScramClient(std::string_view name, std::string password, std::string nonce)
    : bare_(concat({"n=", escaped(name), ",r=", nonce})), password_(std::move(password)),
      nonce_(std::move(nonce))
{
}

std::string ScramClient::first() const
{
    return concat({"n,,", bare_});
}

Result<std::string> ScramClient::last(std::string_view server_first)
{
    const std::vector<std::string_view> parts = split(server_first, ',');
    if (parts.size() < 3) {
        return Error{"the server's answer is no SCRAM"};
    }
    const std::string_view nonces = value_of(parts[0], 'r');
    const auto salt = wire::from_base64(value_of(parts[1], 's'));
    const auto iterations = parse_number<unsigned>(value_of(parts[2], 'i'));
    if (!nonces.starts_with(nonce_) || nonces.size() == nonce_.size()) {
        return Error{"the server answers another question than ours"};
    }
    if (!salt || salt->empty() || !iterations) {
        return Error{"the server's answer is no SCRAM"};
    }
    if (*iterations < fewest_iterations || *iterations > most_iterations) {
        return Error{concat({"the server asks for ", std::to_string(*iterations),
                             " iterations; from 4096 to two million are safe"})};
    }
    const std::string salted = crypto::stretched(password_, *salt, *iterations);
    const std::string client_key = crypto::hmac_sha256(salted, "Client Key");
    const std::string without_proof = concat({"c=biws,r=", nonces});
    const std::string message = concat({bare_, ",", server_first, ",", without_proof});
    std::string proof = crypto::hmac_sha256(crypto::sha256(client_key), message);
    for (std::size_t i = 0; i < proof.size(); ++i) {
        proof[i] = static_cast<char>(proof[i] ^ client_key[i]);
    }
    server_signature_ = crypto::hmac_sha256(crypto::hmac_sha256(salted, "Server Key"), message);
    return concat({without_proof, ",p=", wire::to_base64(proof)});
}

Result<void> ScramClient::verify(std::string_view server_last)
{
    const auto signature = wire::from_base64(value_of(split(server_last, ',')[0], 'v'));
    verified_ =
        !server_signature_.empty() && signature && is_same_secret(*signature, server_signature_);
    if (!verified_) {
        return Error{"the server could not prove that it knows the password: it may be another's"};
    }
    return {};
}

} // namespace hubbub::tui::net
