// SPDX-License-Identifier: MIT
// Addresses in what people say: http, https, irc and ircs, and no other.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace hubbub::tui::model {

struct Link {
    std::size_t start; // bytes in the text
    std::size_t size;
};

// In their order. The stop, comma or bracket that ends a sentence is no part of them.
std::vector<Link> find_links(std::string_view text);

} // namespace hubbub::tui::model
