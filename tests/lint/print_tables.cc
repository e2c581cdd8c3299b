// SPDX-License-Identifier: MIT
// Prints what the tables of the programs hold, "kind<TAB>name<TAB>...", for the manuals to be held
// against: see manuals.py.
#include "commands/families.h"
#include "core/caps.h"
#include "core/modes.h"
#include "daemon/metrics.h"
#include "daemon/options.h"
#include "daemon/plain_commands.h"
#include "tui/input/keymap.h"
#include "tui/input/slash.h"
#include "tui/options.h"

#include <cstdio>
#include <string>
#include <string_view>

namespace {

void print(std::string_view kind, std::string_view name, std::string_view rest = {},
           std::string_view more = {})
{
    std::printf("%s\t%s\t%s\t%s\n", std::string(kind).c_str(), std::string(name).c_str(),
                std::string(rest).c_str(), std::string(more).c_str());
}

} // namespace

int main()
{
    using namespace hubbub;
    for (const commands::CommandSpec* spec : commands::all_commands()) {
        print("command", spec->name, spec->usage, spec->help);
    }
    for (const core::CapRow& row : core::caps()) {
        print("capability", row.name, row.what);
    }
    for (const core::ChannelMode& mode : core::channel_modes()) {
        print("channel mode", std::string(1, mode.letter), mode.name, mode.meaning);
    }
    for (const core::UserMode& mode : core::user_modes()) {
        print("user mode", std::string(1, mode.letter), mode.name, mode.meaning);
    }
    for (const daemon::PlainCommand& command : daemon::plain_commands()) {
        print("plain command", command.name, command.usage, command.help);
    }
    for (const daemon::OptionRow& row : daemon::options()) {
        print(row.set != nullptr ? "server key" : "later key", row.key, row.default_text,
              row.meaning);
    }
    for (const daemon::MetricRow& row : daemon::metrics()) {
        print("metric", row.name, row.type, row.help);
    }
    for (const tui::input::SlashCommand& command : tui::input::slash_commands()) {
        print("slash command", command.name, command.usage, command.meaning);
    }
    for (const tui::input::KeyRow& row : tui::input::keymap()) {
        print("key", row.key, row.meaning);
        print("action", row.action);
    }
    for (const tui::OptionRow& row : tui::option_rows()) {
        print("client key", row.key, row.default_text, row.meaning);
    }
}
