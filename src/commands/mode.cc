// SPDX-License-Identifier: MIT
// MODE, on channels and on oneself. Modern IRC, "MODE message".
#include "commands/families.h"

#include "base/strings.h"
#include "commands/context.h"
#include "commands/server.h"
#include "core/mode_change.h"
#include "core/modes.h"
#include "wire/mask.h"
#include "wire/names.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <string>
#include <utility>
#include <vector>

namespace hubbub::commands {

namespace {

using core::Channel;
using core::ChannelMode;
using core::ModeChange;
using core::ModeType;
using wire::Numeric;

// ---- showing

std::string seconds_of(WallTime time)
{
    return std::to_string(
        std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count());
}

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
                    {context.user().nick, channel.name, letters});
    std::string_view rest = parameters;
    cut(rest, ' ');
    while (!rest.empty()) {
        line.parameters.push_back(cut(rest, ' '));
    }
    context.send(line);
    context.reply(Numeric::rpl_creationtime, {channel.name, seconds_of(channel.created)});
}

struct ListNumerics {
    char letter;
    Numeric entry;
    Numeric end;
};

constexpr std::array<ListNumerics, 3> list_numerics = {{
    {'b', Numeric::rpl_banlist, Numeric::rpl_endofbanlist},
    {'e', Numeric::rpl_exceptlist, Numeric::rpl_endofexceptlist},
    {'I', Numeric::rpl_invexlist, Numeric::rpl_endofinvexlist},
}};

// Bans are no secret; the exceptions are for those who may change them.
void show_list(Context& context, const Channel& channel, const ChannelMode& mode)
{
    const core::Membership* member = context.world().membership(context.user(), channel);
    const bool may =
        mode.letter == 'b' || (member != nullptr && member->ranks.at_least(mode.needed));
    if (!may) {
        return context.refuse(core::Reason::not_operator, channel.name);
    }
    const auto numerics =
        std::find_if(list_numerics.begin(), list_numerics.end(),
                     [&](const ListNumerics& one) { return one.letter == mode.letter; });
    for (const core::ListEntry& entry : channel.list(mode.letter)) {
        context.reply(numerics->entry,
                      {channel.name, entry.mask, entry.set_by, seconds_of(entry.set_at)});
    }
    context.reply(numerics->end, {channel.name});
}

// ---- changing

// Reads "+ov-l alice bob" letter by letter: what is wrong is answered, what is right is collected.
class ChangeReader {
  public:
    ChangeReader(Context& context, const Channel& channel) : context_(context), channel_(channel)
    {
        member_ = context.world().membership(context.user(), channel);
    }

    void read()
    {
        for (const char c : context_[1]) {
            if (c == '+' || c == '-') {
                adding_ = c == '+';
            } else if (const ChannelMode* mode = core::find_channel_mode(c)) {
                read_mode(*mode);
            } else {
                context_.reply(Numeric::err_unknownmode, {std::string_view(&c, 1)});
            }
        }
    }

    const std::vector<ModeChange>& changes() const { return changes_; }

  private:
    bool takes_parameter(const ChannelMode& mode) const
    {
        return mode.type == ModeType::rank || mode.type == ModeType::list ||
               mode.type == ModeType::parameter ||
               (mode.type == ModeType::parameter_to_set && adding_);
    }

    void read_mode(const ChannelMode& mode)
    {
        const std::string_view parameter = takes_parameter(mode) ? context_[next_++] : "";
        if (mode.type == ModeType::list && parameter.empty()) {
            return show_list(context_, channel_, mode);
        }
        const bool key_without_proof = mode.type == ModeType::parameter && !adding_;
        if (takes_parameter(mode) && parameter.empty() && !key_without_proof) {
            return complain(mode, "*", "You must give a parameter");
        }
        if (!may_change(mode)) {
            if (!std::exchange(refused_, true)) {
                context_.refuse(core::Reason::not_operator, channel_.name);
            }
            return;
        }
        if (takes_parameter(mode) && ++with_parameter_ > context_.settings().limits.mode_changes) {
            return;
        }
        collect(mode, parameter);
    }

    bool may_change(const ChannelMode& mode) const
    {
        return member_ != nullptr && member_->ranks.at_least(mode.needed);
    }

    void complain(const ChannelMode& mode, std::string_view parameter, std::string_view why)
    {
        context_.reply(Numeric::err_invalidmodeparam,
                       {channel_.name, std::string_view(&mode.letter, 1), parameter, why});
    }

    void collect(const ChannelMode& mode, std::string_view parameter)
    {
        switch (mode.type) {
        case ModeType::rank:
            return collect_rank(mode, parameter);
        case ModeType::list:
            return collect_list(mode, parameter);
        case ModeType::parameter:
            return collect_key(mode, parameter);
        case ModeType::parameter_to_set:
            return collect_limit(mode, parameter);
        case ModeType::flag:
            return add(mode, {});
        }
    }

    void collect_rank(const ChannelMode& mode, std::string_view nick)
    {
        const core::User* user = context_.world().find_user(nick);
        if (user == nullptr) {
            return context_.refuse(core::Reason::no_such_nick, nick);
        }
        const core::Membership* theirs = context_.world().membership(*user, channel_);
        if (theirs == nullptr) {
            return context_.refuse(core::Reason::they_are_not_on_channel, channel_.name, nick);
        }
        if (user != &context_.user() && !adding_ && theirs->ranks.above(member_->ranks)) {
            return context_.refuse(core::Reason::not_operator, channel_.name);
        }
        add(mode, user->nick);
    }

    void collect_list(const ChannelMode& mode, std::string_view mask)
    {
        const std::size_t limit = context_.settings().limits.list_modes;
        const std::size_t there = channel_.list(mode.letter).size();
        if (mask.starts_with(':') || mask.find(' ') != std::string_view::npos) {
            return complain(mode, mask, "A mask holds no space");
        }
        if (adding_ && limit != 0 && there + added_to_lists_ >= limit) {
            return context_.reply(Numeric::err_banlistfull,
                                  {channel_.name, std::string_view(&mode.letter, 1)});
        }
        added_to_lists_ += adding_ ? 1 : 0;
        add(mode, wire::complete_mask(mask));
    }

    void collect_key(const ChannelMode& mode, std::string_view key)
    {
        const bool bad = key.empty() || key.find_first_of(" ,:") != std::string_view::npos ||
                         key.size() > context_.settings().limits.key;
        if (adding_ && bad) {
            return complain(mode, key.empty() ? "*" : key, "A key holds no space, comma or colon");
        }
        add(mode, adding_ ? key : "*");
    }

    void collect_limit(const ChannelMode& mode, std::string_view text)
    {
        const auto limit = parse_number<std::uint32_t>(text);
        if (adding_ && (!limit || *limit == 0)) {
            return complain(mode, text, "A limit is a number above zero");
        }
        add(mode, adding_ ? std::to_string(*limit) : std::string{});
    }

    void add(const ChannelMode& mode, std::string_view parameter)
    {
        changes_.push_back({adding_, mode.letter, std::string(parameter)});
    }

    Context& context_;
    const Channel& channel_;
    const core::Membership* member_;
    std::vector<ModeChange> changes_;
    std::size_t next_ = 2; // parameter
    std::size_t with_parameter_ = 0;
    std::size_t added_to_lists_ = 0;
    bool adding_ = true;
    bool refused_ = false;
};

// In entries whose lines have room for their parameters and fit 512 bytes.
void propose_changes(Context& context, const Channel& channel,
                     const std::vector<ModeChange>& changes)
{
    constexpr std::size_t most = wire::Parameters::most - 3;
    constexpr std::size_t room = 300;
    std::vector<ModeChange> some;
    std::size_t size = 0;
    const auto flush = [&] {
        if (!some.empty()) {
            core::Entry entry = context.entry(core::Kind::mode);
            entry.target = channel.name;
            entry.text = core::write_mode_changes(some);
            context.propose(std::move(entry));
            some.clear();
            size = 0;
        }
    };
    for (const ModeChange& change : changes) {
        if (some.size() == most || size + change.parameter.size() > room) {
            flush();
        }
        size += change.parameter.size() + 2;
        some.push_back(change);
    }
    flush();
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
    ChangeReader reader(context, *channel);
    reader.read();
    propose_changes(context, *channel, reader.changes());
}

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
    if (unknown) {
        context.reply(Numeric::err_umodeunknownflag);
    }
    if (!changes.empty()) {
        core::Entry entry = context.entry(core::Kind::user_mode);
        entry.target = user.nick;
        entry.text = core::write_mode_changes(changes);
        context.propose(std::move(entry));
    }
}

// MODE #room [+ov-l alice bob]   MODE nick [+i]
void mode(Context& context)
{
    wire::looks_like_channel(context[0]) ? channel_mode(context) : user_mode(context);
}

} // namespace

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
