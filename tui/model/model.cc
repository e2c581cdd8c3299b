// SPDX-License-Identifier: MIT
#include "tui/model/model.h"

#include "base/strings.h"
#include "wire/text.h"

#include <algorithm>

namespace hubbub::tui::model {

Model::Model()
{
    buffers.push_back(std::make_unique<Buffer>());
    buffers.front()->name = network;
}

Buffer* Model::find(std::string_view name)
{
    const auto found = std::find_if(buffers.begin() + 1, buffers.end(), [&](const auto& buffer) {
        return equals_ignoring_case(buffer->name, name);
    });
    return found == buffers.end() ? nullptr : found->get();
}

Buffer& Model::open(std::string_view name)
{
    if (Buffer* there = find(name)) {
        return *there;
    }
    auto fresh = std::make_unique<Buffer>();
    fresh->name = wire::SafeText::from_network(name).text();
    fresh->kind = is_room(name) ? Buffer::Kind::room : Buffer::Kind::person;
    buffers.push_back(std::move(fresh));
    dirty = true;
    return *buffers.back();
}

void Model::close(std::size_t index)
{
    if (index == 0 || index >= buffers.size()) {
        return;
    }
    buffers.erase(buffers.begin() + static_cast<std::ptrdiff_t>(index));
    if (current > index) {
        --current;
    } else if (current == index) {
        current = std::min(index, buffers.size() - 1);
        here().look_at();
    }
    dirty = true;
}

void Model::switch_to(std::size_t index)
{
    if (index >= buffers.size() || index == current) {
        return;
    }
    here().leave_unread_behind();
    current = index;
    here().look_at();
    dirty = true;
}

std::optional<std::size_t> Model::next_unread() const
{
    std::optional<std::size_t> unread;
    for (std::size_t step = 1; step < buffers.size(); ++step) {
        const std::size_t index = (current + step) % buffers.size();
        if (buffers[index]->mentions != 0) {
            return index;
        }
        if (buffers[index]->unread != 0 && !unread) {
            unread = index;
        }
    }
    return unread;
}

void Model::add(Buffer& buffer, const ChatLine& line)
{
    buffer.lines.append(line);
    note_said(buffer, line);
    const bool speech = line.kind == LineKind::message || line.kind == LineKind::action ||
                        line.kind == LineKind::notice;
    if (&buffer != &here() && !buffer.muted) {
        buffer.unread += speech && !line.mine ? 1U : 0U;
        buffer.mentions += line.mention ? 1U : 0U;
    } else if (&buffer == &here() && buffer.marks.window) {
        ++buffer.new_below;
    }
    attention = attention || (line.mention && !buffer.muted);
    dirty = true;
}

void Model::note_said(const Buffer& buffer, const ChatLine& line) const
{
    if (on_said && line.state == LineState::stored) {
        on_said(buffer, line);
    }
}

void Model::say(Buffer& buffer, LineKind kind, std::string_view text)
{
    ChatLine line;
    line.kind = kind;
    line.time = now;
    line.text = text;
    add(buffer, line);
}

bool Model::is_me(std::string_view other) const
{
    return equals_ignoring_case(other, nick);
}

bool Model::mentions_me(std::string_view text) const
{
    return has_word(text, nick) ||
           std::any_of(settings.words.begin(), settings.words.end(),
                       [&](const std::string& word) { return has_word(text, word); });
}

} // namespace hubbub::tui::model
