// SPDX-License-Identifier: MIT
// Who people are: they connect, take a nick, a real name, go away, set modes on themselves, quit.
#include "core/audience.h"
#include "core/mode_change.h"
#include "core/outbox.h"
#include "core/render.h"
#include "core/themes.h"
#include "wire/numerics.h"

#include "base/strings.h"

#include <algorithm>

namespace hubbub::core {

namespace {

struct SourceParts {
    std::string_view nick;
    std::string_view username;
    std::string_view host;
};

SourceParts take_apart(std::string_view source)
{
    const std::size_t bang = source.find('!');
    const std::size_t at = source.find('@', bang);
    return {source.substr(0, bang), source.substr(bang + 1, at - bang - 1), source.substr(at + 1)};
}

// The name of an account is its owner's nick.
bool is_reserved(const World& world, const Settings& settings, std::string_view nick,
                 std::string_view account)
{
    return settings.accounts.reserve_nicks && world.find_account(nick) != nullptr &&
           world.fold(account) != world.fold(nick);
}

// To those who share a channel or monitor the user, and to the user's own sessions.
void tell_around(Stage& stage, const User& user, const wire::Line& line, CapSet needed = {})
{
    Audience neighbours = Audience::neighbours_of(user);
    if (!needed.empty()) {
        neighbours = neighbours.and_monitors();
    }
    for (const CapRow& row : caps()) {
        if (needed.has(row.cap)) {
            neighbours = neighbours.with(row.cap);
        }
    }
    stage.outbox.to(neighbours, line);
    for (Session* session : user.sessions) {
        if (session->caps.has_all(needed)) {
            stage.outbox.to(*session, line);
        }
    }
}

void tell_monitors(Stage& stage, std::string_view nick, std::string_view code,
                   std::string_view whom)
{
    stage.world.monitors().each(stage.world.fold(nick), [&](Session& session) {
        if (session.user == nullptr) {
            return;
        }
        wire::Line line(stage.settings.name, code, {session.user->nick(), whom});
        line.trailing = true;
        stage.outbox.aside(session, line);
    });
}

// Modern IRC, "KILL message".
void tell_killed(Stage& stage, const User& user, const Entry& entry)
{
    wire::Line kill(entry.subject, "KILL", {user.nick(), entry.text});
    kill.trailing = true;
    for (Session* session : user.sessions) {
        stage.outbox.aside(*session, kill);
    }
}

// IRCv3 monitor.
void tell_online(Stage& stage, const User& user)
{
    tell_monitors(stage, user.nick(), wire::row_of(wire::Numeric::rpl_mononline).code,
                  user.source());
}

void tell_offline(Stage& stage, std::string_view nick)
{
    tell_monitors(stage, nick, wire::row_of(wire::Numeric::rpl_monoffline).code, nick);
}

} // namespace

MayRefuse check_author(const World& world, const Settings&, const Entry& entry)
{
    if (world.find(entry.user) == nullptr) {
        return refuse(Reason::no_such_nick, entry.source);
    }
    return {};
}

MayRefuse check_nothing(const World&, const Settings&, const Entry&)
{
    return {};
}

void apply_nothing(Stage&, Entry&) {}

void render_nothing(const Entry&, wire::Line&) {}

// connect: source nick!user@host, text the real name, flags UserFlag
MayRefuse check_connect(const World& world, const Settings& settings, const Entry& entry)
{
    const std::string_view nick = take_apart(entry.source).nick;
    if (world.find_user(nick) != nullptr) {
        return refuse(Reason::nick_in_use, nick);
    }
    if (is_reserved(world, settings, nick, entry.account)) {
        return refuse(Reason::nick_reserved, nick);
    }
    return {};
}

void apply_connect(Stage& stage, Entry& entry)
{
    const SourceParts parts = take_apart(entry.source);
    User& user = stage.world.add_user(parts.nick, parts.username, parts.host);
    user.real_name = entry.text;
    user.account = entry.account;
    user.flags = entry.flags;
    user.since = entry.time;
    for (const char letter : stage.settings.default_user_modes) {
        stage.world.set_mode(user, letter, true);
    }
    if (!user.account.empty()) {
        stage.world.set_mode(user, 'r', true);
    }
    if ((entry.flags & user_secure) != 0) {
        stage.world.set_mode(user, 'Z', true);
    }
    entry.user = user.id;
    if (stage.origin != nullptr) {
        stage.world.attach(*stage.origin, user);
    }
    tell_online(stage, user);
}

// quit: text the reason; of somebody killed, subject who did it
void apply_quit(Stage& stage, Entry& entry)
{
    User& user = *stage.world.find(entry.user);
    if (!entry.subject.empty()) {
        tell_killed(stage, user, entry);
        stage.correct(entry.text,
                      concat({"Killed (", take_apart(entry.subject).nick, " (", entry.text, "))"}));
    }
    const Rendered quit(entry, stage.epoch);
    stage.outbox.to(Audience::neighbours_of(user), quit.line());
    stage.orphans.assign(user.sessions.begin(), user.sessions.end());
    for (Session* session : stage.orphans) {
        stage.world.detach(*session);
        session->parting.change().why = entry.text;
    }
    tell_offline(stage, user.nick());
    stage.world.remember(user, entry.time, stage.settings.limits.whowas);
    stage.world.remove_user(user);
}

void render_quit(const Entry& entry, wire::Line& line)
{
    line.command = "QUIT";
    line.parameters = {entry.text};
    line.trailing = true;
}

// nick: subject the new nick
MayRefuse check_nick(const World& world, const Settings& settings, const Entry& entry)
{
    const User* user = world.find(entry.user);
    if (user == nullptr) {
        return refuse(Reason::no_such_nick, entry.source);
    }
    const User* holder = world.find_user(entry.subject);
    if (holder != nullptr && holder != user) {
        return refuse(Reason::nick_in_use, entry.subject);
    }
    if (user->nick() == entry.subject) {
        return refuse(Reason::no_change, entry.subject);
    }
    if (holder != user && is_reserved(world, settings, entry.subject, user->account)) {
        return refuse(Reason::nick_reserved, entry.subject);
    }
    return {};
}

void apply_nick(Stage& stage, Entry& entry)
{
    User& user = *stage.world.find(entry.user);
    stage.correct(entry.source, user.source());
    const Rendered nick(entry, stage.epoch);
    tell_around(stage, user, nick.line());
    const std::string before(user.nick());
    const bool another = stage.world.fold(before) != stage.world.fold(entry.subject);
    if (another) {
        stage.world.remember(user, entry.time, stage.settings.limits.whowas);
    }
    stage.world.rename(user, entry.subject);
    if (another) {
        tell_offline(stage, before);
        tell_online(stage, user);
    }
}

void render_nick(const Entry& entry, wire::Line& line)
{
    line.command = "NICK";
    line.parameters = {entry.subject};
    line.trailing = true;
}

// setname: text the new real name
void apply_setname(Stage& stage, Entry& entry)
{
    User& user = *stage.world.find(entry.user);
    user.real_name = entry.text;
    const Rendered setname(entry, stage.epoch);
    tell_around(stage, user, setname.line(), Cap::setname);
}

void render_setname(const Entry& entry, wire::Line& line)
{
    line.command = "SETNAME";
    line.parameters = {entry.text};
    line.trailing = true;
}

// away: text the reason; empty: back
void apply_away(Stage& stage, Entry& entry)
{
    User& user = *stage.world.find(entry.user);
    if (user.rare->away == entry.text) {
        return; // nothing that anybody would have to learn
    }
    user.rare.change().away = entry.text;
    const Rendered away(entry, stage.epoch);
    stage.outbox.to(Audience::neighbours_of(user).and_monitors().with(Cap::away_notify),
                    away.line());
}

void render_away(const Entry& entry, wire::Line& line)
{
    line.command = "AWAY";
    if (!entry.text.empty()) {
        line.parameters = {entry.text};
        line.trailing = true;
    }
}

// user mode: target the nick, text "+i-w"
void apply_user_mode(Stage& stage, Entry& entry)
{
    User& user = *stage.world.find(entry.user);
    std::vector<ModeChange> done;
    for (const ModeChange& change : read_mode_changes(entry.text)) {
        if (user.modes.has(change.letter) != change.adding) {
            stage.world.set_mode(user, change.letter, change.adding);
            done.push_back(change);
            if (change.letter == 'o' && !change.adding) {
                user.rare.change().privileges = {};
                user.rare.change().operator_name.clear();
            }
        }
    }
    if (done.empty()) {
        return;
    }
    entry.text = write_mode_changes(done);
    const Rendered mode(entry, stage.epoch);
    for (Session* session : user.sessions) {
        stage.outbox.to(*session, mode.line());
    }
}

void render_user_mode(const Entry& entry, wire::Line& line)
{
    line.command = "MODE";
    line.parameters = {entry.target, entry.text};
    line.trailing = true;
}

} // namespace hubbub::core
