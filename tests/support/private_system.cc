// SPDX-License-Identifier: MIT
#include "tests/support/private_system.h"

#include "tests/support/catch.h"

#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <utility>

namespace hubbub::tests {

namespace {

std::string why(const char* what)
{
    return std::string(what) + ": " + std::strerror(errno);
}

} // namespace

void skip(const std::string& reason)
{
    std::printf("skipped: %s\n", reason.c_str());
    std::exit(77); // meson's number for it
}

std::string with_own_mounts()
{
    if (unshare(CLONE_NEWNS) != 0) {
        return why("mounts of our own");
    }
    // What is mounted from here on is not passed on to where we came from.
    return mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 ? ""
                                                                           : why("private mounts");
}

std::string with_own_network()
{
    if (unshare(CLONE_NEWNET) != 0) {
        return why("a network of our own");
    }
    const int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    ifreq loopback{};
    std::strcpy(loopback.ifr_name, "lo");
    loopback.ifr_flags = IFF_UP;
    const bool up = ioctl(fd, SIOCSIFFLAGS, &loopback) == 0;
    close(fd);
    return up ? "" : why("127.0.0.1");
}

SmallDisk::SmallDisk(std::string path, std::size_t bytes) : path_(std::move(path))
{
    std::filesystem::create_directory(path_);
    const std::string options = "mode=0700,size=" + std::to_string(bytes);
    REQUIRE(mount("hubbub test", path_.c_str(), "tmpfs", 0, options.c_str()) == 0);
}

SmallDisk::~SmallDisk()
{
    umount2(path_.c_str(), MNT_DETACH);
}

void SmallDisk::resize(std::size_t bytes)
{
    const std::string options = "mode=0700,size=" + std::to_string(bytes);
    REQUIRE(mount("hubbub test", path_.c_str(), "tmpfs", MS_REMOUNT, options.c_str()) == 0);
}

} // namespace hubbub::tests
