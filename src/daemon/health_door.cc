// SPDX-License-Identifier: MIT
#include "daemon/health_door.h"

#include "base/strings.h"
#include "daemon/metrics.h"
#include "daemon/server.h"

namespace hubbub::daemon {

namespace {

constexpr const char* prometheus_text = "text/plain; version=0.0.4; charset=utf-8";

} // namespace

Result<std::unique_ptr<HealthDoor>> HealthDoor::open(const Server& server, net::Loop& loop,
                                                     const net::Address& address)
{
    std::unique_ptr<HealthDoor> door(new HealthDoor);
    Result<std::unique_ptr<net::HttpServer>> http = net::HttpServer::open(
        loop, address, [&server](std::string_view path) { return answer_health(server, path); });
    if (!http) {
        return Error{concat({"metrics: ", http.error().sentence})};
    }
    door->wanted_ = address.text();
    door->http_ = http.take();
    return door;
}

net::HttpServer::Answer answer_health(const Server& server, std::string_view path)
{
    net::HttpServer::Answer answer;
    if (path == "/metrics") {
        answer.type = prometheus_text;
        answer.body = exposition(server.facts());
    } else if (path == "/live") { // whoever reads this is answered by the loop
        answer.body = "alive\n";
    } else if (path == "/ready") {
        const std::string why_not = server.why_not_ready();
        answer.status = why_not.empty() ? 200 : 503;
        answer.body = why_not.empty() ? "ready\n" : concat({"not ready: ", why_not, "\n"});
    } else {
        answer.status = 404;
        answer.body = "there are /metrics, /live and /ready\n";
    }
    return answer;
}

} // namespace hubbub::daemon
