// SPDX-License-Identifier: MIT
#include "tui/view/wrap.h"

#include "tui/model/links.h"
#include "tui/view/colors.h"
#include "wire/format.h"

#include <utility>

namespace hubbub::tui::view {

namespace {

struct Grapheme {
    std::string_view text;
    int width;
    Face face;
    std::string_view link;
};

// The address that the byte is a part of.
std::string_view link_at(std::string_view text, const std::vector<model::Link>& links,
                         std::size_t place)
{
    for (const model::Link& link : links) {
        if (place >= link.start && place < link.start + link.size) {
            return text.substr(link.start, link.size);
        }
    }
    return {};
}

std::vector<Grapheme> graphemes_of(std::string_view text, const Face& base)
{
    std::vector<Grapheme> all;
    all.reserve(text.size());
    for (const wire::Run& run : wire::parse_format(text)) {
        const Face face = face_of_style(run.style, base);
        const std::vector<model::Link> links = model::find_links(run.text);
        std::string_view rest = run.text;
        while (!rest.empty()) {
            const std::size_t size = wire::first_grapheme(rest);
            const std::string_view one = rest.substr(0, size);
            const int width = wire::columns_of_grapheme(one).count;
            if (width > 0) {
                const std::size_t place = run.text.size() - rest.size();
                const std::string_view link = link_at(run.text, links, place);
                Face shown = face;
                shown.underline = shown.underline || !link.empty();
                all.push_back({one, width, shown, link});
            }
            rest.remove_prefix(size);
        }
    }
    return all;
}

// Whether it stands right behind the other in the text, and is to look the same.
bool goes_on(const Grapheme& one, const Grapheme& next)
{
    return one.text.data() + one.text.size() == next.text.data() && one.face == next.face &&
           one.link.data() == next.link.data();
}

Row row_of(const std::vector<Grapheme>& all, std::size_t from, std::size_t to)
{
    Row row;
    while (from < to) {
        const Grapheme& first = all[from];
        std::size_t size = first.text.size();
        for (++from; from < to && goes_on(all[from - 1], all[from]); ++from) {
            size += all[from].text.size();
        }
        if (row.empty() || row.back().face != first.face || row.back().link != first.link) {
            row.push_back({{}, first.face, std::string(first.link)});
        }
        row.back().text.append(first.text.data(), size);
    }
    return row;
}

} // namespace

std::vector<Row> wrap(std::string_view text, int width, const Face& base)
{
    const std::vector<Grapheme> all = graphemes_of(text, base);
    std::vector<Row> rows;
    std::size_t start = 0;
    std::size_t after_space = 0; // where the row could end, 0: nowhere
    int columns = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        const bool space = all[i].text.size() == 1 && all[i].text.front() == ' ';
        while (columns + all[i].width > width && i > start && !space) {
            const std::size_t end = after_space > start ? after_space : i;
            rows.push_back(row_of(all, start, end));
            start = end;
            columns = 0;
            for (std::size_t j = start; j < i; ++j) {
                columns += all[j].width;
            }
        }
        columns += all[i].width; // a space past the edge hangs there unseen
        if (space) {
            after_space = i + 1;
        }
    }
    rows.push_back(row_of(all, start, all.size()));
    return rows;
}

int columns_of(const Row& row)
{
    int columns = 0;
    for (const Span& span : row) {
        columns += wire::columns_of(span.text).count;
    }
    return columns;
}

std::string shortened(std::string_view text, int columns)
{
    if (wire::columns_of(text).count <= columns) {
        return std::string(text);
    }
    std::string out;
    int used = 0;
    while (!text.empty()) {
        const std::size_t size = wire::first_grapheme(text);
        const int width = wire::columns_of_grapheme(text.substr(0, size)).count;
        if (used + width > columns - 1) {
            break;
        }
        out += text.substr(0, size);
        used += width;
        text.remove_prefix(size);
    }
    return out + "\xe2\x80\xa6"; // …
}

} // namespace hubbub::tui::view
