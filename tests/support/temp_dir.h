// SPDX-License-Identifier: MIT
// A directory of the test's own, gone at its end.
#pragma once

#include "base/ensure.h"

#include <cstdlib>
#include <filesystem>
#include <string>
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

    std::string file(const std::string& name) const { return path_ + "/" + name; }

  private:
    std::string path_;
};

} // namespace hubbub::tests
