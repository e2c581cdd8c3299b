// SPDX-License-Identifier: MIT
// What is taken from a process for good is taken from a child of the test.
#include "daemon/confine.h"

#include "base/strings.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <thread>

using namespace hubbub;
using namespace hubbub::daemon;

namespace {

constexpr int no_landlock = 77;

// What act() returns in a child that is confined; no_landlock where the kernel cannot.
int confined(const Confines& confines, const std::function<int()>& act)
{
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        const std::string told = confine(confines);
        const bool whole = told.find("no files but its own, no programs") != std::string::npos;
        _exit(whole ? act() : no_landlock);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

// 0, or errno.
int open_error(const std::string& path, int flags)
{
    const int fd = open(path.c_str(), flags | O_CLOEXEC, 0600);
    const int error = fd >= 0 ? 0 : errno;
    close(fd);
    return error;
}

struct Place {
    tests::TempDir directory;
    std::string state = directory.file("state");
    std::string config = directory.file("config");
    std::string elsewhere = directory.file("elsewhere");

    Place()
    {
        for (const std::string& folder : {state, config, elsewhere}) {
            std::filesystem::create_directory(folder);
            std::ofstream(folder + "/file") << "text";
        }
    }
    int inside(const std::function<int()>& act) const
    {
        return confined({{config}, {state}, {}}, act);
    }
};

} // namespace

TEST_CASE("confined, it has its state and its configuration, and no other file")
{
    const Place place;
    const auto outcome = [&](const std::string& path, int flags) {
        return place.inside([&] { return open_error(path, flags); });
    };
    if (outcome(place.state + "/file", O_RDONLY) == no_landlock) {
        WARN("this kernel has no Landlock");
        return;
    }
    CHECK(outcome(place.state + "/file", O_RDWR) == 0);
    CHECK(outcome(place.state + "/new", O_RDWR | O_CREAT) == 0);
    CHECK(place.inside([&] { return unlink((place.state + "/new").c_str()); }) == 0);
    CHECK(outcome(place.config + "/file", O_RDONLY) == 0);
    CHECK(outcome(place.config + "/file", O_WRONLY) == EACCES);
    CHECK(outcome(place.config + "/new", O_RDWR | O_CREAT) == EACCES);
    CHECK(outcome(place.elsewhere + "/file", O_RDONLY) == EACCES);
    CHECK(outcome(place.state + "/../elsewhere/file", O_RDONLY) == EACCES);
    CHECK(outcome("/etc/passwd", O_RDONLY) == EACCES);
    CHECK(outcome("/proc/self/environ", O_RDONLY) == EACCES);
}

TEST_CASE("confined, it starts no program and connects to nobody")
{
    const Place place;
    const int error = place.inside([] {
        execl("/bin/true", "true", nullptr);
        return errno;
    });
    CHECK((error == EACCES || error == no_landlock));

    const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    REQUIRE(bind(listener, reinterpret_cast<const sockaddr*>(&address), size) == 0);
    REQUIRE(listen(listener, 1) == 0);
    getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
    const int connecting = place.inside([&] {
        const int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        return connect(fd, reinterpret_cast<const sockaddr*>(&address), size) == 0 ? 0 : errno;
    });
    close(listener);
    // Kernels before 6.7 cannot forbid it.
    CHECK((connecting == EACCES || connecting == no_landlock || connecting == 0));
}

TEST_CASE("threads started later are confined too, and nobody dumps or gains anything")
{
    const Place place;
    const int in_thread = place.inside([&] {
        int error = 0;
        std::thread([&] { error = open_error(place.elsewhere + "/file", O_RDONLY); }).join();
        return error;
    });
    CHECK((in_thread == EACCES || in_thread == no_landlock));
    const int privileges = place.inside([] { return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0); });
    CHECK((privileges == 1 || privileges == no_landlock));
    const int dumps = place.inside([] {
        rlimit core{};
        return getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_max == 0 ? 0 : 1;
    });
    CHECK((dumps == 0 || dumps == no_landlock));
}

TEST_CASE("the confines follow the configuration, and what its paths point to")
{
    const Place place;
    std::filesystem::create_symlink("../elsewhere/file", place.config + "/certificate.pem");
    Config config;
    config.state = place.state;
    config.certificate = place.config + "/certificate.pem";
    const ListenAt at{net::Address::from_path(place.directory.file("chat.sock")).take(),
                      ListenMode::automatic};
    config.listen.push_back(at);
    const Confines confines = confines_of(config, {});
    const auto has = [](const std::vector<std::string>& folders, const std::string& folder) {
        return std::find(folders.begin(), folders.end(), folder) != folders.end();
    };
    CHECK(has(confines.readable, place.config));
    CHECK(has(confines.readable, std::filesystem::canonical(place.elsewhere).string()));
    CHECK_FALSE(has(confines.readable, "/"));
    CHECK(confines.writable == std::vector<std::string>{place.state});
    CHECK(has(
        confines.sockets,
        place.directory.file("chat.sock").substr(0, place.directory.file("chat.sock").rfind('/'))));
    config.state = "none";
    CHECK(confines_of(config, {}).writable.empty());
}
