// SPDX-License-Identifier: MIT
// What bytes draw on a terminal, as libvterm understands them; and what else they ask of it.
#pragma once

#include "tui/view/frame.h"

#include <vterm.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace hubbub::tests {

class Drawn {
  public:
    explicit Drawn(tui::view::Size size) : size_(size), vterm_(vterm_new(size.rows, size.columns))
    {
        vterm_set_utf8(vterm_, 1);
        screen_ = vterm_obtain_screen(vterm_);
        callbacks_.settermprop = set_property;
        callbacks_.bell = ring;
        fallbacks_.control = unknown_control;
        fallbacks_.csi = unknown_csi;
        fallbacks_.osc = osc;
        fallbacks_.dcs = unknown_dcs;
        vterm_screen_set_callbacks(screen_, &callbacks_, this);
        vterm_screen_set_unrecognised_fallbacks(screen_, &fallbacks_, this);
        vterm_screen_reset(screen_, 1);
        asked_.clear();
    }
    ~Drawn() { vterm_free(vterm_); }
    Drawn(const Drawn&) = delete;
    Drawn& operator=(const Drawn&) = delete;

    void feed(std::string_view bytes) { vterm_input_write(vterm_, bytes.data(), bytes.size()); }

    // The base character of a cell; 0: none; all ones: the right half of a wide one.
    std::uint32_t base(int column, int row) const { return cell(column, row).chars[0]; }
    VTermScreenCell cell(int column, int row) const
    {
        VTermScreenCell found{};
        vterm_screen_get_cell(screen_, {row, column}, &found);
        return found;
    }
    tui::view::Size size() const { return size_; }
    VTermPos cursor() const
    {
        VTermPos at{};
        vterm_state_get_cursorpos(vterm_obtain_state(vterm_), &at);
        return at;
    }
    // Whatever was asked of the terminal that painting does not need: titles, modes, answers.
    const std::string& asked() const { return asked_; }
    std::size_t answers() const { return vterm_output_get_buffer_current(vterm_); }

  private:
    static int note(void* self, std::string_view what)
    {
        (static_cast<Drawn*>(self)->asked_ += what) += ' ';
        return 1;
    }
    static int set_property(VTermProp, VTermValue*, void* self) { return note(self, "property"); }
    static int ring(void* self) { return note(self, "bell"); }
    static int unknown_control(unsigned char, void* self) { return note(self, "control"); }
    static int unknown_csi(const char*, const long*, int, const char*, char, void* self)
    {
        return note(self, "csi");
    }
    static int osc(const char* command, std::size_t size, void* self)
    {
        return std::string_view(command, size).starts_with("8;") ? 1 : note(self, "osc");
    }
    static int unknown_dcs(const char*, std::size_t, void* self) { return note(self, "dcs"); }

    tui::view::Size size_;
    VTerm* vterm_;
    VTermScreen* screen_ = nullptr;
    VTermScreenCallbacks callbacks_{};
    VTermParserCallbacks fallbacks_{};
    std::string asked_;
};

} // namespace hubbub::tests
