// SPDX-License-Identifier: MIT
#include "tests/support/svg.h"

#include <array>
#include <cstddef>
#include <cstdio>

namespace hubbub::tests {

namespace {

// Of a character and around the screen, in tenths of a pixel.
constexpr int cell_width = 84;
constexpr int cell_height = 170;
constexpr int baseline = 130;
constexpr int margin = 120;

std::string pixels(int tenths)
{
    return std::to_string(tenths / 10) +
           (tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10));
}

std::string color(unsigned rgb)
{
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), "#%06x", rgb & 0xffffffU);
    return text.data();
}

std::string escaped(std::string_view text)
{
    std::string out;
    for (const char c : text) {
        switch (c) {
        case '<':
            out += "&lt;";
            break;
        case '>':
            out += "&gt;";
            break;
        case '&':
            out += "&amp;";
            break;
        default:
            out += c;
        }
    }
    return out;
}

bool is_ascii(const Glyph& glyph)
{
    return glyph.text.size() == 1;
}

bool is_blank(const Glyph& glyph)
{
    return glyph.text == " " && !glyph.underline;
}

// Where the run of glyphs that can be one piece of text ends.
std::size_t end_of_run(const std::vector<Glyph>& row, std::size_t from)
{
    std::size_t end = from + 1;
    if (!is_ascii(row[from])) {
        while (end < row.size() && row[end].text.empty()) {
            ++end;
        }
        return end;
    }
    while (end < row.size() && is_ascii(row[end]) && row[end].looks_like(row[from])) {
        ++end;
    }
    return end;
}

void draw_ground(const std::vector<Glyph>& row, int y, unsigned ground, std::string& out)
{
    for (std::size_t from = 0; from < row.size();) {
        std::size_t end = from + 1;
        while (end < row.size() && row[end].ground == row[from].ground) {
            ++end;
        }
        if (row[from].ground != ground) {
            out += "<rect x=\"" + pixels(margin + static_cast<int>(from) * cell_width) + "\" y=\"" +
                   pixels(y) + "\" width=\"" + pixels(static_cast<int>(end - from) * cell_width) +
                   "\" height=\"" + pixels(cell_height) + "\" fill=\"" + color(row[from].ground) +
                   "\"/>\n";
        }
        from = end;
    }
}

void draw_run(const std::vector<Glyph>& row, std::size_t from, std::size_t end, int y,
              std::string& out)
{
    std::string text;
    for (std::size_t i = from; i < end; ++i) {
        text += row[i].text;
    }
    const Glyph& look = row[from];
    out += "<text x=\"" + pixels(margin + static_cast<int>(from) * cell_width) + "\" y=\"" +
           pixels(y + baseline) + "\" textLength=\"" +
           pixels(static_cast<int>(end - from) * cell_width) + "\" fill=\"" + color(look.ink) +
           "\"";
    out += look.bold ? " font-weight=\"bold\"" : "";
    out += look.italic ? " font-style=\"italic\"" : "";
    out += look.underline ? " text-decoration=\"underline\"" : "";
    out += ">" + escaped(text) + "</text>\n";
}

void draw_row(const std::vector<Glyph>& row, int y, std::string& out)
{
    for (std::size_t from = 0; from < row.size();) {
        std::size_t end = end_of_run(row, from);
        const std::size_t next = end;
        while (end > from && is_blank(row[end - 1])) {
            --end;
        }
        std::size_t start = from;
        while (start < end && is_blank(row[start])) {
            ++start;
        }
        if (start < end && !row[start].text.empty()) {
            draw_run(row, start, end, y, out);
        }
        from = next;
    }
}

} // namespace

std::string svg_of(const Glyphs& rows, unsigned ground, std::string_view title)
{
    const std::size_t columns = rows.empty() ? 0 : rows.front().size();
    const std::string width = pixels(2 * margin + static_cast<int>(columns) * cell_width);
    const std::string height = pixels(2 * margin + static_cast<int>(rows.size()) * cell_height);
    std::string out = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + width + " " +
                      height + "\" width=\"" + width + "\" height=\"" + height +
                      "\" role=\"img\" font-family=\"ui-monospace,'DejaVu Sans Mono',Menlo,"
                      "Consolas,monospace\" font-size=\"14\" xml:space=\"preserve\">\n<title>" +
                      escaped(title) + "</title>\n<rect width=\"" + width + "\" height=\"" +
                      height + "\" rx=\"8\" fill=\"" + color(ground) + "\"/>\n";
    int y = margin;
    for (const std::vector<Glyph>& row : rows) {
        draw_ground(row, y, ground, out);
        draw_row(row, y, out);
        y += cell_height;
    }
    return out + "</svg>\n";
}

} // namespace hubbub::tests
