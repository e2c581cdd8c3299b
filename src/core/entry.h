// SPDX-License-Identifier: MIT
// One thing that happened, or that somebody wants to happen. Commands propose entries, the Journal
// puts them in one order and stores them, Network::apply makes them true.
#pragma once

#include "base/clock.h"
#include "core/ids.h"
#include "core/record.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hubbub::core {

// One row each in core/kinds.cc. The numbers are stored: never reuse or renumber one.
enum class Kind : std::uint8_t {
    connect = 1, // a guest or an account arrives on the network
    quit = 2,    // and leaves it
    nick = 3,    // changes their nick
    setname = 4, // changes their real name
    away = 5,    // goes away (text) or comes back (no text)
    user_mode = 6,
    join = 10,
    part = 11,
    kick = 12,
    invite = 13,
    topic = 14,
    mode = 15,
    privmsg = 20,
    notice = 21,
    tagmsg = 22,
    oper = 40, // becomes an operator of the server
    server_ban = 41,
    wallops = 42,
    chghost = 43, // is given another user name and host
    add_account = 50,
    change_account = 51,
    drop_account = 52,
    register_room = 54,
    drop_room = 55,
    login = 53,      // or out
    checkpoint = 30, // carries records, and nobody is told
};

// The session that asked, in this process, and which of its answers the entry belongs to. An entry
// read back from a store has none.
struct Origin {
    SessionId session;
    std::uint32_t answer = 0; // core/answers.h; 0: the command had no label
};

struct Entry {
    Kind kind = Kind::privmsg;
    std::uint64_t number = 0; // its place in the one order, from 1; 0 until the journal took it
    WallTime time{};          // of the commit; strictly increasing along the order

    // Who: as others saw them at that moment.
    std::string source;  // "nick!user@host"
    std::string account; // empty: a guest
    // What: see the row of the kind for what each field holds.
    std::string target;  // channel name or nick, in its owner's spelling
    std::string subject; // the other person: kicked, invited; or the new nick
    std::string text;
    std::string tags; // client-only tags, escaped, as sent; "bot" before them: by a bot
    // Where history keeps it (core/history.h); empty: nowhere. What happens in several rooms at
    // once is kept in each of them, under its one number.
    std::string conversation;
    std::vector<std::string> also_in;

    // The id under which its author may send it again, and whom it was for (core/resend.h); empty:
    // none. A journal takes one message of each once; the store's key is made of kind and text too.
    std::string once;
    enum class Sending : std::uint8_t {
        first,  // to be said, unless it was
        recall, // not to be said: to be told whether it was
        again,  // it was said before: number and time are those of then, nothing is stored now
    };
    Sending sending = Sending::first;

    // What it changes among the facts that outlive a restart; stored with it, read back by itself.
    RecordChanges records;

    // Only in this run of the program, never stored.
    UserId user;  // who
    UserId other; // the other person
    Origin origin;
    std::string proof;       // a key shown at the door of a channel
    std::uint32_t flags = 0; // of the kind; see UserFlag for connect

    // There is something to store of it.
    bool is_durable() const { return !conversation.empty() || !records.empty() || !once.empty(); }
};

// visit(conversation), for each history that keeps the entry.
template <typename Visit>
void for_each_conversation(const Entry& entry, Visit&& visit)
{
    if (!entry.conversation.empty()) {
        visit(entry.conversation);
    }
    for (const std::string& other : entry.also_in) {
        visit(other);
    }
}

} // namespace hubbub::core
