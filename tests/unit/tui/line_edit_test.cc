// SPDX-License-Identifier: MIT
#include "tui/model/line_edit.h"

#include "tests/support/catch.h"
#include "tui/model/recall.h"

using hubbub::tui::model::LineEdit;
using hubbub::tui::model::Recall;

namespace {
constexpr const char* family =
    "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7";
}

TEST_CASE("backspace takes a whole grapheme")
{
    for (const char* grapheme : {family, "e\xcc\x81", "\xed\x95\x9c", "a"}) {
        LineEdit edit;
        edit.insert("x");
        edit.insert(grapheme);
        edit.erase_left();
        CHECK(edit.text() == "x");
        CHECK(edit.cursor() == 1);
    }
}

TEST_CASE("the cursor moves by graphemes and words")
{
    LineEdit edit;
    edit.insert(std::string("one ") + family + " two");
    edit.word_left();
    CHECK(edit.text().substr(edit.cursor()) == "two");
    edit.left();
    edit.left();
    CHECK(edit.text().substr(edit.cursor()) == std::string(family) + " two");
    edit.home();
    edit.word_right();
    CHECK(edit.cursor() == 3);
    edit.left();
    edit.left();
    edit.left();
    edit.left();
    CHECK(edit.cursor() == 0);
}

TEST_CASE("what is cut can be put back, and every change undone")
{
    LineEdit edit;
    edit.insert("hello big world");
    edit.kill_word_left();
    CHECK(edit.text() == "hello big ");
    edit.home();
    edit.yank();
    CHECK(edit.text() == "worldhello big ");
    edit.undo();
    CHECK(edit.text() == "hello big ");
    edit.undo();
    CHECK(edit.text() == "hello big world");
    edit.end();
    edit.kill_to_start();
    CHECK(edit.empty());
    edit.undo();
    edit.home();
    edit.kill_to_end();
    CHECK(edit.empty());
    edit.insert("ab");
    edit.transpose();
    CHECK(edit.text() == "ba");
}

TEST_CASE("controls never get into the line")
{
    LineEdit edit;
    edit.insert("a\x1b[31m\nb\tc");
    CHECK(edit.text() == "a[31m b c");
}

TEST_CASE("what was typed before comes back, and so does the draft")
{
    Recall recall;
    recall.add("one");
    recall.add("two");
    CHECK(recall.older("draft") == "two");
    CHECK(recall.older("two") == "one");
    CHECK(recall.older("one") == "one");
    CHECK(recall.newer("one") == "two");
    CHECK(recall.newer("two") == "draft");
    CHECK(recall.newer("draft") == "draft");
}

TEST_CASE("cuts in a row are one, and earlier ones come back one after the other")
{
    LineEdit edit;
    edit.insert("one two three");
    edit.kill_word_left();
    edit.kill_word_left();
    CHECK(edit.text() == "one ");
    edit.insert("x");
    edit.kill_to_start();
    CHECK(edit.text().empty());
    edit.yank();
    CHECK(edit.text() == "one x");
    edit.yank_older();
    CHECK(edit.text() == "two three");
    edit.yank_older();
    CHECK(edit.text() == "one x");
    edit.home();
    edit.yank_older();
    CHECK(edit.text() == "one x");
}
