// SPDX-License-Identifier: MIT
// CAP. IRCv3 capability-negotiation.
#include "commands/families.h"

#include "base/strings.h"
#include "commands/context.h"
#include "commands/registration.h"
#include "commands/reply.h"
#include "core/caps.h"

#include <array>
#include <string>
#include <vector>

namespace hubbub::commands {

namespace {

// ":server CAP nick SUBCOMMAND [*] :names"
void send_caps(Context& context, std::string_view subcommand, bool more, std::string_view names)
{
    wire::Line line(context.settings().name, "CAP", {nick_of(context.session()), subcommand});
    if (more) {
        line.parameters.push_back("*");
    }
    line.parameters.push_back(names);
    line.trailing = true;
    context.send(line);
}

// In one line for clients of version 301, else in as many as it takes.
void send_list(Context& context, std::string_view subcommand, const std::vector<std::string>& names)
{
    constexpr std::size_t room = 400;
    std::string line;
    for (const std::string& name : names) {
        if (context.session().cap_302 && line.size() + name.size() > room) {
            send_caps(context, subcommand, true, line);
            line.clear();
        }
        line += concat({line.empty() ? "" : " ", name});
    }
    send_caps(context, subcommand, false, line);
}

void ls(Context& context)
{
    core::Session& session = context.session();
    if (session.registration != nullptr) {
        session.registration->negotiating = true;
    }
    if (parse_number<int>(context[1]).value_or(301) >= 302) {
        session.cap_302 = true;
        session.caps.add(core::Cap::cap_notify); // implicit; capability-negotiation, "CAP LS"
        session.parts = core::parts_of(session.caps);
    }
    std::vector<std::string> names;
    for (const core::CapRow& row : core::caps()) {
        if (!core::is_offered(row, context.settings())) {
            continue;
        }
        const bool valued = session.cap_302 && row.value != nullptr;
        const std::string value = valued ? row.value(context.settings()) : std::string{};
        names.push_back(value.empty() ? std::string(row.name) : concat({row.name, "=", value}));
    }
    send_list(context, "LS", names);
}

void list(Context& context)
{
    std::vector<std::string> names;
    for (const core::CapRow& row : core::caps()) {
        if (context.session().has(row.cap)) {
            names.emplace_back(row.name);
        }
    }
    send_list(context, "LIST", names);
}

// All of it, or nothing.
bool change(core::CapSet& caps, const core::Settings& settings, bool cap_302,
            std::string_view names)
{
    for (std::string_view name : words(names)) {
        const bool removing = name.starts_with('-');
        name.remove_prefix(removing ? 1 : 0);
        const core::CapRow* row = core::find_cap(name);
        if (row == nullptr || !core::is_offered(*row, settings) ||
            (removing && cap_302 && row->cap == core::Cap::cap_notify)) {
            return false;
        }
        removing ? caps.remove(row->cap) : caps.add(row->cap);
    }
    return true;
}

void req(Context& context)
{
    core::Session& session = context.session();
    if (session.registration != nullptr) {
        session.registration->negotiating = true;
    }
    core::CapSet caps = session.caps;
    const bool granted = change(caps, context.settings(), session.cap_302, context[1]);
    if (granted) {
        session.caps = caps;
        session.parts = core::parts_of(caps);
    }
    send_caps(context, granted ? "ACK" : "NAK", false, context[1]);
}

void end(Context& context)
{
    if (context.session().registration != nullptr) {
        context.session().registration->negotiating = false;
        try_to_register(context);
    }
}

// CAP LS [302] | LIST | REQ :names | END
void cap(Context& context)
{
    struct Subcommand {
        std::string_view name;
        void (*run)(Context&);
    };
    constexpr std::array<Subcommand, 4> subcommands = {
        {{"LS", ls}, {"LIST", list}, {"REQ", req}, {"END", end}}};
    for (const Subcommand& subcommand : subcommands) {
        if (equals_ignoring_case(subcommand.name, context[0])) {
            return subcommand.run(context);
        }
    }
    context.reply(wire::Numeric::err_invalidcapcmd, {context[0]});
}

} // namespace

std::span<const CommandSpec> capability_commands()
{
    using enum CommandSpec::Who;
    using enum CommandSpec::Waits;
    static constexpr std::array<CommandSpec, 1> rows = {{
        {"CAP", cap, 1, anyone, for_all, 1, "CAP LS [302] | LIST | REQ :names | END",
         "Negotiates capabilities."},
    }};
    return rows;
}

} // namespace hubbub::commands
