// SPDX-License-Identifier: MIT
// The local log of one network: what is said, written as it comes and appended, a directory a
// conversation; and read back, page by page, where the server keeps no history. Nothing of it is
// read before it is needed, so that a start does not depend on its size.
#pragma once

#include "tui/log_pages.h"
#include "tui/model/model.h"

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace hubbub::tui {

class LocalLog {
  public:
    // directory: of all networks; empty: nothing is kept.
    LocalLog(const std::string& directory, std::string_view network);
    ~LocalLog(); // writes what waits
    LocalLog(const LocalLog&) = delete;
    LocalLog& operator=(const LocalLog&) = delete;

    // The line has been said there. What was said already, as its id or its time, nick and text
    // tell, is not written again.
    void note(const model::Buffer& buffer, const model::ChatLine& line);

    // Appends what was noted; of a buffer whose gap is being filled only when that is done, in the
    // order in which it was said. What is wrong is told once.
    void write(model::Network& network);

    enum class Above {
        this_run,        // all that earlier runs have written
        servers_history, // of these, what is older than the oldest line here
    };
    // Puts a page above what the buffer holds; what it has let go is in it again. False: there is
    // none.
    bool read_older(model::Buffer& buffer, Above above = Above::this_run);

  private:
    struct Noted {
        WallTime time{};
        std::string text;
    };
    struct Conversation {
        std::string name; // of the buffer
        std::string folder;
        LogPlace unread;     // what stands above the buffer, up to here
        bool reread = false; // and some of it may stand in the buffer
        WallTime oldest{};   // of those that are recognised; older ones are known to be there
        std::unordered_set<std::uint64_t> known;
        std::deque<std::uint64_t> known_in_order;
        std::vector<Noted> waiting;
    };

    Conversation& conversation(std::string_view name);
    static bool remember(Conversation& conversation, std::uint64_t key);
    bool append(Conversation& conversation);
    bool is_ours();

    std::string folder_;                                // of the network
    std::map<std::string, Conversation> conversations_; // by the names of their folders
    std::map<std::string, Conversation*, std::less<>> by_name_;
    int lock_ = -1;
    enum class Writing { untried, ours, not_ours, broken } writing_ = Writing::untried;
    std::string why_not_;
};

// Where logs are kept unless somebody says otherwise.
std::string usual_log_directory();

} // namespace hubbub::tui
