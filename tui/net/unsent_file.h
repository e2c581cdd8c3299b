// SPDX-License-Identifier: MIT
// Keeps one's own lines that the server has not yet said to have, of one network, for the next run:
// a crash loses none. Each program that runs has a file of its own; the next one to start takes
// over those that nobody has. What is told to services may be a password and is not kept.
#pragma once

#include "base/result.h"
#include "tui/net/outgoing.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace hubbub::tui::net {

class UnsentFile {
  public:
    // The files are path.1 and so on; empty: nothing is kept.
    explicit UnsentFile(std::string path) : path_(std::move(path)) {}

    // What earlier runs have left, in the order it was said. To be called once, and first.
    struct Left {
        std::vector<OutgoingLine> lines;
        std::string wrong; // a sentence about what could not be read, or empty
    };
    Left take_over();

    // The lines that wait now. Costs nothing while these have not changed since the last time.
    // After an error it goes on trying with the next change.
    Result<void> keep(const Outgoing& outgoing);

  private:
    // Open, and nobody else's while it is.
    class File {
      public:
        File() = default;
        explicit File(std::string path);
        File(File&& other) noexcept;
        File& operator=(File&& other) noexcept;
        ~File();
        bool is_open() const { return fd_ >= 0; }
        const std::string& path() const { return path_; }
        void now_at(std::string path) { path_ = std::move(path); }
        bool append(std::string_view text); // all of it, or none
        bool clear();
        std::size_t size() const { return size_; }

      private:
        std::string path_;
        int fd_ = -1;
        std::size_t size_ = 0;
    };
    struct Record {
        std::string label;
        std::string text;
    };
    using Records = std::vector<Record>; // in the order they were said

    std::string path_of(int number) const;
    void take_over(File file, Left& left);
    bool have_file();
    bool is_kept(const Record& record) const;
    bool write(const Records& wanted);
    std::string news_of(const Records& wanted) const;
    bool rewrite(const Records& wanted);

    std::string path_;
    File ours_;
    std::vector<File> taken_;                           // until what they hold stands in ours
    std::unordered_map<std::string, std::string> kept_; // the text by its label
    std::uint64_t changes_ = 0;                         // of what was kept last
    bool anew_ = false;                                 // what the file holds is not what is kept
};

} // namespace hubbub::tui::net
