// SPDX-License-Identifier: MIT
// The rules, by theme: for each kind of entry what may refuse it, what it changes and what line
// tells of it. Only kinds.cc and shelves.cc include this.
#pragma once

#include "base/result.h"
#include "core/kinds.h"
#include "core/record.h"

namespace hubbub::core {

// identity.cc: who people are
MayRefuse check_connect(const World& world, const Settings& settings, const Entry& entry);
void apply_connect(Stage& stage, Entry& entry);
void apply_quit(Stage& stage, Entry& entry);
void render_quit(const Entry& entry, wire::Line& line);
MayRefuse check_nick(const World& world, const Settings& settings, const Entry& entry);
void apply_nick(Stage& stage, Entry& entry);
void render_nick(const Entry& entry, wire::Line& line);
void apply_setname(Stage& stage, Entry& entry);
void render_setname(const Entry& entry, wire::Line& line);
void apply_away(Stage& stage, Entry& entry);
void render_away(const Entry& entry, wire::Line& line);
void apply_user_mode(Stage& stage, Entry& entry);
void render_user_mode(const Entry& entry, wire::Line& line);

// membership.cc: who is in which room
MayRefuse check_join(const World& world, const Settings& settings, const Entry& entry);
void apply_join(Stage& stage, Entry& entry);
void render_join(const Entry& entry, wire::Line& line);
MayRefuse check_part(const World& world, const Settings& settings, const Entry& entry);
void apply_part(Stage& stage, Entry& entry);
void render_part(const Entry& entry, wire::Line& line);
MayRefuse check_kick(const World& world, const Settings& settings, const Entry& entry);
void apply_kick(Stage& stage, Entry& entry);
void render_kick(const Entry& entry, wire::Line& line);
MayRefuse check_invite(const World& world, const Settings& settings, const Entry& entry);
void apply_invite(Stage& stage, Entry& entry);
void render_invite(const Entry& entry, wire::Line& line);

// moderation.cc: what operators decide
MayRefuse check_topic(const World& world, const Settings& settings, const Entry& entry);
void apply_topic(Stage& stage, Entry& entry);
void render_topic(const Entry& entry, wire::Line& line);
MayRefuse check_mode(const World& world, const Settings& settings, const Entry& entry);
void apply_mode(Stage& stage, Entry& entry);
void render_mode(const Entry& entry, wire::Line& line);

// operators.cc: what the operators of the server do
void apply_oper(Stage& stage, Entry& entry);
void apply_server_ban(Stage& stage, Entry& entry);
Result<void> restore_server_ban(World& world, const Settings& settings, const Record& record);
void apply_chghost(Stage& stage, Entry& entry);
void render_chghost(const Entry& entry, wire::Line& line);
void apply_wallops(Stage& stage, Entry& entry);
void render_wallops(const Entry& entry, wire::Line& line);

// accounts.cc: who can be known again
MayRefuse check_add_account(const World& world, const Settings& settings, const Entry& entry);
MayRefuse check_account(const World& world, const Settings& settings, const Entry& entry);
void apply_put_account(Stage& stage, Entry& entry);
void apply_drop_account(Stage& stage, Entry& entry);
MayRefuse check_login(const World& world, const Settings& settings, const Entry& entry);
void apply_login(Stage& stage, Entry& entry);
Result<void> restore_account(World& world, const Settings& settings, const Record& record);

// registered_rooms.cc: rooms that belong to an account
MayRefuse check_register_room(const World& world, const Settings& settings, const Entry& entry);
void apply_register_room(Stage& stage, Entry& entry);
MayRefuse check_drop_room(const World& world, const Settings& settings, const Entry& entry);
void apply_drop_room(Stage& stage, Entry& entry);

// speech.cc: what people say
MayRefuse check_speech(const World& world, const Settings& settings, const Entry& entry);
void apply_speech(Stage& stage, Entry& entry);
void render_privmsg(const Entry& entry, wire::Line& line);
void render_notice(const Entry& entry, wire::Line& line);
void render_tagmsg(const Entry& entry, wire::Line& line);

// for kinds that nothing can refuse but the author's having gone
MayRefuse check_author(const World& world, const Settings& settings, const Entry& entry);
// for kinds that carry records alone
MayRefuse check_nothing(const World& world, const Settings& settings, const Entry& entry);
void apply_nothing(Stage& stage, Entry& entry);
// for kinds that no line tells of
void render_nothing(const Entry& entry, wire::Line& line);

} // namespace hubbub::core
