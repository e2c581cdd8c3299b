// SPDX-License-Identifier: MIT
// A certificate of one's own making, for a server that was given none.
#include "base/strings.h"
#include "net/tls.h"

#include <fcntl.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace hubbub::net {

namespace {

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

constexpr long ten_years = 3650L * 24 * 3600; // seconds

void add_extension(X509* certificate, int kind, const std::string& value)
{
    X509V3_CTX context;
    std::memset(&context, 0, sizeof context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    if (X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str())) {
        X509_add_ext(certificate, extension, -1);
        X509_EXTENSION_free(extension);
    }
}

Certificate sign_own(EVP_PKEY* key, std::string_view name)
{
    Certificate certificate(X509_new(), X509_free);
    X509* x509 = certificate.get();
    X509_set_version(x509, X509_VERSION_3);
    std::uint64_t serial = 0;
    RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial);
    ASN1_INTEGER_set_uint64(X509_get_serialNumber(x509), serial >> 1U);
    X509_gmtime_adj(X509_getm_notBefore(x509), 0);
    X509_gmtime_adj(X509_getm_notAfter(x509), ten_years);
    X509_set_pubkey(x509, key);
    X509_NAME* subject = X509_get_subject_name(x509);
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                               reinterpret_cast<const unsigned char*>(name.data()),
                               static_cast<int>(name.size()), -1, 0);
    X509_set_issuer_name(x509, subject);
    add_extension(x509, NID_subject_alt_name,
                  concat({"DNS:", name, ",DNS:localhost,IP:127.0.0.1,IP:::1"}));
    add_extension(x509, NID_basic_constraints, "critical,CA:FALSE");
    X509_sign(x509, key, EVP_sha256());
    return certificate;
}

template <typename Write>
Result<void> write_file(const std::string& path, mode_t mode, Write write)
{
    const int fd = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
    std::FILE* file = fd >= 0 ? fdopen(fd, "w") : nullptr;
    const bool written = file != nullptr && fchmod(fd, mode) == 0 && write(file) == 1;
    const bool closed = file != nullptr && std::fclose(file) == 0;
    if (!written || !closed) {
        return Error{concat({"cannot write ", path, ": ", std::strerror(errno)})};
    }
    return {};
}

} // namespace

Result<void> make_self_signed(const std::string& certificate, const std::string& key,
                              std::string_view name)
{
    if (access(certificate.c_str(), F_OK) == 0 && access(key.c_str(), F_OK) == 0) {
        return {};
    }
    const Key fresh(EVP_EC_gen("P-256"), EVP_PKEY_free);
    if (fresh == nullptr) {
        return Error{"cannot make a TLS key"};
    }
    const Certificate own = sign_own(fresh.get(), name);
    const Result<void> wrote_key = write_file(key, 0600, [&](std::FILE* file) {
        return PEM_write_PrivateKey(file, fresh.get(), nullptr, nullptr, 0, nullptr, nullptr);
    });
    if (!wrote_key) {
        return wrote_key;
    }
    return write_file(certificate, 0644,
                      [&](std::FILE* file) { return PEM_write_X509(file, own.get()); });
}

} // namespace hubbub::net
