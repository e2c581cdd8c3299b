// SPDX-License-Identifier: MIT
// Everything an operator can decide. daemon/options.cc has a row for each key.
#pragma once

#include "base/clock.h"
#include "base/diag.h"
#include "core/retention.h"
#include "core/settings.h"
#include "daemon/admission.h"
#include "net/address.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace hubbub::daemon {

enum class ListenMode { automatic, irc, plain, tls };

struct ListenAt {
    net::Address address;
    ListenMode mode = ListenMode::automatic;
};

struct Config {
    core::Settings settings;
    std::vector<ListenAt> listen; // empty: 127.0.0.1:5000
    std::string state;            // directory; "none": nothing is kept
    std::string motd_file;
    std::string certificate;
    std::string key;
    bool cloak = true;
    bool confine = true; // daemon/confine.h
    core::Retention retention;
    AdmissionLimits admission;
    std::optional<net::Address> metrics; // where they are told; nothing: nowhere
    bool metrics_public = false;         // beyond this machine
    diag::Level log_level = diag::Level::info;
};

} // namespace hubbub::daemon
