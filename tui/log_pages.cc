// SPDX-License-Identifier: MIT
#include "tui/log_pages.h"

#include "base/strings.h"
#include "crypto/digest.h"
#include "wire/line.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

namespace hubbub::tui {

namespace {

constexpr std::size_t piece_size = 65536; // longer than any line
constexpr std::size_t longest_name = 180; // of a file, whose limit is 255 with what we add
constexpr std::string_view suffix = ".log";
constexpr std::size_t month_size = 7; // "2026-11"

std::string hex(std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        out += digits[byte >> 4U];
        out += digits[byte & 15U];
    }
    return out;
}

// The newest month there that is older; empty: none.
std::string month_before(const std::string& folder, std::string_view month)
{
    std::string newest;
    std::error_code error;
    for (std::filesystem::directory_iterator one(folder, error), end; !error && one != end;
         one.increment(error)) {
        const std::string name = one->path().filename().string();
        const std::string_view candidate = std::string_view(name).substr(0, month_size);
        const bool fits = name.size() == month_size + suffix.size() && name.ends_with(suffix) &&
                          is_digit(name.front()) && (month.empty() || candidate < month);
        if (fits && candidate > newest) {
            newest = candidate;
        }
    }
    return newest;
}

std::uint64_t size_of(const std::string& path)
{
    struct stat facts {};
    return stat(path.c_str(), &facts) == 0 ? static_cast<std::uint64_t>(facts.st_size) : 0;
}

std::string path_of(const std::string& folder, std::string_view month)
{
    return concat({folder, "/", month, suffix});
}

// The whole lines of the piece that ends at the place, newest first, until there are enough; the
// place moves to before the last of them.
void read_piece(const std::string& path, LogPlace& place, std::size_t most,
                std::vector<LogLine>& newest_first)
{
    const std::uint64_t start = place.offset - std::min<std::uint64_t>(place.offset, piece_size);
    std::string bytes(place.offset - start, '\0');
    const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const ssize_t got =
        fd < 0 ? -1 : pread(fd, bytes.data(), bytes.size(), static_cast<off_t>(start));
    if (fd >= 0) {
        close(fd);
    }
    if (got != static_cast<ssize_t>(bytes.size())) {
        place.offset = 0; // it has gone, or was cut
        return;
    }
    std::string_view rest = bytes;
    while (!rest.empty() && newest_first.size() < most) {
        const std::size_t feed = rest.substr(0, rest.size() - 1).rfind('\n');
        if (feed == std::string_view::npos && start != 0 && rest.size() < bytes.size()) {
            break; // its start is in the piece before
        }
        const std::size_t from = feed == std::string_view::npos ? 0 : feed + 1;
        std::string_view line = rest.substr(from);
        line.remove_suffix(line.ends_with('\n') ? 1 : 0);
        if (std::optional<LogLine> one = read_log_line(line)) {
            newest_first.push_back(std::move(*one));
        }
        rest = rest.substr(0, from);
    }
    place.offset = start + rest.size();
}

} // namespace

std::string file_name_of(std::string_view name)
{
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyz0123456789#&+!@~^_-[]{}|`:,=";
    std::string out;
    for (const char c : to_lower(name)) {
        const bool letter = static_cast<unsigned char>(c) >= 0x80;
        const bool inner_dot = c == '.' && !out.empty();
        if (letter || inner_dot || plain.find(c) != std::string_view::npos) {
            out += c;
        } else {
            out += concat({"%", hex({&c, 1})});
        }
    }
    if (out.empty() || out.size() > longest_name) {
        out = concat(
            {out.substr(0, longest_name - 64), "%%", hex(crypto::sha256(name)).substr(0, 32)});
    }
    return out;
}

std::string month_of(WallTime time)
{
    return wire::format_time(time).substr(0, month_size);
}

LogPlace end_of_log(const std::string& folder)
{
    const std::string month = month_before(folder, {});
    return {month, month.empty() ? 0 : size_of(path_of(folder, month))};
}

LogPlace place_after(const std::string& folder, std::string_view month)
{
    const std::uint64_t size = size_of(path_of(folder, month));
    if (size != 0) {
        return {std::string(month), size};
    }
    const std::string before = month_before(folder, month);
    return {before, before.empty() ? 0 : size_of(path_of(folder, before))};
}

std::vector<LogLine> read_page(const std::string& folder, LogPlace& place, std::size_t most)
{
    std::vector<LogLine> lines;
    while (!place.month.empty() && lines.size() < most) {
        if (place.offset != 0) {
            read_piece(path_of(folder, place.month), place, most, lines);
            continue;
        }
        place.month = month_before(folder, place.month);
        place.offset = place.month.empty() ? 0 : size_of(path_of(folder, place.month));
    }
    std::reverse(lines.begin(), lines.end());
    return lines;
}

} // namespace hubbub::tui
