// SPDX-License-Identifier: MIT
// Lines from a few writers to everybody in a room, through real sockets: deliveries a second and
// the server's CPU a delivery, with both journals; and what an idle connection costs. Every reader
// counts its lines, and checks that each writer's come in order and once.
//
//     fanout_bench HUBBUBD
#include "base/ensure.h"
#include "tests/bench/bench_server.h"

#include <poll.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace {

using hubbub::bench::BenchServer;

void send_all(int fd, std::string_view bytes)
{
    while (!bytes.empty()) {
        const ssize_t sent = write(fd, bytes.data(), bytes.size());
        HUBBUB_ENSURE(sent > 0);
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

// One member of the room, who checks what arrives.
struct Reader {
    int fd = -1;
    std::string pending;
    std::size_t lines = 0;
    std::map<std::string, int> last; // of each writer

    void read_some()
    {
        char bytes[65536];
        const ssize_t got = read(fd, bytes, sizeof bytes);
        HUBBUB_ENSURE(got > 0);
        pending.append(bytes, static_cast<std::size_t>(got));
        std::size_t start = 0;
        for (std::size_t end = pending.find('\n'); end != std::string::npos;
             end = pending.find('\n', start)) {
            take(std::string_view(pending).substr(start, end - start));
            start = end + 1;
        }
        pending.erase(0, start);
    }

    void take(std::string_view line)
    {
        const std::size_t text = line.find(" PRIVMSG #bench :");
        if (text == std::string_view::npos) {
            return;
        }
        const std::string writer(line.substr(1, line.find('!') - 1));
        const int number = std::atoi(line.data() + text + 17);
        HUBBUB_ENSURE(number == last[writer] + 1); // nothing lost, doubled or out of order
        last[writer] = number;
        ++lines;
    }
};

void wait_for(int fd, std::string_view text)
{
    std::string heard;
    while (heard.find(text) == std::string::npos) {
        char bytes[65536];
        const ssize_t got = read(fd, bytes, sizeof bytes);
        HUBBUB_ENSURE(got > 0);
        heard.append(bytes, static_cast<std::size_t>(got));
    }
}

int join(const BenchServer& server, const std::string& nick)
{
    const int fd = server.connect();
    send_all(fd, "CAP REQ :no-implicit-names\r\nNICK " + nick + "\r\nUSER b 0 * :b\r\nCAP END\r\n");
    wait_for(fd, " 221 ");
    send_all(fd, "JOIN #bench\r\nPING joined\r\n");
    wait_for(fd, ":joined");
    return fd;
}

void fan_out(const std::string& program, const std::string& data, int members)
{
    const BenchServer server(program, data);
    const int writers = 10;
    const int burst = 16;
    const int rounds = 200000 / (members * writers * burst) + 2;
    std::vector<Reader> readers(static_cast<std::size_t>(members));
    std::vector<pollfd> polls;
    for (int i = 0; i < members; ++i) {
        readers[static_cast<std::size_t>(i)].fd = join(server, "m" + std::to_string(i));
        polls.push_back({readers[static_cast<std::size_t>(i)].fd, POLLIN, 0});
    }
    const double cpu = server.cpu_seconds();
    const auto start = std::chrono::steady_clock::now();
    std::size_t wanted = 0;
    std::size_t delivered = 0;
    int number = 0;
    for (int round = 0; round < rounds; ++round) {
        std::string lines;
        for (int i = 0; i < burst; ++i) {
            lines += "PRIVMSG #bench :" + std::to_string(++number) +
                     " the quick brown fox jumps over the lazy dog, and then again\r\n";
        }
        for (int i = 0; i < writers; ++i) {
            send_all(readers[static_cast<std::size_t>(i)].fd, lines);
        }
        wanted += static_cast<std::size_t>(writers * burst * (members - 1));
        while (delivered < wanted) {
            HUBBUB_ENSURE(poll(polls.data(), polls.size(), 10000) > 0);
            for (std::size_t i = 0; i < polls.size(); ++i) {
                if ((polls[i].revents & POLLIN) != 0) {
                    const std::size_t before = readers[i].lines;
                    readers[i].read_some();
                    delivered += readers[i].lines - before;
                }
            }
        }
    }
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
    const double used = server.cpu_seconds() - cpu;
    std::printf("fan-out  %-6s journal  room of %4d: %9.0f deliveries/s  %6.3f us CPU a delivery\n",
                data == "none" ? "memory" : "SQLite", members,
                static_cast<double>(delivered) / time.count(),
                used * 1e6 / static_cast<double>(delivered));
    for (const Reader& reader : readers) {
        close(reader.fd);
    }
}

void idle_memory(const std::string& program)
{
    const BenchServer server(program, "none");
    const int count = 2000;
    std::vector<int> fds;
    fds.push_back(join(server, "first"));
    const std::size_t before = server.resident_bytes();
    for (int i = 0; i < count; ++i) {
        const int fd = server.connect();
        send_all(fd, "NICK i" + std::to_string(i) + "\r\nUSER b 0 * :b\r\n");
        wait_for(fd, " 221 ");
        fds.push_back(fd);
    }
    std::printf("idle     %d registered connections: %.0f bytes each\n", count,
                static_cast<double>(server.resident_bytes() - before) / count);
    for (const int fd : fds) {
        close(fd);
    }
}

} // namespace

int main(int argc, char* argv[])
{
    HUBBUB_ENSURE(argc == 2);
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    std::string directory =
        (std::filesystem::temp_directory_path() / "hubbub-bench-XXXXXX").string();
    HUBBUB_ENSURE(mkdtemp(directory.data()) != nullptr);
    for (const int members : {10, 100, 1000}) {
        fan_out(argv[1], "none", members);
        fan_out(argv[1], directory + "/" + std::to_string(members), members);
    }
    idle_memory(argv[1]);
    std::filesystem::remove_all(directory);
}
