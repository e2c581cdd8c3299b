// SPDX-License-Identifier: MIT
// The screen, as a pure function of the model.
#pragma once

#include "tui/model/model.h"
#include "tui/view/frame.h"
#include "tui/view/row_cache.h"

namespace hubbub::tui::view {

Frame render(const model::Model& model, Size size);
// The same, sooner where the cache has what the last picture was made of.
Frame render(const model::Model& model, Size size, RowCache& cache);
// Of that picture the rows of the input alone.
Frame render_input(const model::Model& model, Size size);

} // namespace hubbub::tui::view
