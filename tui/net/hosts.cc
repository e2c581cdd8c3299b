// SPDX-License-Identifier: MIT
#include "tui/net/hosts.h"

#include "base/strings.h"

#include <algorithm>
#include <vector>

namespace hubbub::tui::net {

namespace {

using hubbub::net::Address;

std::string_view without_dot(std::string_view name)
{
    return name.ends_with('.') ? name.substr(0, name.size() - 1) : name;
}

bool is_named(std::string_view line, std::string_view name)
{
    for (std::string_view word : split(line, '\t')) {
        const std::vector<std::string_view> names = words(word);
        if (std::any_of(names.begin(), names.end(),
                        [&](std::string_view one) { return equals_ignoring_case(one, name); })) {
            return true;
        }
    }
    return false;
}

} // namespace

HostsAnswer ask_hosts(std::string_view text, std::string_view name, std::uint16_t port)
{
    HostsAnswer answer;
    std::vector<std::string> numbers;
    std::size_t number = 0;
    name = without_dot(name);
    while (!text.empty()) {
        ++number;
        std::string_view line = cut(text, '\n');
        line = trim(line.substr(0, line.find_first_of("#\r")));
        const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
        const Result<Address> address = Address::from_host(line.substr(0, end), port);
        if (!address || !is_named(line.substr(end), name)) {
            continue;
        }
        (address->family() == AF_INET6 ? answer.six : answer.four).push_back(*address);
        numbers.push_back(std::to_string(number));
    }
    if (!numbers.empty()) {
        answer.lines = concat({numbers.size() == 1 ? "line " : "lines ", join(numbers, ", ")});
    }
    return answer;
}

bool is_localhost(std::string_view name)
{
    const std::string lower = to_lower(without_dot(name));
    return lower == "localhost" || lower.ends_with(".localhost");
}

} // namespace hubbub::tui::net
