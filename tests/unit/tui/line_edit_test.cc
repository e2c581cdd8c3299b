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

TEST_CASE("words are letters and digits of any script; Ctrl-W goes up to a space")
{
    LineEdit edit;
    edit.insert("see https://a.example/x_1 и два-три");
    edit.word_left();
    CHECK(edit.text().substr(edit.cursor()) == "три");
    edit.word_left();
    edit.word_left();
    edit.word_left();
    CHECK(edit.text().substr(edit.cursor()) == "1 и два-три");
    edit.word_right();
    CHECK(edit.text().substr(edit.cursor()) == " и два-три");
    edit.kill_word_left();
    CHECK(edit.text() == "see https://a.example/x_ и два-три");
    edit.kill_to_space();
    CHECK(edit.text() == "see  и два-три");
    edit.delete_space();
    CHECK(edit.text() == "seeи два-три");
    edit.delete_space(); // there is none
    CHECK(edit.text() == "seeи два-три");
    edit.home();
    edit.kill_word_right();
    CHECK(edit.text() == " два-три");
}

TEST_CASE("words change their case and their places")
{
    LineEdit edit;
    edit.insert("one ÉTÉ  three");
    edit.home();
    edit.upcase_word();
    CHECK(edit.text() == "ONE ÉTÉ  three");
    edit.downcase_word();
    CHECK(edit.text() == "ONE été  three");
    edit.capitalize_word();
    CHECK(edit.text() == "ONE été  Three");
    edit.capitalize_word(); // nothing is behind the cursor
    CHECK(edit.cursor() == edit.text().size());
    edit.transpose_words();
    CHECK(edit.text() == "ONE Three  été");
    edit.undo();
    CHECK(edit.text() == "ONE été  Three");
    edit.set("alone");
    edit.transpose_words();
    CHECK(edit.text() == "alone");
    edit.set("");
    edit.transpose_words();
    CHECK(edit.text().empty());
}

TEST_CASE("what was typed in one go is undone word by word, and all at once")
{
    LineEdit edit;
    for (const char* letter : {"o", "n", "e", " ", "t", "w", "o"}) {
        edit.insert(letter);
    }
    edit.undo();
    CHECK(edit.text() == "one");
    edit.undo();
    CHECK(edit.text().empty());
    for (const char* letter : {"a", "b", " ", "c"}) {
        edit.insert(letter);
    }
    edit.left();
    edit.insert("x"); // elsewhere: another change
    CHECK(edit.text() == "ab xc");
    edit.undo();
    CHECK(edit.text() == "ab c");
    edit.insert("y");
    edit.revert();
    CHECK(edit.text().empty());
    edit.revert(); // nothing to take back
    CHECK(edit.text().empty());
}

TEST_CASE("what was cut in one line can be put into another")
{
    const auto ring = std::make_shared<hubbub::tui::model::KillRing>();
    LineEdit here(ring);
    LineEdit there(ring);
    here.insert("wrong room");
    here.kill_to_start();
    there.insert("> ");
    there.yank();
    CHECK(there.text() == "> wrong room");
    here.yank_older(); // no yank was made here
    CHECK(here.text().empty());
}

TEST_CASE("the last word of the line before, and of the line before that")
{
    Recall recall;
    LineEdit edit;
    edit.insert("see ");
    edit.put_last_word(recall); // nothing was typed before
    CHECK(edit.text() == "see ");
    recall.add("/msg bob");
    recall.add("look at this ");
    edit.put_last_word(recall);
    CHECK(edit.text() == "see this");
    edit.put_last_word(recall);
    CHECK(edit.text() == "see bob");
    edit.put_last_word(recall); // no older one
    CHECK(edit.text() == "see bob");
    edit.insert("!");
    edit.put_last_word(recall);
    CHECK(edit.text() == "see bob!this");
}
