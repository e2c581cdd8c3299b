// SPDX-License-Identifier: MIT
#include "tests/support/line_client.h"

#include "tests/support/catch.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace hubbub::tests {

namespace {

sockaddr_in loopback(int port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

template <typename Call>
bool with_address(int port, Call call)
{
    const sockaddr_in address = loopback(port);
    return call(reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
}

int connect_to(int port)
{
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const bool connected = with_address(
        port, [&](const sockaddr* to, socklen_t size) { return connect(fd, to, size); });
    if (connected) {
        return fd;
    }
    close(fd);
    return -1;
}

} // namespace

struct LineClient::Session {
    int fd = -1;
    SSL_CTX* context = nullptr;
    SSL* ssl = nullptr;

    Session() = default;
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session()
    {
        SSL_free(ssl);
        SSL_CTX_free(context);
        close(fd);
    }
    void start_tls()
    {
        context = SSL_CTX_new(TLS_client_method());
        ssl = SSL_new(context);
        REQUIRE(ssl != nullptr);
        SSL_set_fd(ssl, fd);
        REQUIRE(SSL_connect(ssl) == 1);
    }
    void accept_tls(const std::string& certificate, const std::string& key)
    {
        context = SSL_CTX_new(TLS_server_method());
        REQUIRE(SSL_CTX_use_certificate_chain_file(context, certificate.c_str()) == 1);
        REQUIRE(SSL_CTX_use_PrivateKey_file(context, key.c_str(), SSL_FILETYPE_PEM) == 1);
        // A client that reads less than a record at a time may not come back for the rest.
        SSL_CTX_set_max_send_fragment(context, 4096);
        SSL_CTX_set_mode(context,
                         SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
        const timeval patient{static_cast<time_t>(patience.count()), 0};
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patient, sizeof patient);
        ssl = SSL_new(context);
        SSL_set_fd(ssl, fd);
        REQUIRE(SSL_accept(ssl) == 1);
    }
};

LineClient::LineClient(int port, Tls tls) : session_(std::make_unique<Session>())
{
    session_->fd = connect_to(port);
    if (session_->fd < 0) {
        FAIL("cannot connect to port " << port << ": " << std::strerror(errno));
    }
    const int on = 1;
    setsockopt(session_->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (tls == Tls::yes) {
        session_->start_tls();
    }
    fcntl(session_->fd, F_SETFL, O_NONBLOCK);
}

LineClient::LineClient(std::unique_ptr<Session> session) : session_(std::move(session)) {}

LineClient LineClient::of_socket(int fd)
{
    REQUIRE(fd >= 0);
    auto session = std::make_unique<Session>();
    session->fd = fd;
    fcntl(fd, F_SETFL, O_NONBLOCK);
    return LineClient(std::move(session));
}

LineClient LineClient::of_socket(int fd, const std::string& certificate, const std::string& key)
{
    REQUIRE(fd >= 0);
    auto session = std::make_unique<Session>();
    session->fd = fd;
    session->accept_tls(certificate, key);
    fcntl(fd, F_SETFL, O_NONBLOCK);
    return LineClient(std::move(session));
}

LineClient::LineClient(LineClient&&) noexcept = default;
LineClient::~LineClient() = default;

LineClient LineClient::irc(int port, std::string_view nick, std::string_view room,
                           std::string_view caps, Tls tls)
{
    LineClient client(port, tls);
    const std::string name(nick);
    client.say("CAP LS 302");
    client.say("NICK " + name);
    client.say("USER " + name + " 0 * :" + name);
    if (!caps.empty()) {
        client.say("CAP REQ :" + std::string(caps));
        client.expect(" ACK ");
    }
    client.say("CAP END");
    client.expect(" 001 " + name);
    client.say("JOIN " + std::string(room));
    client.expect(" 366 ");
    return client;
}

std::string LineClient::certificate_sha256() const
{
    X509* certificate =
        session_->ssl != nullptr ? SSL_get1_peer_certificate(session_->ssl) : nullptr;
    if (certificate == nullptr) {
        return {};
    }
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    X509_digest(certificate, EVP_sha256(), digest.data(), &size);
    X509_free(certificate);
    std::string hex;
    for (unsigned i = 0; i < size; ++i) {
        constexpr std::string_view digits = "0123456789abcdef";
        hex += digits[digest[i] >> 4U];
        hex += digits[digest[i] & 0xfU];
    }
    return hex;
}

long LineClient::read_some(char* to, std::size_t most)
{
    if (session_->ssl == nullptr) {
        const ssize_t got = recv(session_->fd, to, most, 0);
        // A connection that was reset has ended, too.
        return got >= 0 ? got : errno == EAGAIN ? -1 : 0;
    }
    const int got = SSL_read(session_->ssl, to, static_cast<int>(most));
    if (got > 0) {
        return got;
    }
    const int error = SSL_get_error(session_->ssl, got);
    return error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE ? -1 : 0;
}

long LineClient::write_some(const char* from, std::size_t size)
{
    return session_->ssl != nullptr ? SSL_write(session_->ssl, from, static_cast<int>(size))
                                    : ::send(session_->fd, from, size, MSG_NOSIGNAL);
}

void LineClient::shut_input()
{
    if (session_->ssl != nullptr) {
        SSL_shutdown(session_->ssl);
    }
    shutdown(session_->fd, SHUT_WR);
}

int LineClient::read_fd() const
{
    return session_->fd;
}

int LineClient::write_fd() const
{
    return session_->fd;
}

int free_port()
{
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    REQUIRE(
        with_address(0, [&](const sockaddr* at, socklen_t size) { return bind(fd, at, size); }));
    sockaddr_in address{};
    socklen_t size = sizeof address;
    REQUIRE(getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    close(fd);
    return ntohs(address.sin_port);
}

} // namespace hubbub::tests
