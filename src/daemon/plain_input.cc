// SPDX-License-Identifier: MIT
#include "daemon/plain_input.h"

#include "wire/graphemes.h"
#include "wire/safe_text.h"
#include "wire/utf8.h"

#include <chrono>
#include <utility>

namespace hubbub::daemon {

namespace {

// RFC 854.
constexpr unsigned char iac = 255;
constexpr unsigned char dont = 254;
constexpr unsigned char do_ = 253;
constexpr unsigned char wont = 252;
constexpr unsigned char will = 251;
constexpr unsigned char sb = 250;
constexpr unsigned char ayt = 246;
constexpr unsigned char se = 240;
constexpr std::size_t longest_subnegotiation = 256;

constexpr char backspace = '\b';
constexpr char del = '\x7f';
constexpr char erase_line = '\x15'; // ^U

constexpr Millis piece_pause = std::chrono::milliseconds(500);
constexpr Millis single_byte_pause = std::chrono::seconds(3);

} // namespace

bool PlainInput::feed(std::string_view bytes)
{
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        switch (telnet_) {
        case Telnet::text:
            if (byte == iac) {
                telnet_ = Telnet::command;
            } else {
                feed_text(c);
            }
            break;
        case Telnet::command:
            feed_command(byte);
            break;
        case Telnet::option:
            feed_option(byte);
            break;
        case Telnet::subnegotiation:
            telnet_ = byte == iac ? Telnet::subnegotiation_command : Telnet::subnegotiation;
            if (++subnegotiation_ > longest_subnegotiation) {
                telnet_ = Telnet::text;
            }
            break;
        case Telnet::subnegotiation_command:
            telnet_ = byte == se ? Telnet::text : Telnet::subnegotiation;
            break;
        }
    }
    return pending_.size() <= longest_wait;
}

void PlainInput::feed_command(unsigned char byte)
{
    telnet_ = Telnet::text;
    if (byte == iac) {
        feed_text('\xff');
    } else if (byte >= will && byte <= dont) {
        verb_ = byte;
        telnet_ = Telnet::option;
    } else if (byte == sb) {
        subnegotiation_ = 0;
        telnet_ = Telnet::subnegotiation;
    } else if (byte == ayt) {
        replies_ += "** yes\r\n";
    }
}

// All that is offered is declined, once each, so that two who decline cannot go on for ever.
void PlainInput::feed_option(unsigned char option)
{
    telnet_ = Telnet::text;
    if (verb_ == will) {
        reply(dont, option);
    } else if (verb_ == do_) {
        reply(wont, option);
    }
}

void PlainInput::reply(unsigned char verb, unsigned char option)
{
    const char pair[] = {static_cast<char>(verb), static_cast<char>(option)};
    for (std::size_t i = 0; i + 1 < answered_.size(); i += 2) {
        if (answered_[i] == pair[0] && answered_[i + 1] == pair[1]) {
            return;
        }
    }
    answered_.append(pair, 2);
    replies_ += static_cast<char>(iac);
    replies_.append(pair, 2);
}

void PlainInput::feed_text(char byte)
{
    const bool second_of_pair = std::exchange(after_cr_, false) && byte == '\0';
    if (second_of_pair || byte == '\n') {
        line_ends_ = true;
        end_line();
        return;
    }
    if (byte == '\r') {
        after_cr_ = true;
    } else if (byte == backspace || byte == del) {
        pending_.resize(wire::last_grapheme(pending_));
    } else if (byte == erase_line) {
        pending_.clear();
    } else {
        pending_ += byte;
    }
}

void PlainInput::end_line()
{
    push(std::exchange(pending_, {}));
}

void PlainInput::push(std::string_view bytes)
{
    if (!wire::is_utf8(bytes)) {
        bad_bytes_ = true;
    }
    const wire::SafeText safe = wire::SafeText::from_network(bytes);
    if (safe.text().size() > longest_text) {
        lines_.push_back({{}, safe.text().size()});
    } else if (safe.text().find_first_not_of(' ') != std::string::npos) {
        lines_.push_back({safe.text(), 0});
    }
}

void PlainInput::end()
{
    if (!pending_.empty()) {
        end_line();
    }
}

std::optional<Millis> PlainInput::patience() const
{
    if (line_ends_ || pending_.empty()) {
        return std::nullopt;
    }
    return pending_.size() == 1 ? single_byte_pause : piece_pause;
}

void PlainInput::silence(Millis since_last_byte)
{
    const std::optional<Millis> needed = patience();
    if (needed && since_last_byte >= *needed) {
        end_line();
    }
}

PlainInput::Line PlainInput::take_line()
{
    Line line = std::move(lines_.front());
    lines_.pop_front();
    return line;
}

std::string PlainInput::take_replies()
{
    return std::exchange(replies_, {});
}

bool PlainInput::take_bad_bytes_note()
{
    return bad_bytes_ && !std::exchange(bad_bytes_told_, true);
}

} // namespace hubbub::daemon
