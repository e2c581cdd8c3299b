// SPDX-License-Identifier: MIT
#include "tests/bench/bench_server.h"

#include "base/ensure.h"
#include "tests/bench/machine.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <vector>

namespace hubbub::bench {

namespace {

constexpr unsigned nobody = 65534; // a user and a group that own nothing

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

// In the child: never returns.
[[noreturn]] void become(const Launch& launch)
{
    std::vector<char*> words;
    for (const std::string& word : launch.words) {
        words.push_back(const_cast<char*>(word.c_str()));
    }
    words.push_back(nullptr);
    run_on_core(0);
    if (launch.not_as_root && geteuid() == 0) {
        HUBBUB_ENSURE(setgid(nobody) == 0 && setuid(nobody) == 0);
    }
    const int nowhere = open("/dev/null", O_RDWR);
    dup2(nowhere, 0);
    dup2(nowhere, 1);
    if (std::getenv("HUBBUB_BENCH_LOUD") == nullptr) {
        dup2(nowhere, 2);
    }
    execv(words[0], words.data());
    _exit(127);
}

} // namespace

void allow_many_files()
{
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
}

BenchServer::BenchServer(const Program& program) : port_(free_port())
{
    directory_ = (std::filesystem::temp_directory_path() / "hubbub-bench-XXXXXX").string();
    HUBBUB_ENSURE(mkdtemp(directory_.data()) != nullptr);
    std::filesystem::permissions(directory_, std::filesystem::perms(0755)); // ngircd changes user
    const Launch launch = prepare(program, directory_, std::to_string(port_));
    pid_ = fork();
    HUBBUB_ENSURE(pid_ >= 0);
    if (pid_ == 0) {
        become(launch);
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
    std::filesystem::remove_all(directory_);
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
    return bench::cpu_seconds(pid_);
}

std::uint64_t BenchServer::system_calls() const
{
    return number_in(pid_, "io", "syscr:") + number_in(pid_, "io", "syscw:");
}

std::size_t BenchServer::private_bytes() const
{
    return number_in(pid_, "status", "RssAnon:") * 1024;
}

} // namespace hubbub::bench
