// SPDX-License-Identifier: MIT
#include "net/address.h"

#include "base/strings.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/un.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace hubbub::net {

namespace {

template <typename Family>
const Family& as(const sockaddr_storage& storage)
{
    return *reinterpret_cast<const Family*>(&storage);
}

std::string number_of_host(const sockaddr_storage& storage)
{
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (storage.ss_family == AF_INET) {
        inet_ntop(AF_INET, &as<sockaddr_in>(storage).sin_addr, text.data(), text.size());
    } else {
        inet_ntop(AF_INET6, &as<sockaddr_in6>(storage).sin6_addr, text.data(), text.size());
    }
    constexpr std::string_view mapped = "::ffff:";
    std::string host = text.data();
    const bool is_mapped = host.starts_with(mapped) && host.find('.') != std::string::npos;
    return is_mapped ? host.substr(mapped.size()) : host;
}

} // namespace

Address::Address(const sockaddr* address, socklen_t size)
    : size_(std::min<socklen_t>(size, sizeof storage_))
{
    std::memcpy(&storage_, address, size_);
}

Result<Address> Address::from_host(std::string_view host, std::uint16_t port)
{
    if (host.starts_with('[') && host.ends_with(']')) {
        host = host.substr(1, host.size() - 2);
    }
    const std::string text(host);
    sockaddr_in four{};
    if (inet_pton(AF_INET, text.c_str(), &four.sin_addr) == 1) {
        four.sin_family = AF_INET;
        four.sin_port = htons(port);
        return Address(reinterpret_cast<const sockaddr*>(&four), sizeof four);
    }
    sockaddr_in6 six{};
    if (inet_pton(AF_INET6, text.c_str(), &six.sin6_addr) == 1) {
        six.sin6_family = AF_INET6;
        six.sin6_port = htons(port);
        return Address(reinterpret_cast<const sockaddr*>(&six), sizeof six);
    }
    return Error{concat({"\"", host, "\" is not an IP address"})};
}

Result<Address> Address::parse(std::string_view text, std::uint16_t usual_port)
{
    std::string host;
    std::uint16_t port = usual_port;
    if (!split_host_port(text, host, port) || host.empty()) {
        return Error{concat({"\"", text, "\" is not ADDRESS:PORT"})};
    }
    return from_host(host, port);
}

Result<Address> Address::from_path(std::string_view path)
{
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.empty() || path.size() >= sizeof address.sun_path) {
        return Error{concat({"\"", path, "\" is too long for the path of a socket"})};
    }
    std::memcpy(address.sun_path, path.data(), path.size());
    return Address(reinterpret_cast<const sockaddr*>(&address), sizeof address);
}

std::string Address::host() const
{
    return is_unix() || size_ == 0 ? "unix" : number_of_host(storage_);
}

std::string Address::text() const
{
    if (is_unix()) {
        return as<sockaddr_un>(storage_).sun_path;
    }
    const bool six = family() == AF_INET6;
    return concat({six ? "[" : "", host(), six ? "]" : "", ":", std::to_string(port())});
}

std::uint16_t Address::port() const
{
    if (family() == AF_INET) {
        return ntohs(as<sockaddr_in>(storage_).sin_port);
    }
    return family() == AF_INET6 ? ntohs(as<sockaddr_in6>(storage_).sin6_port) : 0;
}

bool Address::is_local() const
{
    const std::string name = host();
    return is_unix() || name.starts_with("127.") || name == "::1";
}

bool split_host_port(std::string_view text, std::string& host, std::uint16_t& port)
{
    std::string_view rest;
    if (text.starts_with('[')) {
        const std::size_t end = text.find(']');
        if (end == std::string_view::npos) {
            return false;
        }
        host = text.substr(1, end - 1);
        rest = text.substr(end + 1);
    } else if (std::count(text.begin(), text.end(), ':') == 1) {
        host = text.substr(0, text.find(':'));
        rest = text.substr(text.find(':'));
    } else {
        host = text;
    }
    if (rest.empty()) {
        return true;
    }
    const auto number = parse_number<std::uint16_t>(rest.substr(1));
    if (rest.front() != ':' || !number) {
        return false;
    }
    port = *number;
    return true;
}

} // namespace hubbub::net
