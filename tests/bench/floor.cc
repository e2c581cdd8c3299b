// SPDX-License-Identifier: MIT
// The floor: a relay with as little chat in it as the load can do with, on bare epoll. Each line
// that is said is encoded once into the turn's arena, each listener collects spans of the arena,
// and each gets one writev at the end of the turn. What a server does beyond this is its own.
//
//     relay_floor PORT
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace {

struct Span {
    std::size_t start = 0;
    std::size_t size = 0;
};

struct Room;

struct Client {
    int fd = -1;
    std::string source;
    std::string input;  // an unfinished line
    std::string unsent; // what the kernel did not take
    std::vector<Span> spans;
    std::vector<Room*> rooms;
    bool dirty = false;
};

struct Room {
    std::vector<Client*> members;
};

class Floor {
  public:
    explicit Floor(int listener) : epoll_(epoll_create1(0)), listener_(listener)
    {
        watch(EPOLL_CTL_ADD, listener_, EPOLLIN);
    }

    [[noreturn]] void run()
    {
        std::array<epoll_event, 512> events{};
        while (true) {
            const int count = epoll_wait(epoll_, events.data(), events.size(), -1);
            for (int i = 0; i < count; ++i) {
                const epoll_event& event = events[static_cast<std::size_t>(i)];
                event.data.fd == listener_ ? accept_one() : serve(event);
            }
            flush();
        }
    }

  private:
    void watch(int how, int fd, std::uint32_t what) const
    {
        epoll_event event{};
        event.events = what;
        event.data.fd = fd;
        epoll_ctl(epoll_, how, fd, &event);
    }

    void accept_one()
    {
        const int fd = accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK);
        if (fd < 0) {
            return;
        }
        const int on = 1;
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        clients_.resize(std::max(clients_.size(), static_cast<std::size_t>(fd) + 1));
        clients_[static_cast<std::size_t>(fd)] = std::make_unique<Client>();
        clients_[static_cast<std::size_t>(fd)]->fd = fd;
        watch(EPOLL_CTL_ADD, fd, EPOLLIN);
    }

    void serve(const epoll_event& event)
    {
        Client* client = clients_[static_cast<std::size_t>(event.data.fd)].get();
        if (client != nullptr && (event.events & EPOLLOUT) != 0) {
            mark(*client);
        }
        if (client != nullptr && (event.events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) {
            read_some(*client);
        }
    }

    void read_some(Client& client)
    {
        char bytes[16384];
        const ssize_t got = read(client.fd, bytes, sizeof bytes);
        if (got <= 0) {
            return end(client);
        }
        std::string_view rest(bytes, static_cast<std::size_t>(got));
        if (!client.input.empty()) {
            client.input += rest;
            rest = client.input;
        }
        for (std::size_t end = rest.find('\n'); end != rest.npos; end = rest.find('\n')) {
            take(client, rest.substr(0, end - (end != 0 && rest[end - 1] == '\r')));
            rest.remove_prefix(end + 1);
        }
        client.input = std::string(rest);
    }

    void take(Client& client, std::string_view line)
    {
        const std::string_view command = line.substr(0, line.find(' '));
        const std::string_view rest = line.substr(std::min(line.size(), command.size() + 1));
        const std::string_view target = rest.substr(0, rest.find(' '));
        if (command == "PRIVMSG") {
            say(client, rooms_[std::string(target)], line);
        } else if (command == "NICK") {
            client.source = ":" + std::string(rest) + "!~b@1f3a9c2d.7be10000.aabbccdd.ip ";
        } else if (command == "USER") {
            add(client, encode({":floor 001 you :hello\r\n:floor 422 you :no motd\r\n"}));
        } else if (command == "JOIN") {
            Room& room = rooms_[std::string(target)];
            room.members.push_back(&client);
            client.rooms.push_back(&room);
        } else if (command == "PING") {
            add(client, encode({":floor PONG floor ", rest, "\r\n"}));
        }
    }

    void say(const Client& client, const Room& room, std::string_view line)
    {
        const Span span = encode({client.source, line, "\r\n"});
        for (Client* member : room.members) {
            if (member != &client) {
                add(*member, span);
            }
        }
    }

    Span encode(std::initializer_list<std::string_view> parts)
    {
        const std::size_t start = arena_.size();
        for (const std::string_view part : parts) {
            arena_ += part;
        }
        return {start, arena_.size() - start};
    }

    void add(Client& client, Span span)
    {
        mark(client);
        if (!client.spans.empty() &&
            client.spans.back().start + client.spans.back().size == span.start) {
            client.spans.back().size += span.size;
        } else {
            client.spans.push_back(span);
        }
    }

    void mark(Client& client)
    {
        if (!client.dirty) {
            client.dirty = true;
            dirty_.push_back(&client);
        }
    }

    void flush()
    {
        for (Client* client : dirty_) {
            client->dirty = false;
            client->unsent.empty() ? write_spans(*client) : write_rest(*client);
        }
        dirty_.clear();
        arena_.clear();
    }

    void write_spans(Client& client)
    {
        std::array<iovec, 64> pieces{};
        std::size_t count = 0;
        std::size_t size = 0;
        for (const Span& span : client.spans) {
            if (count < pieces.size()) {
                pieces[count++] = {arena_.data() + span.start, span.size};
                size += span.size;
            }
        }
        const ssize_t sent = writev(client.fd, pieces.data(), static_cast<int>(count));
        const bool all = sent == static_cast<ssize_t>(size) && count == client.spans.size();
        if (!all) {
            keep(client, static_cast<std::size_t>(std::max<ssize_t>(sent, 0)));
        }
        client.spans.clear();
    }

    // What has not been written, for when the socket has room.
    void keep(Client& client, std::size_t sent)
    {
        for (const Span& span : client.spans) {
            const std::size_t gone = std::min(sent, span.size);
            client.unsent.append(arena_, span.start + gone, span.size - gone);
            sent -= gone;
        }
        watch(EPOLL_CTL_MOD, client.fd, EPOLLIN | EPOLLOUT);
    }

    void write_rest(Client& client)
    {
        for (const Span& span : client.spans) {
            client.unsent.append(arena_, span.start, span.size);
        }
        client.spans.clear();
        const ssize_t sent = write(client.fd, client.unsent.data(), client.unsent.size());
        client.unsent.erase(0, static_cast<std::size_t>(std::max<ssize_t>(sent, 0)));
        if (client.unsent.empty()) {
            watch(EPOLL_CTL_MOD, client.fd, EPOLLIN);
        }
    }

    void end(Client& client)
    {
        for (Room* room : client.rooms) {
            std::erase(room->members, &client);
        }
        std::erase(dirty_, &client);
        close(client.fd);
        clients_[static_cast<std::size_t>(client.fd)].reset();
    }

    int epoll_;
    int listener_;
    std::vector<std::unique_ptr<Client>> clients_; // by descriptor
    std::map<std::string, Room> rooms_;
    std::vector<Client*> dirty_;
    std::string arena_; // of the turn
};

} // namespace

int main(int argc, char* argv[])
{
    if (argc != 2) {
        return 2;
    }
    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    const int on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(std::atoi(argv[1])));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        listen(listener, 1024) != 0) {
        return 1;
    }
    Floor(listener).run();
}
