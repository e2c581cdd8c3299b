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
#include <fstream>
#include <string_view>

namespace hubbub::bench {

namespace {

using Kind = Program::Kind;
using Words = std::vector<std::string>;

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

// No throttles and no limit on connections, in any of them: they are not what is measured.
constexpr std::string_view hubbubd_config = R"([throttle]
commands_per_second = 0
connections_per_address = 0
[limits]
monitor = 0
channels = 10000
[log]
level = "error"
)";

std::string ngircd_config(const std::string& port)
{
    return "[Global]\nName = bench.test\nInfo = bench\nListen = 127.0.0.1\nPorts = " + port +
           "\nAdminInfo1 = a\nMotdPhrase = \"hello\"\n"
           "[Limits]\nMaxConnections = 0\nMaxConnectionsIP = 0\nMaxJoins = 0\nMaxPenaltyTime = 0\n"
           "[Options]\nDNS = no\nIdent = no\nPAM = no\nSyslogFacility = local1\n";
}

std::string inspircd_config(const std::string& port, const std::string& directory)
{
    return "<server name=\"bench.test\" description=\"b\" network=\"b\" id=\"1BE\">\n"
           "<admin name=\"a\" nick=\"a\" email=\"a@b\">\n"
           "<bind address=\"127.0.0.1\" port=\"" +
           port +
           "\" type=\"clients\">\n"
           "<connect name=\"all\" allow=\"*\" timeout=\"60\" pingfreq=\"600\" hardsendq=\"64M\" "
           "softsendq=\"32M\" recvq=\"1M\" threshold=\"100000000\" commandrate=\"100000000\" "
           "fakelag=\"no\" localmax=\"100000\" globalmax=\"100000\" resolvehostnames=\"no\" "
           "useident=\"no\">\n"
           "<performance quietbursts=\"yes\" softlimit=\"100000\" somaxconn=\"1024\" "
           "nouserdns=\"yes\">\n<files motd=\"\">\n"
           "<pid file=\"" +
           directory +
           "/pid\">\n"
           "<log method=\"file\" type=\"* -USERINPUT -USEROUTPUT\" level=\"sparse\" target=\"" +
           directory + "/log\">\n";
}

Words command_of(const Program& program, const std::string& directory, const std::string& port)
{
    const std::string config = directory + "/config";
    std::ofstream file(config);
    switch (program.kind) {
    case Kind::floor:
        return {program.path, port};
    case Kind::memory:
    case Kind::sqlite: {
        file << hubbubd_config;
        const std::string data = program.kind == Kind::memory ? "none" : directory + "/data";
        return {program.path, "--config", config, "--listen", "127.0.0.1:" + port, "--data", data};
    }
    case Kind::ngircd:
        file << ngircd_config(port);
        return {program.path, "-n", "-f", config};
    case Kind::inspircd:
        file << inspircd_config(port, directory);
        return {program.path, "--nofork", "--runasroot", "--config", config};
    }
    return {};
}

// In the child: never returns.
[[noreturn]] void become(const Words& command)
{
    std::vector<char*> words;
    for (const std::string& word : command) {
        words.push_back(const_cast<char*>(word.c_str()));
    }
    words.push_back(nullptr);
    run_on_core(0);
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

std::vector<Program> programs(const std::string& floor, const std::string& hubbubd)
{
    std::vector<Program> all = {{"floor", floor, Kind::floor},
                                {"memory", hubbubd, Kind::memory},
                                {"sqlite", hubbubd, Kind::sqlite}};
    for (const Program& other : {Program{"ngircd", "/usr/sbin/ngircd", Kind::ngircd},
                                 Program{"inspircd", "/usr/sbin/inspircd", Kind::inspircd}}) {
        if (access(other.path.c_str(), X_OK) == 0) {
            all.push_back(other);
        }
    }
    return all;
}

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
    const Words command = command_of(program, directory_, std::to_string(port_));
    pid_ = fork();
    HUBBUB_ENSURE(pid_ >= 0);
    if (pid_ == 0) {
        become(command);
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
