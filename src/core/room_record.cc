// SPDX-License-Identifier: MIT
//
//   record = *( field LF )
//   field  = "name" SP name | "created" SP time | "topic" SP time SP source SP text
//          | "modes" SP letters | "key" SP key | "limit" SP number
//          | "founder" SP account | "rank" SP letters SP folded account
//          | ( "b" | "e" | "I" ) SP time SP source SP mask
//   time   = milliseconds since 1970 UTC
#include "core/room_record.h"

#include "base/strings.h"

#include <array>

namespace hubbub::core {

namespace {

std::string write_time(WallTime time)
{
    return std::to_string(time.time_since_epoch().count());
}

bool read_time(std::string_view text, WallTime& time)
{
    const auto count = parse_number<std::int64_t>(text);
    time = WallTime(Millis(count.value_or(0)));
    return count.has_value();
}

void add(std::string& out, std::string_view name, std::initializer_list<std::string_view> rest)
{
    out += name;
    for (const std::string_view piece : rest) {
        out += concat({" ", piece});
    }
    out += '\n';
}

// ---- one field each: write what is there, read the rest of its line

void write_name(const Channel& channel, std::string& out)
{
    add(out, "name", {channel.name});
}

bool read_name(std::string_view rest, Channel& channel)
{
    channel.name = rest;
    return !rest.empty();
}

void write_created(const Channel& channel, std::string& out)
{
    add(out, "created", {write_time(channel.created)});
}

bool read_created(std::string_view rest, Channel& channel)
{
    return read_time(rest, channel.created);
}

void write_topic(const Channel& channel, std::string& out)
{
    const Topic& topic = channel.topic;
    if (!topic.set_by.empty()) {
        add(out, "topic", {write_time(topic.set_at), topic.set_by, topic.text});
    }
}

bool read_topic(std::string_view rest, Channel& channel)
{
    const bool timed = read_time(cut(rest, ' '), channel.topic.set_at);
    channel.topic.set_by = cut(rest, ' ');
    channel.topic.text = rest;
    return timed;
}

void write_modes(const Channel& channel, std::string& out)
{
    std::string letters;
    for (const ChannelMode& mode : channel_modes()) {
        if (channel.modes.has(mode.letter)) {
            letters += mode.letter;
        }
    }
    add(out, "modes", {letters});
}

bool read_modes(std::string_view rest, Channel& channel)
{
    channel.modes = {};
    for (const char letter : rest) {
        if (find_channel_mode(letter) != nullptr) { // else of a program that knew more
            channel.modes.set(letter);
        }
    }
    return true;
}

void write_key(const Channel& channel, std::string& out)
{
    if (!channel.key.empty()) {
        add(out, "key", {channel.key});
    }
}

bool read_key(std::string_view rest, Channel& channel)
{
    channel.key = rest;
    return true;
}

void write_limit(const Channel& channel, std::string& out)
{
    if (channel.limit != 0) {
        add(out, "limit", {std::to_string(channel.limit)});
    }
}

bool read_limit(std::string_view rest, Channel& channel)
{
    const auto limit = parse_number<std::size_t>(rest);
    channel.limit = limit.value_or(0);
    return limit.has_value();
}

template <char Letter>
void write_list(const Channel& channel, std::string& out)
{
    constexpr char letter = Letter;
    for (const ListEntry& entry : channel.list(Letter)) {
        add(out, {&letter, 1}, {write_time(entry.set_at), entry.set_by, entry.mask});
    }
}

template <char Letter>
bool read_list(std::string_view rest, Channel& channel)
{
    ListEntry entry;
    const bool timed = read_time(cut(rest, ' '), entry.set_at);
    entry.set_by = cut(rest, ' ');
    entry.mask = rest;
    channel.list(Letter).push_back(std::move(entry));
    return timed;
}

void write_founder(const Channel& channel, std::string& out)
{
    if (channel.is_registered()) {
        add(out, "founder", {channel.founder});
    }
}

bool read_founder(std::string_view rest, Channel& channel)
{
    channel.founder = rest;
    channel.permanent = true;
    return !rest.empty();
}

void write_ranks(const Channel& channel, std::string& out)
{
    for (const auto& [account, ranks] : channel.account_ranks) {
        add(out, "rank", {letters_of(ranks), account});
    }
}

bool read_rank(std::string_view rest, Channel& channel)
{
    const std::string_view letters = cut(rest, ' ');
    for (const char letter : letters) {
        const ChannelMode* mode = find_channel_mode(letter);
        if (mode != nullptr && mode->type == ModeType::rank) {
            channel.account_ranks[std::string(rest)].add(mode->rank);
        }
    }
    return !rest.empty();
}

struct Field {
    std::string_view name;
    void (*write)(const Channel& channel, std::string& out);
    bool (*read)(std::string_view rest, Channel& channel);
};

constexpr auto fields = std::to_array<Field>({
    {"name", write_name, read_name},
    {"created", write_created, read_created},
    {"topic", write_topic, read_topic},
    {"modes", write_modes, read_modes},
    {"key", write_key, read_key},
    {"limit", write_limit, read_limit},
    {"founder", write_founder, read_founder},
    {"rank", write_ranks, read_rank},
    {"b", write_list<'b'>, read_list<'b'>},
    {"e", write_list<'e'>, read_list<'e'>},
    {"I", write_list<'I'>, read_list<'I'>},
});

} // namespace

std::string write_room(const Channel& channel)
{
    std::string out;
    for (const Field& field : fields) {
        field.write(channel, out);
    }
    return out;
}

Result<void> read_room(std::string_view value, Channel& channel)
{
    while (!value.empty()) {
        std::string_view rest = cut(value, '\n');
        const std::string_view name = cut(rest, ' ');
        for (const Field& field : fields) {
            if (field.name == name && !field.read(rest, channel)) {
                return Error{concat({"its ", name, " makes no sense"})};
            }
        }
    }
    return {};
}

} // namespace hubbub::core
