// SPDX-License-Identifier: MIT
#include "tui/view/presence.h"

#include "base/strings.h"
#include "tui/model/model.h"
#include "tui/view/days.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

namespace hubbub::tui::view {

namespace {

using model::Buffer;
using model::ChatLine;
using model::LineKind;

// A storm of thousands is told of in pieces, which begin where this divides their place: each frame
// goes through the lines of a piece anew.
constexpr std::size_t most_in_one = 1024;
constexpr std::size_t most_named = 8;

struct Visitor {
    std::string nick;
    bool was_here; // before the first of these lines
    bool is_here;  // after the last
};

// Whether the line and the one above it are told of as one.
bool joins_above(const Buffer& buffer, std::size_t index)
{
    if (!buffer.network->model.settings.fold_joins) {
        return false;
    }
    if (index % most_in_one == 0 || buffer.marks.last_read == index - 1 ||
        buffer.marks.found == index - 1) {
        return false;
    }
    const ChatLine above = buffer.lines[index - 1];
    return is_presence(above) && same_day(above.time, buffer.lines[index].time);
}

std::vector<Visitor> visitors_of(const Buffer& buffer, std::size_t first, std::size_t last)
{
    std::vector<Visitor> all;
    std::unordered_map<std::string, std::size_t> places;
    for (std::size_t i = first; i <= last; ++i) {
        const ChatLine line = buffer.lines[i];
        const bool comes = line.kind == LineKind::coming;
        const auto [place, is_new] = places.try_emplace(to_lower(line.nick), all.size());
        if (is_new) {
            all.push_back({std::string(line.nick), !comes, comes});
        } else {
            all[place->second].is_here = comes;
        }
    }
    return all;
}

// "alice, bob and 3 more joined"
std::string told(const std::vector<Visitor>& all, bool was_here, bool is_here,
                 std::string_view what)
{
    std::string names;
    std::size_t count = 0;
    for (const Visitor& one : all) {
        if (one.was_here == was_here && one.is_here == is_here && ++count <= most_named) {
            names += concat({names.empty() ? "" : ", ", one.nick});
        }
    }
    if (count == 0) {
        return {};
    }
    const std::string more =
        count > most_named ? concat({" and ", std::to_string(count - most_named), " more"}) : "";
    return concat({names, more, " ", what});
}

std::string alone(const ChatLine& line)
{
    const std::string why = line.text.empty() ? "" : concat({" (", line.text, ")"});
    return concat({line.nick, line.kind == LineKind::coming ? " joined" : " left", why});
}

} // namespace

bool is_presence(const ChatLine& line)
{
    return line.kind == LineKind::coming || line.kind == LineKind::going;
}

bool is_folded(const Buffer& buffer, std::size_t index)
{
    return is_presence(buffer.lines[index]) && index + 1 < buffer.lines.size() &&
           is_presence(buffer.lines[index + 1]) && joins_above(buffer, index + 1);
}

std::size_t start_of_fold(const Buffer& buffer, std::size_t index)
{
    while (joins_above(buffer, index)) {
        --index;
    }
    return index;
}

std::string presence_text(const Buffer& buffer, std::size_t index)
{
    const std::size_t first = start_of_fold(buffer, index);
    if (first == index) {
        return alone(buffer.lines[index]);
    }
    const std::vector<Visitor> all = visitors_of(buffer, first, index);
    std::string text;
    for (const std::string& part :
         {told(all, false, true, "joined"), told(all, true, false, "left"),
          told(all, false, false, "came and went"), told(all, true, true, "left and came back")}) {
        text += part.empty() ? part : concat({text.empty() ? "" : "; ", part});
    }
    return text;
}

} // namespace hubbub::tui::view
