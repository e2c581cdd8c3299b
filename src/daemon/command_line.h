// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace hubbub::daemon {

enum class Chore {
    serve,
    hash,
    account_add,
    account_list,
    account_remove,
    account_password,
    account_cert,
};

struct CommandLine {
    Chore chore = Chore::serve;
    std::string account;             // whom the chore is about
    std::string fingerprint;         // of a certificate
    std::string config;              // file; empty: none
    std::vector<std::string> listen; // ADDRESS:PORT; these replace the file's
    std::string data;                // directory or "none"; replaces the file's
    bool check = false;
};

// The exit status, where the program is to end at once (--help, --version, a mistake).
std::optional<int> read_command_line(int argc, char* argv[], CommandLine& out);

} // namespace hubbub::daemon
