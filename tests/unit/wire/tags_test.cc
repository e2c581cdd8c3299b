// SPDX-License-Identifier: MIT
#include "wire/tags.h"

#include "tests/support/catch.h"

#include <string>

using namespace hubbub::wire;

TEST_CASE("tags are walked in their order, empty ones passed over")
{
    std::string_view tags = ";a;;b=;=x;+v/c=1=2;";
    Tag tag;
    REQUIRE(next_tag(tags, tag));
    CHECK(tag.key == "a");
    CHECK(tag.value.empty());
    REQUIRE(next_tag(tags, tag));
    CHECK(tag.key == "b");
    CHECK(tag.value.empty());
    CHECK_FALSE(tag.is_client_only());
    REQUIRE(next_tag(tags, tag));
    CHECK(tag.key == "+v/c");
    CHECK(tag.value == "1=2");
    CHECK(tag.is_client_only());
    CHECK_FALSE(next_tag(tags, tag));
}

TEST_CASE("values are escaped and unescaped")
{
    CHECK(escape_tag_value("a; b\\\r\n") == "a\\:\\sb\\\\\\r\\n");
    CHECK(unescape_tag_value("a\\:\\sb\\\\\\r\\n") == "a; b\\\r\n");
    CHECK(escape_tag_value("").empty());
}

TEST_CASE("every byte survives escaping, and an escaped value can end no tag")
{
    std::string all;
    for (int byte = 0; byte < 256; ++byte) {
        all += static_cast<char>(byte);
    }
    const std::string escaped = escape_tag_value(all);
    CHECK(unescape_tag_value(escaped) == all);
    CHECK(escaped.find_first_of("; \r\n") == std::string::npos);
}

TEST_CASE("an escape that means nothing is its letter, and a lone last backslash goes")
{
    CHECK(unescape_tag_value("\\a\\b") == "ab");
    CHECK(unescape_tag_value("end\\") == "end");
    CHECK(unescape_tag_value("\\") == "");
}

TEST_CASE("of tags with one key the last counts")
{
    CHECK(find_tag("a=1;b=2;a=3", "a") == "3");
    CHECK(find_tag("a=1;a", "a") == "");
    CHECK(find_tag("a=x\\sy", "a") == "x y");
    CHECK_FALSE(find_tag("a=1", "b"));
    CHECK_FALSE(find_tag("", "a"));
    CHECK_FALSE(find_tag("+a=1", "a"));
}

TEST_CASE("of a client's tags only its own kind is passed on, still escaped")
{
    CHECK(client_only_tags("time=x;+a=1\\s2;msgid=y;+b;+c=") == "+a=1\\s2;+b;+c");
    CHECK(client_only_tags("time=x;account=root").empty());
    CHECK(client_only_tags("").empty());
}

TEST_CASE("message-tags: of a client's tags with one key only the last is passed on")
{
    CHECK(client_only_tags("+a=1;+b=2;+a=3") == "+b=2;+a=3");
    CHECK(client_only_tags("+a=1;+a") == "+a");
    CHECK(client_only_tags("+a;+A=1;+ab;+a=2;+A") == "+ab;+a=2;+A");
}
