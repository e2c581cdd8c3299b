// SPDX-License-Identifier: MIT
// The door for those who watch the server: /metrics for Prometheus, /live and /ready for whoever
// starts and stops servers. Nobody chats here.
#pragma once

#include "base/result.h"
#include "net/http_server.h"

#include <memory>
#include <string>
#include <string_view>

namespace hubbub::daemon {

class Server;

class HealthDoor {
  public:
    static Result<std::unique_ptr<HealthDoor>> open(const Server& server, net::Loop& loop,
                                                    const net::Address& address);

    // What was asked for, and where that is: the port differs when zero was.
    const std::string& wanted() const { return wanted_; }
    std::string address() const { return http_->address().text(); }

  private:
    HealthDoor() = default;

    std::string wanted_;
    std::unique_ptr<net::HttpServer> http_;
};

// What a path answers.
net::HttpServer::Answer answer_health(const Server& server, std::string_view path);

} // namespace hubbub::daemon
