// SPDX-License-Identifier: MIT
// Whose certificates are trusted without a CA: those seen before, each for its host and port. Trust
// on first use. And who has asked for TLS alone.
#pragma once

#include "base/result.h"
#include "tui/net/sts.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace hubbub::tui::net {

class Trust {
  public:
    // file: "host:port fingerprint" a line; made when the first is added, readable by its owner
    // alone. Empty: nothing is kept. The policies of StsPolicies are beside it, in sts_policies.
    explicit Trust(std::string file);

    enum class Verdict { known, unknown, changed };
    Verdict judge(std::string_view host, std::uint16_t port, std::string_view fingerprint) const;
    Result<void> remember(std::string_view host, std::uint16_t port, std::string_view fingerprint);
    bool has(std::string_view host, std::uint16_t port) const;
    const std::string& file() const { return file_; }
    StsPolicies& sts() { return sts_; }

  private:
    std::string file_;
    StsPolicies sts_;
    std::map<std::string, std::string, std::less<>> fingerprints_; // by "host:port"
};

} // namespace hubbub::tui::net
