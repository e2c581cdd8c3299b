// SPDX-License-Identifier: MIT
#include "tui/model/network.h"

#include "base/strings.h"
#include "tui/model/model.h"
#include "wire/safe_text.h"

#include <algorithm>

namespace hubbub::tui::model {

void Network::rename(std::string_view to)
{
    if (named_by_person || to.empty()) {
        return;
    }
    name = wire::SafeText::from_network(to).text();
    server().name = name;
    model.dirty = true;
}

Buffer& Network::server()
{
    return *model.buffers[model.first_of(*this)];
}

Buffer* Network::find(std::string_view buffer)
{
    const auto found =
        std::find_if(model.buffers.begin(), model.buffers.end(), [&](const auto& one) {
            return one->network == this && one->kind != Buffer::Kind::server &&
                   equals_ignoring_case(one->name, buffer);
        });
    return found == model.buffers.end() ? nullptr : found->get();
}

Buffer& Network::open(std::string_view buffer)
{
    if (Buffer* there = find(buffer)) {
        return *there;
    }
    auto fresh = std::make_unique<Buffer>(*this);
    fresh->name = wire::SafeText::from_network(buffer).text();
    fresh->kind = is_room(buffer) ? Buffer::Kind::room : Buffer::Kind::person;
    return model.put_in(std::move(fresh), model.end_of(*this));
}

void Network::info(std::string_view text)
{
    model.say(server(), LineKind::info, text);
}

bool Network::is_me(std::string_view other) const
{
    return equals_ignoring_case(other, nick);
}

bool Network::mentions_me(std::string_view text) const
{
    const std::vector<std::string>& words = model.settings.words;
    return has_word(text, nick) || std::any_of(words.begin(), words.end(), [&](const auto& word) {
               return has_word(text, word);
           });
}

} // namespace hubbub::tui::model
