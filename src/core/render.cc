// SPDX-License-Identifier: MIT
#include "core/render.h"

#include "base/strings.h"
#include "core/kinds.h"
#include "core/multiline.h"

namespace hubbub::core {

Rendered::Rendered(const Entry& entry, std::string_view epoch) : msgid_(epoch, entry.number)
{
    line_.source = entry.source;
    line_.time = entry.time;
    line_.msgid = msgid_.text();
    line_.account = entry.account;
    line_.client_tags = entry.tags;
    std::string_view after = entry.tags;
    line_.bot = cut(after, ';') == "bot";
    if (line_.bot) {
        line_.client_tags = after;
    }
    if (const KindRow* row = find_kind(entry.kind)) {
        row->render(entry, line_);
    }
    if (is_message(entry.kind)) {
        line_.multiline = !fits_one_line(line_);
    }
}

} // namespace hubbub::core
