// SPDX-License-Identifier: MIT
// Facts that outlive a restart: accounts, server bans, rooms. An Entry carries the changes it makes
// to them, and the Journal writes both in one transaction; at the start the Network makes them true
// again. What a value holds is known to the theme that writes it.
#pragma once

#include <string>
#include <vector>

namespace hubbub::core {

struct Record {
    std::string shelf; // what sort of fact: "account", "ban", "room"
    std::string key;   // one of them: a folded name, a mask
    std::string value;
};

struct RecordChange {
    enum class How {
        add,   // unless there is one with that key: of two that race, the first in the order wins
        put,   // in place of what there was
        erase, // the value means nothing
    };
    How how = How::put;
    Record record;
};

using RecordChanges = std::vector<RecordChange>;

} // namespace hubbub::core
