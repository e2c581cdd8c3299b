// SPDX-License-Identifier: MIT
#include "commands/offer.h"

#include "base/strings.h"
#include "commands/reply.h"
#include "core/caps.h"

#include <string>
#include <string_view>

namespace hubbub::commands {

namespace {

std::string offer_of(const core::CapRow& row, const core::Settings& settings)
{
    const std::string value = row.value == nullptr ? std::string{} : row.value(settings);
    return value.empty() ? std::string(row.name) : concat({row.name, "=", value});
}

void tell(core::Network& network, core::Session& session, std::string_view what,
          const std::string& names)
{
    if (!names.empty() && session.has(core::Cap::cap_notify)) {
        wire::Line line(network.settings().name, "CAP", {nick_of(session), what, names});
        line.trailing = true;
        network.outbox().aside(session, line);
    }
}

} // namespace

void tell_offer_changes(core::Network& network, const core::Settings& before)
{
    const core::Settings& now = network.settings();
    std::string added;
    std::string gone;
    core::CapSet lost;
    for (const core::CapRow& row : core::caps()) {
        const bool was = core::is_offered(row, before);
        const bool is = core::is_offered(row, now);
        if (is && (!was || offer_of(row, before) != offer_of(row, now))) {
            added += concat({added.empty() ? "" : " ", offer_of(row, now)});
        } else if (was && !is) {
            gone += concat({gone.empty() ? "" : " ", row.name});
            lost.add(row.cap);
        }
    }
    network.world().each_session([&](core::Session& session) {
        tell(network, session, "DEL", gone);
        tell(network, session, "NEW", added);
        for (const core::CapRow& row : core::caps()) {
            if (lost.has(row.cap)) {
                session.caps.remove(row.cap);
            }
        }
        session.parts = core::parts_of(session.caps);
    });
}

} // namespace hubbub::commands
