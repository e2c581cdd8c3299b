// SPDX-License-Identifier: MIT
#include "wire/sasl.h"

namespace hubbub::wire {

std::vector<std::string_view> sasl_pieces(std::string_view base64)
{
    std::vector<std::string_view> pieces;
    for (; base64.size() >= sasl_piece; base64.remove_prefix(sasl_piece)) {
        pieces.push_back(base64.substr(0, sasl_piece));
    }
    pieces.push_back(base64.empty() ? "+" : base64);
    return pieces;
}

} // namespace hubbub::wire
