// SPDX-License-Identifier: MIT
// Who is kept off the server: KLINE, DLINE, UNKLINE, UNDLINE.
#include "commands/families.h"

#include "base/strings.h"
#include "commands/context.h"
#include "commands/followups.h"
#include "commands/reply.h"
#include "commands/server.h"
#include "core/server_bans.h"
#include "wire/cidr.h"
#include "wire/mask.h"

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <utility>

namespace hubbub::commands {

namespace {

using core::ServerBan;
using wire::Numeric;

void notice(core::Network& network, core::Session& session, std::string_view text)
{
    wire::Line line(network.settings().name, "NOTICE", {nick_of(session), text});
    line.trailing = true;
    network.outbox().to(session, line);
}

// "90" (minutes), "1d12h30m", "2w"; "0": for ever. Nothing when it is none of these.
std::optional<std::chrono::minutes> read_duration(std::string_view text)
{
    using namespace std::chrono;
    constexpr std::int64_t most = std::int64_t{100} * 366 * 24 * 60;
    if (const auto number = parse_number<std::int64_t>(text); number && *number <= most) {
        return minutes(*number);
    }
    std::int64_t total = 0;
    while (!text.empty()) {
        const std::size_t end = text.find_first_of("wdhmWDHM");
        const auto count = parse_number<std::int64_t>(text.substr(0, end));
        if (end == std::string_view::npos || !count || *count > most) {
            return {};
        }
        const char unit = ascii_lower(text[end]);
        const std::int64_t one = unit == 'w' ? 7 * 24 * 60 : unit == 'd' ? 24 * 60 : 1;
        total += *count * (unit == 'h' ? 60 : one);
        text.remove_prefix(end + 1);
    }
    return total > 0 && total <= most ? std::optional(minutes(total)) : std::nullopt;
}

// As it is kept; empty: it is none.
std::string read_mask(char type, std::string_view text)
{
    if (type == 'K') {
        const bool everybody = text.find_first_not_of("*?!@.") == std::string_view::npos;
        return everybody ? std::string{} : wire::complete_mask(text);
    }
    const auto range = wire::Cidr::parse(text);
    return range ? range->text() : std::string{};
}

void complain(Context& context, char type)
{
    context.reply(Numeric::err_unknownerror,
                  {context.message().command,
                   type == 'K' ? "Not a mask of people, such as *@host.example"
                               : "Not an address or a range, such as 192.0.2.0/24"});
}

void propose(Context& context, const ServerBan& ban, core::RecordChange::How how)
{
    core::Entry entry = context.entry(core::Kind::server_ban);
    entry.target = ban.mask;
    entry.text = ban.reason;
    entry.records.push_back({how, core::record_of(ban)});
    context.propose(std::move(entry));
}

// KLINE [time] mask [:reason]   DLINE [time] range [:reason]
void put_up(Context& context, char type)
{
    std::size_t next = 0;
    const auto time = read_duration(context[0]);
    if (time && context.count() > 1) {
        ++next;
    }
    ServerBan ban;
    ban.type = type;
    ban.mask = read_mask(type, context[next]);
    if (ban.mask.empty()) {
        return complain(context, type);
    }
    ban.reason = cut_text(context[next + 1], context.settings().limits.kick);
    ban.reason = ban.reason.empty() ? "No reason" : ban.reason;
    ban.set_by = context.user().nick();
    ban.set_at = context.network().clock().wall();
    if (next == 1 && time->count() != 0) {
        ban.until = ban.set_at + *time;
    }
    propose(context, ban, core::RecordChange::How::put);
}

// UNKLINE mask   UNDLINE range
void take_down(Context& context, char type)
{
    const std::string mask = read_mask(type, context[0]);
    const ServerBan* ban = context.world().server_bans().find(type, mask);
    if (ban == nullptr) {
        return context.reply(Numeric::err_unknownerror,
                             {context.message().command, "There is no such ban"});
    }
    propose(context, *ban, core::RecordChange::How::erase);
}

void kline(Context& context)
{
    put_up(context, 'K');
}

void dline(Context& context)
{
    put_up(context, 'D');
}

void unkline(Context& context)
{
    take_down(context, 'K');
}

void undline(Context& context)
{
    take_down(context, 'D');
}

} // namespace

void after_server_ban(core::Network& network, core::Session& session, const core::Entry& entry)
{
    for (const core::RecordChange& change : entry.records) {
        const bool lifted = change.how == core::RecordChange::How::erase;
        const std::string_view line = change.record.key.starts_with('k') ? "K-line" : "D-line";
        const ServerBan* ban = network.world().server_bans().find(
            ascii_upper(change.record.key.front()), entry.target);
        const bool timed = ban != nullptr && ban->until != WallTime{};
        notice(network, session,
               concat({lifted ? "Removed the " : "Added a ", line, " for ", entry.target,
                       timed ? " until " + wire::format_time(ban->until) : ""}));
    }
}

bool is_kept_off(core::Network& network, core::Session& session, const core::Comer& comer)
{
    const ServerBan* ban = network.world().server_bans().against(comer, network.today());
    if (ban == nullptr) {
        return false;
    }
    wire::Line line(network.settings().name, wire::row_of(Numeric::err_yourebannedcreep).code,
                    {nick_of(session)});
    const std::string text = concat({"You are banned from this server: ", ban->reason});
    line.parameters.push_back(text);
    line.trailing = true;
    network.outbox().to(session, line);
    network.doom(session, concat({"Banned: ", ban->reason}));
    return true;
}

std::span<const CommandSpec> server_ban_commands()
{
    using enum CommandSpec::Who;
    using enum CommandSpec::Waits;
    using core::Privilege;
    static constexpr auto rows = std::to_array<CommandSpec>({
        {"KLINE", kline, 1, registered, for_all, 1, "KLINE [minutes|1d2h] mask [:reason]",
         "Keeps people off the server.", Privilege::ban},
        {"DLINE", dline, 1, registered, for_all, 1, "DLINE [minutes|1d2h] address[/bits] [:reason]",
         "Keeps addresses off the server.", Privilege::ban},
        {"UNKLINE", unkline, 1, registered, for_all, 1, "UNKLINE mask", "Ends a KLINE.",
         Privilege::ban},
        {"UNDLINE", undline, 1, registered, for_all, 1, "UNDLINE address[/bits]", "Ends a DLINE.",
         Privilege::ban},
    });
    return rows;
}

} // namespace hubbub::commands
