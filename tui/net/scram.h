// SPDX-License-Identifier: MIT
// The client's side of SCRAM-SHA-256, without channel binding: the server never sees the password,
// and proves that it knows it. RFC 5802 and RFC 7677. Names and passwords go as they were typed,
// as hubbubd takes them; for ASCII that is what SASLprep gives.
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>

namespace hubbub::tui::net {

class ScramClient {
  public:
    // nonce: at random, printable, without a comma.
    ScramClient(std::string_view name, std::string password, std::string nonce);

    std::string first() const; // "n,,n=name,r=nonce"
    // "c=biws,r=...,p=..." to the server's "r=...,s=...,i=...". The error says what is wrong.
    Result<std::string> last(std::string_view server_first);
    // The server's "v=...": whether it knows the password.
    Result<void> verify(std::string_view server_last);
    bool is_verified() const { return verified_; }

  private:
    std::string bare_;
    std::string password_;
    std::string nonce_;
    std::string server_signature_; // that is expected; empty: not yet
    bool verified_ = false;
};

} // namespace hubbub::tui::net
