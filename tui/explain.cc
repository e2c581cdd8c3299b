// SPDX-License-Identifier: MIT
#include "tui/explain.h"

#include "tui/net/inquiry.h"

#include <cstdio>
#include <optional>
#include <string>

namespace hubbub::tui {

int run_dns(hubbub::net::Loop& loop, const Clock& clock, const Options& options)
{
    std::optional<net::Inquiries::Answer> answer;
    net::Inquiries inquiries(loop, clock, {options.server.target.resolvers});
    inquiries.ask(options.dns, [&](const net::Inquiries::Answer& told) { answer = told; });
    while (!answer) {
        loop.run_once();
    }
    for (const std::string& line : answer->lines) {
        std::printf("%s\n", line.c_str());
    }
    return answer->well ? 0 : 1;
}

} // namespace hubbub::tui
