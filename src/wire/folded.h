// SPDX-License-Identifier: MIT
// Names as IRC compares them. An index of nicks or channels takes nothing but a Folded, so that a
// raw name cannot be looked up by mistake.
#pragma once

#include <compare>
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace hubbub::wire {

// ISUPPORT CASEMAPPING. Modern IRC, "CASEMAPPING parameter".
enum class Casemapping { ascii, rfc1459 };

class Folded {
  public:
    Folded() = default;
    const std::string& text() const { return text_; }
    bool empty() const { return text_.empty(); }
    friend auto operator<=>(const Folded&, const Folded&) = default;

  private:
    friend void fold_into(Folded& out, std::string_view name, Casemapping mapping);
    std::string text_;
};

Folded fold(std::string_view name, Casemapping mapping = Casemapping::ascii);
// The same, in the room of what out was.
void fold_into(Folded& out, std::string_view name, Casemapping mapping = Casemapping::ascii);
// They are the same name.
bool folds_alike(std::string_view one, std::string_view other,
                 Casemapping mapping = Casemapping::ascii);

} // namespace hubbub::wire

template <>
struct std::hash<hubbub::wire::Folded> {
    std::size_t operator()(const hubbub::wire::Folded& name) const noexcept
    {
        return std::hash<std::string>{}(name.text());
    }
};
