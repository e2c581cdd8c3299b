// SPDX-License-Identifier: MIT
#include "tui/view/input_line.h"

#include "base/strings.h"
#include "tui/model/typed_secret.h"
#include "tui/view/colors.h"
#include "wire/graphemes.h"
#include "wire/pieces.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace hubbub::tui::view {

namespace {

using model::Model;

constexpr std::string_view secret_dot = "\xe2\x80\xa2"; // •

std::string prompt_of(const Model& model, int width)
{
    if (model.ask) {
        return model.ask->label;
    }
    return width >= 30 ? concat({model.here().name, "> "}) : "> ";
}

// Behind the text: what a search has found, or that the text is more than one message.
std::string remark_of(const Model& model)
{
    if (model.ask) {
        return model.ask->shown;
    }
    const std::size_t messages = wire::messages_in(model.here().input.text());
    return messages < 2 ? std::string{} : concat({std::to_string(messages), " messages"});
}

struct Typed {
    std::string text;
    std::size_t cursor; // bytes
};

std::string dots_for(std::string_view text)
{
    std::string dots;
    for (int column = wire::columns_of(text).count; column > 0; --column) {
        dots += secret_dot;
    }
    return dots;
}

// As it is shown: dots for a password, as wide as it is.
Typed typed_in(const Model& model)
{
    const model::LineEdit& edit = model.ask ? model.ask->query : model.here().input;
    const std::string& text = edit.text();
    const std::size_t secret = model.ask ? text.size() : model::secret_in_typed(model.here(), text);
    if (edit.cursor() <= secret) {
        return {text.substr(0, secret) + dots_for(text.substr(secret)), edit.cursor()};
    }
    const std::string_view all = text;
    const std::string before =
        concat({all.substr(0, secret), dots_for(all.substr(secret, edit.cursor() - secret))});
    return {before + dots_for(all.substr(edit.cursor())), before.size()};
}

} // namespace

void draw_input(Frame& frame, const Rect& whole, const Model& model)
{
    Rect at = whole;
    const Typed typed = typed_in(model);
    int start = at.left;
    if (at.width() >= 8) {
        start = frame.write(at.left, at.top, prompt_of(model, at.width()), hint_face, at.right);
    }
    const std::string remark = remark_of(model);
    if (model.ask) {
        const int after = start + wire::columns_of(typed.text).count + (typed.text.empty() ? 0 : 2);
        frame.write(after, at.top, remark, dim_face, at.right);
    } else if (!remark.empty() && at.width() >= 40) {
        at.right -= wire::columns_of(remark).count + 1;
        frame.write(at.right + 1, at.top, remark, hint_face, whole.right);
    }
    const int room = std::max(at.right - start - 1, 0);
    std::string_view visible = typed.text;
    int columns = wire::columns_of(visible.substr(0, typed.cursor)).count; // to the cursor
    while (columns > room) {
        const std::size_t size = wire::first_grapheme(visible);
        columns -= wire::columns_of_grapheme(visible.substr(0, size)).count;
        visible.remove_prefix(size);
    }
    frame.write(start, at.top, visible, plain_face, at.right);
    frame.cursor_row = at.top;
    frame.cursor_column = std::min(start + columns, at.right - 1);
}

} // namespace hubbub::tui::view
