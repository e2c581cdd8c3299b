// SPDX-License-Identifier: MIT
#include "base/diag.h"

#include "base/nonblocking_lines.h"

#include <unistd.h>

#include <algorithm>
#include <array>
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

constexpr std::size_t piece = 4096; // the longest line, with its end

// As it is written: with its level in front and its line end.
std::string marked(Level level, std::string_view line)
{
    static const bool journald = std::getenv("JOURNAL_STREAM") != nullptr;
    std::string out;
    if (journald) {
        out += row_of(level).journald_prefix;
    } else if (level != Level::info) {
        out += row_of(level).name;
        out += ": ";
    }
    out += line.substr(0, piece - out.size() - 1);
    out += '\n';
    return out;
}

std::string about_lost(std::size_t lines)
{
    return marked(Level::warning,
                  std::to_string(lines) + " lines were not written: nobody read them");
}

NonblockingLines& out()
{
    static NonblockingLines lines(STDERR_FILENO);
    return lines;
}

void write_without_waiting(std::string_view line)
{
    out().write(line, about_lost);
}

void to_stderr(Level level, std::string_view line)
{
    write_without_waiting(marked(level, line));
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

void take_stderr()
{
    out();
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

void page(std::string_view lines)
{
    while (!lines.empty()) {
        const std::size_t end = lines.find('\n');
        const std::size_t size = end == std::string_view::npos ? lines.size() : end + 1;
        write_without_waiting(lines.substr(0, std::min(size, piece)));
        lines.remove_prefix(size);
    }
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
