// SPDX-License-Identifier: MIT
#include "tui/net/dialer.h"

#include "base/strings.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace hubbub::tui::net {

namespace {

using hubbub::net::Address;
using hubbub::net::Dial;

constexpr std::size_t most_noted = 4; // attempts
constexpr Millis slow_lookup = std::chrono::seconds(1);

} // namespace

Dialer::Dialer(hubbub::net::Loop& loop, const Clock& clock, Resolving how, Note note)
    : loop_(loop), clock_(clock), how_(std::move(how)), note_(std::move(note))
{
}

Dialer::~Dialer() = default;

void Dialer::dial(const std::string& host, std::uint16_t port, Done done)
{
    stop();
    done_ = std::move(done);
    race_.emplace(clock_.now());
    lookup_is_noted_ = false;
    lookup_ = std::make_unique<Lookup>(loop_, clock_, how_, host, port,
                                       [this](const LookupStory& story) { on_news(story); });
    if (!Address::from_host(host, port)) {
        note_(concat({"looking for ", host}));
        slow_.emplace(loop_, slow_lookup, [this] { note_slow_lookup(); });
    }
    lookup_->start();
}

void Dialer::stop()
{
    dials_.clear();
    due_.reset();
    slow_.reset();
    done_ = nullptr;
    race_.reset();
    lookup_.reset();
}

// Of the families, the one that is new.
void Dialer::on_news(const LookupStory& story)
{
    if (!race_) {
        return;
    }
    if (story.is_settled() && story.has_found()) {
        note_lookup();
    }
    const Instant now = clock_.now();
    for (const Family family : {Family::six, Family::four}) {
        const FamilyFound& found = family == Family::six ? story.six : story.four;
        if (found.settled && !race_->is_settled(family)) {
            race_->offer(family, found.addresses, now);
        }
    }
    advance();
}

void Dialer::advance()
{
    const bool is_first = race_->attempts().empty();
    for (const std::size_t attempt : race_->advance(clock_.now())) {
        const Address& to = race_->attempts()[attempt].to;
        if (is_first) {
            note_(concat({"connecting to ", to.text()}));
        }
        dials_[attempt] = std::make_unique<Dial>(loop_, to, [this, attempt](Result<int> socket) {
            on_dialed(attempt, std::move(socket));
        });
    }
    std::erase_if(dials_, [this](const auto& dial) {
        return race_->attempts()[dial.first].outcome != Attempt::Outcome::trying;
    });
    due_.reset();
    if (const std::optional<Instant> due = race_->due()) {
        const Millis pause = std::max(*due - clock_.now(), Millis::zero());
        due_.emplace(loop_, pause, [this] { advance(); });
    }
    if (race_->is_lost()) {
        note_attempts();
        const Done done = done_;
        done(Error{why_lost()});
    }
}

void Dialer::on_dialed(std::size_t attempt, Result<int> socket)
{
    if (!socket) {
        race_->failed(attempt, socket.error().sentence, clock_.now());
        return advance();
    }
    race_->connected(attempt, clock_.now());
    advance();
    note_lookup();
    if (race_->attempts().size() > 1) {
        note_attempts();
    }
    const Done done = done_;
    done(*socket);
}

void Dialer::go_on(std::string_view why, Race::Then then)
{
    race_->disqualify(why, then, clock_.now());
    advance();
}

// That nothing happens has a reason.
void Dialer::note_slow_lookup()
{
    const LookupStory& story = lookup_->story();
    if (!story.is_settled() && !story.has_found()) {
        note_(tell_waiting(story));
    }
}

// Once, when all is known; or without what is still missing, when somebody has won.
void Dialer::note_lookup()
{
    const bool is_told = std::exchange(lookup_is_noted_, true);
    if (!is_told && lookup_->story().source != LookupStory::Source::name_is_address) {
        note_(tell_briefly(lookup_->story()));
    }
}

void Dialer::note_attempts() const
{
    const std::vector<Attempt>& all = race_->attempts();
    if (all.size() == 1) {
        return note_(concat({"could not connect to ", all[0].to.text(), ": ", all[0].why}));
    }
    for (const std::string& line : tell(all, most_noted)) {
        note_(line);
    }
}

std::string Dialer::why_lost() const
{
    const std::vector<Attempt>& all = race_->attempts();
    if (all.empty() && lookup_->story().ascii.empty()) {
        return tell_briefly(lookup_->story());
    }
    if (all.empty()) {
        return concat({tell_briefly(lookup_->story()), "; hubbub --dns ", lookup_->story().name,
                       " tells more"});
    }
    return all.size() == 1 ? all[0].why
                           : concat({"none of ", std::to_string(all.size()),
                                     " attempts came through; the last: ", all.back().why});
}

const Address& Dialer::to() const
{
    return race_->attempts()[*race_->winner()].to;
}

std::vector<std::string> Dialer::story() const
{
    if (!lookup_) {
        return {"nothing has been looked up yet"};
    }
    std::vector<std::string> lines = tell(lookup_->story());
    const std::vector<Attempt>& all = race_->attempts();
    for (std::string& line : tell(all, all.size())) {
        lines.push_back(std::move(line));
    }
    return lines;
}

} // namespace hubbub::tui::net
