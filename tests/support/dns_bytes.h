// SPDX-License-Identifier: MIT
// Writes DNS messages, names compressed where they can be.
#pragma once

#include <arpa/inet.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace hubbub::tests {

struct DnsRow { // of an answer
    std::string name;
    std::uint16_t type = 1; // 1: A, 5: CNAME, 28: AAAA
    std::uint32_t ttl = 60;
    std::string value; // an address or a name
};

class DnsBytes {
  public:
    // flags: 0x8180 is an answer, recursion desired and available; the last four bits: the result.
    DnsBytes(unsigned id, unsigned flags, unsigned questions, unsigned answers, unsigned additional)
    {
        for (const unsigned number : {id, flags, questions, answers, 0U, additional}) {
            two(number);
        }
    }

    void question(const std::string& asked, unsigned type)
    {
        name(asked);
        two(type);
        two(1);
    }

    void row(const DnsRow& row)
    {
        name(row.name);
        two(row.type);
        two(1);
        four(row.ttl);
        const std::size_t size_at = bytes_.size();
        two(0);
        if (row.type == 5) {
            name(row.value);
        } else {
            std::array<char, 16> address{};
            inet_pton(row.type == 1 ? AF_INET : AF_INET6, row.value.c_str(), address.data());
            bytes_.append(address.data(), row.type == 1 ? 4 : 16);
        }
        const std::size_t size = bytes_.size() - size_at - 2;
        bytes_[size_at] = static_cast<char>(size >> 8U);
        bytes_[size_at + 1] = static_cast<char>(size & 0xffU);
    }

    // flags: the high bits of the result, the version, DO as 0x8000.
    void opt(unsigned udp_size, unsigned flags = 0)
    {
        bytes_ += '\0';
        two(41);
        two(udp_size);
        four(flags);
        two(0);
    }

    void two(unsigned number)
    {
        bytes_ += static_cast<char>(number >> 8U & 0xffU);
        bytes_ += static_cast<char>(number & 0xffU);
    }
    void four(std::uint32_t number)
    {
        two(number >> 16U);
        two(number & 0xffffU);
    }
    void raw(std::string_view bytes) { bytes_ += bytes; }

    const std::string& bytes() const { return bytes_; }

  private:
    void name(std::string rest)
    {
        while (!rest.empty()) {
            if (const auto before = places_.find(rest); before != places_.end()) {
                return two(0xc000U | static_cast<unsigned>(before->second));
            }
            places_[rest] = bytes_.size();
            const std::string label = rest.substr(0, rest.find('.'));
            bytes_ += static_cast<char>(label.size());
            bytes_ += label;
            rest.erase(0, label.size() + 1);
        }
        bytes_ += '\0';
    }

    std::string bytes_;
    std::map<std::string, std::size_t> places_;
};

} // namespace hubbub::tests
