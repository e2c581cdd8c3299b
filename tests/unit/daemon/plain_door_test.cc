// SPDX-License-Identifier: MIT
// What the plain door itself refuses, in a network in memory.
#include "daemon/plain_door.h"
#include "tests/support/catch.h"
#include "tests/support/conversation.h"

using namespace hubbub;
using namespace hubbub::daemon;
using tests::Conversation;
using tests::Person;

namespace {

struct Plain {
    Conversation net;
    Person person = net.connects();
    commands::Dispatch dispatch{net.network()};
    PlainDoor door{net.network(), dispatch, *person.session(), "guest", PlainDoor::Greeted::yes};

    Plain() { types(""); } // the nick and the lobby
    ~Plain() { person.hangs_up(); }

    void types(std::string_view text)
    {
        for (int turn = 0; turn < 3; ++turn) { // what is typed waits for the nick and the room
            door.read(turn == 0 ? text : std::string_view{}, net.clock().now());
            net.settle();
        }
    }
};

} // namespace

TEST_CASE("/login sends no password on where others can read it")
{
    Plain at;
    at.person.session()->private_path = false;
    at.person.forgets();
    at.types("/login guest secret words\n");
    CHECK(at.person.hears() == "!! not sent on: your password would be shown to whoever listens; "
                               "connect with TLS");
    CHECK(at.person.hears_nothing());

    at.person.session()->private_path = true;
    at.types("/login guest secret words\n");
    CHECK(at.person.hears() == "!! that name and password do not belong together");
}
