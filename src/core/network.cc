// SPDX-License-Identifier: MIT
#include "core/network.h"

#include "base/ensure.h"
#include "base/strings.h"
#include "core/isupport.h"
#include "core/kinds.h"

#include <algorithm>
#include <utility>

namespace hubbub::core {

namespace {

// Nobody runs the lobby, so its topic is everybody's: a protected one could never be set.
void open_lobby(World& world, const Settings& settings, WallTime now)
{
    if (settings.lobby.empty() || world.find_channel(settings.lobby) != nullptr) {
        return;
    }
    Channel& lobby = make_room(world, settings, settings.lobby, now);
    lobby.permanent = true;
    lobby.modes.clear('t');
}

// IRCv3 bot-mode: kept with the entry, so that history tells it too.
void mark_as_bot(Entry& entry)
{
    entry.tags = entry.tags.empty() ? "bot" : concat({"bot;", entry.tags});
}

} // namespace

Network::Network(Journal& journal, Transport& transport, const Clock& clock, Settings settings)
    : journal_(journal), transport_(transport), clock_(clock), settings_(std::move(settings)),
      isupport_(core::isupport(settings_)), outbox_(world_, transport), started_(clock.wall()),
      started_at_(clock.now()), calendar_(clock), applied_(journal.last_number())
{
    outbox_.set_server_name(settings_.name);
    open_lobby(world_, settings_, started_);
}

void Network::replace_settings(Settings settings)
{
    settings_ = std::move(settings);
    isupport_ = core::isupport(settings_);
    outbox_.set_server_name(settings_.name);
    open_lobby(world_, settings_, clock_.wall());
}

Session& Network::open_session()
{
    Session& session = world_.open_session();
    session.heard = clock_.now();
    session.registration->opened = session.heard;
    session.spoke = clock_.wall();
    session.pace = settings_.throttle;
    return session;
}

void Network::doom(Session& session, std::string_view why)
{
    if (!session.is_open()) {
        return;
    }
    session.life = Lifecycle::doomed;
    session.parting.change().why = why;
    doomed_.push_back(session.id);
}

void Network::stop(std::string_view why)
{
    stopping_ = true;
    world_.each_session([&](Session& session) { doom(session, why); });
}

MayRefuse Network::check(const Entry& entry) const
{
    const KindRow* row = find_kind(entry.kind);
    HUBBUB_ENSURE(row != nullptr);
    return row->check(world_, settings_, entry);
}

void Network::propose(Entry&& entry)
{
    const User* author = world_.find(entry.user);
    if (author != nullptr && author->is_bot()) {
        mark_as_bot(entry);
    }
    if (Session* session = world_.find(entry.origin.session)) {
        ++(is_speech(entry.kind) ? session->speech_in_flight : session->changes_in_flight);
        outbox_.answer_waits(*session, entry.origin.answer);
    }
    file(entry);
    journal_.propose(std::move(entry));
}

// Events go to the histories of the rooms they happen in. Where nobody may read history, the
// changes of rooms are stored all the same.
void Network::file(Entry& entry) const
{
    const KindRow* row = find_kind(entry.kind);
    HUBBUB_ENSURE(row != nullptr);
    const bool wanted = settings_.history.enabled || changes_room(entry.kind);
    if (!wanted || !entry.conversation.empty()) {
        return;
    }
    if (row->filed == KindRow::Filed::in_target) {
        entry.conversation = world_.fold(entry.target).text();
    }
    const User* user = world_.find(entry.user);
    if (row->filed != KindRow::Filed::in_rooms_of_author || user == nullptr) {
        return;
    }
    for (const Joined& joined : user->channels) {
        const std::string& room = joined.channel->folded.text();
        entry.conversation.empty() ? entry.conversation = room : entry.also_in.emplace_back(room);
    }
}

bool Network::settle()
{
    outcomes_.clear();
    if (!journal_.take(outcomes_)) {
        return false;
    }
    tally_.decided += outcomes_.size();
    for (Outcome& outcome : outcomes_) {
        decide(outcome);
        spare_room_.take_from(outcome.entry);
    }
    keep_rooms();
    let_go_on();
    return true;
}

bool Network::is_behind() const
{
    const std::size_t most = settings_.limits.journal_queue;
    return most != 0 && journal_.backlog() > most;
}

bool Network::must_wait_for_journal(Session& session)
{
    if (!is_behind()) {
        return false;
    }
    if (!std::exchange(session.held_up, true)) {
        held_up_.push_back(session.id);
        tally_.reach(Bound::journal_queue);
    }
    return true;
}

void Network::let_go_on()
{
    if (held_up_.empty() || is_behind()) {
        return;
    }
    for (const SessionId id : std::exchange(held_up_, {})) {
        if (Session* session = world_.find(id)) {
            session->held_up = false;
            transport_.ready(id);
        }
    }
}

void Network::keep_rooms()
{
    for (const std::string& room : world_.take_ended()) {
        if (!stopping_) {
            rooms_.ended(room);
        }
    }
    for (const std::string& room : world_.take_changed()) {
        rooms_.changed(room);
    }
    if (std::optional<Entry> checkpoint = rooms_.checkpoint(world_, applied_)) {
        propose(std::move(*checkpoint));
    }
}

void Network::decide(Outcome& outcome)
{
    Entry& entry = outcome.entry;
    const Answering scope(outbox_, entry.origin.session, entry.origin.answer);
    applied_ = std::max(applied_, entry.number);
    MayRefuse refusal;
    Stage::Told told = Stage::Told::not_at_all;
    if (!outcome.committed && must_be_stored(entry)) {
        refusal = refuse(Reason::not_stored, entry.target);
    } else if (!is_speech(entry.kind)) {
        refusal = check(entry);
    } else if (entry.sending == Entry::Sending::recall) { // it was refused, and not said before
        refusal = check(entry).value_or(Refusal{Reason::not_stored, entry.target, {}});
    }
    if (!refusal) {
        told = apply(entry);
    } else if (Session* session = world_.find(entry.origin.session); session && followup_) {
        followup_->refused(*this, *session, entry, *refusal);
    }
    if (entry.kind == Kind::checkpoint && !outcome.committed) {
        rooms_.lost(entry);
    } else if (changes_room(entry.kind) && told != Stage::Told::not_at_all) {
        rooms_.changed(world_.fold(entry.target).text());
    }
    if (outcome.committed && !entry.conversation.empty()) {
        correct_history(entry, told);
    }
    settle_origin(entry);
}

void Network::correct_history(const Entry& entry, Stage::Told told)
{
    if (told == Stage::Told::not_at_all) {
        journal_.forget(entry);
    } else if (told == Stage::Told::otherwise) {
        journal_.amend(entry);
    }
}

Stage::Told Network::apply(Entry& entry)
{
    const KindRow* row = find_kind(entry.kind);
    HUBBUB_ENSURE(row != nullptr);
    Session* origin = world_.find(entry.origin.session);
    Stage stage{world_, outbox_, settings_, journal_.epoch(), origin, {}};
    row->apply(stage, entry);
    for (const Stage::Condemned& one : stage.condemned) {
        doom(*one.session, one.why);
    }
    most_users_ = std::max(most_users_, world_.users());
    for (Session* session : stage.orphans) {
        farewell(*session);
    }
    origin = world_.find(entry.origin.session); // it may just have ended
    if (origin != nullptr && followup_ != nullptr) {
        followup_->applied(*this, *origin, entry);
    }
    const bool stillborn = entry.kind == Kind::connect && origin == nullptr;
    if (stillborn) { // who asked to come in has hung up meanwhile
        Entry quit;
        quit.kind = Kind::quit;
        quit.user = entry.user;
        quit.source = entry.source;
        quit.text = "Connection closed";
        propose(std::move(quit));
    }
    return stage.told;
}

void Network::settle_origin(const Entry& entry)
{
    Session* session = world_.find(entry.origin.session);
    if (session == nullptr) {
        return;
    }
    --(is_speech(entry.kind) ? session->speech_in_flight : session->changes_in_flight);
    outbox_.answer_settled(*session, entry.origin.answer);
    if (session->speech_in_flight == 0 && session->changes_in_flight == 0) {
        transport_.ready(session->id);
    }
}

void Network::ask_history(Session& session, std::uint32_t answer, const HistoryQuery& question,
                          Then then)
{
    hold(session, answer);
    HistoryQuery bounded = question;
    bounded.seen = applied_;
    journal_.read(
        bounded, [this, id = session.id, answer, then = std::move(then)](Result<HistoryPage> page) {
            if (page) { // what is stored but not yet applied will come to them live
                std::erase_if(*page, [&](const Entry& entry) { return entry.number > applied_; });
            }
            release(id, answer, [&](Session& asking) { then(asking, std::move(page)); });
        });
}

void Network::hold(Session& session, std::uint32_t answer)
{
    ++session.changes_in_flight;
    outbox_.answer_waits(session, answer);
}

void Network::release(SessionId id, std::uint32_t answer, const std::function<void(Session&)>& then)
{
    Session* session = world_.find(id);
    if (session == nullptr) {
        return;
    }
    {
        const Answering scope(outbox_, id, answer);
        then(*session);
    }
    --session->changes_in_flight;
    outbox_.answer_settled(*session, answer);
    if (session->speech_in_flight == 0 && session->changes_in_flight == 0) {
        transport_.ready(id);
    }
}

bool Network::answer_long(Session& session, std::uint32_t answer, LongAnswers::Portion portion)
{
    if (!portion(session)) {
        return false;
    }
    hold(session, answer);
    long_answers_.add(session.id, answer, std::move(portion));
    return true;
}

Entry Network::entry_by(const Session& session, Kind kind, std::uint32_t answer)
{
    HUBBUB_ENSURE(session.user != nullptr);
    Entry entry;
    spare_room_.furnish(entry);
    entry.kind = kind;
    entry.user = session.user->id;
    entry.source = session.user->source();
    entry.account = session.user->account;
    entry.origin = {session.id, answer};
    return entry;
}

std::string_view Network::conversation_of(const Channel& channel) const
{
    return settings_.history.enabled ? std::string_view(channel.folded.text()) : std::string_view{};
}

// Only accounts have a conversation: a guest's nick may be somebody else's tomorrow.
std::string Network::conversation_between(const User& a, const User& b) const
{
    return conversation_between(a.account, b.account);
}

std::string Network::conversation_between(std::string_view account, std::string_view other) const
{
    const std::string one = identity_of(account);
    const std::string two = identity_of(other);
    if (!settings_.history.enabled || one.empty() || two.empty()) {
        return {};
    }
    return concat({std::min(one, two), "\n", std::max(one, two)});
}

// Whoever registers a name later is somebody else.
std::string Network::identity_of(std::string_view name) const
{
    const Account* account = name.empty() ? nullptr : world_.find_account(name);
    return account == nullptr
               ? std::string{}
               : concat({world_.fold(name).text(), "\t",
                         std::to_string(account->created.time_since_epoch().count())});
}

bool Network::reap()
{
    if (doomed_.empty()) {
        return false;
    }
    for (const SessionId id : std::exchange(doomed_, {})) {
        Session* session = world_.find(id);
        if (session == nullptr) {
            continue;
        }
        session->life = Lifecycle::leaving;
        if (session->user == nullptr) {
            farewell(*session);
            continue;
        }
        if (session->user->sessions.size() > 1) {
            world_.detach(*session);
            farewell(*session);
            continue;
        }
        Entry quit = entry_by(*session, Kind::quit, 0);
        quit.origin = {};
        quit.text = session->parting->why;
        propose(std::move(quit));
    }
    return true;
}

void Network::farewell(Session& session)
{
    session.life = Lifecycle::leaving;
    const std::string& host =
        session.registration != nullptr ? session.registration->host : session.parting->host;
    const std::string why = concat({"Closing link: ", host, " (", session.parting->why, ")"});
    wire::Line error({}, "ERROR", {why});
    error.trailing = true;
    {
        const std::vector<Answer>& answers = session.rare->answers;
        const Answering scope(outbox_, session.id, answers.empty() ? 0 : answers.back().id);
        outbox_.to(session, error);
    }
    outbox_.finish_answers(session);
    transport_.ended(session);
    world_.retire_session(session);
}

} // namespace hubbub::core
