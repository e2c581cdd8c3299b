// SPDX-License-Identifier: MIT
// One attempt to connect a stream socket.
#pragma once

#include "base/result.h"
#include "net/address.h"
#include "net/loop.h"
#include "net/watch.h"

#include <functional>
#include <optional>

namespace hubbub::net {

class Dial {
  public:
    // The socket, which is the callee's from then on, or why there is none.
    using Done = std::function<void(Result<int>)>;

    // Tells once, in a later turn of the loop; then, too, it may be destroyed from within.
    // Destroyed before, it gives up and tells nothing.
    Dial(Loop& loop, const Address& to, Done done);
    ~Dial();
    Dial(const Dial&) = delete;
    Dial& operator=(const Dial&) = delete;

  private:
    void tell(int error);

    int fd_;
    Done done_;
    std::optional<FdWatch> answered_;
    std::optional<Timer> at_once_; // what the kernel knew without asking anybody
};

} // namespace hubbub::net
