// SPDX-License-Identifier: MIT
#include "tui/model/scrollback.h"

#include "wire/format.h"
#include "wire/safe_text.h"

#include <algorithm>
#include <cstdint>

namespace hubbub::tui::model {

namespace {

// The first chunk grows to a whole one by doubling: many buffers hold a few lines and no more.
constexpr std::size_t first_chunk_size = 4095;
constexpr std::size_t chunk_size = 16 * first_chunk_size; // where a line starts takes 16 bits
static_assert(chunk_size <= UINT16_MAX);
constexpr std::uint32_t most_chunks = (1U << 24U) - 1; // a terabyte
constexpr std::size_t longest_text = (1U << 24U) - 1;
constexpr std::int64_t latest_time = (std::int64_t{1} << 47U) - 1; // milliseconds: the year 6429
constexpr std::size_t longest_nick = 255;
constexpr std::size_t longest_msgid = 255;

std::uint8_t bits_of(const ChatLine& line)
{
    return static_cast<std::uint8_t>(static_cast<unsigned>(line.kind) |
                                     (static_cast<unsigned>(line.state) << 3U) |
                                     (line.mine ? 1U << 5U : 0U) | (line.mention ? 1U << 6U : 0U));
}

} // namespace

std::string safe_with_format(std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        const std::size_t end = wire::find_format_code(text);
        out += wire::SafeText::from_network(text.substr(0, end)).text();
        if (end < text.size()) {
            out += text[end];
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

WallTime Scrollback::Packed::time() const
{
    return WallTime(Millis(std::int64_t{time_high} * (std::int64_t{1} << 32U) + time_low));
}

LineState Scrollback::Packed::state() const
{
    return static_cast<LineState>((bits >> 3U) & 3U);
}

void Scrollback::Packed::become(LineState state)
{
    bits = static_cast<std::uint8_t>((bits & ~(3U << 3U)) | (static_cast<unsigned>(state) << 3U));
}

ChatLine Scrollback::operator[](std::size_t index) const
{
    const Packed& packed = lines_[index];
    const std::string_view bytes = std::string_view(chunks_[packed.chunk]).substr(packed.offset);
    ChatLine line;
    line.kind = static_cast<LineKind>(packed.bits & 7U);
    line.state = packed.state();
    line.mine = (packed.bits & (1U << 5U)) != 0;
    line.mention = (packed.bits & (1U << 6U)) != 0;
    line.time = packed.time();
    line.text = bytes.substr(0, packed.text_size);
    line.msgid = bytes.substr(packed.text_size, packed.msgid_size);
    if (packed.nick != NickTable::full) {
        line.nick = nicks_.nick(packed.nick);
    } else {
        const std::string_view nick = bytes.substr(packed.text_size + packed.msgid_size);
        line.nick = nick.substr(1, static_cast<unsigned char>(nick.front()));
    }
    return line;
}

Scrollback::Packed Scrollback::pack(const ChatLine& line)
{
    const std::string nick = wire::SafeText::from_network(line.nick).text().substr(0, longest_nick);
    const std::string text = safe_with_format(line.text);
    ChatLine safe = line;
    safe.nick = nick;
    safe.text = std::string_view(text).substr(0, longest_text);
    safe.msgid = line.msgid.substr(0, longest_msgid);
    return pack_safe(safe);
}

std::string& Scrollback::chunk_with_room(std::size_t size)
{
    if (chunks_.empty() || chunks_.back().size() + size > chunk_size) {
        const std::size_t usual = chunks_.empty() ? first_chunk_size : chunk_size;
        chunks_.emplace_back().reserve(std::max(usual, size));
    }
    return chunks_.back();
}

// Its views are not into this scrollback.
Scrollback::Packed Scrollback::pack_safe(const ChatLine& line)
{
    const std::uint16_t nick_number = nicks_.number_of(line.nick);
    const bool keeps_nick = nick_number == NickTable::full;
    const std::size_t size =
        line.text.size() + line.msgid.size() + (keeps_nick ? 1 + line.nick.size() : 0);
    std::string& chunk = chunk_with_room(size);
    const std::int64_t time =
        std::clamp<std::int64_t>(line.time.time_since_epoch().count(), -latest_time, latest_time);
    Packed packed{};
    packed.chunk = static_cast<std::uint32_t>(chunks_.size() - 1) & most_chunks;
    packed.text_size = static_cast<std::uint32_t>(line.text.size()) & longest_text;
    packed.msgid_size = static_cast<std::uint8_t>(line.msgid.size());
    packed.time_low = static_cast<std::uint32_t>(time);
    packed.time_high = static_cast<std::int16_t>(time >> 32U);
    packed.offset = static_cast<std::uint16_t>(chunk.size());
    packed.nick = nick_number;
    packed.bits = bits_of(line);
    chunk += line.text;
    chunk += line.msgid;
    if (keeps_nick) {
        chunk += static_cast<char>(line.nick.size());
        chunk += line.nick;
    }
    return packed;
}

void Scrollback::note(const ChatLine& line)
{
    ++count(line.state);
    if (line.state == LineState::stored && !line.msgid.empty()) {
        ids_.add(line.msgid);
    }
}

void Scrollback::append(const ChatLine& line)
{
    note(line);
    lines_.push_back(pack(line));
}

void Scrollback::prepend(const std::vector<ChatLine>& lines, Marks& marks)
{
    std::vector<Packed> packed;
    packed.reserve(lines.size());
    for (const ChatLine& line : lines) {
        note(line);
        packed.push_back(pack(line));
        marks.inserted(0);
    }
    lines_.insert(lines_.begin(), packed.begin(), packed.end());
}

bool Scrollback::is_stored(std::size_t index) const
{
    const Packed& packed = lines_[index];
    return packed.state() == LineState::stored && packed.msgid_size != 0;
}

std::size_t Scrollback::newest_stored() const
{
    std::size_t index = lines_.size();
    while (index > 0 && !is_stored(index - 1)) {
        --index;
    }
    return index == 0 ? lines_.size() : index - 1;
}

std::size_t Scrollback::oldest_stored() const
{
    std::size_t index = 0;
    while (index < lines_.size() && !is_stored(index)) {
        ++index;
    }
    return index;
}

// From near outwards, for what is looked for mostly lies there. size() when it is not here.
template <typename Match>
std::size_t Scrollback::search(std::string_view msgid, std::size_t near, Match match) const
{
    if (msgid.empty() || !ids_.may_have(msgid)) {
        return lines_.size();
    }
    const auto is_it = [&](std::size_t index) {
        return is_stored(index) && (*this)[index].msgid == msgid && match((*this)[index]);
    };
    for (std::size_t away = 0; away < lines_.size(); ++away) {
        if (near + away < lines_.size() && is_it(near + away)) {
            return near + away;
        }
        if (near > away && is_it(near - away - 1)) {
            return near - away - 1;
        }
    }
    return lines_.size();
}

std::size_t Scrollback::find(std::string_view msgid, std::size_t near) const
{
    return search(msgid, near, [](const ChatLine&) { return true; });
}

std::size_t Scrollback::find_same(const ChatLine& line, std::size_t near) const
{
    const std::string text = safe_with_format(line.text);
    return search(line.msgid, near, [&](const ChatLine& one) {
        // Only the pieces of a long message share an id.
        return is_event(line.kind) ? is_event(one.kind) : one.text == text;
    });
}

// Below the last line that is not younger; above all that the server has stored if it is older.
std::size_t Scrollback::place_by_time(WallTime time) const
{
    for (std::size_t index = lines_.size(); index-- > 0;) {
        if (is_stored(index) && lines_[index].time() <= time) {
            return index + 1;
        }
    }
    const std::size_t oldest = oldest_stored();
    return oldest == lines_.size() ? 0 : oldest;
}

// Where the first line of the run goes, if it is not here.
std::size_t Scrollback::start_of(const std::vector<ChatLine>& run, const HistoryPlace& place) const
{
    const bool above = place.side == HistoryPlace::Side::above;
    if (place.side != HistoryPlace::Side::unknown) {
        const std::size_t from = find(place.msgid, above ? 0 : lines_.size());
        if (from != lines_.size()) {
            return above ? from : from + 1;
        }
    }
    for (const ChatLine& line : run) {
        std::size_t here = find(line.msgid, lines_.size());
        if (here != lines_.size()) {
            while (here > 0 && (*this)[here - 1].msgid == line.msgid) {
                --here; // the first of its pieces
            }
            return here;
        }
    }
    return run.empty() ? lines_.size() : place_by_time(run.front().time);
}

Scrollback::Merged Scrollback::merge(const std::vector<ChatLine>& run, const HistoryPlace& place,
                                     Marks& marks)
{
    Merged merged;
    std::size_t next = start_of(run, place);
    std::string_view last_id;
    for (std::size_t i = 0; i < run.size(); ++i) {
        const ChatLine& line = run[i];
        const bool piece = !line.msgid.empty() && line.msgid == last_id; // pieces may be equal
        last_id = line.msgid;
        const std::size_t here = find_same(line, next);
        if (here != lines_.size() && (!piece || here == next)) {
            next = std::max(next, here + 1);
            ++merged.known;
            continue;
        }
        merged.fresh.push_back(i);
        if (const std::size_t lost = find_lost_echo(line); lost != lines_.size()) {
            store(lost, line.msgid, line.time);
            if (lost < next) {
                move_down(lost, next - 1, marks);
            } else {
                next = lost + 1;
            }
            ++merged.known;
            continue;
        }
        note(line);
        lines_.insert(lines_.begin() + static_cast<std::ptrdiff_t>(next), pack(line));
        marks.inserted(next);
        ++next;
        ++merged.added;
    }
    return merged;
}

void Scrollback::move_down(std::size_t from, std::size_t to, Marks& marks)
{
    if (from < to) {
        const auto at = [&](std::size_t index) {
            return lines_.begin() + static_cast<std::ptrdiff_t>(index);
        };
        std::rotate(at(from), at(from + 1), at(to + 1));
        marks.moved_down(from, to);
    }
}

std::size_t Scrollback::let_go(std::size_t most, Marks& marks)
{
    std::size_t gone = lines_.size() - std::min(most, lines_.size());
    if (count_of_waiting() != 0) { // what became of it is to be shown
        const auto waiting = std::find_if(lines_.begin(), lines_.end(), [](const Packed& line) {
            return does_wait(line.state());
        });
        gone = std::min(gone, static_cast<std::size_t>(waiting - lines_.begin()));
    }
    // History is asked for from before the oldest line: the pieces of a message stay or go as one.
    while (gone > 0 && gone < lines_.size() && is_stored(gone) &&
           (*this)[gone].msgid == (*this)[gone - 1].msgid) {
        --gone;
    }
    if (gone == 0) {
        return 0;
    }
    lines_.erase(lines_.begin(), lines_.begin() + static_cast<std::ptrdiff_t>(gone));
    pack_anew();
    marks.let_go(gone);
    return gone;
}

// The lines that are left share chunks, nicks and the table of ids with those that went.
void Scrollback::pack_anew()
{
    Scrollback fresh;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        const ChatLine line = (*this)[i];
        fresh.note(line);
        fresh.lines_.push_back(fresh.pack_safe(line));
    }
    *this = std::move(fresh);
}

std::size_t Scrollback::memory() const
{
    std::size_t bytes = lines_.size() * sizeof(Packed) + ids_.memory() + nicks_.memory();
    for (const std::string& chunk : chunks_) {
        bytes += chunk.capacity();
    }
    return bytes;
}

void Scrollback::clear()
{
    std::erase_if(lines_, [](const Packed& line) { return !does_wait(line.state()); });
    pack_anew();
}

} // namespace hubbub::tui::model
