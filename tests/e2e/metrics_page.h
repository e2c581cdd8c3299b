// SPDX-License-Identifier: MIT
// What the server tells those who watch it over HTTP.
#pragma once

#include "tests/support/catch.h"
#include "tests/support/line_client.h"
#include "tests/support/process.h"

#include <string>
#include <string_view>

namespace hubbub::tests {

inline constexpr std::string_view metrics_on = "[metrics]\nlisten = \"127.0.0.1:0\"\n";

inline int metrics_port(Hubbubd& server)
{
    const std::string line = server.process().expect("metrics at http://");
    const std::size_t colon = line.rfind(':');
    return std::stoi(line.substr(colon + 1));
}

inline std::string ask(int port, const std::string& path)
{
    LineClient client(port);
    client.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    return client.expect_end();
}

// The value of a sample, by its name and labels as they are written.
inline double sample(int port, const std::string& name)
{
    const std::string text = ask(port, "/metrics");
    const std::size_t at = text.find("\n" + name + " ");
    INFO(name);
    REQUIRE(at != std::string::npos);
    return std::stod(text.substr(at + name.size() + 2));
}

} // namespace hubbub::tests
