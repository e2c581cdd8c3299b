// SPDX-License-Identifier: MIT
#include "tui/input/slash.h"

#include "base/strings.h"
#include "tui/input/ask.h"
#include "tui/input/keymap.h"
#include "tui/input/personal.h"
#include "tui/input/slash_lists.h"
#include "tui/input/slash_network.h"
#include "tui/model/masked.h"
#include "tui/model/typed_secret.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace hubbub::tui::input {

namespace {

using model::Buffer;
using model::LineKind;
using model::Model;
using What = Request::What;

void send(Requests& requests, std::initializer_list<std::string_view> pieces)
{
    requests.push_back({What::send, concat(pieces), {}, 0});
}

void complain(Model& model, std::string_view text)
{
    model.tell(LineKind::error, text);
}

void usage(Model& model, std::string_view name)
{
    for (const SlashCommand& command : slash_commands()) {
        if (command.name == name) {
            complain(model, concat({"usage: ", command.usage}));
        }
    }
}

// The room that a command is about: named first, or the one that is shown.
std::string_view take_room(Model& model, std::string_view& rest)
{
    if (model.network().is_room(rest)) {
        return cut(rest, ' ');
    }
    return model.here().kind == Buffer::Kind::room ? std::string_view(model.here().name)
                                                   : std::string_view{};
}

void join(Model& model, std::string_view rest, Requests& requests)
{
    if (rest.empty()) {
        return usage(model, "join");
    }
    std::string_view first = rest;
    const std::string_view room = cut(first, ' ');
    if (Buffer* there = model.network().find(room); there != nullptr && there->joined) {
        return model.show(*there);
    }
    send(requests, {"JOIN ", model.network().is_room(rest) ? "" : "#", rest});
}

void part(Model& model, std::string_view rest, Requests& requests)
{
    const std::string_view room = take_room(model, rest);
    if (room.empty()) {
        return complain(model, "this is no room: /part #ROOM");
    }
    send(requests, {"PART ", room, " :", rest});
}

void msg(Model& model, std::string_view rest, Requests& requests)
{
    const std::string_view target = cut(rest, ' ');
    if (target.empty() || rest.empty()) {
        return usage(model, "msg");
    }
    model.network().open(target);
    requests.push_back({What::say, std::string(rest), std::string(target), 0});
}

void query(Model& model, std::string_view rest, Requests& requests)
{
    const std::string_view target = cut(rest, ' ');
    if (target.empty() || model.network().is_room(target)) {
        return usage(model, "query");
    }
    model.show(model.network().open(target));
    if (!rest.empty()) {
        requests.push_back({What::say, std::string(rest), std::string(target), 0});
    }
}

void nick(Model& model, std::string_view rest, Requests& requests)
{
    rest.empty() ? usage(model, "nick") : send(requests, {"NICK :", rest});
}

void me(Model& model, std::string_view rest, Requests& requests)
{
    if (rest.empty() || model.here().kind == Buffer::Kind::server) {
        return usage(model, "me");
    }
    requests.push_back({What::act, std::string(rest), model.here().name, 0});
}

void notice(Model& model, std::string_view rest, Requests& requests)
{
    const std::string_view target = cut(rest, ' ');
    if (target.empty() || rest.empty()) {
        return usage(model, "notice");
    }
    send(requests, {"NOTICE ", target, " :", rest});
}

void topic(Model& model, std::string_view rest, Requests& requests)
{
    const std::string_view room = take_room(model, rest);
    if (room.empty()) {
        return complain(model, "this is no room: /topic #ROOM TEXT");
    }
    rest.empty() ? send(requests, {"TOPIC ", room}) : send(requests, {"TOPIC ", room, " :", rest});
}

void names(Model& model, std::string_view rest, Requests&)
{
    const std::string_view room = take_room(model, rest);
    const Buffer* buffer = model.network().find(room);
    if (buffer == nullptr) {
        return complain(model, "you are not in that room");
    }
    std::string line = concat({std::to_string(buffer->members.size()), " in ", buffer->name, ":"});
    for (const model::Member& member : buffer->members) {
        line += concat({" ", member.prefix.substr(0, 1), member.nick});
    }
    model.tell(LineKind::info, line);
}

void who(Model& model, std::string_view rest, Requests& requests)
{
    const std::string_view what = rest.empty() ? std::string_view(model.here().name) : rest;
    send(requests, {"WHO ", what});
}

void whois(Model& model, std::string_view rest, Requests& requests)
{
    const bool person = model.here().kind == Buffer::Kind::person;
    const std::string_view nick = !rest.empty() ? rest
                                  : person      ? std::string_view(model.here().name)
                                                : std::string_view(model.network().nick);
    send(requests, {"WHOIS ", nick, " ", nick});
}

void away(Model&, std::string_view rest, Requests& requests)
{
    rest.empty() ? send(requests, {"AWAY"}) : send(requests, {"AWAY :", rest});
}

void invite(Model& model, std::string_view rest, Requests& requests)
{
    const std::string_view guest = cut(rest, ' ');
    const std::string_view room = take_room(model, rest);
    if (guest.empty() || room.empty()) {
        return usage(model, "invite");
    }
    send(requests, {"INVITE ", guest, " ", room});
}

void kick(Model& model, std::string_view rest, Requests& requests)
{
    const std::string_view room = take_room(model, rest);
    const std::string_view whom = cut(rest, ' ');
    if (whom.empty() || room.empty()) {
        return usage(model, "kick");
    }
    send(requests, {"KICK ", room, " ", whom, " :", rest});
}

void mode(Model& model, std::string_view rest, Requests& requests)
{
    const std::string_view room = take_room(model, rest);
    if (room.empty()) {
        return send(requests, {"MODE ", model.network().nick, " ", rest});
    }
    send(requests, {"MODE ", room, " ", rest});
}

void oper(Model& model, std::string_view rest, Requests& requests)
{
    const std::string_view name = cut(rest, ' ');
    rest.empty() ? usage(model, "oper") : send(requests, {"OPER ", name, " :", rest});
}

void list(Model&, std::string_view rest, Requests& requests)
{
    send(requests, {"LIST ", rest});
}

void clear(Model& model, std::string_view, Requests& requests)
{
    model.here().clear();
    requests.push_back({What::scroll_to_end, {}, {}, 0});
}

void quote(Model& model, std::string_view rest, Requests& requests)
{
    rest.empty() ? usage(model, "quote") : send(requests, {rest});
}

void search(Model& model, std::string_view rest, Requests&)
{
    start_ask(model, model::Ask::For::text);
    Key typed;
    typed.name = Key::Name::text;
    typed.text = rest;
    Requests none;
    press_in_ask(typed, model, none);
}

std::string in_columns(std::string_view left, std::string_view right)
{
    return concat({left, "\t", right});
}

void help(Model& model, std::string_view, Requests&)
{
    model.overlay = {"Commands (Enter or Escape closes this, PageDown shows more)", ""};
    for (const SlashCommand& command : slash_commands()) {
        model.overlay.push_back(in_columns(command.usage, command.meaning));
    }
    model.overlay.insert(model.overlay.end(),
                         {"", "Anything else is said where you are; // at the start says a /.",
                          "/keys, or F2, shows the keys."});
    model.overlay_top = 0;
}

void keys(Model& model, std::string_view, Requests&)
{
    model.overlay = {"Keys (Enter or Escape closes this, PageDown shows more)", "",
                     in_columns("Alt-1 ... Alt-0", "shows one of the first ten buffers")};
    for (const KeyRow& row : keymap()) {
        model.overlay.push_back(in_columns(row.key, row.meaning));
    }
    model.overlay_top = 0;
}

void quit(Model&, std::string_view rest, Requests& requests)
{
    requests.push_back({What::quit, std::string(rest), {}, 0});
}

// clang-format off
constexpr std::array<SlashCommand, 35> rows = {{
    {"join", "/join #ROOM [KEY]", "enters a room", join},
    {"part", "/part [#ROOM] [WHY]", "leaves a room", part},
    {"msg", "/msg NICK TEXT", "says something to one person", msg},
    {"query", "/query NICK [TEXT]", "opens a buffer for one person", query},
    {"nick", "/nick NAME", "takes another nick", nick},
    {"me", "/me TEXT", "says what you do", me},
    {"notice", "/notice NICK TEXT", "says something that programs do not answer", notice},
    {"topic", "/topic [#ROOM] [TEXT]", "shows or sets what a room is about", topic},
    {"names", "/names [#ROOM]", "lists who is in a room", names},
    {"who", "/who [#ROOM|MASK]", "asks the server who is there", who},
    {"whois", "/whois [NICK]", "asks about a person", whois},
    {"away", "/away [WHY]", "goes away; without a reason, comes back", away},
    {"invite", "/invite NICK [#ROOM]", "invites somebody into a room", invite},
    {"kick", "/kick [#ROOM] NICK [WHY]", "puts somebody out of a room", kick},
    {"mode", "/mode [#ROOM] [CHANGES]", "shows or changes modes", mode},
    {"oper", "/oper NAME PASSWORD", "becomes an operator of the server", oper},
    {"list", "/list", "lists the rooms", list},
    {"close", "/close", "closes the buffer, and leaves its room or network", close},
    {"connect", "/connect [HOST[:PORT]|NETWORK]", "goes to a network, or back to this one", connect},
    {"disconnect", "/disconnect [NETWORK] [WHY]", "leaves a network; its buffers stay", disconnect},
    {"reconnect", "/reconnect [NETWORK]", "connects anew", reconnect},
    {"clear", "/clear", "empties the buffer on this screen", clear},
    {"quote", "/quote LINE", "sends a line of the protocol as it is", quote},
    {"search", "/search TEXT|/EXPRESSION", "finds lines of this buffer, as Alt-S does", search},
    {"mentions", "/mentions", "lists who has spoken to you, everywhere, the newest first", mentions},
    {"urls", "/urls", "lists the links of this buffer, the newest first", urls},
    {"ignore", "/ignore [NICK|MASK]", "hears no more of somebody, or lists who is ignored", ignore},
    {"unignore", "/unignore NICK|MASK", "hears somebody again", unignore},
    {"mute", "/mute", "keeps the buffer from calling you, or lets it again", mute},
    {"set", "/set [KEY [VALUE]]", "shows or changes a key of hubbub.toml for this session", set},
    {"dns", "/dns [NAME[:PORT]]", "tells how a name is looked up, or how you were connected", dns},
    {"raw", "/raw", "shows the lines of the protocol, or stops", raw},
    {"help", "/help", "shows the commands", help},
    {"keys", "/keys", "shows the keys", keys},
    {"quit", "/quit [WHY]", "leaves hubbub", quit},
}};
// clang-format on

const SlashCommand* find_command(std::string_view name)
{
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const SlashCommand& one) {
        return equals_ignoring_case(one.name, name);
    });
    return row == rows.end() ? nullptr : &*row;
}

// What an alias stands for is a command or text, never another alias: no circles.
void run_alias(std::string_view meaning, std::string_view rest, Model& model, Requests& requests)
{
    const std::string line = concat({meaning, rest.empty() ? "" : " ", rest});
    if (!line.starts_with('/')) {
        return submit(line, model, requests);
    }
    std::string_view command = std::string_view(line).substr(1);
    const std::string_view name = cut(command, ' ');
    if (const SlashCommand* row = find_command(name)) {
        return row->run(model, trim(command), requests);
    }
    complain(model, concat({"the alias stands for /", name, ", which is no command"}));
}

void run(std::string_view line, Model& model, Requests& requests)
{
    std::string_view rest = line.substr(1);
    const std::string_view name = cut(rest, ' ');
    if (const SlashCommand* row = find_command(name)) {
        return row->run(model, trim(rest), requests);
    }
    if (const auto alias = model.settings.aliases.find(to_lower(name));
        alias != model.settings.aliases.end()) {
        return run_alias(alias->second, trim(rest), model, requests);
    }
    std::vector<std::string_view> known;
    for (const SlashCommand& command : rows) {
        known.push_back(command.name);
    }
    const auto near = nearest(to_lower(name), known);
    complain(model, concat({"there is no /", name, near ? ": did you mean /" : "",
                            near.value_or(""), near ? "?" : ": /help lists the commands"}));
}

bool holds_password(const Request& request)
{
    switch (request.what) {
    case What::say:
        return model::masked_speech(request.target, request.text) != request.text;
    case What::send:
        return model::masked_line(request.text) != request.text;
    default:
        return false;
    }
}

} // namespace

std::span<const SlashCommand> slash_commands()
{
    return rows;
}

void enter(Model& model, Requests& requests)
{
    model::Buffer& here = model.here();
    const std::string line = here.input.take();
    here.recall.add(line);
    model.overlay.clear();
    const std::size_t before = requests.size();
    const bool shown_as_dots = model::secret_in_typed(here, line) < line.size();
    submit(line, model, requests);
    const bool secret = std::any_of(requests.begin() + static_cast<std::ptrdiff_t>(before),
                                    requests.end(), holds_password);
    if ((secret || shown_as_dots) && model.has(&here)) { // it may have been closed
        here.recall.forget_last();
    }
}

void submit(std::string_view line, Model& model, Requests& requests)
{
    if (trim(line).empty()) {
        return;
    }
    model.dirty = true;
    requests.push_back({What::scroll_to_end, {}, {}, 0});
    // A space before the slash is a slip: what was meant for the server is not told to the room.
    if (const std::string_view command = trim(line); command.starts_with("//")) {
        line = command.substr(1);
    } else if (command.starts_with('/')) {
        return run(command, model, requests);
    }
    if (model.here().kind == Buffer::Kind::server) {
        return complain(model, "this is no room: /join #ROOM, or /help");
    }
    requests.push_back({What::say, std::string(line), model.here().name, 0});
}

void paste(std::string_view text, Model& model, Requests& requests)
{
    std::vector<std::string> lines;
    for (std::string_view line : split(text, '\n')) {
        line = line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
        if (!line.empty()) {
            lines.emplace_back(line);
        }
    }
    const std::size_t ask_from = model.settings.paste_ask;
    if (lines.size() > 1 && ask_from != 0 && lines.size() >= ask_from) {
        return ask_about_paste(model, std::move(lines));
    }
    for (std::size_t i = 0; i < lines.size(); ++i) { // as if it were typed
        model.here().input.insert(lines[i]);
        if (i + 1 < lines.size()) {
            enter(model, requests);
        }
    }
}

} // namespace hubbub::tui::input
