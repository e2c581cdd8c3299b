// SPDX-License-Identifier: MIT
#include "store/cloak.h"
#include "tests/support/catch.h"
#include "tests/support/temp_dir.h"

#include <sys/stat.h>

#include <fstream>
#include <string>

using namespace hubbub;

TEST_CASE("a cloak is the same for one address, and shares its end with its network")
{
    const store::Cloak cloak(store::random_secret());
    const std::string one = cloak.cloak("192.0.2.1");
    CHECK(one == cloak.cloak("192.0.2.1"));
    const std::string neighbour = cloak.cloak("192.0.2.2");
    CHECK(one != neighbour);
    CHECK(one.substr(one.find('.')) == neighbour.substr(neighbour.find('.')));
    CHECK(cloak.cloak("2001:db8::1").ends_with(".ip"));
    CHECK(cloak.cloak("unix") == "local");
    CHECK(one != store::Cloak(store::random_secret()).cloak("192.0.2.1"));
}

TEST_CASE("a secret is made once, and readable by its owner alone")
{
    tests::TempDir directory;
    const std::string path = directory.file("secret");
    const auto made = store::load_or_make_secret(path);
    REQUIRE(made);
    CHECK(*made == *store::load_or_make_secret(path));
    struct stat status {};
    stat(path.c_str(), &status);
    CHECK((status.st_mode & 0777) == 0600);
    std::ofstream(path) << "short";
    CHECK_FALSE(store::load_or_make_secret(path));
}
