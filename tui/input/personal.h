// SPDX-License-Identifier: MIT
// The /commands that concern nobody but the person: whom not to hear, what not to be called for.
#pragma once

#include "tui/input/request.h"
#include "tui/model/model.h"

#include <string_view>

namespace hubbub::tui::input {

void ignore(model::Model& model, std::string_view rest, Requests& requests);
void unignore(model::Model& model, std::string_view rest, Requests& requests);
void mute(model::Model& model, std::string_view rest, Requests& requests);
void set(model::Model& model, std::string_view rest, Requests& requests);

} // namespace hubbub::tui::input
