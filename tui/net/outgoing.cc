// SPDX-License-Identifier: MIT
#include "tui/net/outgoing.h"

#include "base/ensure.h"
#include "base/strings.h"
#include "wire/base64.h"

#include <unistd.h>

#include <algorithm>
#include <array>

namespace hubbub::tui::net {

using State = OutgoingLine::State;

const OutgoingLine* Outgoing::find_sent(std::string_view label) const
{
    const auto found = std::find_if(lines_.begin(), lines_.end(), [&](const OutgoingLine& line) {
        return line.state == State::sent && line.label == label;
    });
    return found == lines_.end() ? nullptr : &*found;
}

void Outgoing::remove(std::string_view label)
{
    const auto found = std::find_if(lines_.begin(), lines_.end(),
                                    [&](const OutgoingLine& line) { return line.label == label; });
    if (found != lines_.end()) {
        lines_.erase(found);
        ++changes_;
    }
}

bool Outgoing::has(State state) const
{
    return count(state) != 0;
}

std::size_t Outgoing::count(State state) const
{
    return static_cast<std::size_t>(
        std::count_if(lines_.begin(), lines_.end(),
                      [&](const OutgoingLine& line) { return line.state == state; }));
}

bool Outgoing::is_held(std::string_view target) const
{
    return std::any_of(lines_.begin(), lines_.end(), [&](const OutgoingLine& line) {
        return line.state == State::held && equals_ignoring_case(line.target, target);
    });
}

void Outgoing::hold_all()
{
    ++changes_;
    for (OutgoingLine& line : lines_) {
        if (line.state == State::sent) {
            line.state = State::held;
            line.was_sent = true;
        }
    }
}

std::string random_id()
{
    std::array<char, 16> bytes{};
    HUBBUB_ENSURE(getentropy(bytes.data(), bytes.size()) == 0);
    std::string id = wire::to_base64({bytes.data(), bytes.size()});
    std::erase(id, '=');
    std::replace(id.begin(), id.end(), '+', '-');
    std::replace(id.begin(), id.end(), '/', '_');
    return id;
}

} // namespace hubbub::tui::net
