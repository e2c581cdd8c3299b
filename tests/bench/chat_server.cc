// SPDX-License-Identifier: MIT
#include "tests/bench/chat_server.h"

#include "base/ensure.h"
#include "base/strings.h"
#include "net/tls.h"
#include "wire/message.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <utility>

namespace hubbub::bench {

using tests::LineClient;

ChatServer::ChatServer(Over over, std::string capabilities) : capabilities_(std::move(capabilities))
{
    if (over == Over::tls) {
        certificate_ = directory_.file("certificate.pem");
        key_ = directory_.file("key.pem");
        HUBBUB_ENSURE(net::make_self_signed(certificate_, key_, "localhost"));
    }
}

void ChatServer::accept()
{
    const int fd = listener_.accept_socket();
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    client_.emplace(certificate_.empty() ? LineClient::of_socket(fd)
                                         : LineClient::of_socket(fd, certificate_, key_));
}

void ChatServer::turn()
{
    client_->take_in();
    while (const std::optional<std::string> line = client_->take_line()) {
        answer(*line);
    }
    sent_ += client_->offer(std::string_view(unsent_).substr(sent_));
    if (sent_ == unsent_.size()) {
        unsent_.clear();
        sent_ = 0;
    }
}

void ChatServer::answer(std::string_view line)
{
    static constexpr struct {
        std::string_view command;
        void (ChatServer::*answer)(const wire::Parameters& words);
    } rows[] = {
        {"CAP", &ChatServer::on_cap},   {"NICK", &ChatServer::on_nick},
        {"USER", &ChatServer::on_user}, {"JOIN", &ChatServer::on_join},
        {"PING", &ChatServer::on_ping}, {"MODE", &ChatServer::on_mode},
        {"WHO", &ChatServer::on_who},
    };
    wire::Message message;
    if (wire::parse(line, message) != wire::ParseError::none || message.parameters[0].empty()) {
        return; // irssi asks by "JOIN :" whether a proxy is between
    }
    for (const auto& row : rows) {
        if (row.command == message.command) {
            (this->*row.answer)(message.parameters);
        }
    }
}

void ChatServer::on_cap(const wire::Parameters& words)
{
    if (words[0] == "LS") {
        negotiating_ = true;
        send(":bench CAP * LS :" + capabilities_ + "\r\n");
    } else if (words[0] == "REQ") {
        send(concat({":bench CAP * ACK :", words[words.size() - 1], "\r\n"}));
    } else if (words[0] == "END") {
        negotiating_ = false;
        welcome();
    }
}

void ChatServer::on_nick(const wire::Parameters& words)
{
    nick_ = words[0];
}

void ChatServer::on_user(const wire::Parameters&)
{
    named_ = true;
    welcome();
}

void ChatServer::on_ping(const wire::Parameters& words)
{
    send(concat({":bench PONG bench :", words[0], "\r\n"}));
}

void ChatServer::on_mode(const wire::Parameters& words)
{
    if (words.size() == 1 && words[0].starts_with('#')) {
        numeric("324", concat({words[0], " +nt"}));
    }
}

void ChatServer::on_who(const wire::Parameters& words)
{
    numeric("315", concat({words[0], " :End of WHO"}));
}

void ChatServer::numeric(std::string_view code, std::string_view rest)
{
    send(concat({":bench ", code, " ", nick_, " ", rest, "\r\n"}));
}

void ChatServer::welcome()
{
    if (negotiating_ || !named_) {
        return;
    }
    numeric("001", ":Welcome");
    numeric("002", ":Your host is bench");
    numeric("003", ":It was started a moment ago");
    numeric("004", "bench 1 i nt");
    numeric("005", "NETWORK=bench CHANTYPES=# PREFIX=(ov)@+ CASEMAPPING=ascii :are supported here");
    numeric("422", ":There is no message of the day");
}

void ChatServer::on_join(const wire::Parameters& words)
{
    const std::string room(words[0]);
    send(concat({":", nick_, "!u@h JOIN ", room, "\r\n"}));
    greeted_at_ = std::chrono::steady_clock::now();
    const auto greeting = greetings_.find(room);
    if (greeting != greetings_.end()) {
        return send(greeting->second);
    }
    numeric("353", concat({"= ", room, " :", nick_}));
    numeric("366", concat({room, " :End of names"}));
}

} // namespace hubbub::bench
