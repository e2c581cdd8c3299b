// SPDX-License-Identifier: MIT
// What a plain person sees of a line. Nothing a person wrote ever stands at the start of a line,
// so that nobody can forge another kind of line.
//
//   [12:01] <alice> text     [12:01] #dev <carol> text     [12:01] * bob yawns
//   [12:05] *bob* private    [12:04] -- event              ** info        !! error
#pragma once

#include "base/clock.h"
#include "wire/line.h"

#include <string>
#include <string_view>

namespace hubbub::daemon {

enum class TimeStyle { off, local, utc, iso };

// "[12:01] ", or nothing.
std::string plain_time(WallTime time, TimeStyle style);

struct PlainView {
    std::string_view nick; // the reader's own
    std::string_view room; // the one they are in
    TimeStyle time = TimeStyle::local;
};

// With line ends; empty: nothing is shown of it.
std::string plain_line(const wire::Line& line, const PlainView& view);

std::string plain_info(std::string_view text);  // ** text
std::string plain_error(std::string_view text); // !! text

} // namespace hubbub::daemon
