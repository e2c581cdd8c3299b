// SPDX-License-Identifier: MIT
#include "tui/log_line.h"

#include "base/strings.h"
#include "wire/format.h"
#include "wire/line.h"

#include <algorithm>

namespace hubbub::tui {

namespace {

using model::LineKind;

constexpr std::string_view came = "--> ";
constexpr std::string_view went = "<-- ";
constexpr std::string_view happened = "-- ";
constexpr std::string_view did = "* ";

// "<alice> tea?" with its two marks: nick and the rest.
bool take_marked(std::string_view body, char open, char close, LogLine& out)
{
    const std::size_t end = body.find(concat({std::string(1, close), " "}), 1);
    if (!body.starts_with(open) || end == std::string_view::npos) {
        return false;
    }
    out.nick = body.substr(1, end - 1);
    out.text = body.substr(end + 2);
    return true;
}

// "carol" or "carol (bye)"
void take_presence(std::string_view rest, LogLine& out)
{
    out.nick = cut(rest, ' ');
    if (rest.size() >= 2 && rest.front() == '(' && rest.back() == ')') {
        out.text = rest.substr(1, rest.size() - 2);
    }
}

bool take_body(std::string_view body, LogLine& out)
{
    if (body.starts_with(came) || body.starts_with(went)) {
        out.kind = body.starts_with(came) ? LineKind::coming : LineKind::going;
        take_presence(body.substr(came.size()), out);
        return !out.nick.empty();
    }
    if (body.starts_with(happened)) {
        out.kind = LineKind::event;
        out.text = body.substr(happened.size());
        return true;
    }
    if (body.starts_with(did)) {
        out.kind = LineKind::action;
        std::string_view rest = body.substr(did.size());
        out.nick = cut(rest, ' ');
        out.text = rest;
        return !out.nick.empty();
    }
    out.kind = body.starts_with('<') ? LineKind::message : LineKind::notice;
    return take_marked(body, '<', '>', out) || take_marked(body, '-', '-', out);
}

std::string body_of(const model::ChatLine& line)
{
    const std::string text = wire::strip_format(line.text);
    switch (line.kind) {
    case LineKind::message:
        return concat({"<", line.nick, "> ", text});
    case LineKind::action:
        return concat({did, line.nick, " ", text});
    case LineKind::notice:
        return concat({"-", line.nick, "- ", text});
    case LineKind::coming:
    case LineKind::going:
        return concat({line.kind == LineKind::coming ? came : went, line.nick,
                       text.empty() ? "" : " (", text, text.empty() ? "" : ")"});
    default:
        return concat({happened, text});
    }
}

} // namespace

bool is_logged(LineKind kind)
{
    return kind != LineKind::info && kind != LineKind::error;
}

std::string log_text(const model::ChatLine& line)
{
    std::string id(line.msgid.empty() ? "-" : line.msgid);
    std::string body = body_of(line);
    std::replace(id.begin(), id.end(), ' ', '_');
    for (std::string* part : {&id, &body}) { // a line is one line
        std::replace(part->begin(), part->end(), '\n', ' ');
        std::replace(part->begin(), part->end(), '\r', ' ');
    }
    return concat({wire::format_time(line.time), " ", id, " ", body, "\n"});
}

std::optional<LogLine> read_log_line(std::string_view text)
{
    LogLine line;
    const std::string_view time = cut(text, ' ');
    const std::string_view id = cut(text, ' ');
    if (id.empty() || !wire::parse_time(time, line.time) || !take_body(text, line)) {
        return std::nullopt;
    }
    line.msgid = id == "-" ? "" : id;
    return line;
}

} // namespace hubbub::tui
