// SPDX-License-Identifier: MIT
#include "net/http_server.h"

#include "base/ensure.h"
#include "net/listener.h"

#include <event2/buffer.h>
#include <event2/http.h>
#include <event2/keyvalq_struct.h>
#include <event2/listener.h>

#include <chrono>
#include <utility>

namespace hubbub::net {

namespace {

constexpr Millis nap = std::chrono::seconds(1);
constexpr int patience = 5; // seconds that a connection may be silent
constexpr ev_ssize_t most_header_bytes = 8192;
constexpr ev_ssize_t most_body_bytes = 0; // nobody has anything to tell us

struct BufferDeleter {
    void operator()(evbuffer* buffer) const noexcept { evbuffer_free(buffer); }
};

} // namespace

void HttpServer::Deleter::operator()(evhttp* http) const noexcept
{
    evhttp_free(http);
}

Result<std::unique_ptr<HttpServer>> HttpServer::open(Loop& loop, const Address& address,
                                                     Handler handler)
{
    const Result<int> fd = open_listening_socket(address);
    if (!fd) {
        return fd.error();
    }
    return std::unique_ptr<HttpServer>(new HttpServer(loop, *fd, std::move(handler)));
}

HttpServer::HttpServer(Loop& loop, int fd, Handler handler)
    : loop_(loop), fd_(fd), handler_(std::move(handler)), http_(evhttp_new(loop.base())),
      wake_up_(
          loop, nap, [this] { evconnlistener_enable(listener_); }, Timer::Repeat::always)
{
    HUBBUB_ENSURE(http_ != nullptr);
    evhttp_set_timeout(http_.get(), patience);
    evhttp_set_max_headers_size(http_.get(), most_header_bytes);
    evhttp_set_max_body_size(http_.get(), most_body_bytes);
    evhttp_set_allowed_methods(http_.get(), EVHTTP_REQ_GET | EVHTTP_REQ_HEAD);
    evhttp_set_gencb(
        http_.get(),
        [](evhttp_request* request, void* self) noexcept {
            static_cast<HttpServer*>(self)->answer(request);
        },
        this);
    evhttp_bound_socket* bound = evhttp_accept_socket_with_handle(http_.get(), fd_);
    HUBBUB_ENSURE(bound != nullptr);
    listener_ = evhttp_bound_socket_get_listener(bound);
    // Left alone, libevent would try again at once, and again.
    evconnlistener_set_error_cb(listener_, [](evconnlistener* listener, void*) noexcept {
        evconnlistener_disable(listener);
    });
}

HttpServer::~HttpServer() = default;

Address HttpServer::address() const
{
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    getsockname(fd_, reinterpret_cast<sockaddr*>(&storage), &size);
    return {reinterpret_cast<const sockaddr*>(&storage), size};
}

void HttpServer::answer(evhttp_request* request)
{
    loop_.woken();
    const evhttp_uri* uri = evhttp_request_get_evhttp_uri(request);
    const char* path = uri != nullptr ? evhttp_uri_get_path(uri) : nullptr;
    const Answer answer = handler_(path != nullptr ? path : "");
    const std::unique_ptr<evbuffer, BufferDeleter> body(evbuffer_new());
    HUBBUB_ENSURE(body != nullptr);
    if (evhttp_request_get_command(request) != EVHTTP_REQ_HEAD) {
        evbuffer_add(body.get(), answer.body.data(), answer.body.size());
    }
    evkeyvalq* headers = evhttp_request_get_output_headers(request);
    evhttp_add_header(headers, "Content-Type", answer.type.c_str());
    evhttp_add_header(headers, "Cache-Control", "no-store");
    evhttp_add_header(headers, "Connection", "close");
    evhttp_send_reply(request, answer.status, nullptr, body.get());
}

} // namespace hubbub::net
