// SPDX-License-Identifier: MIT
#include "tui/net/dns_story.h"

#include "base/strings.h"

#include <algorithm>
#include <set>

namespace hubbub::tui::net {

namespace {

using Lines = std::vector<std::string>;
using Source = LookupStory::Source;

constexpr std::size_t label_width = 10;
constexpr std::size_t ttl_width = 6;

std::string in_column(std::string_view label, std::string_view text)
{
    std::string line = concat({"  ", label});
    line.resize(std::max(line.size() + 1, label_width), ' ');
    return line + std::string(text);
}

std::string in_ms(Millis time)
{
    return concat({std::to_string(time.count()), " ms"});
}

std::string counted(std::size_t number, std::string_view one, std::string_view more)
{
    return concat({std::to_string(number), " ", number == 1 ? one : more});
}

// "rd ra": those that are set; what is not available is said.
std::string flags_of(const DnsMessage& message)
{
    std::string flags;
    const auto add = [&](bool is_set, std::string_view name) {
        flags += is_set ? concat({flags.empty() ? "" : " ", name}) : "";
    };
    add(message.is_answer, "qr");
    add(message.authoritative, "aa");
    add(message.truncated, "tc");
    add(message.recursion_desired, "rd");
    add(message.recursion_available, "ra");
    return flags.empty() ? "no flags" : concat({"flags ", flags});
}

std::string counts_of(const DnsMessage& message)
{
    const auto& counts = message.counts;
    return concat({counted(counts[0], "question", "questions"), ", ",
                   counted(counts[1], "answer", "answers"), ", ", std::to_string(counts[2]),
                   " authority, ", std::to_string(counts[3]), " additional"});
}

std::string opt_of(const DnsMessage& message, std::string_view who)
{
    if (!message.opt) {
        return "none";
    }
    return concat({who, " ", std::to_string(message.opt->udp_size), " bytes over UDP, version ",
                   std::to_string(message.opt->version), ", DO ",
                   message.opt->dnssec_ok ? "on" : "off"});
}

std::string value_of(const DnsRecord& record)
{
    if (record.type == dns_cname) {
        return concat({record.name, " -> ", record.value});
    }
    return record.value.empty() ? record.name : record.value;
}

// Its CNAMEs lead from a name back to it.
bool goes_in_a_circle(const DnsMessage& message)
{
    std::set<std::string> passed;
    std::string at = message.questions.empty() ? "" : to_lower(message.questions.front().name);
    for (bool moved = true; moved;) {
        moved = false;
        for (const DnsRecord& record : message.answers) {
            if (record.type == dns_cname && to_lower(record.name) == at) {
                if (!passed.insert(at).second) {
                    return true;
                }
                at = to_lower(record.value);
                moved = true;
                break;
            }
        }
    }
    return false;
}

void tell_answer(const DnsExchange& exchange, Lines& lines)
{
    const DnsMessage& answer = *exchange.answered;
    lines.push_back(in_column("answer", concat({dns_result_name(answer.result), " after ",
                                                in_ms(exchange.took), ", ", flags_of(answer)})));
    lines.push_back(in_column("", counts_of(answer)));
    for (const DnsRecord& record : answer.answers) {
        std::string ttl = std::to_string(record.ttl);
        ttl.insert(0, ttl_width - std::min(ttl_width, ttl.size()), ' ');
        lines.push_back(
            in_column(dns_type_name(record.type), concat({"TTL ", ttl, "  ", value_of(record)})));
    }
    lines.push_back(in_column("OPT", opt_of(answer, "takes")));
    if (!answer.recursion_available) {
        lines.push_back(in_column("", "it does not look further for us (no ra)"));
    }
    if (!answer.whole) {
        lines.push_back(in_column("", "it breaks off: this is what could be read"));
    }
    if (goes_in_a_circle(answer)) {
        lines.push_back(in_column("", "its CNAMEs go in a circle"));
    }
    if (answer.truncated && !exchange.over_tcp) {
        lines.push_back(in_column("", "cut short: asked again over TCP"));
    }
}

void tell_exchange(const DnsExchange& exchange, Lines& lines)
{
    const DnsMessage& asked = exchange.asked;
    for (const DnsQuestion& question : asked.questions) {
        lines.push_back(concat({dns_type_name(question.type), " ",
                                dns_class_name(question.in_class), " ", question.name, "?"}));
    }
    lines.push_back(in_column(
        "asked",
        concat({exchange.resolver.text(), exchange.over_tcp ? " over TCP" : " over UDP",
                " from port ", std::to_string(exchange.our_port), ", at ", in_ms(exchange.at)})));
    lines.push_back(
        in_column("query", concat({"id ", std::to_string(asked.id), ", ", flags_of(asked)})));
    lines.push_back(in_column("OPT", opt_of(asked, "we take")));
    if (exchange.answered) {
        return tell_answer(exchange, lines);
    }
    lines.push_back(in_column(
        "answer", exchange.failure.empty()
                      ? std::string("none yet")
                      : concat({exchange.failure, " (after ", in_ms(exchange.took), ")"})));
}

std::string families_of(const LookupStory& story)
{
    const std::size_t six = story.six.addresses.size();
    const std::size_t four = story.four.addresses.size();
    if (six != 0 && four != 0) {
        return concat({std::to_string(six), " IPv6 and ", std::to_string(four), " IPv4 addresses"});
    }
    return six != 0 ? counted(six, "IPv6 address", "IPv6 addresses")
                    : counted(four, "IPv4 address", "IPv4 addresses");
}

std::string source_of(const LookupStory& story)
{
    switch (story.source) {
    case Source::name_is_address:
        return "an address already: nobody was asked";
    case Source::hosts_file:
        return concat({"answered by ", story.hosts_line, ": no resolver was asked"});
    case Source::reserved_name:
        return "this machine, whatever a resolver says (RFC 6761): none was asked";
    case Source::resolver:
    case Source::nobody:
        return {};
    }
    return {};
}

// "bücher.example (xn--bcher-kva.example)"; most names are the same to people and the DNS.
std::string named(const LookupStory& story)
{
    const bool same = story.ascii.empty() || story.ascii == story.name;
    return same ? story.name : concat({story.name, " (", story.ascii, ")"});
}

// It was answered, and not just told to ask again over TCP.
bool is_answered(const DnsExchange& exchange)
{
    return exchange.answered && (exchange.over_tcp || !exchange.answered->truncated);
}

// Of the exchanges, the last that says why there is nothing.
const DnsExchange* decisive(const LookupStory& story)
{
    const DnsExchange* found = nullptr;
    for (const DnsExchange& exchange : story.exchanges) {
        if (found == nullptr || is_answered(exchange) || !is_answered(*found)) {
            found = &exchange;
        }
    }
    return found;
}

std::string tell_attempt(const Attempt& one)
{
    const std::string took = in_ms(one.took);
    const std::string start = concat({"tried ", one.to.text(), " at ", in_ms(one.at), ": "});
    switch (one.outcome) {
    case Attempt::Outcome::trying:
        return start + "no answer yet";
    case Attempt::Outcome::won:
        return concat({start, "connected after ", took, ", and won"});
    case Attempt::Outcome::failed:
        return concat({start, "failed after ", took, ": ", one.why});
    case Attempt::Outcome::overtaken:
        return concat({start, "no answer in ", took, ", and another won"});
    }
    return start;
}

} // namespace

std::string why_nothing(const LookupStory& story)
{
    const DnsExchange* last = decisive(story);
    if (last == nullptr) {
        const std::string& why =
            story.four.why_not.empty() ? story.six.why_not : story.four.why_not;
        return why.empty() ? "no resolver could be asked" : why;
    }
    const std::string who = last->resolver.text();
    if (!is_answered(*last)) {
        return concat({"the resolver ", who, ": ",
                       last->failure.empty() ? "its answer is cut short" : last->failure});
    }
    if (!last->answered->whole) {
        return concat({"the answer of the resolver ", who, " breaks off"});
    }
    const std::string result = dns_result_name(last->answered->result);
    switch (last->answered->result) {
    case 0:
        return goes_in_a_circle(*last->answered)
                   ? concat({"its CNAMEs go in a circle, says ", who})
                   : concat({"the name has no address (NODATA), says ", who});
    case 3:
        return concat({"the name does not exist (NXDOMAIN), says ", who});
    default:
        return concat({"the resolver ", who, " failed (", result, ")"});
    }
}

std::vector<std::string> tell(const LookupStory& story)
{
    Lines lines;
    if (const std::string source = source_of(story); !source.empty()) {
        lines.push_back(concat({named(story), ": ", source}));
    } else if (named(story) != story.name) {
        lines.push_back(concat({story.name, " is ", story.ascii, " in the DNS"}));
    }
    for (const DnsExchange& exchange : story.exchanges) {
        tell_exchange(exchange, lines);
    }
    if (!story.has_found()) {
        lines.push_back(tell_briefly(story));
        return lines;
    }
    lines.push_back(
        concat({families_of(story), story.is_settled() ? " after " + in_ms(story.took) : " so far",
                ", to be tried in this order:"}));
    for (const hubbub::net::Address& address :
         by_turns(story.six.addresses, story.four.addresses)) {
        lines.push_back(concat({"  ", address.host()}));
    }
    return lines;
}

std::vector<std::string> tell(std::span<const Attempt> attempts, std::size_t most)
{
    Lines lines;
    if (attempts.size() <= most) {
        for (const Attempt& one : attempts) {
            lines.push_back(tell_attempt(one));
        }
        return lines;
    }
    const auto winner = std::find_if(attempts.begin(), attempts.end(), [](const Attempt& one) {
        return one.outcome == Attempt::Outcome::won;
    });
    for (const Attempt& one : attempts.first(most - 1)) {
        lines.push_back(tell_attempt(one));
    }
    lines.push_back(concat({"and ", std::to_string(attempts.size() - most), " more"}));
    lines.push_back(tell_attempt(winner == attempts.end() ? attempts.back() : *winner));
    return lines;
}

std::string tell_waiting(const LookupStory& story)
{
    std::vector<std::string> silent;
    for (const DnsExchange& exchange : story.exchanges) {
        const std::string who = exchange.resolver.text();
        const bool waits = !exchange.answered && exchange.failure.empty();
        if (waits && std::find(silent.begin(), silent.end(), who) == silent.end()) {
            silent.push_back(who);
        }
    }
    const std::string_view verb =
        silent.size() == 1 ? " has not answered yet" : " have not answered yet";
    return concat({"still looking for ", named(story), silent.empty() ? "" : ": ",
                   join(silent, ", "), silent.empty() ? "" : verb});
}

std::string tell_briefly(const LookupStory& story)
{
    if (!story.has_found()) {
        return story.ascii.empty()
                   ? why_nothing(story)
                   : concat({"no address for ", named(story), ": ", why_nothing(story)});
    }
    std::string line = concat({named(story), ": ", families_of(story)});
    if (const std::string source = source_of(story); !source.empty()) {
        return concat({line, ", ", source});
    }
    if (const DnsExchange* last = decisive(story)) {
        line +=
            concat({" from ", last->resolver.text(), last->over_tcp ? " over TCP" : " over UDP"});
    }
    if (story.is_settled()) {
        line += concat({" in ", in_ms(story.took)});
    } else {
        line += story.six.settled ? "; IPv4 is still being asked for"
                                  : "; IPv6 is still being asked for";
    }
    return line;
}

} // namespace hubbub::tui::net
