// SPDX-License-Identifier: MIT
// What the table of options knows to do with a value.
#pragma once

#include "tui/options.h"

#undef TOML_HEADER_ONLY
#undef TOML_SHARED_LIB
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <string>
#include <string_view>

namespace hubbub::tui {

// The key of that table; what is wrong with it, or nothing. shown_as: what the person calls the
// table, where a [network.NAME] is set by the rows of [server].
std::string set_key(Options& options, std::string_view table, std::string_view key,
                    const toml::node& node, std::string_view shown_as);

} // namespace hubbub::tui
