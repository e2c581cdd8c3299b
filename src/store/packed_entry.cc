// SPDX-License-Identifier: MIT
#include "store/packed_entry.h"

#include <cstddef>
#include <string_view>

namespace hubbub::store {

PackedEntry& PackedEntry::operator=(const core::Entry& entry)
{
    number_ = entry.number;
    time_ = entry.time;
    kind_ = entry.kind;
    std::size_t size = 0;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        sizes_[i] = static_cast<std::uint32_t>((entry.*fields[i]).size());
        size += sizes_[i];
    }
    all_.clear();
    all_.reserve(size);
    for (const auto field : fields) {
        all_ += entry.*field;
    }
    return *this;
}

core::Entry PackedEntry::unpacked() const
{
    core::Entry entry;
    entry.number = number_;
    entry.time = time_;
    entry.kind = kind_;
    std::string_view rest = all_;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        entry.*fields[i] = rest.substr(0, sizes_[i]);
        rest.remove_prefix(sizes_[i]);
    }
    return entry;
}

} // namespace hubbub::store
