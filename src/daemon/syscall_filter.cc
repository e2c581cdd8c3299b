// SPDX-License-Identifier: MIT
#include "daemon/syscall_filter.h"

#if HUBBUB_SECCOMP

#include "base/strings.h"
#include "daemon/sanitized.h"

#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <ucontext.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <tuple>
#include <type_traits>

namespace hubbub::daemon {

namespace {

// Whatever their arguments. Some are not there on some machines, where a newer one does their work.
constexpr const char* always_allowed[] = {
    // what is open
    "read",
    "readv",
    "pread64",
    "preadv",
    "write",
    "writev",
    "pwrite64",
    "pwritev",
    "close",
    "dup",
    "lseek",
    "fcntl",
    "fcntl64",
    "fstat",
    "fstat64",
    // the loop
    "epoll_ctl",
    "epoll_wait",
    "epoll_pwait",
    "epoll_pwait2",
    "poll",
    "ppoll",
    "ppoll_time64",
    // connections
    "accept",
    "accept4",
    "bind",
    "listen",
    "recvfrom",
    "recvmsg",
    "getsockname",
    "getpeername",
    "getsockopt",
    "setsockopt",
    "shutdown",
    // files: which, is Landlock's to say
    "open",
    "openat",
    "openat2",
    "stat",
    "stat64",
    "lstat",
    "lstat64",
    "newfstatat",
    "fstatat64",
    "statx",
    "access",
    "faccessat",
    "faccessat2",
    "readlink",
    "readlinkat",
    "getcwd",
    "getdents64",
    "unlink",
    "unlinkat",
    "ftruncate",
    "ftruncate64",
    "fallocate",
    "fsync",
    "fdatasync",
    "fchmod",
    "fchown",
    "fchown32",
    // memory
    "munmap",
    "mremap",
    "madvise",
    "brk",
    // threads, and their end
    "futex",
    "futex_time64",
    "futex_waitv",
    "sched_yield",
    "set_robust_list",
    "rseq",
    "membarrier",
    "exit",
    "exit_group",
    "restart_syscall",
    "rt_sigaction",
    "rt_sigprocmask",
    "rt_sigreturn",
    "sigreturn",
    "sigaltstack",
    // facts
    "getpid",
    "gettid",
    "getuid",
    "geteuid",
    "getgid",
    "getegid",
    "getuid32",
    "geteuid32",
    "getgid32",
    "getegid32",
    "getrusage",
    "sched_getaffinity", // how many arenas malloc may have
    "sysinfo",
    "uname",
    "getrandom",
    "clock_gettime",
    "clock_gettime64",
    "clock_getres",
    "gettimeofday",
    "time",
    "nanosleep",
    "clock_nanosleep",
    "clock_nanosleep_time64",
};

constexpr scmp_datum_t all_bits_of_int = 0xffffffffU; // the kernel looks at no more

// The bits of that argument which mask has are those of value.
struct Condition {
    unsigned argument;
    scmp_datum_t mask;
    scmp_datum_t value;
};

struct Row {
    const char* call;
    std::array<Condition, 2> conditions; // both must hold
};

constexpr Condition whatever{5, 0, 0};
constexpr scmp_datum_t type_of_socket = 0xfU; // without SOCK_NONBLOCK and SOCK_CLOEXEC
constexpr Condition stream{1, type_of_socket, SOCK_STREAM};

constexpr Row allowed_if[] = {
    {"socket", {{{0, all_bits_of_int, AF_INET}, stream}}},
    {"socket", {{{0, all_bits_of_int, AF_INET6}, stream}}},
    {"socket", {{{0, all_bits_of_int, AF_UNIX}, whatever}}}, // to tell systemd
    // Fast open is a connect() by another name. tcp(7)
    {"sendto", {{{3, MSG_FASTOPEN, 0}, whatever}}},
    {"sendmsg", {{{2, MSG_FASTOPEN, 0}, whatever}}},
    // Memory that is written is not run.
    {"mmap", {{{2, PROT_EXEC, 0}, whatever}}},
    {"mmap2", {{{2, PROT_EXEC, 0}, whatever}}},
    {"mprotect", {{{2, PROT_EXEC, 0}, whatever}}},
    {"ioctl", {{{1, all_bits_of_int, FIONREAD}, whatever}}},
    {"ioctl", {{{1, all_bits_of_int, FIONBIO}, whatever}}},
    {"ioctl", {{{1, all_bits_of_int, TCGETS}, whatever}}}, // whether stderr is a terminal
    // Limits are read and not changed. getrlimit(2)
    {"prlimit64", {{{0, all_bits_of_int, 0}, {2, ~scmp_datum_t{0}, 0}}}},
};

// ---- a refused call

// Where a call's outcome is in the registers that a signal has saved.
auto& outcome_in(ucontext_t& context)
{
#if defined(__x86_64__)
    return context.uc_mcontext.gregs[REG_RAX];
#elif defined(__aarch64__)
    return context.uc_mcontext.regs[0];
#elif defined(__riscv)
    return context.uc_mcontext.__gregs[REG_A0];
#else
    static long unknown = 0;
    return unknown;
#endif
}

#if defined(__x86_64__) || defined(__aarch64__) || defined(__riscv)
constexpr std::uint32_t refusal = SCMP_ACT_TRAP;
#else
constexpr std::uint32_t refusal = SCMP_ACT_ERRNO(EPERM); // refused, but not told
#endif

struct Free {
    void operator()(char* text) const noexcept { std::free(text); }
};

constexpr std::size_t most_calls = 512;
// Found beforehand: a signal's handler may not ask for memory.
std::array<std::unique_ptr<char, Free>, most_calls> names;
std::array<std::atomic_flag, most_calls> told;

void tell(int number)
{
    const auto index = static_cast<std::size_t>(number);
    if (index >= most_calls || told[index].test_and_set()) {
        return;
    }
    const char* name = names[index] != nullptr ? names[index].get() : "that is new";
    for (const char* piece : {"error: refused: the system call ", name,
                              ", which a server has no need of; see hubbubd(8), CONFINEMENT\n"}) {
        static_cast<void>(!write(STDERR_FILENO, piece, std::strlen(piece)));
    }
}

void on_refused(int, siginfo_t* info, void* saved)
{
    const int error = errno;
    auto& outcome = outcome_in(*static_cast<ucontext_t*>(saved));
    outcome = static_cast<std::remove_reference_t<decltype(outcome)>>(-EPERM);
    tell(info->si_syscall);
    errno = error;
}

void listen_for_refusals()
{
    for (std::size_t i = 0; i < most_calls; ++i) {
        names[i].reset(seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, static_cast<int>(i)));
    }
    struct sigaction action {};
    action.sa_sigaction = on_refused;
    action.sa_flags = SA_SIGINFO | SA_RESTART;
    sigaction(SIGSYS, &action, nullptr);
}

// ---- the filter

struct Release {
    void operator()(void* filter) const noexcept { seccomp_release(filter); }
};
using Filter = std::unique_ptr<void, Release>;

int allow(const Filter& filter, const char* call, const scmp_arg_cmp* conditions, unsigned count)
{
    const int number = seccomp_syscall_resolve_name(call);
    return number < 0
               ? 0 // not on this machine
               : seccomp_rule_add_array(filter.get(), SCMP_ACT_ALLOW, number, count, conditions);
}

int allow_if(const Filter& filter, const Row& row)
{
    std::array<scmp_arg_cmp, std::tuple_size_v<decltype(row.conditions)>> conditions{};
    unsigned count = 0;
    for (const Condition& one : row.conditions) {
        if (one.mask != 0) {
            conditions[count++] = {one.argument, SCMP_CMP_MASKED_EQ, one.mask, one.value};
        }
    }
    return allow(filter, row.call, conditions.data(), count);
}

// To end by abort() is allowed, to end others is not.
int allow_abort(const Filter& filter)
{
    const scmp_arg_cmp ourselves{0, SCMP_CMP_MASKED_EQ, all_bits_of_int,
                                 static_cast<scmp_datum_t>(getpid())};
    return allow(filter, "tgkill", &ourselves, 1);
}

// 0, or -errno.
int add_rules(const Filter& filter)
{
    int wrong = 0;
    const auto note = [&](int outcome) { wrong = wrong == 0 ? outcome : wrong; };
    for (const char* call : always_allowed) {
        note(allow(filter, call, nullptr, 0));
    }
    for (const Row& row : allowed_if) {
        note(allow_if(filter, row));
    }
    note(allow_abort(filter));
    return wrong;
}

// All threads; as a tree, for calls are frequent; and without what slows the processor down for the
// sake of programs that run what others wrote. An older kernel may not know one of these.
void set_up(const Filter& filter)
{
    struct Attribute {
        scmp_filter_attr which;
        std::uint32_t value;
    };
    for (const Attribute& one :
         {Attribute{SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS},
          Attribute{SCMP_FLTATR_CTL_TSYNC, 1}, Attribute{SCMP_FLTATR_CTL_SSB, 1},
          Attribute{SCMP_FLTATR_CTL_OPTIMIZE, 2}}) {
        seccomp_attr_set(filter.get(), one.which, one.value);
    }
}

// 0, or -errno.
int load_filter()
{
    const Filter filter(seccomp_init(refusal));
    if (filter == nullptr) {
        return -ENOMEM;
    }
    set_up(filter);
    const int wrong = add_rules(filter);
    return wrong != 0 ? wrong : seccomp_load(filter.get());
}

} // namespace

std::string filter_system_calls()
{
    if (is_sanitized()) {
        return "system calls: not filtered, being built with a sanitizer";
    }
    listen_for_refusals();
    const int wrong = load_filter();
    return wrong == 0 ? std::string("system calls: none but those a server needs")
                      : concat({"system calls: not filtered; seccomp: ", std::strerror(-wrong)});
}

} // namespace hubbub::daemon

#else

namespace hubbub::daemon {

std::string filter_system_calls()
{
    return "system calls: not filtered, being built without libseccomp";
}

} // namespace hubbub::daemon

#endif
