// SPDX-License-Identifier: MIT
// Whatever a server sends, through the client's model and view to the bytes for the terminal:
// libvterm must find the frame drawn, and nothing else asked of it.
#include "base/ensure.h"
#include "tests/support/drawn.h"
#include "tests/support/fake_clock.h"
#include "tui/net/irc.h"
#include "tui/term/painter.h"
#include "tui/view/render.h"
#include "wire/utf8.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

using namespace hubbub;
using namespace hubbub::tui;

const term::Capabilities& xterm()
{
    static const term::Capabilities known = [] {
        Result<term::Capabilities> found = term::Capabilities::of("xterm-256color");
        HUBBUB_ENSURE(found);
        return found.take();
    }();
    return known;
}

void check_bytes(std::string_view bytes)
{
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        HUBBUB_ENSURE(byte >= ' ' || c == '\033' || c == '\b');
        HUBBUB_ENSURE(byte != 0x7f);
    }
    HUBBUB_ENSURE(wire::is_utf8(bytes));
}

void check_drawn(const tests::Drawn& drawn, const view::Frame& frame)
{
    HUBBUB_ENSURE(drawn.asked().empty());
    HUBBUB_ENSURE(drawn.answers() == 0);
    HUBBUB_ENSURE(drawn.cursor().row == frame.cursor_row);
    for (int row = 0; row < frame.size().rows; ++row) {
        for (int column = 0; column < frame.size().columns; ++column) {
            const std::string_view text = frame.text(column, row);
            if (text.size() == 1 && text != " ") { // of the others libvterm may think otherwise
                HUBBUB_ENSURE(drawn.base(column, row) == static_cast<unsigned char>(text.front()));
            }
        }
    }
}

} // namespace

// The first byte chooses the size; a zero byte draws what there is so far.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0) {
        return 0;
    }
    const view::Size screen{20 + data[0] % 80, 3 + data[0] % 20};
    tests::FakeClock clock;
    model::Model model;
    net::Irc irc(model.network(), clock, {"alice", "al", "Alice", "", {"#room"}},
                 [](std::string_view) {});
    irc.up();
    for (const char* line :
         {":s CAP * LS :batch draft/chathistory echo-message labeled-response message-tags",
          ":s CAP alice ACK :batch draft/chathistory echo-message labeled-response message-tags",
          ":s 001 alice :hello", ":alice!a@h JOIN #room"}) {
        irc.line(line);
    }
    term::Painter painter(xterm());
    tests::Drawn drawn(screen);
    std::string line;
    const auto draw = [&] {
        const view::Frame frame = view::render(model, screen);
        std::string bytes;
        painter.paint(frame, bytes);
        check_bytes(bytes);
        drawn.feed(bytes);
        check_drawn(drawn, frame);
    };
    for (std::size_t i = 1; i < size; ++i) {
        const char c = static_cast<char>(data[i]);
        if (c == '\n') {
            irc.line(line);
            line.clear();
        } else if (c == '\0') {
            draw();
        } else {
            line += c;
        }
    }
    irc.line(line);
    draw();
    return 0;
}
