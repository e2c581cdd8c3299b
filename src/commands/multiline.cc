// SPDX-License-Identifier: MIT
#include "commands/multiline.h"

#include "base/strings.h"
#include "commands/families.h"
#include "commands/message.h"
#include "commands/reply.h"
#include "core/multiline.h"
#include "wire/tags.h"
#include "wire/utf8.h"

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace hubbub::commands {

namespace {

using core::ClientBatch;

constexpr Millis longest_open = std::chrono::seconds(30);
constexpr std::string_view multiline_type = "draft/multiline";
constexpr std::string_view concat_tag = "draft/multiline-concat";
constexpr std::string_view invalid = "MULTILINE_INVALID";

bool is_reference(std::string_view text)
{
    constexpr std::size_t longest = 64;
    return !text.empty() && text.size() <= longest &&
           std::all_of(text.begin(), text.end(), [](char c) {
               return is_digit(c) || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z') || c == '-';
           });
}

bool is_message(std::string_view command)
{
    return equals_ignoring_case(command, "PRIVMSG") || equals_ignoring_case(command, "NOTICE");
}

// These may come at any time, from a part of the client that knows nothing of the batch.
bool may_interrupt(std::string_view command)
{
    return equals_ignoring_case(command, "PING") || equals_ignoring_case(command, "PONG") ||
           equals_ignoring_case(command, "QUIT");
}

// Answers to the label of the batch, and to no other. Whatever still comes of it is ignored.
void give_up(core::Network& network, core::Session& session, std::string_view code,
             std::initializer_list<std::string_view> context, std::string_view sentence)
{
    ClientBatch& batch = *session.rare->batch;
    batch.failed = true;
    const std::uint32_t answer = std::exchange(batch.answer, 0);
    {
        const core::Answering scope(network.outbox(), session.id, answer);
        standard_reply(network, session, "FAIL", "BATCH", code, context, sentence);
    }
    network.outbox().answer_settled(session, answer);
}

void give_up(Context& context, std::string_view code,
             std::initializer_list<std::string_view> parameters, std::string_view sentence)
{
    give_up(context.network(), context.session(), code, parameters, sentence);
}

bool is_blank(std::string_view text)
{
    return text.find_first_not_of("\n\r") == std::string_view::npos;
}

void add_line(Context& context, ClientBatch& batch, std::string_view text)
{
    const core::Limits& limits = context.settings().limits;
    const bool concat = wire::find_tag(context.message().tags, concat_tag).has_value();
    const bool first = batch.lines == 0;
    ++batch.lines;
    batch.bytes += text.size() + (first || concat ? 0 : 1);
    if (batch.bytes > limits.message) {
        context.network().tally().reach(core::Bound::message);
        return give_up(context, "MULTILINE_MAX_BYTES", {std::to_string(limits.message)},
                       "Multiline batch max-bytes exceeded");
    }
    if (batch.lines > limits.message_lines) {
        context.network().tally().reach(core::Bound::message);
        return give_up(context, "MULTILINE_MAX_LINES", {std::to_string(limits.message_lines)},
                       "Multiline batch max-lines exceeded");
    }
    if (concat && text.empty()) {
        return give_up(context, invalid, {},
                       "Invalid multiline batch with concatenated blank line");
    }
    if (!first) {
        batch.text += concat ? core::soft_break : core::line_feed;
    }
    batch.text += text;
}

void collect(Context& context, ClientBatch& batch)
{
    const wire::Message& message = context.message();
    const core::World& world = context.world();
    const bool mixed =
        !batch.command.empty() && !equals_ignoring_case(batch.command, message.command);
    if (!is_message(message.command) || mixed || context.count() < 2) {
        return give_up(context, invalid, {}, "Invalid multiline batch");
    }
    if (world.fold(context[0]) != world.fold(batch.target)) {
        return give_up(context, "MULTILINE_INVALID_TARGET", {batch.target, context[0]},
                       "Invalid multiline target");
    }
    if (!wire::is_utf8(context[1])) {
        return give_up(context, invalid, {}, "Text must be UTF-8");
    }
    batch.command = to_upper(message.command);
    add_line(context, batch, context[1]);
}

// ---- BATCH

void open(Context& context, std::string_view reference)
{
    core::Session& session = context.session();
    if (session.rare->batch != nullptr && !session.rare->batch->failed) {
        give_up(context, invalid, {}, "One batch at a time");
    }
    session.rare.change().batch = std::make_unique<ClientBatch>();
    ClientBatch& batch = *session.rare->batch;
    batch.reference = reference;
    batch.target = context[2];
    batch.tags = wire::client_only_tags(context.message().tags, context.settings().denied_tags);
    const std::optional<std::string> id = resend_id(context);
    batch.once = id.value_or("");
    batch.opened = context.network().clock().now();
    batch.answer = context.answer();
    context.network().outbox().answer_waits(session, context.answer());
    if (!is_reference(reference)) {
        return give_up(context, "INVALID_REFTAG", {reference},
                       "A reference is letters, digits and hyphens");
    }
    const bool known = context[1] == multiline_type && session.has(core::Cap::multiline) &&
                       session.has(core::Cap::batch);
    if (!known) {
        return give_up(context, "UNKNOWN_TYPE", {reference, context[1]},
                       "That type of batch is not known here");
    }
    if (!id) { // and the client has been told
        batch.failed = true;
        context.network().outbox().answer_settled(session, std::exchange(batch.answer, 0));
    } else if (batch.target.empty()) {
        give_up(context, invalid, {}, "Invalid multiline batch without a target");
    }
}

// What was collected is said, as the answer to the label that the batch was opened with.
void say(Context& context, ClientBatch& batch)
{
    core::Network& network = context.network();
    core::Session& session = context.session();
    {
        const core::Answering scope(network.outbox(), session.id, batch.answer);
        wire::Message message;
        message.command = batch.command;
        Context said(network, session, message, batch.answer);
        const bool notice = batch.command == "NOTICE";
        core::Entry entry = said.entry(notice ? core::Kind::notice : core::Kind::privmsg);
        entry.text = std::move(batch.text);
        entry.tags = std::move(batch.tags);
        entry.once = std::move(batch.once);
        session.spoke = network.clock().wall();
        say_to(said, std::move(entry), batch.target);
    }
    network.outbox().answer_settled(session, batch.answer);
}

void close(Context& context, std::string_view reference)
{
    core::Session& session = context.session();
    if (session.rare->batch == nullptr) {
        return context.fail(invalid, {}, "No such batch is open");
    }
    ClientBatch& batch = *session.rare->batch;
    if (!batch.failed && batch.reference != reference) {
        give_up(context, invalid, {}, "Invalid multiline batch");
    } else if (!batch.failed && is_blank(batch.text)) {
        give_up(context, invalid, {}, "Invalid multiline batch with blank lines only");
    } else if (!batch.failed) {
        say(context, batch);
    }
    if (batch.reference == reference) {
        session.rare.change().batch.reset();
    }
}

// BATCH +ref type target; BATCH -ref
void batch(Context& context)
{
    const std::string_view reference =
        context[0].substr(std::min<std::size_t>(1, context[0].size()));
    if (context[0].starts_with('+')) {
        return open(context, reference);
    }
    if (context[0].starts_with('-')) {
        return close(context, reference);
    }
    context.fail("INVALID_REFTAG", {context[0]}, "A batch is opened with + and closed with -");
}

} // namespace

void lose_line_of_batch(Context& context)
{
    if (!context.session().rare->batch->failed) {
        give_up(context, invalid, {}, "A line of the batch is too long");
    }
}

bool is_batched(const core::Session& session, const wire::Message& message)
{
    return !message.tags.empty() && session.rare->batch != nullptr &&
           wire::find_tag(message.tags, "batch") == session.rare->batch->reference;
}

bool take_into_batch(Context& context)
{
    core::Session& session = context.session();
    const wire::Message& message = context.message();
    ClientBatch* batch = session.rare->batch.get();
    const bool tagged = !message.tags.empty() && wire::find_tag(message.tags, "batch").has_value();
    if (!tagged && batch == nullptr) {
        return false;
    }
    if (is_batched(session, message)) {
        if (!batch->failed) {
            collect(context, *batch);
        }
        return true;
    }
    const bool part = tagged || !(may_interrupt(message.command) ||
                                  equals_ignoring_case(message.command, "BATCH"));
    if (part && batch != nullptr && !batch->failed) {
        give_up(context, invalid, {}, "Invalid multiline batch");
    } else if (tagged && batch == nullptr) {
        standard_reply(context.network(), session, "FAIL", "BATCH", invalid, {},
                       "No such batch is open");
    }
    return tagged; // what is not of the batch is done for itself
}

void time_out_batch(core::Network& network, core::Session& session)
{
    const ClientBatch* batch = session.rare->batch.get();
    if (batch != nullptr && !batch->failed &&
        network.clock().now() - batch->opened > longest_open) {
        give_up(network, session, "TIMEOUT", {batch->reference},
                "The batch was left open for too long");
    }
}

std::span<const CommandSpec> multiline_commands()
{
    using enum CommandSpec::Who;
    using enum CommandSpec::Waits;
    static constexpr std::array<CommandSpec, 1> rows = {{
        {"BATCH", batch, 1, registered, not_speech, 1,
         "BATCH +ref draft/multiline target; BATCH -ref",
         "Begins or ends a message of several lines."},
    }};
    return rows;
}

} // namespace hubbub::commands
