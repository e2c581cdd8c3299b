// SPDX-License-Identifier: MIT
#include "tests/bench/bench_server.h"

#include "base/ensure.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace hubbub::bench {

namespace {

sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

std::uint16_t free_port()
{
    const int fd = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    HUBBUB_ENSURE(bind(fd, reinterpret_cast<sockaddr*>(&address), size) == 0);
    getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
    close(fd);
    return ntohs(address.sin_port);
}

// No throttles and no limit on connections: they are not what is measured.
std::string write_config()
{
    std::string path = "/tmp/hubbub-bench-XXXXXX";
    const int fd = mkstemp(path.data());
    HUBBUB_ENSURE(fd >= 0);
    close(fd);
    std::ofstream(path) << "[throttle]\ncommands_per_second = 0\nconnections_per_address = 0\n"
                           "[log]\nlevel = \"error\"\n";
    return path;
}

} // namespace

BenchServer::BenchServer(const std::string& program, const std::string& data)
    : port_(free_port()), config_(write_config())
{
    const std::string listen = "127.0.0.1:" + std::to_string(port_);
    pid_ = fork();
    HUBBUB_ENSURE(pid_ >= 0);
    if (pid_ == 0) {
        execl(program.c_str(), program.c_str(), "--config", config_.c_str(), "--listen",
              listen.c_str(), "--data", data.c_str(), nullptr);
        _exit(127);
    }
    for (int tries = 0; tries < 500; ++tries) { // until it answers
        const int fd = socket(AF_INET, SOCK_STREAM, 0);
        const sockaddr_in address = loopback(port_);
        const bool up =
            ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
        close(fd);
        if (up) {
            return;
        }
        HUBBUB_ENSURE(waitpid(pid_, nullptr, WNOHANG) == 0);
        poll(nullptr, 0, 10);
    }
    HUBBUB_ENSURE(false && "the server does not answer");
}

BenchServer::~BenchServer()
{
    kill(pid_, SIGTERM);
    waitpid(pid_, nullptr, 0);
    unlink(config_.c_str());
}

int BenchServer::connect() const
{
    const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const sockaddr_in address = loopback(port_);
    HUBBUB_ENSURE(::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    const int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return fd;
}

double BenchServer::cpu_seconds() const
{
    std::ifstream file("/proc/" + std::to_string(pid_) + "/stat");
    std::string text;
    std::getline(file, text);
    std::istringstream rest(text.substr(text.rfind(')') + 2));
    std::string skipped;
    for (int i = 0; i < 11; ++i) { // up to field 13 of proc(5)
        rest >> skipped;
    }
    double user = 0;
    double system = 0;
    rest >> user >> system;
    return (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
}

std::size_t BenchServer::resident_bytes() const
{
    std::ifstream file("/proc/" + std::to_string(pid_) + "/statm");
    std::size_t total = 0;
    std::size_t resident = 0;
    file >> total >> resident;
    return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

} // namespace hubbub::bench
