// SPDX-License-Identifier: MIT
// The /commands about networks and their connections; slash.cc has their rows.
#pragma once

#include "tui/input/request.h"
#include "tui/model/model.h"

#include <string_view>

namespace hubbub::tui::input {

void connect(model::Model& model, std::string_view rest, Requests& requests);
void disconnect(model::Model& model, std::string_view rest, Requests& requests);
void reconnect(model::Model& model, std::string_view rest, Requests& requests);
// A buffer, and its room is left; a server's with its network, if that is not the last one.
void close(model::Model& model, std::string_view rest, Requests& requests);
void dns(model::Model& model, std::string_view rest, Requests& requests);
void raw(model::Model& model, std::string_view rest, Requests& requests);

} // namespace hubbub::tui::input
