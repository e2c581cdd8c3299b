// SPDX-License-Identifier: MIT
#include "tui/model/buffer.h"

#include "base/strings.h"
#include "tui/model/model.h"

#include <algorithm>
#include <utility>

namespace hubbub::tui::model {

namespace {

constexpr std::size_t most_speakers = 50;
constexpr std::size_t least_slack = 50;

// The higher the rank, the lower the number.
std::size_t rank_of(const Member& member)
{
    constexpr std::string_view ranks = "~&@%+";
    return member.prefix.empty() ? ranks.size() : ranks.find(member.prefix.front());
}

bool is_less(std::string_view a, std::string_view b)
{
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) {
        return ascii_lower(x) < ascii_lower(y);
    });
}

bool stands_before(const Member& a, const Member& b)
{
    const std::size_t rank_a = rank_of(a);
    const std::size_t rank_b = rank_of(b);
    return rank_a != rank_b ? rank_a < rank_b : is_less(a.nick, b.nick);
}

} // namespace

Buffer::Buffer(Network& whose) : network(&whose), input(whose.model.killed) {}

Member* Buffer::find_member(std::string_view nick)
{
    const auto found = std::find_if(members.begin(), members.end(), [&](const Member& member) {
        return equals_ignoring_case(member.nick, nick);
    });
    return found == members.end() ? nullptr : &*found;
}

const Member* Buffer::find_member(std::string_view nick) const
{
    return const_cast<Buffer*>(this)->find_member(nick);
}

void Buffer::put_member(Member member)
{
    remove_member(member.nick);
    members.insert(std::upper_bound(members.begin(), members.end(), member, stands_before), member);
}

void Buffer::take_naming()
{
    for (const Member& before : members) {
        if (before.away) {
            for (Member& member : naming) {
                member.away = member.away || equals_ignoring_case(member.nick, before.nick);
            }
        }
    }
    members = std::exchange(naming, {});
    std::sort(members.begin(), members.end(), stands_before);
}

void Buffer::remove_member(std::string_view nick)
{
    std::erase_if(members,
                  [&](const Member& member) { return equals_ignoring_case(member.nick, nick); });
}

void Buffer::clear()
{
    lines.clear();
    marks = {};
    new_below = 0;
    gap_from.clear();
    forget_what_was_above();
}

void Buffer::forget_what_was_above()
{
    whole_history = false;
    shortened = true;
    told_from.clear();
}

std::size_t Buffer::let_go(std::size_t most_lines)
{
    const std::size_t slack = std::max(most_lines / 4, least_slack); // not for each line
    if (most_lines == 0 || fetch || lines.size() <= most_lines + slack) {
        return 0;
    }
    std::size_t kept = most_lines;
    if (marks.window) { // as many above what one looks at
        kept = lines.size() - (marks.window->line - std::min(marks.window->line, most_lines));
    }
    const std::size_t gone = lines.let_go(kept, marks);
    if (gone != 0) {
        forget_what_was_above();
    }
    return gone;
}

void Buffer::leave_unread_behind()
{
    if (!lines.empty()) {
        marks.last_read = lines.size() - 1;
    }
}

void Buffer::look_at()
{
    unread = 0;
    mentions = 0;
    if (marks.last_read && *marks.last_read + 1 == lines.size()) {
        marks.last_read.reset();
    }
}

void Buffer::note_speaker(std::string_view nick)
{
    std::erase_if(speakers,
                  [&](const std::string& one) { return equals_ignoring_case(one, nick); });
    speakers.insert(speakers.begin(), std::string(nick));
    if (speakers.size() > most_speakers) {
        speakers.pop_back();
    }
}

} // namespace hubbub::tui::model
