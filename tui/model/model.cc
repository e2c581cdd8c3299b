// SPDX-License-Identifier: MIT
#include "tui/model/model.h"

#include "base/strings.h"
#include "wire/format.h"
#include "wire/safe_text.h"

#include <algorithm>

namespace hubbub::tui::model {

namespace {

constexpr std::size_t most_mentions = 500;

std::string plain_text(std::string_view text)
{
    return wire::SafeText::from_network(wire::strip_format(text)).text();
}

} // namespace

Model::Model()
{
    add_network();
}

Network& Model::add_network()
{
    networks.push_back(std::make_unique<Network>(*this));
    Network& network = *networks.back();
    buffers.push_back(std::make_unique<Buffer>(network));
    buffers.back()->name = network.name;
    dirty = true;
    return network;
}

void Model::remove_network(const Network& network)
{
    if (networks.size() == 1) {
        return;
    }
    if (ask && ask->network == &network) {
        ask.reset();
    }
    const std::size_t first = first_of(network);
    const auto erase = [&](std::size_t index) {
        buffers.erase(buffers.begin() + static_cast<std::ptrdiff_t>(index));
        left_out(index);
    };
    for (std::size_t end = end_of(network); end > first; --end) {
        erase(end - 1);
    }
    std::erase_if(networks, [&](const auto& one) { return one.get() == &network; });
}

std::size_t Model::first_of(const Network& network) const
{
    const auto first = std::find_if(buffers.begin(), buffers.end(), [&](const auto& buffer) {
        return buffer->network == &network;
    });
    return static_cast<std::size_t>(first - buffers.begin());
}

std::size_t Model::end_of(const Network& network) const
{
    const auto last = std::find_if(buffers.rbegin(), buffers.rend(),
                                   [&](const auto& buffer) { return buffer->network == &network; });
    return static_cast<std::size_t>(buffers.rend() - last);
}

Buffer& Model::put_in(std::unique_ptr<Buffer> buffer, std::size_t index)
{
    const auto place = buffers.begin() + static_cast<std::ptrdiff_t>(index);
    Buffer& fresh = **buffers.insert(place, std::move(buffer));
    current += current >= index ? 1U : 0U;
    dirty = true;
    return fresh;
}

void Model::close(std::size_t index)
{
    if (index >= buffers.size() || buffers[index]->kind == Buffer::Kind::server) {
        return;
    }
    buffers.erase(buffers.begin() + static_cast<std::ptrdiff_t>(index));
    left_out(index);
}

// What stood at the index is no more.
void Model::left_out(std::size_t index)
{
    if (current > index) {
        --current;
    } else if (current == index) {
        current = std::min(index, buffers.size() - 1);
        here().look_at();
    }
    dirty = true;
}

bool Model::has(const Buffer* buffer) const
{
    return std::any_of(buffers.begin(), buffers.end(),
                       [&](const auto& one) { return one.get() == buffer; });
}

void Model::show(const Buffer& buffer)
{
    const auto there = std::find_if(buffers.begin(), buffers.end(),
                                    [&](const auto& one) { return one.get() == &buffer; });
    switch_to(static_cast<std::size_t>(there - buffers.begin()));
}

std::string Model::title_of(const Buffer& buffer) const
{
    const bool alone = networks.size() == 1 || buffer.kind == Buffer::Kind::server;
    return alone ? buffer.name : concat({buffer.network->name, "/", buffer.name});
}

void Model::switch_to(std::size_t index)
{
    if (index >= buffers.size() || index == current) {
        return;
    }
    here().leave_unread_behind();
    current = index;
    here().look_at();
    dirty = true;
}

std::optional<std::size_t> Model::next_unread() const
{
    std::optional<std::size_t> unread;
    for (std::size_t step = 1; step < buffers.size(); ++step) {
        const std::size_t index = (current + step) % buffers.size();
        if (buffers[index]->mentions != 0) {
            return index;
        }
        if (buffers[index]->unread != 0 && !unread) {
            unread = index;
        }
    }
    return unread;
}

std::size_t Model::let_go_of_old()
{
    std::size_t gone = 0;
    for (const auto& buffer : buffers) {
        gone += buffer->let_go(settings.lines);
    }
    dirty = dirty || gone != 0;
    return gone;
}

void Model::add(Buffer& buffer, const ChatLine& line)
{
    buffer.lines.append(line);
    if (on_said && line.state == LineState::stored) {
        on_said(buffer, buffer.lines[buffer.lines.size() - 1]); // as it is shown
    }
    if (&buffer != &here() && !buffer.muted) {
        buffer.unread += is_speech(line.kind) && !line.mine ? 1U : 0U;
        buffer.mentions += line.mention ? 1U : 0U;
    } else if (&buffer == &here() && buffer.marks.window) {
        ++buffer.new_below;
    }
    if (line.mention && !buffer.muted) {
        call = {title_of(buffer), plain_text(concat({line.nick, ": ", line.text})), line.time};
        mentions.push_back(*call);
        if (mentions.size() > most_mentions) {
            mentions.pop_front();
        }
    }
    dirty = true;
}

void Model::note_said(const Buffer& buffer, const ChatLine& line) const
{
    if (!on_said || line.state != LineState::stored) {
        return;
    }
    const std::string nick = wire::SafeText::from_network(line.nick).text();
    const std::string text = safe_with_format(line.text);
    ChatLine shown = line;
    shown.nick = nick;
    shown.text = text;
    on_said(buffer, shown);
}

void Model::say(Buffer& buffer, LineKind kind, std::string_view text)
{
    ChatLine line;
    line.kind = kind;
    line.time = now;
    line.text = text;
    add(buffer, line);
}

} // namespace hubbub::tui::model
