// SPDX-License-Identifier: MIT
#include "base/slot_map.h"

#include "tests/support/catch.h"

#include <string>

using hubbub::Id;
using hubbub::SlotMap;

namespace {

struct Thing {
    Id<Thing> id;
    std::string name;
};

Thing& add(SlotMap<Thing>& things, std::string name)
{
    return things.add([&](Id<Thing> id) { return Thing{id, std::move(name)}; });
}

} // namespace

TEST_CASE("an id finds its object until it is retired, and never another one after")
{
    SlotMap<Thing> things;
    const Id<Thing> first = add(things, "first").id;
    REQUIRE(things.find(first) != nullptr);
    CHECK(things.find(first)->name == "first");

    things.retire(first);
    CHECK(things.find(first) == nullptr);

    const Id<Thing> second = add(things, "second").id;
    CHECK(second.index == first.index);
    CHECK(things.find(first) == nullptr);
    CHECK(things.find(second)->name == "second");
    CHECK(things.size() == 1);
}

TEST_CASE("a retired object keeps its memory until the sweep")
{
    SlotMap<Thing> things;
    Thing& thing = add(things, "still readable");
    things.retire(thing.id);
    CHECK(thing.name == "still readable");
    things.sweep();
    CHECK(things.size() == 0);
}

TEST_CASE("an empty id and an id from nowhere find nothing")
{
    SlotMap<Thing> things;
    add(things, "one");
    CHECK(things.find(Id<Thing>{}) == nullptr);
    CHECK(things.find(Id<Thing>{7, 1}) == nullptr);
}

TEST_CASE("the same sequence of adding and retiring gives the same ids")
{
    const auto sequence = [] {
        SlotMap<Thing> things;
        const Id<Thing> a = add(things, "a").id;
        add(things, "b");
        things.retire(a);
        things.sweep();
        add(things, "c");
        return add(things, "d").id;
    };
    CHECK(sequence() == sequence());
}
