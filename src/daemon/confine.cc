// SPDX-License-Identifier: MIT
#include "daemon/confine.h"

#include "base/strings.h"
#include "daemon/sanitized.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace hubbub::daemon {

namespace {

namespace fs = std::filesystem;

// Newer than the headers of some systems that we are built on. landlock(7)
constexpr std::uint64_t truncate_file = 1U << 14U; // version 3 of the kernel's interface
constexpr std::uint64_t connect_tcp = 1U << 1U;    // version 4
constexpr std::uint64_t scope_signal = 1U << 1U;   // version 6
struct Ruleset {
    std::uint64_t files = 0;
    std::uint64_t net = 0;
    std::uint64_t scoped = 0;
};

constexpr std::uint64_t all_of_version_1 = (1U << 13U) - 1;
constexpr std::uint64_t reading = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t writing = reading | LANDLOCK_ACCESS_FS_WRITE_FILE |
                                  LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REMOVE_FILE |
                                  truncate_file;
constexpr std::uint64_t socket_making =
    LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_REMOVE_FILE;

std::string why(std::string_view what)
{
    return concat({what, ": ", std::strerror(errno)});
}

// A kernel with that version of Landlock knows these rights, and none newer.
Ruleset ruleset_of(long version)
{
    Ruleset ruleset;
    ruleset.files = all_of_version_1 | (version >= 2 ? LANDLOCK_ACCESS_FS_REFER : 0U) |
                    (version >= 3 ? truncate_file : 0U);
    ruleset.net = version >= 4 ? connect_tcp : 0U;
    ruleset.scoped = version >= 6 ? scope_signal : 0U;
    return ruleset;
}

std::size_t size_for(long version)
{
    return version >= 6   ? sizeof(Ruleset)
           : version >= 4 ? 2 * sizeof(std::uint64_t)
                          : sizeof(std::uint64_t);
}

// What is not there needs no rule.
bool allow(int ruleset, const std::string& path, std::uint64_t rights)
{
    const int fd = open(path.c_str(), O_PATH | O_CLOEXEC);
    if (fd < 0) {
        return errno == ENOENT;
    }
    struct stat status {};
    constexpr std::uint64_t of_files =
        LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | truncate_file;
    const bool folder = fstat(fd, &status) == 0 && S_ISDIR(status.st_mode);
    landlock_path_beneath_attr rule{};
    rule.allowed_access = folder ? rights : rights & of_files;
    rule.parent_fd = fd;
    const bool added =
        syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
    close(fd);
    return added;
}

bool allow_all(int ruleset, const Confines& confines, std::uint64_t known)
{
    bool well = true;
    for (const std::string& path : confines.readable) {
        well = allow(ruleset, path, reading & known) && well;
    }
    for (const std::string& path : confines.writable) {
        well = allow(ruleset, path, writing & known) && well;
    }
    for (const std::string& path : confines.sockets) {
        well = allow(ruleset, path, socket_making & known) && well;
    }
    return well;
}

// Empty, or why not.
std::string confine_files(const Confines& confines)
{
    const long version =
        syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1) {
        return why("the kernel has no Landlock");
    }
    const Ruleset rights = ruleset_of(version);
    const int ruleset =
        static_cast<int>(syscall(SYS_landlock_create_ruleset, &rights, size_for(version), 0));
    if (ruleset < 0) {
        return why("Landlock");
    }
    std::string wrong;
    if (!allow_all(ruleset, confines, rights.files) ||
        syscall(SYS_landlock_restrict_self, ruleset, 0) != 0) {
        wrong = why("Landlock");
    }
    close(ruleset);
    return wrong;
}

// Where the file stands, and where what it points to stands.
void add_folders_of(const std::string& file, std::vector<std::string>& out)
{
    if (file.empty()) {
        return;
    }
    std::error_code error;
    const fs::path written = fs::absolute(file, error);
    const fs::path real = fs::weakly_canonical(written, error);
    for (const fs::path& path : {written, real}) {
        const std::string folder = path.parent_path().string();
        if (!folder.empty() && folder != "/") {
            out.push_back(folder);
        }
    }
}

} // namespace

Confines confines_of(const Config& config, const std::string& config_file)
{
    Confines confines;
    for (const std::string& file :
         {config_file, config.motd_file, config.certificate, config.key}) {
        add_folders_of(file, confines.readable);
    }
    for (const char* file : {"/dev/urandom", "/etc/localtime", "/usr/share/zoneinfo"}) {
        confines.readable.emplace_back(file);
    }
    if (config.state != "none") {
        confines.writable.push_back(config.state);
    }
    for (const ListenAt& at : config.listen) {
        if (at.address.is_unix()) {
            add_folders_of(at.address.text(), confines.sockets);
        }
    }
    return confines;
}

std::string confine(const Confines& confines)
{
    if (is_sanitized()) {
        return "confined: not at all, being built with a sanitizer";
    }
    constexpr rlimit no_core{0, 0}; // and /proc stays open to who watches the server
    std::string in_force;
    std::string missing;
    const auto note = [&](std::string_view what, const std::string& wrong) {
        std::string& list = wrong.empty() ? in_force : missing;
        list += concat({list.empty() ? "" : ", ", wrong.empty() ? what : std::string_view(wrong)});
    };
    note("no new privileges",
         prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 ? "" : why("no_new_privs"));
    note("no core dumps", setrlimit(RLIMIT_CORE, &no_core) == 0 ? "" : why("core dumps"));
    note("no files but its own, no programs", confine_files(confines));
    return concat({"confined: ", in_force.empty() ? "not at all" : in_force,
                   missing.empty() ? "" : "; not in force: ", missing});
}

} // namespace hubbub::daemon
