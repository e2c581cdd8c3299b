// SPDX-License-Identifier: MIT
// Which colours mean what. Calm ones, of the middle of the palette, that can be read on dark and on
// light grounds.
#pragma once

#include "tui/view/frame.h"
#include "wire/format.h"

#include <string_view>

namespace hubbub::tui::view {

// What nobody could read is made readable: letters of the colour of their ground, or of a colour
// that black or white swallows.
Face face_of_style(const wire::Style& style, Face base);

// The same for a nick everywhere and always.
Face face_of_nick(std::string_view nick);

enum class Weight { normal, bold };

// Numbers of the 256-colour palette; without a ground the terminal's own.
constexpr Face face_on(Color ground, int ink, Weight weight = Weight::normal)
{
    Face face;
    face.foreground = Color::palette(ink);
    face.background = ground;
    face.bold = weight == Weight::bold;
    return face;
}

inline constexpr Color own_ground{};
inline constexpr Color bar_ground = Color::palette(238);
inline constexpr Color call_ground = Color::palette(161);

inline constexpr Face plain_face{};
inline constexpr Face dim_face = face_on(own_ground, 244);
inline constexpr Face bar_face = face_on(bar_ground, 254);
inline constexpr Face bar_dim_face = face_on(bar_ground, 248);
inline constexpr Face bar_strong_face = face_on(bar_ground, 231, Weight::bold);
inline constexpr Face bar_mention_face = face_on(call_ground, 231, Weight::bold);
inline constexpr Face rule_face = face_on(own_ground, 240);
inline constexpr Face error_face = face_on(own_ground, 167);
inline constexpr Face mention_face = face_on(own_ground, 173, Weight::bold);
inline constexpr Face hint_face = face_on(own_ground, 73);

} // namespace hubbub::tui::view
