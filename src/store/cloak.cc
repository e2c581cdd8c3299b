// SPDX-License-Identifier: MIT
#include "store/cloak.h"

#include "base/strings.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace hubbub::store {

namespace {

constexpr std::size_t shown_bytes = 4; // of a hash: eight hex digits

Error cannot(std::string_view what, const std::string& path)
{
    return Error{concat({"cannot ", what, " ", path, ": ", std::strerror(errno)})};
}

} // namespace

Result<void> start_crypto()
{
    if (sodium_init() < 0) {
        return Error{"libsodium does not start"};
    }
    return {};
}

Cloak::Secret random_secret()
{
    Cloak::Secret secret{};
    randombytes_buf(secret.data(), secret.size());
    return secret;
}

std::string Cloak::hash(std::string_view text) const
{
    std::array<unsigned char, crypto_generichash_BYTES_MIN> digest{};
    crypto_generichash(digest.data(), digest.size(),
                       reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                       secret_.data(), secret_.size());
    std::array<char, 2 * shown_bytes + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), shown_bytes);
    return hex.data();
}

std::string Cloak::cloak(std::string_view address) const
{
    const std::string text(address);
    std::array<unsigned char, 16> bytes{};
    std::size_t size = 0;
    if (inet_pton(AF_INET, text.c_str(), bytes.data()) == 1) {
        size = 4;
    } else if (inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1) {
        size = 16;
    } else {
        return "local";
    }
    const std::string_view raw(reinterpret_cast<const char*>(bytes.data()), size);
    const std::size_t near = size == 4 ? 3 : 8;
    const std::size_t far = size == 4 ? 2 : 6;
    return concat(
        {hash(raw), ".", hash(raw.substr(0, near)), ".", hash(raw.substr(0, far)), ".ip"});
}

Result<Cloak::Secret> load_or_make_secret(const std::string& path)
{
    Cloak::Secret secret{};
    int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        const ssize_t got = read(fd, secret.data(), secret.size());
        close(fd);
        if (got != static_cast<ssize_t>(secret.size())) {
            return Error{concat({path, " does not hold a secret: remove it to have one made"})};
        }
        return secret;
    }
    secret = random_secret();
    fd = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        return cannot("write", path);
    }
    const ssize_t put = write(fd, secret.data(), secret.size());
    const bool closed = close(fd) == 0;
    if (put != static_cast<ssize_t>(secret.size()) || !closed) {
        return cannot("write", path);
    }
    return secret;
}

} // namespace hubbub::store
