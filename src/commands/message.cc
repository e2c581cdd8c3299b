// SPDX-License-Identifier: MIT
// What people say: PRIVMSG, NOTICE, TAGMSG. Modern IRC, "Sending Messages"; IRCv3 message-tags.
#include "commands/message.h"

#include "base/strings.h"
#include "commands/account.h"
#include "commands/context.h"
#include "commands/families.h"
#include "commands/services.h"
#include "core/multiline.h"
#include "core/resend.h"
#include "wire/names.h"
#include "wire/tags.h"

#include <array>
#include <string>
#include <utility>

namespace hubbub::commands {

namespace {

using core::Kind;
using wire::Numeric;

// NOTICE is never answered with an error, so that two programs cannot talk for ever.
void complain(Context& context, Kind kind, Numeric numeric,
              std::initializer_list<std::string_view> parameters = {})
{
    if (kind != Kind::notice) {
        context.reply(numeric, parameters);
    }
}

bool is_status_target(std::string_view target)
{
    return target.size() > 1 && core::rank_of_prefix(target.front()) != core::Rank::none &&
           wire::looks_like_channel(target.substr(1));
}

// Who is typing is never kept. IRCv3 message-tags; +typing.
bool keeps_history(const Context& context, const core::Entry& entry)
{
    using Tagmsg = core::HistorySettings::Tagmsg;
    if (entry.kind != Kind::tagmsg) {
        return true;
    }
    const Tagmsg kept = context.settings().history.tagmsg;
    const bool marked =
        wire::find_tag(entry.tags, "+draft/persist") || wire::find_tag(entry.tags, "+persist");
    return !wire::find_tag(entry.tags, "+typing") &&
           (kept == Tagmsg::all || (kept == Tagmsg::marked && marked));
}

void say_in_channel(Context& context, core::Entry&& entry, std::string_view target)
{
    const bool status = is_status_target(target);
    const core::Channel* channel = context.world().find_channel(target.substr(status ? 1 : 0));
    if (channel == nullptr && !entry.once.empty()) {
        entry.target = target;
        return context.recall(std::move(entry));
    }
    if (channel == nullptr) {
        return complain(context, entry.kind, Numeric::err_nosuchchannel, {target});
    }
    entry.target = target.substr(0, status ? 1 : 0);
    entry.target += channel->name;
    if (!status && keeps_history(context, entry)) {
        entry.conversation = context.network().conversation_of(*channel);
    }
    context.propose(std::move(entry));
}

void say_to_user(Context& context, core::Entry&& entry, std::string_view target)
{
    if (is_service(target)) {
        if (entry.kind == Kind::privmsg) {
            ask_service(context, target, entry.text);
        }
        return;
    }
    const core::User* user = context.world().find_user(target);
    if (user == nullptr && !entry.once.empty()) {
        entry.target = target;
        return context.recall(std::move(entry));
    }
    if (user == nullptr) {
        return complain(context, entry.kind, Numeric::err_nosuchnick, {target});
    }
    entry.target = user->nick();
    entry.other = user->id;
    if (keeps_history(context, entry)) {
        entry.conversation = context.network().conversation_between(context.user(), *user);
    }
    const bool tell_away = entry.kind == Kind::privmsg && !user->rare->away.empty();
    if (context.propose(std::move(entry)) && tell_away) {
        context.reply(Numeric::rpl_away, {user->nick(), user->rare->away});
    }
}

} // namespace

std::optional<std::string> resend_id(Context& context)
{
    const std::string_view tags = context.message().tags;
    if (tags.empty() || !context.session().has(core::Cap::resend)) {
        return std::string{};
    }
    std::optional<std::string> id = wire::find_tag(tags, core::resend_tag);
    if (!id) {
        return std::string{};
    }
    if (!core::is_resend_id(*id)) {
        context.fail("INVALID_ID", {},
                     "An id has 16 to 64 letters, digits, hyphens and underscores: nothing was "
                     "said");
        return std::nullopt;
    }
    return id;
}

void say_to(Context& context, core::Entry&& entry, std::string_view target)
{
    if (!entry.once.empty()) {
        entry.once += concat({" ", context.world().fold(target).text()});
    }
    const bool to_channel = wire::looks_like_channel(target) || is_status_target(target);
    to_channel ? say_in_channel(context, std::move(entry), target)
               : say_to_user(context, std::move(entry), target);
}

namespace {

void say(Context& context, Kind kind, std::string_view text)
{
    const core::Limits& limits = context.settings().limits;
    const std::string tags =
        wire::client_only_tags(context.message().tags, context.settings().denied_tags);
    const std::optional<std::string> id = resend_id(context);
    if (!id) {
        return;
    }
    context.session().spoke = context.network().clock().wall();
    std::size_t count = 0;
    for (std::string_view rest = context[0]; !rest.empty();) {
        const std::string_view target = cut(rest, ',');
        if (target.empty()) {
            continue;
        }
        if (limits.targets != 0 && ++count > limits.targets) {
            complain(context, kind, Numeric::err_toomanytargets, {target});
            continue;
        }
        core::Entry entry = context.entry(kind);
        entry.text = text;
        entry.tags = tags;
        entry.once = *id;
        say_to(context, std::move(entry), target);
    }
}

// What comes as one line of IRC is passed on as one, though its sender stands before it then. A
// NOTICE, which may have no error, is split instead; longer texts come as draft/multiline, or from
// people whose lines are no IRC.
bool outgrows_its_line(Context& context, Kind kind)
{
    if (kind != Kind::privmsg || context.session().dialect != nullptr) {
        return false;
    }
    for (std::string_view rest = context[0]; !rest.empty();) {
        const std::string_view target = cut(rest, ',');
        const std::size_t room = core::room_for_text(context.user().source(), "PRIVMSG", target);
        if (context[1].size() > room && !is_service(target)) {
            return true;
        }
    }
    return false;
}

void say_text(Context& context, Kind kind)
{
    if (context[0].empty()) {
        return complain(context, kind, Numeric::err_norecipient);
    }
    if (context[1].empty()) {
        return complain(context, kind, Numeric::err_notexttosend);
    }
    if (context[1].size() > context.settings().limits.message) {
        return complain(context, kind, Numeric::err_inputtoolong);
    }
    if (outgrows_its_line(context, kind)) {
        return context.reply(Numeric::err_inputtoolong);
    }
    say(context, kind, context[1]);
}

// PRIVMSG target[,target] :text
void privmsg(Context& context)
{
    say_text(context, Kind::privmsg);
}

// NOTICE target[,target] :text
void notice(Context& context)
{
    say_text(context, Kind::notice);
}

// @+typing=active TAGMSG target
void tagmsg(Context& context)
{
    if (!context.session().has(core::Cap::message_tags)) {
        return context.reply(Numeric::err_unknowncommand, {"TAGMSG"});
    }
    const std::string_view sent = context.message().tags;
    const bool says_nothing = !wire::client_only_tags(sent).empty() &&
                              wire::client_only_tags(sent, context.settings().denied_tags).empty();
    if (!says_nothing) {
        say(context, Kind::tagmsg, {});
    }
}

} // namespace

std::span<const CommandSpec> message_commands()
{
    using enum CommandSpec::Who;
    using enum CommandSpec::Waits;
    static constexpr std::array<CommandSpec, 3> rows = {{
        {"PRIVMSG", privmsg, 0, registered, not_speech, 1, "PRIVMSG target[,target] :text",
         "Says something to a room or a person.", core::Privilege::none, core::Counted::targets},
        {"NOTICE", notice, 0, registered, not_speech, 1, "NOTICE target[,target] :text",
         "Says something that no program answers.", core::Privilege::none, core::Counted::targets},
        {"TAGMSG", tagmsg, 1, registered, not_speech, 1, "@+tag=value TAGMSG target",
         "Passes client tags on without text.", core::Privilege::none, core::Counted::targets},
    }};
    return rows;
}

} // namespace hubbub::commands
