// SPDX-License-Identifier: MIT
// hubbubd.toml, read by the rows of options.cc.
#pragma once

#include "daemon/config.h"

#include <string>
#include <vector>

namespace hubbub::daemon {

struct ConfigReading {
    Config config;
    std::vector<std::string> mistakes; // "file:line: sentence", all of them
    std::vector<std::string> notes;    // keys without effect, and what is unwise
};

// path empty: no file, all defaults.
ConfigReading read_config(const std::string& path);

// "ADDR:PORT", "ADDR" alone with port 5000; empty on success, otherwise what is wrong.
std::string add_listen(Config& config, std::string_view text);

} // namespace hubbub::daemon
