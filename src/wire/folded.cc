// SPDX-License-Identifier: MIT
#include "wire/folded.h"

#include "base/strings.h"

#include <algorithm>
#include <string_view>

namespace hubbub::wire {

namespace {

// RFC 1459, section 2.2: {}|^ are the lower case of []\~.
char lower_rfc1459(char c)
{
    constexpr std::string_view upper = "[]\\~";
    constexpr std::string_view lower = "{}|^";
    const std::size_t place = upper.find(c);
    return place == std::string_view::npos ? ascii_lower(c) : lower[place];
}

char lower(char c, Casemapping mapping)
{
    return mapping == Casemapping::ascii ? ascii_lower(c) : lower_rfc1459(c);
}

} // namespace

Folded fold(std::string_view name, Casemapping mapping)
{
    Folded folded;
    fold_into(folded, name, mapping);
    return folded;
}

void fold_into(Folded& out, std::string_view name, Casemapping mapping)
{
    out.text_ = name;
    for (char& c : out.text_) {
        c = lower(c, mapping);
    }
}

bool folds_alike(std::string_view one, std::string_view other, Casemapping mapping)
{
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [&](char a, char b) { return lower(a, mapping) == lower(b, mapping); });
}

} // namespace hubbub::wire
