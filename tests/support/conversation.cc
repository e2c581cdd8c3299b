// SPDX-License-Identifier: MIT
#include "tests/support/conversation.h"

#include "base/diag.h"
#include "base/ensure.h"
#include "base/strings.h"
#include "core/kinds.h"
#include "store/cloak.h"
#include "tests/support/passing_journal.h"

#include <utility>

namespace hubbub::tests {

// Stands in front of the journal and remembers what was to be applied, for the replay at the end.
class Conversation::Recorder final : public PassingJournal {
  public:
    using PassingJournal::PassingJournal;

    bool take(std::vector<core::Outcome>& out) override
    {
        const std::size_t before = out.size();
        const bool any = behind().take(out);
        for (std::size_t i = before; i < out.size(); ++i) {
            if (out[i].committed || !core::must_be_stored(out[i].entry)) {
                to_apply.push_back(out[i].entry);
            }
        }
        return any;
    }
    Result<std::vector<core::Record>> records() override
    {
        Result<std::vector<core::Record>> found = behind().records();
        first_records = *found;
        return found;
    }
    Result<core::HistoryPage> room_changes(std::uint64_t after) override
    {
        Result<core::HistoryPage> found = behind().room_changes(after);
        first_changes = *found;
        return found;
    }

    std::vector<core::Entry> to_apply;
    std::vector<core::Record> first_records; // what there was at the start
    core::HistoryPage first_changes;
};

namespace {

// One that stands where another stood at its start, and goes nowhere.
class Standing final : public core::Journal {
  public:
    Standing(std::vector<core::Record> records, core::HistoryPage changes)
        : records_(std::move(records)), changes_(std::move(changes))
    {
    }
    void propose(core::Entry&&) override {}
    bool take(std::vector<core::Outcome>&) override { return false; }
    void read(const core::HistoryQuery&, Answer) override {}
    Result<std::vector<core::Record>> records() override { return records_; }
    Result<core::HistoryPage> room_changes(std::uint64_t) override { return changes_; }
    void amend(const core::Entry&) override {}
    void forget(const core::Entry&) override {}
    void keep(const core::Retention&) override {}
    std::string_view epoch() const override { return "again"; }
    std::uint64_t last_number() const override { return 0; }

  private:
    std::vector<core::Record> records_;
    core::HistoryPage changes_;
};

class NoTransport final : public core::Transport {
    void append(core::Session&, std::string_view) override {}
    bool has_room(const core::Session&) const override { return true; }
    void ready(core::SessionId) override {}
    void ended(core::Session&) override {}
};

} // namespace

core::Settings Conversation::quiet_settings()
{
    core::Settings settings;
    settings.name = "irc.example";
    settings.network = "example";
    settings.throttle.commands_per_second = 0;
    settings.lobby = "";
    return settings;
}

Conversation::Conversation(core::Settings settings) : Conversation(std::move(settings), nullptr) {}

Conversation::Conversation(core::Settings settings, std::unique_ptr<core::Journal> journal)
{
    diag::set_level(diag::Level::error); // who comes and goes is told by the tests themselves
    if (journal == nullptr) {
        journal = std::make_unique<store::MemoryJournal>(clock_, "epoch");
    }
    journal_ = std::make_unique<Recorder>(std::move(journal));
    start(std::move(settings));
}

Conversation::Conversation(core::Settings settings, core::Journal& journal)
{
    diag::set_level(diag::Level::error);
    journal_ = std::make_unique<Recorder>(journal);
    start(std::move(settings));
}

void Conversation::start(core::Settings settings)
{
    network_ = std::unique_ptr<core::Network>(
        new core::Network(*journal_, *this, clock_, std::move(settings)));
    dispatch_ = std::make_unique<commands::Dispatch>(*network_);
    HUBBUB_ENSURE(network_->restore());
    HUBBUB_ENSURE(store::start_crypto());
    network_->set_passwords(passwords_);
}

Conversation::~Conversation()
{
    settle();
    network_->world().check_invariants();
    check_replay();
}

void Conversation::check_replay()
{
    NoTransport nowhere;
    const Recorder& recorded = static_cast<Recorder&>(*journal_);
    Standing start(recorded.first_records, recorded.first_changes);
    core::Network again(start, nowhere, clock_, network_->settings());
    HUBBUB_ENSURE(again.restore());
    for (const core::Entry& entry : recorded.to_apply) {
        again.replay(entry);
    }
    HUBBUB_ENSURE(again.world().dump() == network_->world().dump());
}

Person Conversation::connects(std::string_view host)
{
    core::Session& session = network_->open_session();
    session.registration->host = host;
    session.address = "192.0.2.1";
    session.private_path = true;
    return Person(*this, session.id);
}

Person Conversation::registers(std::string_view nick, std::string_view caps)
{
    Person person = connects(std::string(nick) + ".example");
    if (!caps.empty()) {
        person.says(concat({"CAP REQ :", caps}));
    }
    person.says(concat({"NICK ", nick}));
    person.says(concat({"USER ", nick, " 0 * :", nick}));
    if (!caps.empty()) {
        person.says("CAP END");
    }
    person.forgets();
    return person;
}

Person Conversation::joins(std::string_view nick, std::string_view channel, std::string_view caps)
{
    Person person = registers(nick, caps);
    person.says(concat({"JOIN ", channel}));
    person.forgets();
    return person;
}

void Conversation::settle()
{
    while (network_->settle() || network_->reap() || network_->could_go_on() ||
           hashing_.has_jobs()) {
        network_->go_on();
        hashing_.finish_all();
    }
    network_->world().check_invariants();
    network_->sweep();
}

void Conversation::passes(Millis time)
{
    clock_.advance(time);
    network_->tick();
    for (const auto& [session, lines] : waiting_) { // for those who were too fast
        run_waiting(core::SessionId::from_bits(session));
    }
    settle();
}

void Conversation::append(core::Session& session, std::string_view bytes)
{
    while (!bytes.empty()) {
        std::string_view line = cut(bytes, '\n');
        HUBBUB_ENSURE(line.ends_with('\r'));
        line.remove_suffix(1);
        heard_[session.id.bits()].emplace_back(line);
    }
}

bool Conversation::has_room(const core::Session& session) const
{
    const auto found = stalled_.find(session.id.bits());
    return found == stalled_.end() || !found->second;
}

void Conversation::ready(core::SessionId session)
{
    run_waiting(session);
}

void Conversation::ended(core::Session& session)
{
    gone_[session.id.bits()] = true;
}

void Conversation::run_waiting(core::SessionId id)
{
    std::deque<std::string>& waiting = waiting_[id.bits()];
    while (!waiting.empty()) {
        core::Session* session = network_->world().find(id);
        if (session == nullptr || !session->is_open()) {
            waiting.clear();
            return;
        }
        const std::string line = waiting.front();
        wire::Message message;
        if (wire::parse(line, message) == wire::ParseError::none) {
            if (dispatch_->handle(*session, message).outcome != commands::Handled::Outcome::done) {
                return;
            }
        }
        waiting.pop_front();
    }
}

void Person::mutters(std::string_view line)
{
    net_->waiting_[id_.bits()].emplace_back(line);
    net_->run_waiting(id_);
}

void Person::says(std::string_view line)
{
    mutters(line);
    net_->settle();
}

void Person::overflows(std::string_view line)
{
    net_->dispatch_->refuse_length(*session(), line);
    net_->settle();
}

std::string Person::hears()
{
    std::deque<std::string>& heard = net_->heard_[id_.bits()];
    if (heard.empty()) {
        return "";
    }
    std::string line = std::move(heard.front());
    heard.pop_front();
    return line;
}

bool Person::hears_nothing() const
{
    return net_->heard_[id_.bits()].empty();
}

std::string Person::hears_about(std::string_view text)
{
    while (!hears_nothing()) {
        std::string line = hears();
        if (line.find(text) != std::string::npos) {
            return line;
        }
    }
    return "";
}

std::vector<std::string> Person::hears_all()
{
    std::vector<std::string> lines;
    while (!hears_nothing()) {
        lines.push_back(hears());
    }
    return lines;
}

void Person::forgets()
{
    net_->heard_[id_.bits()].clear();
}

bool Person::has_gone() const
{
    return net_->gone_.contains(id_.bits());
}

core::Session* Person::session() const
{
    return net_->network_->world().find(id_);
}

void Person::stops_reading()
{
    net_->stalled_[id_.bits()] = true;
}

void Person::reads_again()
{
    net_->stalled_[id_.bits()] = false;
    net_->settle();
}

void Person::hangs_up()
{
    if (core::Session* own = session()) {
        net_->network_->doom(*own, "Connection closed");
    }
    net_->settle();
}

} // namespace hubbub::tests
