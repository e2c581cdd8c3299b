// SPDX-License-Identifier: MIT
#include "net/tls.h"

#include "base/ensure.h"
#include "base/strings.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>
#include <cstring>

namespace hubbub::net {

namespace {

std::string last_error()
{
    const unsigned long code = ERR_get_error();
    ERR_clear_error();
    return tls_reason(code);
}

void set_common(SSL_CTX* context)
{
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                     SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    // A key behind a passphrase is refused with a sentence; nobody sits there to type it.
    SSL_CTX_set_default_passwd_cb(context, [](char*, int, int, void*) { return 0; });
}

// Whatever certificate comes is let through: who it belongs to is judged by fingerprint.
int accept_any(int, X509_STORE_CTX*)
{
    return 1;
}

std::string fingerprint_of(const X509* certificate)
{
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (certificate == nullptr ||
        X509_digest(certificate, EVP_sha256(), digest.data(), &size) != 1) {
        return {};
    }
    constexpr std::string_view hex = "0123456789abcdef";
    std::string text;
    for (unsigned i = 0; i < size; ++i) {
        text += hex[digest[i] >> 4U];
        text += hex[digest[i] & 15U];
    }
    return text;
}

bool is_ip_address(const std::string& host)
{
    in6_addr address{};
    return inet_pton(AF_INET, host.c_str(), &address) == 1 ||
           inet_pton(AF_INET6, host.c_str(), &address) == 1;
}

} // namespace

void TlsContext::Deleter::operator()(ssl_ctx_st* context) const noexcept
{
    SSL_CTX_free(context);
}

Result<void> TlsContext::use(const std::string& certificate, const std::string& key)
{
    ERR_clear_error();
    if (SSL_CTX_use_certificate_chain_file(context_.get(), certificate.c_str()) != 1) {
        return Error{concat({"cannot use the certificate ", certificate, ": ", last_error()})};
    }
    if (SSL_CTX_use_PrivateKey_file(context_.get(), key.c_str(), SSL_FILETYPE_PEM) != 1) {
        return Error{concat({"cannot use the key ", key, ": ", last_error()})};
    }
    if (SSL_CTX_check_private_key(context_.get()) != 1) {
        return Error{concat({"the key ", key, " does not belong to ", certificate})};
    }
    return {};
}

Result<TlsContext> TlsContext::server(const std::string& certificate, const std::string& key)
{
    TlsContext context(SSL_CTX_new(TLS_server_method()));
    set_common(context.context_.get());
    SSL_CTX_set_verify(context.context_.get(), SSL_VERIFY_PEER | SSL_VERIFY_CLIENT_ONCE,
                       accept_any);
    constexpr std::string_view id = "hubbub";
    SSL_CTX_set_session_id_context(context.context_.get(),
                                   reinterpret_cast<const unsigned char*>(id.data()),
                                   static_cast<unsigned>(id.size()));
    if (const Result<void> used = context.use(certificate, key); !used) {
        return used.error();
    }
    return context;
}

Result<TlsContext> TlsContext::client(const std::string& certificate, const std::string& key)
{
    TlsContext context(SSL_CTX_new(TLS_client_method()));
    set_common(context.context_.get());
    SSL_CTX_set_default_verify_paths(context.context_.get());
    SSL_CTX_set_verify(context.context_.get(), SSL_VERIFY_NONE, nullptr);
    if (!certificate.empty()) {
        if (const Result<void> used = context.use(certificate, key.empty() ? certificate : key);
            !used) {
            return used.error();
        }
    }
    return context;
}

std::string TlsContext::fingerprint() const
{
    return fingerprint_of(SSL_CTX_get0_certificate(context_.get()));
}

ssl_st* TlsContext::new_session() const
{
    SSL* session = SSL_new(context_.get());
    HUBBUB_ENSURE(session != nullptr);
    return session;
}

ssl_st* TlsContext::new_session_to(const std::string& host) const
{
    SSL* session = new_session();
    if (is_ip_address(host)) {
        X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session), host.c_str());
    } else {
        // The macro SSL_set_tlsext_host_name() casts const away in the old style.
        SSL_ctrl(session, SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                 const_cast<char*>(host.c_str()));
        SSL_set1_host(session, host.c_str());
    }
    return session;
}

std::string tls_reason(unsigned long code)
{
    if (ERR_SYSTEM_ERROR(code)) {
        return std::strerror(ERR_GET_REASON(code));
    }
    const char* reason = ERR_reason_error_string(code);
    return reason != nullptr ? reason : "TLS failed";
}

std::string fingerprint_of_peer(ssl_st* session)
{
    return fingerprint_of(SSL_get0_peer_certificate(session));
}

std::string verify_error_of_peer(ssl_st* session)
{
    const long result = SSL_get_verify_result(session);
    return result == X509_V_OK ? "" : X509_verify_cert_error_string(result);
}

} // namespace hubbub::net
