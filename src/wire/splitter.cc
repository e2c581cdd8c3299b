// SPDX-License-Identifier: MIT
#include "wire/splitter.h"

namespace hubbub::wire {

bool Splitter::is_too_long(std::string_view line) const
{
    if (line.starts_with('@')) {
        const std::size_t end = line.find(' ');
        const std::size_t tags = end == std::string_view::npos ? line.size() : end + 1;
        if (limits_.longest_tags != 0 && tags > limits_.longest_tags) {
            return true;
        }
        line.remove_prefix(tags);
    }
    return limits_.longest_line != 0 && line.size() > limits_.longest_line;
}

Splitter::Found Splitter::next(std::string_view& bytes, std::string_view& line)
{
    const std::size_t end = bytes.find('\n', searched_ < bytes.size() ? searched_ : bytes.size());
    const bool whole = end != std::string_view::npos;
    if (limits_.longest_wait != 0 && (whole ? end : bytes.size()) >= limits_.longest_wait) {
        return Found::flood; // even when its end came in the same piece
    }
    if (!whole) {
        searched_ = static_cast<std::uint32_t>(bytes.size());
        return Found::none;
    }
    searched_ = 0;
    line = bytes.substr(0, end);
    bytes.remove_prefix(end + 1);
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    return is_too_long(line) ? Found::too_long : Found::line;
}

} // namespace hubbub::wire
