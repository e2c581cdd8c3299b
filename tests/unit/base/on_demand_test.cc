// SPDX-License-Identifier: MIT
#include "base/on_demand.h"
#include "tests/support/catch.h"

#include <string>

namespace hubbub {

TEST_CASE("what is made on demand reads like new until it is changed")
{
    struct Rare {
        std::string name = "nobody";
        int age = 0;
    };
    OnDemand<Rare> rare;
    CHECK(rare->name == "nobody");
    CHECK(rare.get() == nullptr);

    rare.change().age = 7;
    CHECK(rare->age == 7);
    CHECK((*rare).name == "nobody");
    CHECK(rare.get() == &*rare);

    const OnDemand<Rare> other;
    CHECK(other->age == 0);
}

} // namespace hubbub
