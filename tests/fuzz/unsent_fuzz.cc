// SPDX-License-Identifier: MIT
// Whatever stands in the file of lines that wait, as lines: they can be sent, and what is written
// of them reads back as the same.
#include "base/ensure.h"
#include "tui/net/unsent_records.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace hubbub;
    using namespace hubbub::tui::net;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const UnsentLines read = read_unsent(bytes);
    for (const OutgoingLine& line : read.lines) {
        HUBBUB_ENSURE(!line.label.empty() && !line.target.empty() && !line.body.empty());
        HUBBUB_ENSURE(line.state == OutgoingLine::State::held);
    }
    OutgoingLine line;
    line.label = "h1";
    line.target = "#lobby";
    line.body = bytes.empty() ? std::string_view("x") : bytes;
    const UnsentLines again = read_unsent(record_of(line));
    HUBBUB_ENSURE(!again.damaged && again.lines.size() == 1);
    HUBBUB_ENSURE(again.lines.front().body == line.body);
    return 0;
}
