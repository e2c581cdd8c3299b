// SPDX-License-Identifier: MIT
// Text from the network on its way to a screen: formatting, safety, clusters, columns, splitting.
#include "base/ensure.h"
#include "wire/format.h"
#include "wire/graphemes.h"
#include "wire/pieces.h"
#include "wire/safe_text.h"
#include "wire/spelling.h"
#include "wire/unicode.h"
#include "wire/utf8.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

using namespace hubbub;
using namespace hubbub::wire;

void check_safe(std::string_view input)
{
    const SafeText safe = SafeText::from_network(input);
    HUBBUB_ENSURE(is_utf8(safe));
    for (std::string_view rest = safe; !rest.empty();) {
        const char32_t c = take_code_point(rest);
        HUBBUB_ENSURE(c >= 0x20 && (c < 0x7f || c >= 0xa0));
        HUBBUB_ENSURE(!(c >= 0x202a && c <= 0x202e) && !(c >= 0x2066 && c <= 0x2069));
    }
    HUBBUB_ENSURE(SafeText::from_network(safe.text()).text() == safe.text());
}

void check_runs(std::string_view input)
{
    std::string all;
    for (const Run& run : parse_format(input)) {
        HUBBUB_ENSURE(!run.text.empty());
        HUBBUB_ENSURE(run.text.data() >= input.data());
        HUBBUB_ENSURE(run.text.data() + run.text.size() <= input.data() + input.size());
        all += run.text;
    }
    HUBBUB_ENSURE(all == strip_format(input));
    HUBBUB_ENSURE(strip_format(all) == all);
}

void check_graphemes(std::string_view input)
{
    Columns total;
    std::size_t last = 0;
    for (std::size_t at = 0; at < input.size();) {
        const std::size_t size = first_grapheme(input.substr(at));
        HUBBUB_ENSURE(size > 0 && size <= input.size() - at);
        const Columns columns = columns_of_grapheme(input.substr(at, size));
        HUBBUB_ENSURE(columns.count >= 0 && columns.count <= 2);
        total += columns;
        last = at;
        at += size;
    }
    HUBBUB_ENSURE(total == columns_of(input));
    HUBBUB_ENSURE(last == last_grapheme(input));
}

void check_split(std::string_view input, std::size_t longest)
{
    const bool valid = is_utf8(input);
    for (std::string_view rest = input; !rest.empty();) {
        const std::string_view piece = split_for_wire(rest, longest);
        HUBBUB_ENSURE(!piece.empty() && piece.data() == rest.data());
        HUBBUB_ENSURE(piece.size() <= (longest < 4 ? 4 : longest));
        HUBBUB_ENSURE(!valid || is_utf8(piece));
        rest.remove_prefix(piece.size());
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0) {
        return 0;
    }
    const std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
    check_safe(input);
    check_runs(input);
    check_graphemes(input);
    check_split(input, data[0]);
    const std::string repaired = repair_utf8(input);
    HUBBUB_ENSURE(is_utf8(repaired));
    HUBBUB_ENSURE(is_utf8(to_lower_case(input)));
    if (is_utf8(input)) {
        HUBBUB_ENSURE(repaired == input);
        static_cast<void>(is_plainly_visible(input));
    }
    return 0;
}
