// SPDX-License-Identifier: MIT
// Answers GET and HEAD over libevent's HTTP, on the same loop as everything else: for those who
// watch the server, not for browsers.
#pragma once

#include "base/result.h"
#include "net/address.h"
#include "net/loop.h"
#include "net/watch.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>

struct evconnlistener;
struct evhttp;
struct evhttp_request;

namespace hubbub::net {

class HttpServer {
  public:
    struct Answer {
        int status = 200;
        std::string type = "text/plain; charset=utf-8";
        std::string body;
    };
    // path: as it was asked for, without what follows a question mark.
    using Handler = std::function<Answer(std::string_view path)>;

    static Result<std::unique_ptr<HttpServer>> open(Loop& loop, const Address& address,
                                                    Handler handler);
    // Closes its connections too.
    ~HttpServer();
    HttpServer(const HttpServer&) = delete;
    HttpServer& operator=(const HttpServer&) = delete;

    // Where it listens; the port is the real one when zero was asked for.
    Address address() const;

  private:
    struct Deleter {
        void operator()(evhttp* http) const noexcept;
    };
    HttpServer(Loop& loop, int fd, Handler handler);
    void answer(evhttp_request* request);

    Loop& loop_;
    int fd_; // http_ owns it
    Handler handler_;
    evconnlistener* listener_ = nullptr; // http_ owns it
    std::unique_ptr<evhttp, Deleter> http_;
    Timer wake_up_; // of the listener, which has stopped if there were no descriptors
};

} // namespace hubbub::net
