// SPDX-License-Identifier: MIT
#include "tui/input/slash_lists.h"

#include "base/calendar.h"
#include "base/strings.h"
#include "tui/model/links.h"
#include "wire/format.h"

#include <algorithm>
#include <string>
#include <vector>

namespace hubbub::tui::input {

using model::Buffer;
using model::LineKind;
using model::Model;

namespace {

void show(Model& model, std::string title, const std::vector<std::string>& lines)
{
    model.overlay = {std::move(title), ""};
    model.overlay.insert(model.overlay.end(), lines.begin(), lines.end());
    model.overlay_top = 0;
}

} // namespace

void urls(Model& model, std::string_view, Requests&)
{
    constexpr std::size_t most = 500;
    std::vector<std::string> found;
    const Buffer& here = model.here();
    for (std::size_t i = here.lines.size(); i > 0 && found.size() < most; --i) {
        const std::string text = wire::strip_format(here.lines[i - 1].text);
        for (const model::Link& link : model::find_links(text)) {
            const std::string_view url = std::string_view(text).substr(link.start, link.size);
            if (std::find(found.begin(), found.end(), url) == found.end()) {
                found.emplace_back(url);
            }
        }
    }
    if (found.empty()) {
        return model.tell(LineKind::info, "no links here yet");
    }
    model.overlay = {concat({"Links of ", here.name, ", the newest first (Escape closes this)"}),
                     ""};
    model.overlay.insert(model.overlay.end(), found.begin(), found.end());
    model.overlay_top = 0;
}

void mentions(Model& model, std::string_view, Requests&)
{
    std::vector<std::string> lines;
    for (auto call = model.mentions.rbegin(); call != model.mentions.rend(); ++call) {
        lines.push_back(
            concat({write_time(call->time, "%d %b %H:%M"), "  ", call->where, "  ", call->said}));
    }
    if (lines.empty()) {
        return model.tell(LineKind::info, "nobody has spoken to you yet");
    }
    show(model, "Who has spoken to you, the newest first (Escape closes this)", lines);
}

} // namespace hubbub::tui::input
