// SPDX-License-Identifier: MIT
#include "tui/net/unsent_records.h"

#include "base/strings.h"

#include <array>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <utility>

namespace hubbub::tui::net {

namespace {

using State = OutgoingLine::State;

constexpr std::string_view sent = "sent";
constexpr std::string_view unsent = "unsent";

constexpr std::array<std::pair<char, char>, 4> escapes = {
    {{'\\', '\\'}, {'\n', 'n'}, {'\t', 't'}, {'\r', 'r'}}};

std::string escaped(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        char letter = '\0';
        for (const auto& [plain, escape] : escapes) {
            letter = c == plain ? escape : letter;
        }
        if (letter != '\0') {
            out += '\\';
        }
        out += letter != '\0' ? letter : c;
    }
    return out;
}

std::string unescaped(std::string_view text)
{
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char plain = text[i];
        if (plain == '\\' && i + 1 < text.size()) {
            ++i;
            for (const auto& [one, escape] : escapes) {
                plain = text[i] == escape ? one : plain;
            }
        }
        out += plain;
    }
    return out;
}

// FNV-1a, 64 bits, in hexadecimal: against what a disk or a hand does to it, not against malice.
std::string checksum(std::string_view text)
{
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    }
    std::array<char, 17> hex{};
    std::snprintf(hex.data(), hex.size(), "%016llx", static_cast<unsigned long long>(hash));
    return {hex.data(), 16};
}

std::string with_checksum(std::string_view record)
{
    return concat({checksum(record), "\t", record, "\n"});
}

std::optional<OutgoingLine> read_line(const std::vector<std::string_view>& fields)
{
    const auto said = parse_number<std::int64_t>(fields.size() == 7 ? fields[3] : "");
    if (!said || fields[1].empty() || fields[5].empty() || fields[6].empty()) {
        return std::nullopt;
    }
    OutgoingLine line;
    line.label = unescaped(fields[1]);
    line.id = unescaped(fields[2]);
    line.said = WallTime(Millis(*said));
    line.was_sent = fields[4] != unsent;
    line.target = unescaped(fields[5]);
    line.body = unescaped(fields[6]);
    line.state = State::held;
    return line;
}

void put(std::vector<OutgoingLine>& lines, OutgoingLine line)
{
    for (OutgoingLine& known : lines) {
        if (known.label == line.label) {
            known = std::move(line);
            return;
        }
    }
    lines.push_back(std::move(line));
}

// False: it is no record.
bool take(std::string_view record, std::vector<OutgoingLine>& lines)
{
    const std::string_view sum = cut(record, '\t');
    if (sum != checksum(record)) {
        return false;
    }
    const std::vector<std::string_view> fields = split(record, '\t');
    if (fields[0] == "-" && fields.size() == 2) {
        const std::string label = unescaped(fields[1]);
        std::erase_if(lines, [&](const OutgoingLine& line) { return line.label == label; });
        return true;
    }
    std::optional<OutgoingLine> line = fields[0] == "+" ? read_line(fields) : std::nullopt;
    if (line) {
        put(lines, std::move(*line));
    }
    return line.has_value();
}

} // namespace

std::string record_of(const OutgoingLine& line)
{
    const bool was_sent = line.was_sent || line.state == State::sent;
    return with_checksum(
        concat({"+\t", escaped(line.label), "\t", escaped(line.id), "\t",
                std::to_string(line.said.time_since_epoch().count()), "\t",
                was_sent ? sent : unsent, "\t", escaped(line.target), "\t", escaped(line.body)}));
}

std::string record_of_end(std::string_view label)
{
    return with_checksum(concat({"-\t", escaped(label)}));
}

UnsentLines read_unsent(std::string_view records)
{
    UnsentLines all;
    while (!records.empty()) {
        const std::size_t end = records.find('\n');
        const bool whole = end != std::string_view::npos;
        all.damaged = !(whole && take(records.substr(0, end), all.lines)) || all.damaged;
        records.remove_prefix(whole ? end + 1 : records.size());
    }
    for (OutgoingLine& line : all.lines) { // that it was may stand in what is lost
        line.was_sent = line.was_sent || all.damaged;
    }
    return all;
}

} // namespace hubbub::tui::net
