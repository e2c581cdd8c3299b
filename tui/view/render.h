// SPDX-License-Identifier: MIT
// The screen, as a pure function of the model.
#pragma once

#include "tui/model/model.h"
#include "tui/view/frame.h"

namespace hubbub::tui::view {

Frame render(const model::Model& model, Size size);

} // namespace hubbub::tui::view
