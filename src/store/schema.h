// SPDX-License-Identifier: MIT
// The database's shape: how a file is known as ours, and how an older shape becomes this one.
#pragma once

#include "base/result.h"
#include "store/statement.h"

#include <string>

namespace hubbub::store {

// Refuses a file that is no database, somebody else's or a newer hubbub's, by its header alone: it
// is not opened, and nothing is written. A file that is not there is fine.
Result<void> check_file(const std::string& path);

// Makes or migrates the tables. Requires: check_file() was content.
Result<void> prepare_schema(sqlite3* database);

} // namespace hubbub::store
