// SPDX-License-Identifier: MIT
#include "core/history.h"

namespace hubbub::core {

bool goes_back(const HistoryQuery& query)
{
    using Form = HistoryQuery::Form;
    if (query.form == Form::latest || query.form == Form::before) {
        return true;
    }
    const bool two_ends = query.form == Form::between || query.form == Form::targets;
    return two_ends && query.from->index() == query.to->index() && *query.to < *query.from;
}

} // namespace hubbub::core
