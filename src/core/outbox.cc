// SPDX-License-Identifier: MIT
#include "core/outbox.h"

#include "base/strings.h"
#include "core/irc_lines.h"
#include "wire/message.h"
#include "wire/tags.h"

#include <algorithm>
#include <array>

namespace hubbub::core {

namespace {

Answer* find_answer(Session& session, std::uint32_t id)
{
    Rarities* rare = session.rare.get();
    if (rare == nullptr) {
        return nullptr;
    }
    const auto found = std::find_if(rare->answers.begin(), rare->answers.end(),
                                    [&](const Answer& answer) { return answer.id == id; });
    return found == rare->answers.end() ? nullptr : &*found;
}

// What the answer must know of one of its lines.
struct Place {
    std::string opens;  // the reference of the batch that it opens
    std::string inside; // of the batch that it is part of
};

Place place_of(std::string_view bytes)
{
    Place place;
    wire::Message message;
    if (wire::parse(bytes.substr(0, bytes.find('\r')), message) == wire::ParseError::none) {
        place.inside = wire::find_tag(message.tags, "batch").value_or(std::string{});
        const std::string_view reference = message.parameters[0];
        if (message.command == "BATCH" && reference.starts_with('+')) {
            place.opens = reference.substr(1);
        }
    }
    return place;
}

} // namespace

std::string_view Outbox::encoded(const wire::Line& line, wire::Parts parts)
{
    for (std::size_t i = 0; i < variants_in_use_; ++i) {
        if (variants_[i].parts == parts.bits()) {
            return variants_[i].kept;
        }
    }
    if (variants_in_use_ == variants_.size()) {
        variants_.emplace_back();
    }
    Variant& fresh = variants_[variants_in_use_++];
    fresh.parts = parts.bits();
    fresh.bytes.clear();
    encode_irc(line, parts, fresh.bytes);
    fresh.kept = transport_.keep(fresh.bytes);
    return fresh.kept;
}

void Outbox::deliver_in_dialect(Session& session, const wire::Line& line)
{
    scratch_.clear();
    session.dialect->encode(line, scratch_);
    if (!scratch_.empty()) {
        transport_.append(session, scratch_);
    }
}

void Outbox::to(const Audience& audience, const wire::Line& line)
{
    variants_in_use_ = 0;
    const wire::Parts present = line.present();
    std::array<Delivery, Transport::most_at_a_time> some;
    std::size_t count = 0;
    audience.each(world_, [&](Session& session) {
        ++deliveries_;
        if (session.dialect != nullptr) {
            return deliver_in_dialect(session, line);
        }
        some[count++] = {&session, encoded(line, session.parts & present)};
        if (count == some.size()) {
            transport_.append_kept(some);
            count = 0;
        }
    });
    transport_.append_kept({some.data(), count});
}

void Outbox::aside(Session& session, const wire::Line& line)
{
    if (session.dialect != nullptr) {
        return deliver_in_dialect(session, line);
    }
    variants_in_use_ = 0;
    const Delivery one{&session, encoded(line, session.parts & line.present())};
    transport_.append_kept({&one, 1});
}

void Outbox::to(Session& session, const wire::Line& line)
{
    Answer* answer = session.id == answering_ ? find_answer(session, answer_) : nullptr;
    if (answer == nullptr) {
        aside(session, line);
    } else {
        deliver_in_answer(session, *answer, line);
    }
}

std::string Outbox::new_batch()
{
    return "b" + std::to_string(++batches_);
}

std::uint32_t Outbox::open_answer(Session& session, std::string_view label)
{
    Rarities& rare = session.rare.change();
    Answer& answer = rare.answers.emplace_back();
    answer.id = ++rare.last_answer;
    answer.label = label;
    return answer.id;
}

void Outbox::answer_waits(Session& session, std::uint32_t id)
{
    if (Answer* answer = find_answer(session, id)) {
        ++answer->waits_for;
    }
}

void Outbox::deliver_in_answer(Session& session, Answer& answer, const wire::Line& line)
{
    std::string bytes;
    encode_irc(line, session.parts & line.present(), bytes);
    std::string_view rest = bytes;
    while (!rest.empty()) { // a long message is several lines
        const std::size_t end = rest.find('\n') + 1;
        add_to_answer(session, answer, rest.substr(0, end));
        rest.remove_prefix(end);
    }
}

// The first line is held back, for only its successor tells whether it bears the label itself or a
// batch must be opened around both. A line that opens a batch of its own bears the label when the
// next line is inside that batch and nothing else is to come: such an answer is that one batch. A
// client without the batch capability cannot be told more than a label on the first line.
void Outbox::add_to_answer(Session& session, Answer& answer, std::string_view bytes)
{
    const Place place = place_of(bytes);
    if (answer.held.empty()) {
        answer.held = bytes;
        answer.held_batch = place.opens;
        return;
    }
    if (answer.batch.empty() && !answer.passed_on) {
        const bool own_batch = !answer.held_batch.empty() && place.inside == answer.held_batch &&
                               answer.waits_for == 1;
        if (own_batch || !session.has(Cap::batch)) {
            pass_on(session, "label", answer.label, answer.held);
            answer.passed_on = true;
        } else {
            open_batch(session, answer);
        }
    }
    if (answer.passed_on || !place.inside.empty()) {
        transport_.append(session, bytes);
    } else {
        pass_on(session, "batch", answer.batch, bytes);
    }
}

void Outbox::open_batch(Session& session, Answer& answer)
{
    answer.batch = new_batch();
    const std::string reference = "+" + answer.batch;
    wire::Line start(server_, "BATCH", {reference, "labeled-response"});
    start.label = answer.label;
    aside(session, start);
    pass_on(session, "batch", answer.batch, answer.held);
}

// Puts one more tag in front of the bytes of a line.
void Outbox::pass_on(Session& session, std::string_view tag, std::string_view value,
                     std::string_view bytes)
{
    const bool tagged = bytes.starts_with('@');
    scratch_ = concat({"@", tag, "=", wire::escape_tag_value(value), tagged ? ";" : " ",
                       tagged ? bytes.substr(1) : bytes});
    transport_.append(session, scratch_);
}

void Outbox::answer_settled(Session& session, std::uint32_t id)
{
    Answer* answer = find_answer(session, id);
    if (answer == nullptr || --answer->waits_for != 0) {
        return;
    }
    complete(session, *answer);
    std::erase_if(session.rare.change().answers, [&](const Answer& one) { return one.id == id; });
}

void Outbox::conclude(Session& session)
{
    const Answer* answer = session.id == answering_ ? find_answer(session, answer_) : nullptr;
    if (answer != nullptr && answer->waits_for == 1) {
        answer_settled(session, answer_);
    }
}

void Outbox::finish_answers(Session& session)
{
    if (Rarities* rare = session.rare.get()) {
        for (Answer& answer : rare->answers) {
            complete(session, answer);
        }
        rare->answers.clear();
    }
}

void Outbox::complete(Session& session, Answer& answer)
{
    if (!answer.batch.empty()) {
        const std::string reference = "-" + answer.batch;
        aside(session, wire::Line(server_, "BATCH", {reference}));
    } else if (answer.held.empty()) {
        wire::Line ack(server_, "ACK", {});
        ack.label = answer.label;
        aside(session, ack);
    } else if (!answer.passed_on) {
        pass_on(session, "label", answer.label, answer.held);
    }
}

} // namespace hubbub::core
