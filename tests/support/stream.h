// SPDX-License-Identifier: MIT
// Two ends of bytes that a test talks through, with a deadline on everything: what does not come in
// time fails the test and shows what came instead.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace hubbub::tests {

using Seconds = std::chrono::duration<double>;
using Deadline = std::chrono::steady_clock::time_point;

// Long enough for a loaded machine under a sanitizer; no test that passes waits for it.
inline constexpr Seconds patience{20};

Deadline deadline_in(Seconds time);
bool is_over(Deadline deadline);
// Waits until fd has something to read, has ended, or the deadline is over.
bool wait_readable(int fd, Deadline deadline);

class Stream {
  public:
    virtual ~Stream() = default;

    void send(std::string_view bytes); // exactly these
    void pour(std::string_view bytes); // these, unless the other side closes before the last
    void say(std::string_view line);   // and CR LF
    void end_input();                  // nothing more will be sent

    // The next line that holds text, without its line end; those before it are passed over.
    std::string expect(std::string_view text, Seconds time = patience);
    // Until text has come, in a line that is finished or not.
    void expect_bytes(std::string_view text, Seconds time = patience);
    // The other side closes; what came before, and was not yet passed over.
    std::string expect_end(Seconds time = patience);
    // Fails if something that holds text has come and was not passed over.
    void has_not_heard(std::string_view text) const;
    // Waits until something comes, the other side closes, or that time is over; takes it in.
    void waits(Seconds time);
    // Takes in what is there now, waiting for nothing.
    void take_in();
    // The next line that is there, without its line end.
    std::optional<std::string> take_line();
    // Sends what is taken at once, waiting for nothing: how much that was.
    std::size_t offer(std::string_view bytes);
    int fd_to_read() const { return read_fd(); }
    // What came and was not yet passed over.
    const std::string& waiting() const { return waiting_; }
    bool has_ended() const { return ended_; }

  protected:
    // Takes what is there now: its size; 0 at the end; -1 for nothing yet.
    virtual long read_some(char* to, std::size_t most) = 0;
    // How much was taken; -1 if nothing can be at the moment or ever.
    virtual long write_some(const char* from, std::size_t size) = 0;
    virtual void shut_input() = 0;
    virtual int read_fd() const = 0;
    virtual int write_fd() const = 0;

  private:
    bool receive(Deadline deadline);
    bool push(std::string_view bytes);
    [[noreturn]] void give_up(std::string_view wanted) const;

    std::string waiting_;
    bool ended_ = false;
};

} // namespace hubbub::tests
