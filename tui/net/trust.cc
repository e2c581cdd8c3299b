// SPDX-License-Identifier: MIT
#include "tui/net/trust.h"

#include "base/strings.h"
#include "tui/net/private_file.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

namespace hubbub::tui::net {

namespace {

std::string key_of(std::string_view host, std::uint16_t port)
{
    return concat({host, ":", std::to_string(port)});
}

std::string beside(const std::string& file)
{
    return file.empty() ? std::string{}
                        : (std::filesystem::path(file).parent_path() / "sts_policies").string();
}

} // namespace

Trust::Trust(std::string file) : file_(std::move(file)), sts_(beside(file_))
{
    std::ifstream in(file_);
    for (std::string line; std::getline(in, line);) {
        std::string_view rest = line;
        const std::string_view key = cut(rest, ' ');
        if (!key.empty() && !rest.empty()) {
            fingerprints_[std::string(key)] = rest;
        }
    }
}

Trust::Verdict Trust::judge(std::string_view host, std::uint16_t port,
                            std::string_view fingerprint) const
{
    const auto found = fingerprints_.find(key_of(host, port));
    if (found == fingerprints_.end()) {
        return Verdict::unknown;
    }
    return found->second == fingerprint ? Verdict::known : Verdict::changed;
}

bool Trust::has(std::string_view host, std::uint16_t port) const
{
    return fingerprints_.contains(key_of(host, port));
}

Result<void> Trust::remember(std::string_view host, std::uint16_t port,
                             std::string_view fingerprint)
{
    fingerprints_[key_of(host, port)] = fingerprint;
    if (file_.empty()) {
        return {};
    }
    const int fd = open_to_append(file_);
    const std::string line = concat({key_of(host, port), " ", fingerprint, "\n"});
    const bool written =
        fd >= 0 && write(fd, line.data(), line.size()) == static_cast<ssize_t>(line.size());
    const int error = errno;
    if (fd >= 0) {
        close(fd);
    }
    if (!written) {
        return Error{concat({"cannot write ", file_, ": ", std::strerror(error)})};
    }
    return {};
}

} // namespace hubbub::tui::net
