// SPDX-License-Identifier: MIT
#include "tui/model/scrollback.h"

#include "wire/text.h"

#include <algorithm>

namespace hubbub::tui::model {

namespace {

constexpr std::size_t chunk_size = 65536;
constexpr std::size_t longest_nick = 256;
constexpr std::string_view format_codes = "\x02\x1d\x1f\x1e\x11\x16\x0f\x03\x04";

// SafeText for each stretch between formatting codes, which stay.
std::string safe_with_format(std::string_view text)
{
    std::string out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(format_codes), text.size());
        out += wire::SafeText::from_network(text.substr(0, end)).text();
        if (end < text.size()) {
            out += text[end];
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

std::uint8_t bits_of(const ChatLine& line)
{
    return static_cast<std::uint8_t>(static_cast<unsigned>(line.kind) |
                                     (static_cast<unsigned>(line.state) << 3U) |
                                     (line.mine ? 1U << 5U : 0U) | (line.mention ? 1U << 6U : 0U));
}

} // namespace

ChatLine Scrollback::operator[](std::size_t index) const
{
    const Packed& packed = lines_[index];
    const std::string_view bytes = std::string_view(chunks_[packed.chunk]).substr(packed.offset);
    ChatLine line;
    line.kind = static_cast<LineKind>(packed.bits & 7U);
    line.state = static_cast<LineState>((packed.bits >> 3U) & 3U);
    line.mine = (packed.bits & (1U << 5U)) != 0;
    line.mention = (packed.bits & (1U << 6U)) != 0;
    line.time = WallTime(Millis(packed.time));
    line.nick = bytes.substr(0, packed.nick_size);
    line.text = bytes.substr(packed.nick_size, packed.text_size);
    line.msgid = bytes.substr(packed.nick_size + packed.text_size, packed.msgid_size);
    return line;
}

Scrollback::Packed Scrollback::pack(const ChatLine& line)
{
    const std::string nick = wire::SafeText::from_network(line.nick).text().substr(0, longest_nick);
    const std::string text = safe_with_format(line.text);
    const std::string msgid(line.msgid.substr(0, 255));
    const std::size_t size = nick.size() + text.size() + msgid.size();
    if (chunks_.empty() || chunks_.back().size() + size > chunk_size) {
        chunks_.emplace_back().reserve(std::max(chunk_size, size));
    }
    std::string& chunk = chunks_.back();
    const Packed packed{line.time.time_since_epoch().count(),
                        static_cast<std::uint32_t>(chunks_.size() - 1),
                        static_cast<std::uint32_t>(chunk.size()),
                        static_cast<std::uint32_t>(text.size()),
                        static_cast<std::uint16_t>(nick.size()),
                        static_cast<std::uint8_t>(msgid.size()),
                        bits_of(line)};
    chunk += nick;
    chunk += text;
    chunk += msgid;
    return packed;
}

void Scrollback::append(const ChatLine& line)
{
    pending_ += line.state == LineState::pending ? 1U : 0U;
    lines_.push_back(pack(line));
}

bool Scrollback::has(std::string_view msgid, std::size_t from, std::size_t to) const
{
    for (std::size_t i = from; i < to; ++i) {
        if ((*this)[i].msgid == msgid) {
            return true;
        }
    }
    return false;
}

// History comes as a run of neighbours: the place of the first is found by time, and what is there
// already lies around it.
std::size_t Scrollback::merge(const std::vector<ChatLine>& lines)
{
    std::size_t added = 0;
    for (const ChatLine& line : lines) {
        const auto place =
            std::upper_bound(lines_.begin(), lines_.end(), line.time.time_since_epoch().count(),
                             [](std::int64_t time, const Packed& one) { return time < one.time; });
        const auto index = static_cast<std::size_t>(place - lines_.begin());
        constexpr std::size_t around = 64; // lines that may share a time
        const std::size_t from = index > around ? index - around : 0;
        const std::size_t to = std::min(index + around, lines_.size());
        if (!line.msgid.empty() && has(line.msgid, from, to)) {
            continue;
        }
        if (line.mine && pending_ != 0 && recognise(line.text, line.msgid, line.time)) {
            continue;
        }
        prepended_ += index < lines_.size() ? 1U : 0U;
        lines_.insert(lines_.begin() + static_cast<std::ptrdiff_t>(index), pack(line));
        ++added;
    }
    return added;
}

std::size_t Scrollback::find_pending(std::string_view label) const
{
    for (std::size_t i = lines_.size(); i-- > 0;) {
        const ChatLine line = (*this)[i];
        if (line.state == LineState::pending && line.msgid == label) {
            return i;
        }
    }
    return lines_.size();
}

void Scrollback::replace(std::size_t index, const ChatLine& line)
{
    const bool was = (*this)[index].state == LineState::pending;
    lines_[index] = pack(line);
    pending_ -= was && line.state != LineState::pending ? 1U : 0U;
}

bool Scrollback::confirm(std::string_view label, std::string_view msgid, WallTime time)
{
    const std::size_t index = pending_ == 0 ? lines_.size() : find_pending(label);
    if (index == lines_.size()) {
        return false;
    }
    const std::string nick((*this)[index].nick);
    const std::string text((*this)[index].text);
    ChatLine line = (*this)[index];
    line.nick = nick;
    line.text = text;
    line.state = LineState::stored;
    line.msgid = msgid;
    line.time = time;
    replace(index, line);
    return true;
}

bool Scrollback::recognise(std::string_view text, std::string_view msgid, WallTime time)
{
    for (std::size_t i = 0; i < lines_.size(); ++i) {
        const ChatLine line = (*this)[i];
        if (line.state == LineState::pending && line.text == text) {
            return confirm(std::string(line.msgid), msgid, time);
        }
    }
    return false;
}

bool Scrollback::fail(std::string_view label)
{
    const std::size_t index = pending_ == 0 ? lines_.size() : find_pending(label);
    if (index == lines_.size()) {
        return false;
    }
    Packed& packed = lines_[index];
    ChatLine line = (*this)[index];
    line.state = LineState::failed;
    packed.bits = bits_of(line);
    --pending_;
    return true;
}

void Scrollback::fail_all_pending()
{
    for (std::size_t i = 0; i < lines_.size() && pending_ != 0; ++i) {
        ChatLine line = (*this)[i];
        if (line.state == LineState::pending) {
            line.state = LineState::failed;
            lines_[i].bits = bits_of(line);
            --pending_;
        }
    }
}

void Scrollback::clear()
{
    lines_.clear();
    chunks_.clear();
    pending_ = 0;
}

} // namespace hubbub::tui::model
