// SPDX-License-Identifier: MIT
#include "core/sasl.h"

#include "base/strings.h"

#include <algorithm>
#include <array>

namespace hubbub::core {

namespace {

constexpr std::array<std::string_view, 3> known = {"PLAIN", "EXTERNAL", "SCRAM-SHA-256"};

} // namespace

bool offers_mechanism(const Settings& settings, std::string_view mechanism)
{
    const std::vector<std::string>& wanted = settings.accounts.mechanisms;
    return std::find(known.begin(), known.end(), mechanism) != known.end() &&
           (wanted.empty() || std::find(wanted.begin(), wanted.end(), mechanism) != wanted.end());
}

std::string offered_mechanisms(const Settings& settings)
{
    std::string names;
    for (const std::string_view mechanism : known) {
        if (offers_mechanism(settings, mechanism)) {
            names += concat({names.empty() ? "" : ",", mechanism});
        }
    }
    return names;
}

} // namespace hubbub::core
