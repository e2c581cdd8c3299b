// SPDX-License-Identifier: MIT
// Searches as one types, and questions that a key answers: one row each in ask.cc.
#pragma once

#include "tui/input/key.h"
#include "tui/input/request.h"
#include "tui/model/model.h"

#include <string>
#include <vector>

namespace hubbub::tui::input {

void start_ask(model::Model& model, model::Ask::For what);

// Several lines were pasted: are they sent as they are, made one, or forgotten?
void ask_about_paste(model::Model& model, std::vector<std::string> lines);

// Requires: something is being asked. False: the key ended it, and means what it always does.
bool press_in_ask(const Key& key, model::Model& model, Requests& requests);

} // namespace hubbub::tui::input
