// SPDX-License-Identifier: MIT
// A directory of the test's own, gone at its end.
#pragma once

#include "base/ensure.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

namespace hubbub::tests {

class TempDir {
  public:
    TempDir()
    {
        path_ = (std::filesystem::temp_directory_path() / "hubbub-test-XXXXXX").string();
        HUBBUB_ENSURE(mkdtemp(path_.data()) != nullptr);
    }
    ~TempDir()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TempDir(const TempDir&) = delete;
    TempDir& operator=(const TempDir&) = delete;

    const std::string& path() const { return path_; }
    std::string file(const std::string& name) const { return path_ + "/" + name; }
    // Writes it, for nobody else to read: its path.
    std::string file(const std::string& name, std::string_view text) const
    {
        std::string where = file(name);
        std::ofstream(where) << text;
        std::filesystem::permissions(where, std::filesystem::perms(0600)); // it may hold passwords
        return where;
    }

  private:
    std::string path_;
};

} // namespace hubbub::tests
