// SPDX-License-Identifier: MIT
// Which colours mean what. Calm ones, of the middle of the palette, that can be read on dark and on
// light grounds.
#pragma once

#include "tui/view/frame.h"
#include "wire/format.h"

#include <string_view>

namespace hubbub::tui::view {

Face face_of_style(const wire::Style& style, Face base);

// The same for a nick everywhere and always.
Face face_of_nick(std::string_view nick);

inline constexpr Face plain_face{};
inline constexpr Face dim_face{244, -1, false, false, false, false, false};
inline constexpr Face bar_face{254, 238, false, false, false, false, false};
inline constexpr Face bar_dim_face{248, 238, false, false, false, false, false};
inline constexpr Face bar_strong_face{231, 238, true, false, false, false, false};
inline constexpr Face bar_mention_face{231, 161, true, false, false, false, false};
inline constexpr Face rule_face{240, -1, false, false, false, false, false};
inline constexpr Face error_face{167, -1, false, false, false, false, false};
inline constexpr Face mention_face{173, -1, true, false, false, false, false};
inline constexpr Face hint_face{73, -1, false, false, false, false, false};

} // namespace hubbub::tui::view
