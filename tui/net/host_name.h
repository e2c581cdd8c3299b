// SPDX-License-Identifier: MIT
// Names of hosts beyond ASCII: what people type, and what the DNS and certificates have for it.
// UTS #46 without its transitional rules, IDNA 2008 (RFC 5891).
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>

namespace hubbub::tui::net {

// "xn--bcher-kva.example" for "Bücher.example". What is ASCII already stays as it is, and so do
// addresses. The error is a sentence.
Result<std::string> ascii_host(std::string_view host);

// One spelling for all ways to type it: "bücher.example" for "Bücher.example". What is ASCII, or no
// valid name, stays as it is.
std::string shown_host(std::string_view host);

} // namespace hubbub::tui::net
