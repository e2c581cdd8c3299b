// SPDX-License-Identifier: MIT
#include "tui/sessions.h"

#include "base/ensure.h"
#include "base/strings.h"

#include <algorithm>
#include <utility>

namespace hubbub::tui {

using model::LineKind;

Sessions::Sessions(Parts parts) : parts_(parts)
{
    for (NetworkOptions& one : parts.options.at_start()) {
        const bool first = all_.empty();
        add(std::move(one), first ? *parts.model.networks.front() : parts.model.add_network());
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
    const std::string logs = parts_.options.log ? parts_.options.log_directory : std::string{};
    return *all_.emplace_back(
        std::make_unique<Session>(Session::Parts{parts_.loop, parts_.clock, parts_.trust, network},
                                  std::move(options), logs));
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

// By the name it is shown with, the name of its table, or its host.
Session* Sessions::find(std::string_view name)
{
    const auto found = std::find_if(all_.begin(), all_.end(), [&](const auto& session) {
        return equals_ignoring_case(session->network().name, name) ||
               equals_ignoring_case(session->options().title(), name);
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

void Sessions::connect(std::string_view to)
{
    NetworkOptions wanted = parts_.options.server;
    wanted.name.clear();
    const auto named =
        std::find_if(parts_.options.networks.begin(), parts_.options.networks.end(),
                     [&](const NetworkOptions& one) { return equals_ignoring_case(one.name, to); });
    std::string wrong;
    if (to.empty()) {
        wanted = of(parts_.model.network()).options();
    } else if (named != parts_.options.networks.end()) {
        wanted = *named;
    } else {
        wrong = read_target(to, wanted);
        fill_in(wanted);
    }
    if (!wrong.empty()) {
        return parts_.model.tell(LineKind::error, wrong);
    }
    Session* session = find(wanted.title());
    if (session == nullptr) {
        if (const Result<void> found = find_password(wanted, MayAsk::no); !found) {
            return parts_.model.tell(LineKind::error, found.error().sentence);
        }
        session = &add(std::move(wanted), parts_.model.add_network());
    } else if (session->is_wanted()) {
        parts_.model.tell(LineKind::info, concat({"already there; /reconnect ",
                                                  session->options().title(), " connects anew"}));
    }
    parts_.model.show(session->network().server());
    session->connect();
}

void Sessions::disconnect(std::string_view what)
{
    Session& session = take(what);
    if (session.network().connection == model::Connection::offline) {
        session.leave(what); // no more attempts
        return parts_.model.tell(LineKind::info, concat({session.network().name,
                                                         " is not connected; /connect connects"}));
    }
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

bool Sessions::have_unsent() const
{
    return std::any_of(all_.begin(), all_.end(),
                       [](const auto& session) { return session->has_unsent(); });
}

} // namespace hubbub::tui
