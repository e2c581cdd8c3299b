// SPDX-License-Identifier: MIT
// The /commands: one row each. /help, completion, the manual and the tests read the rows.
#pragma once

#include "tui/input/request.h"
#include "tui/model/model.h"

#include <span>
#include <string_view>

namespace hubbub::tui::input {

struct SlashCommand {
    std::string_view name; // without the slash
    std::string_view usage;
    std::string_view meaning;
    void (*run)(model::Model& model, std::string_view rest, Requests& requests);
};

std::span<const SlashCommand> slash_commands();

// A whole line as it was typed: text, or a /command; "//" at the start is text with one slash. An
// unknown command is an error and never sent.
void submit(std::string_view line, model::Model& model, Requests& requests);

// What is in the input line.
void enter(model::Model& model, Requests& requests);

// Pasted text goes into the input line, each line end an Enter; of several lines one is asked what
// to do with them, from so many on as input.paste_ask says.
void paste(std::string_view text, model::Model& model, Requests& requests);

} // namespace hubbub::tui::input
