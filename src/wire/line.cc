// SPDX-License-Identifier: MIT
#include "wire/line.h"

#include "base/strings.h"
#include "wire/tags.h"

#include <chrono>

namespace hubbub::wire {

namespace {

constexpr std::string_view ends_a_line{"\0\r\n", 3};
constexpr std::string_view ends_the_tags{"\0\r\n ", 4};

// A line must stay one line, and tags must stay tags, whatever is put into them.
void clean(std::string& out, std::size_t start, std::string_view forbidden, char instead)
{
    const auto next = [&] { return find_any(std::string_view(out).substr(start), forbidden); };
    for (std::size_t place = next(); place != std::string_view::npos; place = next()) {
        start += place;
        out[start++] = instead;
    }
}

class TagWriter {
  public:
    explicit TagWriter(std::string& out) : out_(out), start_(out.size()) {}

    void raw(std::string_view tags)
    {
        out_ += out_.size() == start_ ? '@' : ';';
        out_ += tags;
    }
    // Where the value is to be appended.
    std::string& value_of(std::string_view key)
    {
        raw(key);
        return out_ += '=';
    }
    void end()
    {
        if (out_.size() != start_) {
            clean(out_, start_, ends_the_tags, '_');
            out_ += ' ';
        }
    }

  private:
    std::string& out_;
    std::size_t start_;
};

void encode_tags(const Line& line, Parts parts, std::string& out)
{
    TagWriter tags(out);
    if (parts.has(Part::time)) {
        append_time(tags.value_of("time"), line.time);
    }
    if (parts.has(Part::msgid)) {
        tags.value_of("msgid") += line.msgid;
    }
    if (parts.has(Part::account)) {
        append_escaped(tags.value_of("account"), line.account);
    }
    if (parts.has(Part::bot)) {
        tags.raw("bot");
    }
    if (parts.has(Part::batch)) {
        tags.value_of("batch") += line.batch;
    }
    if (parts.has(Part::label)) {
        append_escaped(tags.value_of("label"), line.label);
    }
    if (parts.has(Part::client_tags)) {
        tags.raw(line.client_tags);
    }
    tags.end();
}

bool needs_colon(std::string_view last)
{
    return last.empty() || last.front() == ':' || last.find(' ') != std::string_view::npos;
}

void append_number(std::string& out, unsigned value, unsigned digits)
{
    const std::size_t start = out.size();
    out.resize(start + digits, '0');
    for (std::size_t i = out.size(); i-- > start; value /= 10) {
        out[i] = static_cast<char>('0' + value % 10);
    }
}

// Exactly digits decimal digits, followed by what must follow.
bool take_number(std::string_view& rest, std::size_t digits, std::string_view then, int& out)
{
    const auto number = parse_number<unsigned>(rest.substr(0, digits));
    if (rest.size() < digits + then.size() || !number || !rest.substr(digits).starts_with(then)) {
        return false;
    }
    out = static_cast<int>(*number);
    rest.remove_prefix(digits + then.size());
    return true;
}

bool take_fraction(std::string_view& rest, int& milliseconds)
{
    milliseconds = 0;
    if (!rest.starts_with('.')) {
        return true;
    }
    rest.remove_prefix(1);
    int weight = 100;
    bool any = false;
    while (!rest.empty() && is_digit(rest.front())) {
        milliseconds += (rest.front() - '0') * weight;
        weight /= 10;
        rest.remove_prefix(1);
        any = true;
    }
    return any;
}

} // namespace

Parts Line::present() const
{
    Parts parts;
    const auto add_if = [&](bool there, Part part) {
        if (there) {
            parts = parts | part;
        }
    };
    add_if(time != WallTime{}, Part::time);
    add_if(!msgid.empty(), Part::msgid);
    add_if(!account.empty(), Part::account);
    add_if(bot, Part::bot);
    add_if(multiline, Part::multiline);
    add_if(!batch.empty(), Part::batch);
    add_if(!label.empty(), Part::label);
    add_if(!client_tags.empty(), Part::client_tags);
    return parts;
}

void encode(const Line& line, Parts shown, std::string& out)
{
    encode_tags(line, shown & line.present(), out);
    const std::size_t start = out.size();
    if (!line.source.empty()) {
        out += ':';
        out += line.source;
        out += ' ';
    }
    out += line.command;
    for (std::size_t i = 0; i < line.parameters.size(); ++i) {
        const bool last = i + 1 == line.parameters.size();
        out += ' ';
        if (last && (line.trailing || needs_colon(line.parameters[i]))) {
            out += ':';
        }
        out += line.parameters[i];
    }
    clean(out, start, ends_a_line, ' ');
    out += "\r\n";
}

std::string format_time(WallTime time)
{
    std::string out;
    out.reserve(24);
    append_time(out, time);
    return out;
}

void append_time(std::string& out, WallTime time)
{
    using namespace std::chrono;
    const auto day = floor<days>(time);
    const year_month_day date{day};
    const hh_mm_ss<milliseconds> clock{time - day};
    append_number(out, static_cast<unsigned>(static_cast<int>(date.year())), 4);
    out += '-';
    append_number(out, static_cast<unsigned>(date.month()), 2);
    out += '-';
    append_number(out, static_cast<unsigned>(date.day()), 2);
    out += 'T';
    append_number(out, static_cast<unsigned>(clock.hours().count()), 2);
    out += ':';
    append_number(out, static_cast<unsigned>(clock.minutes().count()), 2);
    out += ':';
    append_number(out, static_cast<unsigned>(clock.seconds().count()), 2);
    out += '.';
    append_number(out, static_cast<unsigned>(clock.subseconds().count()), 3);
    out += 'Z';
}

bool parse_time(std::string_view text, WallTime& out)
{
    using namespace std::chrono;
    int y = 0;
    int mo = 0;
    int d = 0;
    int h = 0;
    int mi = 0;
    int s = 0;
    int ms = 0;
    if (!take_number(text, 4, "-", y) || !take_number(text, 2, "-", mo) ||
        !take_number(text, 2, "T", d) || !take_number(text, 2, ":", h) ||
        !take_number(text, 2, ":", mi) || !take_number(text, 2, "", s) ||
        !take_fraction(text, ms) || text != "Z") {
        return false;
    }
    const year_month_day date{year{y}, month{static_cast<unsigned>(mo)},
                              day{static_cast<unsigned>(d)}};
    if (!date.ok() || h > 23 || mi > 59 || s > 60) {
        return false;
    }
    out = WallTime{sys_days{date}} + hours{h} + minutes{mi} + seconds{s} + milliseconds{ms};
    return true;
}

} // namespace hubbub::wire
