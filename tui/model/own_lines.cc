// SPDX-License-Identifier: MIT
// Of the scrollback: one's own lines, until it is known what became of them.
#include "tui/model/scrollback.h"

#include <chrono>
#include <string>

namespace hubbub::tui::model {

namespace {

constexpr Millis clocks_differ = std::chrono::minutes(2); // by so much at most

} // namespace

// The oldest of them.
std::size_t Scrollback::find_pending(std::string_view label) const
{
    std::size_t found = lines_.size();
    std::size_t left = count(LineState::pending);
    for (std::size_t i = lines_.size(); i-- > 0 && left != 0;) {
        const ChatLine line = (*this)[i];
        if (line.state == LineState::pending) {
            --left;
            found = line.msgid == label ? i : found;
        }
    }
    return found;
}

// The oldest pending line of that text: its echo was lost, not the line. One that is older than it
// by the server's clock and ours is another.
std::size_t Scrollback::find_lost_echo(const ChatLine& stored) const
{
    std::size_t found = lines_.size();
    std::size_t left = stored.mine ? count(LineState::pending) : 0;
    for (std::size_t i = lines_.size(); i-- > 0 && left != 0;) {
        const ChatLine line = (*this)[i];
        if (line.state == LineState::pending) {
            --left;
            const bool same = line.text == stored.text && line.kind == stored.kind;
            found = same && line.time <= stored.time + clocks_differ ? i : found;
        }
    }
    return found;
}

void Scrollback::store(std::size_t index, std::string_view msgid, WallTime time)
{
    ChatLine line = (*this)[index];
    const std::string nick(line.nick); // packing may move what the views see
    const std::string text(line.text);
    line.nick = nick;
    line.text = text;
    line.state = LineState::stored;
    line.msgid = msgid;
    line.time = time;
    lines_[index] = pack(line);
    --count(LineState::pending);
    note(line);
}

bool Scrollback::confirm(std::string_view label, std::string_view msgid, WallTime time,
                         Marks& marks)
{
    const bool is_here = has(msgid);
    std::size_t index = find_pending(label);
    const bool waited = index != lines_.size();
    for (; index != lines_.size(); index = find_pending(label)) {
        if (is_here) {
            drop_pending(index, marks);
            continue;
        }
        store(index, msgid, time);
        std::size_t to = lines_.size() - 1;
        while (to > index && !is_stored(to)) {
            --to;
        }
        move_down(index, to, marks);
    }
    return waited;
}

void Scrollback::drop_pending(std::size_t index, Marks& marks)
{
    move_down(index, lines_.size() - 1, marks);
    lines_.pop_back();
    --count(LineState::pending);
    marks.bounded(lines_.size());
}

bool Scrollback::settle(std::string_view label)
{
    std::size_t index = find_pending(label);
    const bool waited = index != lines_.size();
    for (; index != lines_.size(); index = find_pending(label)) {
        store(index, {}, (*this)[index].time);
    }
    return waited;
}

bool Scrollback::turn(std::string_view label, LineState from, LineState to)
{
    bool turned = false;
    std::size_t left = count(from);
    for (std::size_t i = lines_.size(); i-- > 0 && left != 0;) {
        if (lines_[i].state() != from) {
            continue;
        }
        --left;
        if ((*this)[i].msgid == label) {
            lines_[i].become(to);
            --count(from);
            ++count(to);
            turned = true;
        }
    }
    return turned;
}

bool Scrollback::fail(std::string_view label)
{
    const bool waited = turn(label, LineState::pending, LineState::failed);
    return turn(label, LineState::unsure, LineState::failed) || waited;
}

bool Scrollback::doubt(std::string_view label)
{
    return turn(label, LineState::pending, LineState::unsure);
}

bool Scrollback::revive(std::string_view label)
{
    return turn(label, LineState::unsure, LineState::pending);
}

} // namespace hubbub::tui::model
