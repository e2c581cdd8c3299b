// SPDX-License-Identifier: MIT
// What wrap() and write_time() made for the last picture: a line that is still seen is not wrapped
// anew. Everything that the result depends on is in the key, so a picture is the same with it.
#pragma once

#include "base/clock.h"
#include "tui/view/wrap.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace hubbub::tui::view {

class RowCache {
  public:
    // What the last picture did not ask for is let go.
    void begin_picture();
    // wrap(). It stays where it is until the next begin_picture().
    const std::vector<Row>& wrapped(std::string_view text, int width, const Face& base);
    // write_time() in the zone of the program.
    const std::string& written(WallTime time, const std::string& format);

    // Texts that it holds: no more than the last two pictures showed.
    std::size_t size() const { return recent_.size() + older_.size(); }

  private:
    struct View {
        std::string_view text;
        int width;
        const Face& base;
    };
    struct Key {
        std::string text;
        int width;
        Face base;
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(const View& one) const
        {
            return std::hash<std::string_view>{}(one.text);
        }
        std::size_t operator()(const Key& one) const
        {
            return std::hash<std::string_view>{}(one.text);
        }
    };
    struct Same {
        using is_transparent = void;
        template <class A, class B>
        bool operator()(const A& a, const B& b) const
        {
            return a.width == b.width && a.base == b.base && a.text == b.text;
        }
    };
    using Texts = std::unordered_map<Key, std::vector<Row>, Hash, Same>;

    Texts recent_; // asked for by this picture
    Texts older_;  // and by the last, but not yet by this
    std::string format_;
    std::unordered_map<std::int64_t, std::string> times_; // by second, in format_
};

} // namespace hubbub::tui::view
