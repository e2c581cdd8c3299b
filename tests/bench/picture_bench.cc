// SPDX-License-Identifier: MIT
// What one picture of the client costs: from the model to the bytes for a terminal of 120x40.
#include "tests/bench/chat_lines.h"
#include "tui/model/model.h"
#include "tui/term/painter.h"
#include "tui/view/render.h"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

using namespace hubbub;
using namespace hubbub::tui;

namespace {

constexpr view::Size size{120, 40};

// A room with fifty members, full of lines, and the terminal that it is shown on.
class Room {
  public:
    explicit Room(term::Capabilities capabilities) : painter_(std::move(capabilities))
    {
        model_.now = WallTime(std::chrono::hours(12));
        model_.network().nick = "alice";
        model_.network().connection = model::Connection::online;
        model::Buffer& room = model_.network().open("#bench");
        room.joined = true;
        for (int i = 10; i < 60; ++i) {
            room.put_member({"nick" + std::to_string(i), "", false});
        }
        model_.network().open("#other");
        model_.switch_to(1);
        hear(200);
        draw();
    }

    void hear(int lines)
    {
        for (; lines > 0; --lines) {
            const std::string whole = bench::mixed_line(number_ + number_ / 10);
            const std::string_view said = whole;
            model::ChatLine line;
            line.kind = model::LineKind::message;
            line.time = model_.now + std::chrono::milliseconds(number_++);
            line.nick = said.substr(1, said.find('!') - 1);
            line.text = said.substr(said.find(" :") + 2);
            line.text.remove_suffix(2);
            model_.add(model_.here(), line);
        }
    }

    void type()
    {
        if (model_.here().input.text().size() > 60) {
            model_.here().input = {};
        }
        model_.here().input.insert("k");
    }

    void draw()
    {
        out_.clear();
        painter_.paint(view::render(model_, size, rows_), out_);
    }
    void draw_input()
    {
        out_.clear();
        painter_.paint(view::render_input(model_, size), out_);
    }

    std::size_t bytes() const { return out_.size(); }

  private:
    model::Model model_;
    term::Painter painter_;
    view::RowCache rows_;
    std::string out_;
    std::size_t number_ = 0;
};

template <class Change>
void measure(Room& room, const char* name, int pictures, Change change,
             void (Room::*draw)() = &Room::draw)
{
    using Clock = std::chrono::steady_clock;
    Clock::duration spent{};
    std::size_t bytes = 0;
    for (int i = 0; i < pictures; ++i) {
        change(room);
        const auto start = Clock::now();
        (room.*draw)();
        spent += Clock::now() - start;
        bytes += room.bytes();
    }
    const double us = std::chrono::duration<double, std::micro>(spent).count() / pictures;
    std::printf("%-16s %8.1f us a picture, %6zu bytes\n", name, us,
                bytes / static_cast<std::size_t>(pictures));
}

} // namespace

int main(int count, char** arguments)
{
    const int pictures = count > 1 ? std::atoi(arguments[1]) : 2000;
    Result<term::Capabilities> known = term::Capabilities::of("xterm-256color");
    if (!known || pictures < 1) {
        std::fprintf(stderr, "usage: picture_bench [PICTURES], with xterm-256color in terminfo\n");
        return 2;
    }
    Room room(known.take());
    measure(room, "one new line", pictures, [](Room& there) { there.hear(1); });
    measure(room, "ten new lines", pictures, [](Room& there) { there.hear(10); });
    measure(
        room, "one key typed", pictures, [](Room& there) { there.type(); }, &Room::draw_input);
    return 0;
}
