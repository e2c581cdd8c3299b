// SPDX-License-Identifier: MIT
#include "tui/log.h"

#include "base/strings.h"
#include "tui/model/masked.h"
#include "tui/net/private_file.h"
#include "wire/format.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <functional>
#include <optional>
#include <utility>

namespace hubbub::tui {

namespace {

using model::Buffer;
using model::ChatLine;
using model::LineState;

constexpr std::size_t page_lines = 200;
constexpr std::size_t most_known = 4000;
constexpr std::size_t lines_looked_at = 1000; // of the end of a log, to know them again

std::uint64_t mixed(std::uint64_t a, std::uint64_t b)
{
    constexpr std::uint64_t odd = 0x9e3779b97f4a7c15U;
    return (a ^ (b + odd + (a << 6U) + (a >> 2U))) * odd;
}

// The pieces of a long message share its id. An event has its own, and may be told in other words:
// "alice put you out" is "alice put bob out" for who was bob.
std::uint64_t key_of(const LogLine& line)
{
    const std::hash<std::string_view> hash;
    const auto when = static_cast<std::uint64_t>(line.time.time_since_epoch().count());
    const std::uint64_t who = line.msgid.empty() ? mixed(when, hash(line.nick)) : hash(line.msgid);
    const bool by_id_alone = !line.msgid.empty() && model::is_event(line.kind);
    return by_id_alone ? who : mixed(who, hash(line.text));
}

LogLine as_logged(const ChatLine& line)
{
    return {line.kind, line.time, std::string(line.nick), wire::strip_format(line.text),
            std::string(line.msgid)};
}

// What one says to NickServ may be a password.
bool is_secret(const Buffer& buffer, const ChatLine& line)
{
    return line.mine && buffer.kind == Buffer::Kind::person && model::is_service(buffer.name);
}

// What stands at the top of a buffer, to be known again.
std::unordered_set<std::uint64_t> keys_of_oldest(const Buffer& buffer)
{
    std::unordered_set<std::uint64_t> keys;
    for (std::size_t i = 0; i < buffer.lines.size() && i < lines_looked_at; ++i) {
        keys.insert(key_of(as_logged(buffer.lines[i])));
    }
    return keys;
}

// Other lines have the time of our own clock.
std::optional<WallTime> oldest_logged(const Buffer& buffer)
{
    for (std::size_t i = 0; i < buffer.lines.size(); ++i) {
        const ChatLine line = buffer.lines[i];
        if (is_logged(line.kind) && line.state == LineState::stored) {
            return line.time;
        }
    }
    return std::nullopt;
}

bool is_being_filled(const Buffer* buffer)
{
    return buffer != nullptr && buffer->fetch && buffer->fetch->why != model::Fetch::Why::older;
}

} // namespace

std::string usual_log_directory()
{
    return net::state_path("logs");
}

LocalLog::LocalLog(const std::string& directory, std::string_view network)
    : folder_(directory.empty() ? std::string{} : concat({directory, "/", file_name_of(network)}))
{
}

LocalLog::~LocalLog()
{
    for (auto& [name, conversation] : conversations_) {
        append(conversation);
    }
    if (lock_ >= 0) {
        close(lock_);
    }
}

// Two that write one log would write everything twice: the first does, the others read.
bool LocalLog::is_ours()
{
    if (writing_ != Writing::untried) {
        return writing_ == Writing::ours;
    }
    lock_ = net::open_to_append(concat({folder_, "/.lock"}));
    if (lock_ < 0) {
        why_not_ = concat({"cannot write the log in ", folder_, ": ", std::strerror(errno)});
        writing_ = Writing::broken;
    } else if (flock(lock_, LOCK_EX | LOCK_NB) != 0) {
        why_not_ = "another hubbub writes the log of this network; this one does not";
        writing_ = Writing::not_ours;
    } else {
        writing_ = Writing::ours;
    }
    return writing_ == Writing::ours;
}

LocalLog::Conversation& LocalLog::conversation(std::string_view name)
{
    const auto known = by_name_.find(name);
    if (known != by_name_.end()) {
        return *known->second;
    }
    const std::string key = file_name_of(name);
    const bool is_new = !conversations_.contains(key);
    Conversation& fresh = conversations_[key];
    by_name_[std::string(name)] = &fresh;
    fresh.name = name;
    if (!is_new) {
        return fresh; // under another spelling
    }
    fresh.folder = concat({folder_, "/", key});
    fresh.unread = end_of_log(fresh.folder);
    LogPlace place = fresh.unread;
    for (const LogLine& line : read_page(fresh.folder, place, lines_looked_at)) {
        fresh.oldest = fresh.oldest == WallTime{} ? line.time : std::min(fresh.oldest, line.time);
        remember(fresh, key_of(line));
    }
    return fresh;
}

// False: it is known already.
bool LocalLog::remember(Conversation& conversation, std::uint64_t key)
{
    if (!conversation.known.insert(key).second) {
        return false;
    }
    conversation.known_in_order.push_back(key);
    if (conversation.known_in_order.size() > most_known) {
        conversation.known.erase(conversation.known_in_order.front());
        conversation.known_in_order.pop_front();
    }
    return true;
}

void LocalLog::note(const Buffer& buffer, const ChatLine& line)
{
    if (folder_.empty() || buffer.kind == Buffer::Kind::server || !is_logged(line.kind) ||
        line.state != LineState::stored || is_secret(buffer, line) || !is_ours()) {
        return;
    }
    Conversation& there = conversation(buffer.name);
    if (line.time >= there.oldest && remember(there, key_of(as_logged(line)))) {
        there.waiting.push_back({line.time, log_text(line)});
    }
}

void LocalLog::write(model::Network& network)
{
    for (auto& [name, conversation] : conversations_) {
        if (!conversation.waiting.empty() && !is_being_filled(network.find(conversation.name))) {
            append(conversation);
        }
    }
    if (!why_not_.empty()) {
        network.info(std::exchange(why_not_, {}));
    }
}

bool LocalLog::append(Conversation& conversation)
{
    std::vector<Noted> waiting = std::exchange(conversation.waiting, {});
    std::stable_sort(waiting.begin(), waiting.end(),
                     [](const Noted& a, const Noted& b) { return a.time < b.time; });
    for (std::size_t i = 0; i < waiting.size() && writing_ == Writing::ours;) {
        const std::string month = month_of(waiting[i].time);
        std::string bytes;
        for (; i < waiting.size() && month_of(waiting[i].time) == month; ++i) {
            bytes += waiting[i].text;
        }
        const int fd = net::open_to_append(concat({conversation.folder, "/", month, ".log"}));
        const bool written = fd >= 0 && ::write(fd, bytes.data(), bytes.size()) ==
                                            static_cast<ssize_t>(bytes.size());
        const int error = errno;
        if (fd >= 0) {
            close(fd);
        }
        if (!written) {
            why_not_ =
                concat({"the log in ", conversation.folder,
                        " cannot be written: ", std::strerror(error), ". Nothing more is logged"});
            writing_ = Writing::broken;
        }
    }
    return writing_ == Writing::ours;
}

bool LocalLog::read_older(Buffer& buffer, Above above)
{
    if (folder_.empty() || buffer.kind == Buffer::Kind::server) {
        return false;
    }
    Conversation& there = conversation(buffer.name);
    if (std::exchange(buffer.shortened, false)) {
        append(there);
        there.unread = end_of_log(there.folder);
        there.reread = true;
    }
    const std::unordered_set<std::uint64_t> shown = keys_of_oldest(buffer);
    const std::optional<WallTime> first = oldest_logged(buffer);
    const bool bounded = first && (there.reread || above == Above::servers_history);
    const WallTime oldest = bounded ? *first : WallTime::max();
    if (bounded && there.unread.month > month_of(oldest)) { // months that the server has told
        there.unread = place_after(there.folder, month_of(oldest));
    }
    std::vector<LogLine> page;
    while (page.empty() && !there.unread.month.empty()) {
        page = read_page(there.folder, there.unread, page_lines);
        std::erase_if(page, [&](const LogLine& line) {
            return line.time > oldest || shown.contains(key_of(line));
        });
    }
    std::vector<ChatLine> lines;
    for (const LogLine& one : page) {
        ChatLine& line = lines.emplace_back();
        line.kind = one.kind;
        line.time = one.time;
        line.nick = one.nick;
        line.text = one.text;
        line.msgid = one.msgid;
        line.mine = buffer.network->is_me(one.nick);
    }
    buffer.lines.prepend(lines, buffer.marks);
    buffer.network->model.dirty |= !lines.empty();
    return !lines.empty();
}

} // namespace hubbub::tui
