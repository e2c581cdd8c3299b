// SPDX-License-Identifier: MIT
#include "tui/input/personal.h"

#include "base/strings.h"
#include "wire/mask.h"

#include <algorithm>

namespace hubbub::tui::input {

using model::LineKind;
using model::Model;

void ignore(Model& model, std::string_view rest, Requests&)
{
    std::vector<std::string>& ignored = model.settings.ignored;
    if (rest.empty()) {
        return model.tell(LineKind::info, ignored.empty()
                                              ? "nobody is ignored: /ignore NICK"
                                              : concat({"ignored: ", hubbub::join(ignored, ", ")}));
    }
    const std::string mask = wire::complete_mask(cut(rest, ' '));
    if (std::find(ignored.begin(), ignored.end(), mask) == ignored.end()) {
        ignored.push_back(mask);
    }
    model.tell(LineKind::info, concat({mask, " is not heard until /unignore or the end"}));
}

void unignore(Model& model, std::string_view rest, Requests&)
{
    if (rest.empty()) {
        return model.tell(LineKind::error, "usage: /unignore NICK|MASK");
    }
    const std::string mask = wire::complete_mask(cut(rest, ' '));
    const std::size_t gone = std::erase_if(model.settings.ignored, [&](const std::string& one) {
        return equals_ignoring_case(one, mask);
    });
    if (gone == 0) {
        return model.tell(LineKind::error, concat({mask, " was not ignored: /ignore lists them"}));
    }
    model.tell(LineKind::info, concat({mask, " is heard again"}));
}

void mute(Model& model, std::string_view, Requests&)
{
    model::Buffer& here = model.here();
    here.muted = !here.muted;
    model.tell(LineKind::info, here.muted
                                   ? "muted: this buffer calls you no more; /mute again undoes it"
                                   : "no longer muted");
}

void set(Model&, std::string_view rest, Requests& requests)
{
    const std::string_view key = cut(rest, ' ');
    requests.push_back({Request::What::set, std::string(trim(rest)), std::string(key), 0});
}

} // namespace hubbub::tui::input
