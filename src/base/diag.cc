// SPDX-License-Identifier: MIT
#include "base/diag.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace hubbub::diag {

namespace {

struct Row {
    Level level;
    std::string_view name;
    std::string_view journald_prefix; // sd-daemon(3), "<N>" before the line
};

constexpr std::array<Row, 4> rows = {{
    {Level::error, "error", "<3>"},
    {Level::warning, "warning", "<4>"},
    {Level::info, "info", "<6>"},
    {Level::debug, "debug", "<7>"},
}};

Level least_grave = Level::info;
Sink other_sink = nullptr;

const Row& row_of(Level level)
{
    return rows[static_cast<std::size_t>(level)];
}

void to_stderr(Level level, std::string_view line)
{
    static const bool journald = std::getenv("JOURNAL_STREAM") != nullptr;
    std::string out;
    if (journald) {
        out += row_of(level).journald_prefix;
    } else if (level != Level::info) {
        out += row_of(level).name;
        out += ": ";
    }
    out += line;
    out += '\n';
    std::fwrite(out.data(), 1, out.size(), stderr);
}

void emit(Level level, std::string_view line)
{
    if (level <= least_grave) {
        (other_sink != nullptr ? other_sink : to_stderr)(level, line);
    }
}

} // namespace

void set_level(Level level)
{
    least_grave = level;
}

void set_sink(Sink sink)
{
    other_sink = sink;
}

bool parse_level(std::string_view name, Level& out)
{
    for (const Row& row : rows) {
        if (row.name == name) {
            out = row.level;
            return true;
        }
    }
    return false;
}

std::string_view name_of(Level level)
{
    return row_of(level).name;
}

void error(std::string_view line)
{
    emit(Level::error, line);
}

void warning(std::string_view line)
{
    emit(Level::warning, line);
}

void info(std::string_view line)
{
    emit(Level::info, line);
}

void debug(std::string_view line)
{
    emit(Level::debug, line);
}

} // namespace hubbub::diag
