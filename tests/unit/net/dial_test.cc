// SPDX-License-Identifier: MIT
#include "net/dial.h"

#include "net/listener.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"
#include "tests/support/turn_until.h"

#include <unistd.h>

#include <chrono>
#include <functional>
#include <optional>
#include <string>

using namespace hubbub;
using namespace hubbub::net;
using tests::turn_until;
using namespace std::chrono_literals;

TEST_CASE("a connection to nobody fails with a reason")
{
    Loop loop;
    const Address gone =
        Listener::open(loop, Address::from_host("127.0.0.1", 0).take(), [](int, const Address&) {})
            .take()
            ->address();
    std::string error;
    const Dial dial(loop, gone, [&](const Result<int>& fd) { error = fd.error().sentence; });
    turn_until(loop, [&] { return !error.empty(); });
    CHECK(error == "Connection refused");
}

TEST_CASE("a dial that is given up tells nothing, and may be destroyed while it tells")
{
    Loop loop;
    int accepted = 0;
    const auto listener = Listener::open(loop, Address::from_host("127.0.0.1", 0).take(),
                                         [&](int fd, const Address&) {
                                             ++accepted;
                                             close(fd);
                                         })
                              .take();
    bool told = false;
    std::optional<Dial> given_up;
    given_up.emplace(loop, listener->address(), [&](const Result<int>&) { told = true; });
    given_up.reset();
    std::optional<Dial> dial;
    int socket = -1;
    dial.emplace(loop, listener->address(), [&](const Result<int>& fd) {
        socket = *fd;
        dial.reset();
    });
    turn_until(loop, [&] { return socket >= 0 && accepted >= 1; });
    CHECK_FALSE(told);
    close(socket);
}

TEST_CASE("a connection that fails at once tells it from the loop, not while it is made")
{
    Loop loop;
    tests::TempDir directory;
    const Address nowhere = Address::from_path(directory.file("nobody")).take();
    std::string error;
    const Dial dial(loop, nowhere, [&](const Result<int>& fd) { error = fd.error().sentence; });
    CHECK(error.empty());
    turn_until(loop, [&] { return !error.empty(); });
    CHECK(error == "No such file or directory");
}
