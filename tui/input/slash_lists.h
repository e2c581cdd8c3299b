// SPDX-License-Identifier: MIT
// The /commands that lay a list of what was said over the screen; slash.cc has their rows.
#pragma once

#include "tui/input/request.h"
#include "tui/model/model.h"

#include <string_view>

namespace hubbub::tui::input {

// Of the lines of this buffer that are here, each link once.
void urls(model::Model& model, std::string_view rest, Requests& requests);
// Of all buffers, in this run.
void mentions(model::Model& model, std::string_view rest, Requests& requests);

} // namespace hubbub::tui::input
