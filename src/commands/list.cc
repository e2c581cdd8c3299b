// SPDX-License-Identifier: MIT
// LIST, with the conditions of ELIST=CMNTU. Modern IRC, "LIST message", "ELIST parameter".
#include "commands/families.h"

#include "base/strings.h"
#include "commands/context.h"
#include "commands/visibility.h"
#include "wire/mask.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace hubbub::commands {

namespace {

using core::Channel;
using wire::Numeric;

constexpr std::size_t portion_size = 256; // rooms looked at

//   condition = ("<" / ">") users | ("C" / "T") ("<" / ">") minutes | ["!"] mask
//
// Minutes are an age: "C<5" are the rooms made in the last five minutes.
struct Bound {
    enum class Of { users, created, topic } of;
    bool less;
    std::int64_t value;
};

struct Filter {
    std::vector<Bound> bounds;            // all must hold
    std::vector<std::string_view> masks;  // one must match, if there are any
    std::vector<std::string_view> not_as; // none may match
};

std::optional<Bound> read_bound(std::string_view text)
{
    Bound bound{Bound::Of::users, false, 0};
    const char first = text.empty() ? '\0' : ascii_upper(text.front());
    if (first == 'C' || first == 'T') {
        bound.of = first == 'C' ? Bound::Of::created : Bound::Of::topic;
        text.remove_prefix(1);
    }
    if (!text.starts_with('<') && !text.starts_with('>')) {
        return {};
    }
    bound.less = text.front() == '<';
    const auto value = parse_number<std::int64_t>(text.substr(1));
    bound.value = value.value_or(0);
    return value ? std::optional(bound) : std::nullopt;
}

void read_filter(std::string_view text, Filter& filter)
{
    for (const std::string_view condition : split(text, ',')) {
        if (condition.empty()) {
            continue;
        }
        if (const auto bound = read_bound(condition)) {
            filter.bounds.push_back(*bound);
        } else if (condition.starts_with('!')) {
            filter.not_as.push_back(condition.substr(1));
        } else {
            filter.masks.push_back(condition);
        }
    }
}

bool holds(const Bound& bound, std::int64_t value)
{
    return bound.less ? value < bound.value : value > bound.value;
}

bool holds(const Bound& bound, const Channel& channel, WallTime now)
{
    if (bound.of == Bound::Of::users) {
        return holds(bound, static_cast<std::int64_t>(channel.members.size()));
    }
    const bool of_topic = bound.of == Bound::Of::topic;
    if (of_topic && channel.topic.text.empty()) {
        return false;
    }
    const auto age = now - (of_topic ? channel.topic.set_at : channel.created);
    const Bound in_milliseconds{bound.of, bound.less, bound.value * 60'000};
    return holds(in_milliseconds,
                 std::chrono::duration_cast<std::chrono::milliseconds>(age).count());
}

bool passes(const Filter& filter, const Channel& channel, WallTime now)
{
    const auto matches = [&](std::string_view mask) { return wire::matches(mask, channel.name); };
    return std::all_of(filter.bounds.begin(), filter.bounds.end(),
                       [&](const Bound& bound) { return holds(bound, channel, now); }) &&
           (filter.masks.empty() ||
            std::any_of(filter.masks.begin(), filter.masks.end(), matches)) &&
           std::none_of(filter.not_as.begin(), filter.not_as.end(), matches);
}

// The rooms there were when it was asked, and what they must be.
struct Listing {
    std::string conditions; // what the filter's views are into
    Filter filter;
    std::vector<core::ChannelId> rooms;
    std::size_t next = 0;
};

void list_one(Context& context, const Filter& filter, const Channel& channel)
{
    const WallTime now = context.network().clock().wall();
    if (may_see(context.world(), context.user(), channel) && passes(filter, channel, now)) {
        context.reply(Numeric::rpl_list,
                      {channel.name, std::to_string(channel.members.size()), channel.topic.text});
    }
}

bool list_some(Context& context, Listing& listing)
{
    const std::size_t end = std::min(listing.next + portion_size, listing.rooms.size());
    for (; listing.next < end && context.has_room(); ++listing.next) {
        if (const Channel* channel = context.world().find(listing.rooms[listing.next])) {
            list_one(context, listing.filter, *channel);
        }
    }
    if (listing.next < listing.rooms.size()) {
        return true;
    }
    context.reply(Numeric::rpl_listend);
    return false;
}

// LIST [#room|condition[,...]] [condition[,...]]
void list(Context& context)
{
    const auto listing = std::make_shared<Listing>();
    listing->conditions = concat({context[0], ",", context[1]});
    read_filter(listing->conditions, listing->filter);
    context.world().each_channel(
        [&](const Channel& channel) { listing->rooms.push_back(channel.id); });
    context.reply(Numeric::rpl_liststart, {"Channel"});
    context.answer_long([listing](Context& later) { return list_some(later, *listing); });
}

} // namespace

std::span<const CommandSpec> list_commands()
{
    using enum CommandSpec::Who;
    using enum CommandSpec::Waits;
    static constexpr std::array<CommandSpec, 1> rows = {{
        {"LIST", list, 0, registered, for_all, 3, "LIST [#room|mask|>users|C<minutes[,...]]",
         "Lists the rooms."},
    }};
    return rows;
}

} // namespace hubbub::commands
