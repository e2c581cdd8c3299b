// SPDX-License-Identifier: MIT
// Comings and goings in a row are one line: who joined, who left, who did both.
#pragma once

#include "tui/model/buffer.h"

#include <cstddef>
#include <string>

namespace hubbub::tui::view {

bool is_presence(const model::ChatLine& line);

// The line below tells of this one.
bool is_folded(const model::Buffer& buffer, std::size_t index);

// Of a line of presence: the first that it tells of.
std::size_t start_of_fold(const model::Buffer& buffer, std::size_t index);
std::string presence_text(const model::Buffer& buffer, std::size_t index);

} // namespace hubbub::tui::view
