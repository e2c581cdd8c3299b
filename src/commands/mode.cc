// SPDX-License-Identifier: MIT
// MODE, on channels and on oneself. Modern IRC, "MODE message".
#include "commands/families.h"

#include "base/strings.h"
#include "commands/channel_mode.h"
#include "commands/context.h"
#include "commands/followups.h"
#include "commands/reply.h"
#include "commands/server.h"
#include "core/mode_change.h"
#include "core/modes.h"
#include "wire/names.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

namespace hubbub::commands {

namespace {

using core::Channel;
using core::ChannelMode;
using core::ModeChange;
using wire::Numeric;

// ---- showing

void show_modes(Context& context, const Channel& channel)
{
    const bool member = context.world().membership(context.user(), channel) != nullptr;
    std::string letters = "+";
    std::string parameters;
    for (const ChannelMode& mode : core::channel_modes()) {
        if (!channel.modes.has(mode.letter)) {
            continue;
        }
        letters += mode.letter;
        if (mode.letter == 'k') {
            parameters += " " + (member ? channel.key : "*");
        } else if (mode.letter == 'l') {
            parameters += " " + std::to_string(channel.limit);
        }
    }
    wire::Line line(context.settings().name, wire::row_of(Numeric::rpl_channelmodeis).code,
                    {context.user().nick(), channel.name, letters});
    std::string_view rest = parameters;
    cut(rest, ' ');
    while (!rest.empty()) {
        line.parameters.push_back(cut(rest, ' '));
    }
    context.send(line);
    context.reply(Numeric::rpl_creationtime, {channel.name, seconds_of(channel.created)});
}

void channel_mode(Context& context)
{
    const Channel* channel = context.world().find_channel(context[0]);
    if (channel == nullptr) {
        return context.refuse(core::Reason::no_such_channel, context[0]);
    }
    if (context.count() == 1) {
        return show_modes(context, *channel);
    }
    change_modes(context, *channel, {});
}

constexpr std::uint32_t some_unknown = 1; // in the entry's flags: told once the rest is done

// MODE nick [+iwB-i]
void user_mode(Context& context)
{
    const core::User& user = context.user();
    const core::User* named = context.world().find_user(context[0]);
    if (named == nullptr) {
        return context.refuse(core::Reason::no_such_nick, context[0]);
    }
    if (named != &user) {
        return context.reply(Numeric::err_usersdontmatch);
    }
    if (context.count() == 1) {
        return context.reply(Numeric::rpl_umodeis, {modes_of(user)});
    }
    std::vector<ModeChange> changes;
    bool adding = true;
    bool unknown = false;
    for (const char c : context[1]) {
        const core::UserMode* mode = core::find_user_mode(c);
        if (c == '+' || c == '-') {
            adding = c == '+';
        } else if (mode == nullptr) {
            unknown = true;
        } else if (mode->by == core::UserMode::By::themselves || (c == 'o' && !adding)) {
            changes.push_back({adding, c, {}});
        }
    }
    if (unknown && changes.empty()) {
        context.reply(Numeric::err_umodeunknownflag);
    }
    if (!changes.empty()) {
        core::Entry entry = context.entry(core::Kind::user_mode);
        entry.target = user.nick();
        entry.text = core::write_mode_changes(changes);
        entry.flags = unknown ? some_unknown : 0;
        context.propose(std::move(entry));
    }
}

// MODE #room [+ov-l alice bob]   MODE nick [+i]
void mode(Context& context)
{
    wire::looks_like_channel(context[0]) ? channel_mode(context) : user_mode(context);
}

} // namespace

void after_user_mode(core::Network& network, core::Session& session, const core::Entry& entry)
{
    if (entry.flags == some_unknown) {
        reply(network, session, Numeric::err_umodeunknownflag);
    }
}

std::span<const CommandSpec> mode_commands()
{
    using enum CommandSpec::Who;
    using enum CommandSpec::Waits;
    static constexpr std::array<CommandSpec, 1> rows = {{
        {"MODE", mode, 1, registered, for_all, 2, "MODE #room|nick [changes [parameter...]]",
         "Shows or changes modes."},
    }};
    return rows;
}

} // namespace hubbub::commands
