// SPDX-License-Identifier: MIT
#include "wire/numerics.h"

#include "base/strings.h"
#include "tests/support/catch.h"

#include <set>
#include <string>

using namespace hubbub;
using namespace hubbub::wire;

TEST_CASE("the numerics stand in order, and none stands twice")
{
    int before = 0;
    std::set<std::string_view> names;
    for (const NumericRow& row : numerics()) {
        INFO(row.name);
        CHECK(static_cast<int>(row.numeric) > before);
        CHECK(names.insert(row.name).second);
        before = static_cast<int>(row.numeric);
    }
    CHECK(names.size() > 100);
}

TEST_CASE("a numeric's code is its number in three digits, and its name says what it is")
{
    for (const NumericRow& row : numerics()) {
        INFO(row.name);
        CHECK(row.code.size() == 3);
        CHECK(parse_number<int>(row.code) == static_cast<int>(row.numeric));
        CHECK((row.name.starts_with("RPL_") || row.name.starts_with("ERR_")));
        CHECK(row.text.find_first_of("\r\n") == std::string_view::npos);
        CHECK(&row_of(row.numeric) == &row);
    }
}

TEST_CASE("a numeric is found by its specification's name")
{
    CHECK(row_of(Numeric::rpl_welcome).code == "001");
    CHECK(row_of(Numeric::err_nosuchnick).name == "ERR_NOSUCHNICK");
    CHECK(row_of(Numeric::err_nosuchnick).code == "401");
}
