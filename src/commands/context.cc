// SPDX-License-Identifier: MIT
#include "commands/context.h"

#include "commands/refusals.h"
#include "commands/reply.h"

#include <utility>

namespace hubbub::commands {

void Context::reply(wire::Numeric numeric, std::initializer_list<std::string_view> parameters)
{
    commands::reply(network_, session_, numeric, parameters);
}

void Context::fail(std::string_view code, std::initializer_list<std::string_view> context,
                   std::string_view sentence)
{
    standard_reply(network_, session_, "FAIL", message_.command, code, context, sentence);
}

bool Context::propose(core::Entry&& entry)
{
    if (const core::MayRefuse refusal = network_.check(entry)) {
        entry.once.empty() ? refuse(entry, *refusal) : recall(std::move(entry));
        return false;
    }
    network_.propose(std::move(entry));
    return true;
}

void Context::recall(core::Entry&& entry)
{
    entry.sending = core::Entry::Sending::recall;
    entry.conversation.clear();
    network_.propose(std::move(entry));
}

void Context::answer_long(std::function<bool(Context&)> portion)
{
    auto send = [&network = network_, answer = answer_,
                 portion = std::move(portion)](core::Session& session) {
        const wire::Message nothing;
        Context later(network, session, nothing, answer);
        return portion(later);
    };
    network_.answer_long(session_, answer_, std::move(send));
}

// NOTICE never gets an error reply. Modern IRC, "NOTICE message".
void Context::refuse(const core::Entry& entry, const core::Refusal& refusal)
{
    if (entry.kind != core::Kind::notice) {
        send_refusal(network_, session_, message_.command, refusal);
    }
}

void Context::refuse(core::Reason reason, std::string_view subject, std::string_view other)
{
    send_refusal(network_, session_, message_.command,
                 {reason, std::string(subject), std::string(other)});
}

} // namespace hubbub::commands
