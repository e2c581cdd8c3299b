// SPDX-License-Identifier: MIT
// TLS settings for one side: TLS 1.2 and newer, no renegotiation, no compression.
#pragma once

#include "base/result.h"

#include <memory>
#include <string>
#include <string_view>

struct ssl_ctx_st;
struct ssl_st;

namespace hubbub::net {

class TlsContext {
  public:
    // certificate, key: PEM files, the certificate with its chain. A client's certificate is asked
    // for and not required.
    static Result<TlsContext> server(const std::string& certificate, const std::string& key);

    // Trusts the system's CAs; whether the peer is trusted is for the caller to ask
    // (Connection::verify_error). certificate, key: our own, or empty.
    static Result<TlsContext> client(const std::string& certificate = {},
                                     const std::string& key = {});

    // SHA-256 of our own certificate, 64 hex digits; empty: we have none.
    std::string fingerprint() const;

    // For the Connection, which frees it.
    ssl_st* new_session() const;
    ssl_st* new_session_to(const std::string& host) const;

  private:
    struct Deleter {
        void operator()(ssl_ctx_st* context) const noexcept;
    };
    explicit TlsContext(ssl_ctx_st* context) : context_(context) {}
    Result<void> use(const std::string& certificate, const std::string& key);

    std::unique_ptr<ssl_ctx_st, Deleter> context_;
};

// Makes an ECDSA P-256 key and a certificate for name signed with it, valid for ten years, unless
// both files are there already. The key is readable by its owner alone.
Result<void> make_self_signed(const std::string& certificate, const std::string& key,
                              std::string_view name);

// What OpenSSL's error code says, in words; the system's own errors too.
std::string tls_reason(unsigned long code);

std::string fingerprint_of_peer(ssl_st* session);
std::string verify_error_of_peer(ssl_st* session);

} // namespace hubbub::net
