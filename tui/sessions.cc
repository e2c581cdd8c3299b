// SPDX-License-Identifier: MIT
#include "tui/sessions.h"

#include "base/ensure.h"
#include "base/strings.h"
#include "tui/net/private_file.h"

#include <algorithm>
#include <utility>

namespace hubbub::tui {

using model::LineKind;

Sessions::Sessions(Parts parts) : parts_(parts)
{
    for (const NetworkOptions& one : parts.options.at_start) {
        const bool first = all_.empty();
        add(one, first ? *parts.model.networks.front() : parts.model.add_network());
    }
    for (const NetworkOptions& one : parts.options.networks) {
        parts_.model.known_networks.push_back(one.name);
    }
    parts_.model.on_said = [this](const model::Buffer& buffer, const model::ChatLine& line) {
        of(*buffer.network).note_said(buffer, line);
    };
}

Session& Sessions::add(NetworkOptions options, model::Network& network)
{
    Session::Kept kept; // nothing, for who wants nothing of what is said in files
    if (parts_.options.log) {
        kept = {parts_.options.log_directory, net::state_path("unsent")};
    }
    return *all_.emplace_back(
        std::make_unique<Session>(Session::Parts{parts_.loop, parts_.clock, parts_.trust, network},
                                  std::move(options), kept));
}

void Sessions::connect_all()
{
    each([](Session& session) { session.connect(); });
}

Session& Sessions::of(const model::Network& network)
{
    const auto found = std::find_if(all_.begin(), all_.end(), [&](const auto& session) {
        return &session->network() == &network;
    });
    HUBBUB_ENSURE(found != all_.end());
    return **found;
}

// By the name of its table, or its host.
Session* Sessions::titled(std::string_view title)
{
    const auto found = std::find_if(all_.begin(), all_.end(), [&](const auto& session) {
        return equals_ignoring_case(session->options().title(), title);
    });
    return found == all_.end() ? nullptr : found->get();
}

// Or by what its server calls itself.
Session* Sessions::find(std::string_view name)
{
    if (Session* session = titled(name)) {
        return session;
    }
    const auto found = std::find_if(all_.begin(), all_.end(), [&](const auto& session) {
        return equals_ignoring_case(session->network().name, name);
    });
    return found == all_.end() ? nullptr : found->get();
}

Session& Sessions::take(std::string_view& text)
{
    std::string_view rest = text;
    if (Session* named = find(cut(rest, ' '))) {
        text = rest;
        return *named;
    }
    return of(parts_.model.network());
}

// ---- commands

// What [server] has for its own host is not told to another.
Result<NetworkOptions> Sessions::options_for(std::string_view to) const
{
    if (const NetworkOptions* named = parts_.options.find_network(to)) {
        return *named;
    }
    const NetworkOptions& server = parts_.options.server;
    NetworkOptions wanted = server.without_secrets();
    if (const std::string wrong = read_target(to, wanted); !wrong.empty()) {
        return Error{wrong};
    }
    fill_in(wanted);
    return wanted.title() == server.title() ? server : wanted;
}

// One that is new here, if it has a password that it needs, or a program that tells it.
Result<Session*> Sessions::enter(std::string_view to)
{
    Result<NetworkOptions> wanted = options_for(to);
    if (!wanted) {
        return wanted.error();
    }
    if (Session* known = titled(wanted->title())) {
        return known;
    }
    if (wanted->password_command.empty()) { // else the session asks the program
        if (const Result<void> found = find_password(*wanted, MayAsk::no); !found) {
            return found.error();
        }
    }
    return &add(wanted.take(), parts_.model.add_network());
}

void Sessions::connect(std::string_view to)
{
    const Result<Session*> entered =
        to.empty() ? Result<Session*>(&of(parts_.model.network())) : enter(to);
    if (!entered) {
        return parts_.model.tell(LineKind::error, entered.error().sentence);
    }
    Session& session = **entered;
    parts_.model.show(session.network().server());
    if (session.is_wanted()) {
        const std::string_view how = session.network().is_online() ? "there" : "on the way there";
        return parts_.model.tell(LineKind::info,
                                 concat({"already ", how, "; /reconnect ",
                                         session.options().title(), " connects anew"}));
    }
    session.connect();
}

void Sessions::disconnect(std::string_view what)
{
    Session& session = take(what);
    session.leave(what);
}

void Sessions::reconnect(std::string_view network)
{
    Session& session = take(network);
    if (!network.empty()) {
        return parts_.model.tell(LineKind::error,
                                 concat({"there is no network \"", network, "\": /connect HOST"}));
    }
    session.reconnect();
}

void Sessions::close(model::Network& network)
{
    Session& session = of(network);
    session.leave({});
    session.close();
    std::erase_if(all_, [&](const auto& one) { return one.get() == &session; });
    parts_.model.remove_network(network);
}

void Sessions::each(const std::function<void(Session&)>& act)
{
    for (const std::unique_ptr<Session>& session : all_) {
        act(*session);
    }
}

bool Sessions::may_have_more()
{
    return std::count_if(all_.begin(), all_.end(),
                         [](const auto& session) { return session->may_have_more(); }) != 0;
}

bool Sessions::have_unfinished() const
{
    return std::any_of(all_.begin(), all_.end(),
                       [](const auto& session) { return session->has_unfinished(); });
}

} // namespace hubbub::tui
