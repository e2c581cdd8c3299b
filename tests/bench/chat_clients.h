// SPDX-License-Identifier: MIT
// The terminal clients that are measured: hubbub, and of its peers those that are installed.
#pragma once

#include "tests/support/process.h"

#include <string>
#include <vector>

namespace hubbub::bench {

struct ChatClient {
    enum class Kind { hubbub, irssi, weechat, catgirl };
    Kind kind = Kind::hubbub;
    std::string name; // as the table shows it
    std::string path; // of the executable

    bool wants_tls() const { return kind == Kind::catgirl; } // it speaks nothing else
    bool keeps_all() const { return kind != Kind::catgirl; } // lines, if it is told to
};

// Where it is to go: a server on 127.0.0.1, whose certificate is this file, or empty.
struct Destination {
    int port = 0;
    std::string certificate;
};

inline constexpr const char* bench_nick = "tester";
inline constexpr const char* bench_room = "#bench";

std::vector<ChatClient> installed_peers();

// How it is started so that it goes there by itself, into the room, and keeps every line that it
// can; what it needs for that is written into the directory, its home.
tests::Command command_of(const ChatClient& client, const Destination& to,
                          const tests::TempDir& home);

} // namespace hubbub::bench
