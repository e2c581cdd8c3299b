// SPDX-License-Identifier: MIT
// What is taken from a process for good is taken from a child of the test.
#include "daemon/syscall_filter.h"

#include "tests/support/catch.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <functional>
#include <string>
#include <string_view>
#include <thread>

using namespace hubbub::daemon;

namespace {

constexpr int no_filter = 77;

bool is_filtered()
{
    return filter_system_calls() == "system calls: none but those a server needs";
}

struct Outcome {
    int status;       // what act() returned, or 128 and the signal
    std::string said; // on stderr
};

// In a child; before the filter is in force, and after it.
Outcome in_child(const std::function<void()>& before, const std::function<int()>& act)
{
    std::array<int, 2> pipe{};
    REQUIRE(pipe2(pipe.data(), O_CLOEXEC) == 0);
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        dup2(pipe[1], STDERR_FILENO);
        std::signal(SIGABRT, SIG_DFL); // Catch2's would tell of it
        prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
        before();
        _exit(is_filtered() ? act() : no_filter);
    }
    close(pipe[1]);
    Outcome outcome{};
    std::array<char, 4096> some{};
    for (long got = 1; got > 0;) {
        got = read(pipe[0], some.data(), some.size());
        outcome.said.append(some.data(), static_cast<std::size_t>(std::max(got, 0L)));
    }
    close(pipe[0]);
    int status = 0;
    waitpid(child, &status, 0);
    outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return outcome;
}

Outcome filtered(const std::function<int()>& act)
{
    return in_child([] {}, act);
}

// 0, or errno.
int error_of(long outcome)
{
    return outcome < 0 ? errno : 0;
}

bool is_possible()
{
    const bool possible = filtered([] { return 0; }).status == 0;
    if (!possible) {
        WARN("built without libseccomp or with a sanitizer, or the kernel has no seccomp");
    }
    return possible;
}

struct Deed {
    const char* call;
    std::function<long()> act;
};

const std::array<Deed, 15> forbidden = {{
    {"execve", [] { return execl("/bin/true", "true", nullptr); }},
    {"execveat", [] { return syscall(SYS_execveat, AT_FDCWD, "/bin/true", nullptr, nullptr, 0); }},
    {"ptrace", [] { return ptrace(PTRACE_TRACEME, 0, nullptr, nullptr); }},
    {"clone", [] { return syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0); }},
    {"clone3", [] { return syscall(SYS_clone3, nullptr, 0); }},
    {"socket", [] { return socket(AF_NETLINK, SOCK_RAW, 0); }},
    {"socket", [] { return socket(AF_PACKET, SOCK_RAW, 0); }},
    {"socket", [] { return socket(AF_INET, SOCK_DGRAM, 0); }},
    {"socket", [] { return socket(AF_INET6, SOCK_RAW, IPPROTO_ICMPV6); }},
    {"connect", [] { return connect(0, nullptr, 0); }},
    {"sendto", [] { return sendto(0, nullptr, 0, MSG_FASTOPEN, nullptr, 0); }},
    {"tgkill", [] { return syscall(SYS_tgkill, getppid(), getppid(), 0); }},
    {"mprotect", [] { return mprotect(nullptr, 4096, PROT_READ | PROT_EXEC); }},
    {"prlimit64",
     [] {
         const rlimit all{RLIM_INFINITY, RLIM_INFINITY};
         return setrlimit(RLIMIT_CORE, &all);
     }},
    {"io_uring_setup", [] { return syscall(SYS_io_uring_setup, 1, nullptr); }},
}};

} // namespace

TEST_CASE("what a server has no need of is refused, and told by its name")
{
    if (!is_possible()) {
        return;
    }
    for (const Deed& deed : forbidden) {
        INFO(deed.call);
        const Outcome outcome = filtered([&] { return error_of(deed.act()); });
        CHECK(outcome.status == EPERM);
        CHECK(outcome.said.find(std::string("refused: the system call ") + deed.call + ",") !=
              std::string::npos);
    }
}

TEST_CASE("a call that is refused again and again is told once")
{
    if (!is_possible()) {
        return;
    }
    const Outcome outcome = filtered([] {
        for (int i = 0; i < 100; ++i) {
            fork();
        }
        return 0;
    });
    CHECK(outcome.status == 0);
    CHECK(std::count(outcome.said.begin(), outcome.said.end(), '\n') == 1);
}

TEST_CASE("memory cannot be made to run")
{
    if (!is_possible()) {
        return;
    }
    const Outcome outcome = filtered([] {
        const void* got = mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
                               MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        return got == MAP_FAILED ? errno : 0;
    });
    CHECK(outcome.status == EPERM);
    CHECK(outcome.said.find("mmap") != std::string::npos);
}

TEST_CASE("what a server needs it can do")
{
    if (!is_possible()) {
        return;
    }
    const Outcome outcome = filtered([] {
        const int fd = socket(AF_INET6, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        const int other = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        const std::string large(10 << 20, 'x'); // by mmap()
        rlimit files{};
        const bool well = fd >= 0 && other >= 0 && close(fd) == 0 && large.back() == 'x' &&
                          getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur > 0;
        return well ? 0 : 1;
    });
    CHECK(outcome.status == 0);
    CHECK(outcome.said.empty());
}

TEST_CASE("threads that run already are filtered too, and all may still abort")
{
    if (!is_possible()) {
        return;
    }
    std::atomic<bool> in_force = false;
    std::atomic<int> error = -1;
    const Outcome outcome = in_child(
        [&] {
            std::thread([&] {
                while (!in_force) {
                    std::this_thread::yield();
                }
                error = error_of(ptrace(PTRACE_TRACEME, 0, nullptr, nullptr));
            }).detach();
        },
        [&] {
            in_force = true;
            while (error == -1) {
                std::this_thread::yield();
            }
            if (error == EPERM) {
                std::abort();
            }
            return 0;
        });
    CHECK(outcome.status == 128 + SIGABRT);
}
