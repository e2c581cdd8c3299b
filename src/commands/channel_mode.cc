// SPDX-License-Identifier: MIT
#include "commands/channel_mode.h"

#include "base/strings.h"
#include "core/bans.h"
#include "core/mode_change.h"
#include "core/modes.h"
#include "wire/graphemes.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>
#include <vector>

namespace hubbub::commands {

namespace {

using core::Channel;
using core::ChannelMode;
using core::ModeChange;
using core::ModeType;
using core::Reason;
using wire::Numeric;

constexpr std::size_t longest_mask = 200; // a line has room for it, with source and room

// ---- lists

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

// ---- changes

// Reads letter by letter: what is wrong is answered, what is right is collected.
class ChangeReader {
  public:
    ChangeReader(Context& context, const Channel& channel, ModeWish wish)
        : context_(context), channel_(channel), wish_(wish)
    {
    }

    void read()
    {
        std::string_view letters = context_[1];
        while (!letters.empty()) {
            const std::string_view one = letters.substr(0, wire::first_grapheme(letters));
            letters.remove_prefix(one.size());
            const ChannelMode* mode =
                one.size() == 1 ? core::find_channel_mode(one.front()) : nullptr;
            if (one == "+" || one == "-") {
                adding_ = one == "+";
            } else if (mode != nullptr) {
                read_mode(*mode);
            } else {
                context_.reply(Numeric::err_unknownmode, {one});
            }
        }
    }

    const std::vector<ModeChange>& changes() const { return changes_; }

  private:
    void read_mode(const ChannelMode& mode)
    {
        const bool takes = core::takes_parameter(mode.letter, adding_);
        const std::string_view parameter = takes ? context_[next_++] : "";
        if (mode.type == ModeType::list && parameter.empty()) {
            return show_once(mode);
        }
        const bool key_without_proof = mode.type == ModeType::parameter && !adding_;
        if (takes && parameter.empty() && !key_without_proof) {
            return complain(mode, {}, "You must give a parameter");
        }
        const std::size_t most = context_.settings().limits.mode_changes;
        if (takes && ++with_parameter_ > most) {
            return;
        }
        const std::string wrong = mistake_in(mode, parameter);
        wrong.empty() ? collect(mode, parameter) : complain(mode, parameter, wrong);
    }

    void show_once(const ChannelMode& mode)
    {
        if (!shown_.has(mode.letter)) {
            shown_.set(mode.letter);
            show_list(context_, channel_, mode);
        }
    }

    // A key is not repeated: what was meant to be secret stays with who typed it.
    void complain(const ChannelMode& mode, std::string_view parameter, std::string_view why)
    {
        if (parameter.empty() || mode.type == ModeType::parameter) {
            parameter = "*";
        }
        context_.reply(Numeric::err_invalidmodeparam,
                       {channel_.name, std::string_view(&mode.letter, 1), parameter, why});
    }

    // A sentence, or nothing.
    std::string mistake_in(const ChannelMode& mode, std::string_view parameter) const
    {
        const bool one_word = parameter.find(' ') == std::string_view::npos;
        if (mode.type == ModeType::list && (!one_word || parameter.starts_with(':'))) {
            return "A mask holds no space and starts with no colon";
        }
        if (mode.type == ModeType::list && parameter.size() > longest_mask) {
            return "A mask has 200 bytes at most";
        }
        if (mode.type == ModeType::parameter && adding_ &&
            (parameter.find_first_of(" ,:") != std::string_view::npos ||
             parameter.size() > context_.settings().limits.key)) {
            return "A key is short and holds no space, comma or colon";
        }
        if (mode.type == ModeType::parameter_to_set && adding_ &&
            parse_number<std::uint32_t>(parameter).value_or(0) == 0) {
            return "A limit is a number above zero";
        }
        return {};
    }

    void collect(const ChannelMode& mode, std::string_view parameter)
    {
        ModeChange change{adding_, mode.letter, parameter_of(mode, parameter)};
        const core::MayRefuse refusal = check(change);
        if (refusal && refusal->reason == Reason::not_operator) {
            if (!std::exchange(refused_, true)) { // once is enough
                context_.refuse(refusal->reason, refusal->subject);
            }
        } else if (refusal) {
            context_.refuse(refusal->reason, refusal->subject, refusal->other);
        } else if (mode.type != ModeType::list || has_room(change)) {
            changes_.push_back(std::move(change));
        }
    }

    core::MayRefuse check(const ModeChange& change) const
    {
        const ChannelMode& mode = *core::find_channel_mode(change.letter);
        if (!wish_.forced) {
            return core::check_mode_change(context_.world(), channel_, context_.user(), change);
        }
        const bool missing =
            mode.type == ModeType::rank && context_.world().find_user(change.parameter) == nullptr;
        return missing ? core::refuse(Reason::no_such_nick, change.parameter) : core::MayRefuse{};
    }

    // As it is kept and told.
    std::string parameter_of(const ChannelMode& mode, std::string_view parameter) const
    {
        if (mode.type == ModeType::list) {
            return core::complete_entry(parameter);
        }
        if (mode.type == ModeType::parameter && !adding_) {
            return "*"; // who takes a key away need not show it
        }
        if (mode.type == ModeType::parameter_to_set && adding_) {
            return std::to_string(*parse_number<std::uint32_t>(parameter));
        }
        return std::string(parameter);
    }

    // Whether the list takes the change; if it is full, the person is told.
    bool has_room(const ModeChange& change)
    {
        const std::vector<core::ListEntry>& list = channel_.list(change.letter);
        const bool there = std::any_of(list.begin(), list.end(), [&](const core::ListEntry& one) {
            return equals_ignoring_case(one.mask, change.parameter);
        });
        if (!change.adding || there) {
            return true; // perhaps no change at all: that is seen when it is applied
        }
        const std::size_t limit = context_.settings().limits.list_modes;
        const auto added = static_cast<std::size_t>(
            std::count_if(changes_.begin(), changes_.end(), [&](const ModeChange& one) {
                return one.adding && one.letter == change.letter;
            }));
        if (limit != 0 && list.size() + added >= limit) {
            context_.network().tally().reach(core::Bound::list_modes);
            context_.reply(Numeric::err_banlistfull,
                           {channel_.name, std::string_view(&change.letter, 1)});
            return false;
        }
        return true;
    }

    Context& context_;
    const Channel& channel_;
    ModeWish wish_;
    std::vector<ModeChange> changes_;
    core::ModeSet shown_;  // lists
    std::size_t next_ = 2; // parameter
    std::size_t with_parameter_ = 0;
    bool adding_ = true;
    bool refused_ = false;
};

// In entries whose lines have room for their parameters and fit 512 bytes.
void propose_changes(Context& context, const Channel& channel,
                     const std::vector<ModeChange>& changes, ModeWish wish)
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
            if (wish.forced) {
                entry.flags = core::mode_forced;
                entry.source = context.settings().name;
                entry.account.clear();
            }
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

} // namespace

std::string seconds_of(WallTime time)
{
    return std::to_string(
        std::chrono::duration_cast<std::chrono::seconds>(time.time_since_epoch()).count());
}

void change_modes(Context& context, const Channel& channel, ModeWish wish)
{
    ChangeReader reader(context, channel, wish);
    reader.read();
    propose_changes(context, channel, reader.changes(), wish);
}

} // namespace hubbub::commands
