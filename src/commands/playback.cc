// SPDX-License-Identifier: MIT
#include "commands/playback.h"

#include "base/strings.h"
#include "commands/context.h"
#include "commands/history.h"
#include "core/render.h"

#include <string>
#include <unordered_map>

namespace hubbub::commands {

namespace {

using core::Cap;
using core::HistoryPage;
using core::HistoryQuery;

// Clients without server-time could not tell old from new: the text says it.
std::string with_time(const core::Entry& entry)
{
    constexpr std::size_t hour = 11; // in 2026-11-23T18:50:02.123Z
    return concat({"[", wire::format_time(entry.time).substr(hour, 5), "] ", entry.text});
}

// What has no line, or none that this client understands, is left out.
void send_entry(core::Network& network, core::Session& session, core::Entry& entry,
                std::string_view batch)
{
    if (entry.kind == core::Kind::tagmsg && !session.has(Cap::message_tags)) {
        return;
    }
    if (core::is_message(entry.kind) && !session.has(Cap::server_time) &&
        session.dialect == nullptr) {
        entry.text = with_time(entry);
    }
    core::Rendered rendered(entry, network.journal().epoch());
    wire::Line& line = rendered.line();
    if (line.command.empty()) {
        return;
    }
    if (entry.kind == core::Kind::join && session.has(Cap::extended_join)) {
        core::extend_join(entry, line);
    }
    line.batch = batch;
    network.outbox().to(session, line);
}

// The lines of a batch, between its ends. Clients that do not know batches get the lines alone.
class Batch {
  public:
    // type: with the parameters after it.
    Batch(core::Network& network, core::Session& session,
          std::initializer_list<std::string_view> type, More more)
        : network_(network), session_(session)
    {
        if (!session.has(Cap::batch)) {
            return;
        }
        reference_ = network.outbox().new_batch();
        const std::string start = "+" + reference_;
        wire::Line line(network.settings().name, "BATCH", {start});
        for (const std::string_view parameter : type) {
            line.parameters.push_back(parameter);
        }
        if (more == More::none) {
            line.client_tags = "draft/chathistory-end";
        }
        network.outbox().to(session, line);
    }
    ~Batch()
    {
        if (!reference_.empty()) {
            const std::string end = "-" + reference_;
            network_.outbox().to(session_, wire::Line(network_.settings().name, "BATCH", {end}));
        }
    }
    Batch(const Batch&) = delete;
    Batch& operator=(const Batch&) = delete;

    const std::string& reference() const { return reference_; }

  private:
    core::Network& network_;
    core::Session& session_;
    std::string reference_;
};

// The names that people go by now, by their folded accounts.
std::unordered_map<std::string, std::string> nicks_by_account(const core::World& world)
{
    std::unordered_map<std::string, std::string> nicks;
    world.each_user([&](const core::User& user) {
        if (!user.is_guest()) {
            nicks.emplace(world.fold(user.account).text(), user.nick());
        }
    });
    return nicks;
}

// What a conversation is called now: the room's name, or that of the other party. Empty: that
// account is no more.
std::string name_of(const core::Network& network, std::string_view conversation,
                    std::string_view own, const std::unordered_map<std::string, std::string>& nicks)
{
    if (!core::is_direct(conversation)) {
        const core::Channel* channel = network.world().find_channel(conversation);
        return channel != nullptr ? channel->name : std::string{};
    }
    std::string_view second = conversation;
    const std::string_view first = cut(second, '\n');
    const std::string_view other = first == own ? second : first;
    std::string_view rest = other;
    const std::string name(cut(rest, '\t'));
    if (network.identity_of(name) != other) {
        return {};
    }
    const auto nick = nicks.find(name);
    return nick != nicks.end() ? nick->second : network.world().find_account(name)->name;
}

} // namespace

// A JOIN outside a batch would be taken for one of now.
HistoryQuery::Events events_for(const core::Session& session)
{
    return session.has(Cap::event_playback) && session.has(Cap::batch)
               ? HistoryQuery::Events::everything
               : HistoryQuery::Events::messages_only;
}

void send_page(core::Network& network, core::Session& session, std::string_view target,
               HistoryPage& page, More more)
{
    const Batch batch(network, session, {"chathistory", target}, more);
    for (core::Entry& entry : page) {
        send_entry(network, session, entry, batch.reference());
    }
}

void send_targets(core::Network& network, core::Session& session, const HistoryPage& newest,
                  More more)
{
    const std::unordered_map<std::string, std::string> nicks = nicks_by_account(network.world());
    const std::string own =
        session.user != nullptr ? network.identity_of(session.user->account) : std::string{};
    const Batch batch(network, session, {"draft/chathistory-targets"}, more);
    for (const core::Entry& entry : newest) {
        const std::string name = name_of(network, entry.conversation, own, nicks);
        if (name.empty()) {
            continue;
        }
        const std::string time = wire::format_time(entry.time);
        wire::Line line(network.settings().name, "CHATHISTORY", {"TARGETS", name, time});
        line.batch = batch.reference();
        network.outbox().to(session, line);
    }
}

void replay_recent(core::Network& network, core::Session& session, const core::Channel& channel,
                   std::uint32_t answer)
{
    const core::HistorySettings& settings = network.settings().history;
    if (!settings.enabled || settings.autoreplay == 0 || session.has(Cap::chathistory)) {
        return;
    }
    HistoryQuery question;
    question.conversation = network.conversation_of(channel);
    question.limit = settings.autoreplay;
    network.ask_history(
        session, answer, question,
        [&network, name = channel.name](core::Session& asking, Result<HistoryPage> page) {
            if (page && !page->empty()) {
                send_page(network, asking, name, *page, More::may_follow);
            }
        });
}

} // namespace hubbub::commands
