// SPDX-License-Identifier: MIT
#include "core/privileges.h"

#include <array>

namespace hubbub::core {

namespace {

constexpr auto rows = std::to_array<PrivilegeRow>({
    {Privilege::kill, "kill"},
    {Privilege::ban, "ban"},
    {Privilege::rehash, "rehash"},
    {Privilege::wallops, "wallops"},
    {Privilege::samode, "samode"},
});

} // namespace

std::span<const PrivilegeRow> privileges()
{
    return rows;
}

std::string_view name_of(Privilege privilege)
{
    for (const PrivilegeRow& row : rows) {
        if (row.privilege == privilege) {
            return row.name;
        }
    }
    return "none";
}

bool add_privilege(std::string_view name, Privileges& to)
{
    bool found = false;
    for (const PrivilegeRow& row : rows) {
        if (name == "all" || name == row.name) {
            to.add(row.privilege);
            found = true;
        }
    }
    return found;
}

} // namespace hubbub::core
