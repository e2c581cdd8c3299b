// SPDX-License-Identifier: MIT
#include "tui/net/dns_message.h"

#include "base/strings.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <cstddef>

namespace hubbub::tui::net {

namespace {

constexpr std::uint16_t dns_opt = 41;
constexpr std::size_t most_answers = 256;
constexpr std::size_t longest_name = 255; // octets, RFC 1035 section 3.1

void append_label(std::string_view label, std::string& name)
{
    for (const char c : label) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte > 0x20 && byte < 0x7f && c != '.' && c != '\\') {
            name += c;
            continue;
        }
        const std::string number = std::to_string(byte);
        name += concat({"\\", std::string(3 - number.size(), '0'), number});
    }
    name += '.';
}

class Reader {
  public:
    explicit Reader(std::string_view bytes) : bytes_(bytes) {}

    bool is_well() const { return well_; }
    std::size_t at() const { return at_; }
    std::size_t left() const { return bytes_.size() - at_; }

    std::uint8_t byte()
    {
        if (left() < 1) {
            well_ = false;
            return 0;
        }
        return static_cast<std::uint8_t>(bytes_[at_++]);
    }

    std::uint16_t two()
    {
        const unsigned high = byte();
        return static_cast<std::uint16_t>(high << 8U | byte());
    }

    std::uint32_t four()
    {
        const std::uint32_t high = two();
        return high << 16U | two();
    }

    std::string_view take(std::size_t size)
    {
        if (size > left()) {
            well_ = false;
            return {};
        }
        at_ += size;
        return bytes_.substr(at_ - size, size);
    }

    // A name at the place where it stands. A pointer leads back before the label it follows, each
    // further than the one before: so they end (RFC 1035 section 4.1.4).
    std::string name()
    {
        std::string text;
        std::size_t octets = 0;
        std::size_t floor = at_;
        std::optional<std::size_t> resume;
        while (well_) {
            const std::uint8_t size = byte();
            if (size == 0) {
                break;
            }
            if (size >= 0xc0) {
                const std::size_t to = (size & 0x3fU) << 8U | byte();
                resume = resume.value_or(at_);
                well_ = well_ && to < floor;
                floor = to;
                at_ = well_ ? to : at_;
                continue;
            }
            octets += size + 1U;
            well_ = well_ && size < 0x40 && octets < longest_name;
            append_label(take(size), text);
        }
        at_ = resume.value_or(at_);
        if (text.empty()) {
            return ".";
        }
        text.pop_back();
        return text;
    }

    // The same, but what follows is to be read from after.
    std::string name_within(std::size_t after)
    {
        std::string text = name();
        well_ = well_ && at_ <= after;
        return text;
    }
    void go_to(std::size_t place)
    {
        well_ = well_ && place <= bytes_.size();
        at_ = well_ ? place : at_;
    }

  private:
    std::string_view bytes_;
    std::size_t at_ = 0;
    bool well_ = true;
};

template <typename Number, std::size_t Size>
std::string name_of(const std::array<std::pair<Number, std::string_view>, Size>& names,
                    Number number, std::string_view otherwise)
{
    for (const auto& [known, name] : names) {
        if (known == number) {
            return std::string(name);
        }
    }
    return concat({otherwise, std::to_string(number)});
}

template <int Family, std::size_t Size>
std::string address_of(Reader& reader, std::size_t size)
{
    if (size != Size) {
        return {};
    }
    const std::string_view bytes = reader.take(size);
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (bytes.size() == Size) {
        inet_ntop(Family, bytes.data(), text.data(), text.size());
    }
    return text.data();
}

// With OPT, the class is a size and the TTL holds flags (RFC 6891 section 6.1.3).
void take_opt(const DnsRecord& record, DnsMessage& message)
{
    message.opt = DnsOpt{record.in_class, static_cast<std::uint8_t>(record.ttl >> 16U),
                         (record.ttl & 0x8000U) != 0};
    message.result = static_cast<std::uint16_t>((record.ttl >> 24U) << 4U | message.result);
}

DnsRecord read_record(Reader& reader)
{
    DnsRecord record;
    record.name = reader.name();
    record.type = reader.two();
    record.in_class = reader.two();
    record.ttl = reader.four();
    const std::size_t size = reader.two();
    const std::size_t end = reader.at() + size;
    if (!reader.is_well() || size > reader.left()) {
        reader.take(size);
        return record;
    }
    if (record.type == dns_cname) {
        record.value = reader.name_within(end);
    } else if (record.type == dns_a) {
        record.value = address_of<AF_INET, 4>(reader, size);
    } else if (record.type == dns_aaaa) {
        record.value = address_of<AF_INET6, 16>(reader, size);
    }
    reader.go_to(end);
    return record;
}

void read_sections(Reader& reader, DnsMessage& message)
{
    for (unsigned i = 0; i < message.counts[0] && reader.is_well(); ++i) {
        DnsQuestion question;
        question.name = reader.name();
        question.type = reader.two();
        question.in_class = reader.two();
        if (reader.is_well()) {
            message.questions.push_back(question);
        }
    }
    for (std::size_t section = 1; section < message.counts.size(); ++section) {
        for (unsigned i = 0; i < message.counts[section] && reader.is_well(); ++i) {
            DnsRecord record = read_record(reader);
            if (!reader.is_well()) {
                return;
            }
            if (record.type == dns_opt && section == 3 && !message.opt) {
                take_opt(record, message);
            } else if (section == 1 && message.answers.size() < most_answers) {
                record.ttl = record.ttl > 0x7fffffffU ? 0 : record.ttl; // RFC 2181 section 8
                message.answers.push_back(std::move(record));
            }
        }
    }
}

} // namespace

std::optional<DnsMessage> read_dns_message(std::string_view bytes)
{
    Reader reader(bytes);
    DnsMessage message;
    message.id = reader.two();
    const unsigned flags = reader.two();
    message.is_answer = (flags & 0x8000U) != 0;
    message.authoritative = (flags & 0x0400U) != 0;
    message.truncated = (flags & 0x0200U) != 0;
    message.recursion_desired = (flags & 0x0100U) != 0;
    message.recursion_available = (flags & 0x0080U) != 0;
    message.result = flags & 0x000fU;
    for (std::uint16_t& count : message.counts) {
        count = reader.two();
    }
    if (!reader.is_well()) {
        return std::nullopt;
    }
    read_sections(reader, message);
    message.whole = reader.is_well();
    return message;
}

std::string dns_type_name(std::uint16_t type)
{
    using Row = std::pair<std::uint16_t, std::string_view>;
    static constexpr std::array<Row, 9> names = {{{dns_a, "A"},
                                                  {2, "NS"},
                                                  {dns_cname, "CNAME"},
                                                  {6, "SOA"},
                                                  {12, "PTR"},
                                                  {16, "TXT"},
                                                  {dns_aaaa, "AAAA"},
                                                  {39, "DNAME"},
                                                  {46, "RRSIG"}}};
    return name_of(names, type, "TYPE");
}

std::string dns_class_name(std::uint16_t in_class)
{
    return in_class == 1 ? "IN" : concat({"CLASS", std::to_string(in_class)});
}

std::string dns_result_name(std::uint16_t result)
{
    using Row = std::pair<std::uint16_t, std::string_view>;
    static constexpr std::array<Row, 7> names = {{{0, "NOERROR"},
                                                  {1, "FORMERR"},
                                                  {2, "SERVFAIL"},
                                                  {3, "NXDOMAIN"},
                                                  {4, "NOTIMP"},
                                                  {5, "REFUSED"},
                                                  {16, "BADVERS"}}};
    return name_of(names, result, "RCODE");
}

} // namespace hubbub::tui::net
