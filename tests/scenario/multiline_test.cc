// SPDX-License-Identifier: MIT
// IRCv3 draft/multiline and client-initiated batches.
#include "tests/support/catch.h"
#include "tests/support/conversation.h"
#include "wire/tags.h"
#include "wire/utf8.h"

#include <random>

using namespace hubbub::tests;
using hubbub::wire::find_tag;
using Lines = std::vector<std::string>;

namespace {

const std::string caps = "batch draft/multiline message-tags standard-replies";
const std::string all_caps = caps + " echo-message labeled-response server-time draft/chathistory";

hubbub::wire::Message parsed(const std::string& line)
{
    hubbub::wire::Message message;
    REQUIRE(hubbub::wire::parse(line, message) == hubbub::wire::ParseError::none);
    return message;
}

std::string tag(const std::string& line, const std::string& key)
{
    return find_tag(parsed(line).tags, key).value_or("-");
}

void sends(Person& person, const std::string& target, const Lines& lines)
{
    person.says("BATCH +1 draft/multiline " + target);
    for (const std::string& line : lines) {
        const bool joins = line.starts_with("...");
        person.says(std::string("@batch=1") + (joins ? ";draft/multiline-concat" : "") +
                    " PRIVMSG " + target + " :" + line.substr(joins ? 3 : 0));
    }
    person.says("BATCH -1");
}

// The one message that a person has heard, put together again.
struct Heard {
    std::string text;
    std::string id;
    std::size_t lines = 0;
};

Heard put_together(Person& person)
{
    Heard heard;
    std::string batch;
    for (const std::string& line : person.hears_all()) {
        const auto message = parsed(line);
        const std::string without_tags =
            line.substr(line.starts_with("@") ? line.find(' ') + 1 : 0);
        CHECK(without_tags.size() + 2 <= 512);
        CHECK(hubbub::wire::is_utf8(line));
        if (message.command == "BATCH") {
            heard.id = batch.empty() ? tag(line, "msgid") : heard.id;
            batch = message.parameters[0].substr(1);
            continue;
        }
        REQUIRE(message.command == "PRIVMSG");
        CHECK(tag(line, "batch") == (batch.empty() ? "-" : batch));
        const bool concat = tag(line, "draft/multiline-concat") != "-";
        heard.text += heard.lines == 0 || concat || batch.empty() ? "" : "\n";
        heard.text += message.parameters[1];
        CHECK((tag(line, "msgid") != "-") == (batch.empty() && heard.lines == 0));
        heard.id = batch.empty() && heard.lines == 0 ? tag(line, "msgid") : heard.id;
        ++heard.lines;
    }
    return heard;
}

// Of a person whose lines are no IRC, as in the plain line mode.
struct NotIrc final : hubbub::core::Dialect {
    void encode(const hubbub::wire::Line&, std::string&) override {}
};

struct Room {
    explicit Room(hubbub::core::Settings settings = Conversation::quiet_settings()) : net(settings)
    {
        alice.forgets();
        bob.forgets();
    }
    Conversation net;
    Person alice = net.joins("alice", "#hub", caps);
    Person bob = net.joins("bob", "#hub", caps);
    Person old = net.joins("old", "#hub");
};

} // namespace

TEST_CASE("multiline, Capabilities: CAP LS 302 tells max-bytes and max-lines")
{
    Conversation net;
    auto alice = net.connects();
    alice.says("CAP LS 302");
    CHECK(alice.hears_about(" draft/multiline=max-bytes=4096,max-lines=32") != "");
    auto old = net.connects();
    old.says("CAP LS");
    CHECK(old.hears().find("draft/multiline=") == std::string::npos);
}

TEST_CASE("multiline, Examples: a batch reaches those who can as a batch")
{
    Room room;
    room.alice.says("@+reply=x BATCH +123 draft/multiline #hub");
    room.alice.says("@batch=123 PRIVMSG #hub hello");
    room.alice.says("@batch=123 PRIVMSG #hub :");
    room.alice.says("@batch=123 privmsg #hub :how is ");
    room.alice.says("@batch=123;draft/multiline-concat PRIVMSG #hub :everyone?");
    CHECK(room.bob.hears_nothing()); // until the batch is whole
    room.alice.says("BATCH -123");

    const std::string start = room.bob.hears();
    const std::string reference(parsed(start).parameters[0].substr(1));
    CHECK(tag(start, "+reply") == "x");
    CHECK(tag(start, "msgid") != "-");
    CHECK(start.ends_with(":alice!~alice@alice.example BATCH +" + reference +
                          " draft/multiline #hub"));
    const std::string line = "@batch=" + reference;
    const std::string from = " :alice!~alice@alice.example ";
    CHECK(room.bob.hears() == line + from + "PRIVMSG #hub :hello");
    CHECK(room.bob.hears() == line + from + "PRIVMSG #hub :");
    CHECK(room.bob.hears() == line + from + "PRIVMSG #hub :how is ");
    CHECK(room.bob.hears() == line + ";draft/multiline-concat" + from + "PRIVMSG #hub :everyone?");
    CHECK(room.bob.hears() == ":alice!~alice@alice.example BATCH -" + reference);
    CHECK(room.bob.hears_nothing());
    CHECK(room.alice.hears_nothing()); // no echo was asked for
}

TEST_CASE("multiline, Fallback: the component lines, none blank, the id on the first alone")
{
    Room room;
    auto tags = room.net.joins("tags", "#hub", "message-tags server-time");
    room.old.forgets();
    sends(room.alice, "#hub", {"", "hello", "", "how is ", "...everyone?"});
    CHECK(room.old.hears_all() == Lines{":alice!~alice@alice.example PRIVMSG #hub :hello",
                                        ":alice!~alice@alice.example PRIVMSG #hub :how is ",
                                        ":alice!~alice@alice.example PRIVMSG #hub :everyone?"});
    const Lines tagged = tags.hears_all();
    REQUIRE(tagged.size() == 3);
    CHECK(tag(tagged[0], "msgid") != "-");
    CHECK(tag(tagged[1], "msgid") == "-");
    CHECK(tag(tagged[0], "time") == tag(tagged[2], "time"));
}

TEST_CASE("multiline, Fallback: client tags, which are of the whole message, are on each line")
{
    Room room;
    auto tags = room.net.joins("tags", "#hub", "message-tags");
    tags.forgets();
    room.alice.says("@+example=1 BATCH +b draft/multiline #hub");
    room.alice.says("@batch=b PRIVMSG #hub :one");
    room.alice.says("@batch=b PRIVMSG #hub :two");
    room.alice.says("BATCH -b");
    const Lines tagged = tags.hears_all();
    REQUIRE(tagged.size() == 2);
    CHECK(tag(tagged[0], "+example") == "1");
    CHECK(tag(tagged[1], "+example") == "1");

    const std::string large(300, 'x'); // on the first alone: else much would become far more
    room.alice.says("@+example=" + large + " BATCH +c draft/multiline #hub");
    room.alice.says("@batch=c PRIVMSG #hub :one");
    room.alice.says("@batch=c PRIVMSG #hub :two");
    room.alice.says("BATCH -c");
    const Lines bulky = tags.hears_all();
    REQUIRE(bulky.size() == 2);
    CHECK(tag(bulky[0], "+example") == large);
    CHECK(tag(bulky[1], "+example") == "-");
}

TEST_CASE("multiline, Batch types: NOTICE too; a single line is an ordinary message")
{
    Room room;
    room.alice.says("BATCH +n draft/multiline bob");
    room.alice.says("@batch=n NOTICE bob :one");
    room.alice.says("@batch=n NOTICE BOB :two");
    room.alice.says("BATCH -n");
    CHECK(parsed(room.bob.hears()).parameters[2] == "bob");
    CHECK(room.bob.hears().ends_with("NOTICE bob :one"));
    CHECK(room.bob.hears().ends_with("NOTICE bob :two"));
    room.bob.forgets();
    sends(room.alice, "#hub", {"alone"});
    CHECK(room.bob.hears().ends_with(" PRIVMSG #hub :alone"));
    CHECK(room.bob.hears_nothing());
}

TEST_CASE("multiline, Errors: each of them, and nothing is said")
{
    hubbub::core::Settings settings = Conversation::quiet_settings();
    settings.limits.message = 20;
    settings.limits.message_lines = 3;
    Room room(settings);
    const auto fails = [&](const Lines& said, const std::string& with) {
        for (const std::string& line : said) {
            room.alice.says(line);
        }
        CHECK(room.alice.hears() == ":irc.example FAIL BATCH " + with);
        room.alice.says("BATCH -1");
        CHECK(room.alice.hears_nothing()); // the rest is ignored
        CHECK(room.bob.hears_nothing());
    };
    const std::string open = "BATCH +1 draft/multiline #hub";
    const std::string line = "@batch=1 PRIVMSG #hub :hi";
    fails({open, line, "@batch=1 PRIVMSG #hub :0123456789012345678", line},
          "MULTILINE_MAX_BYTES 20 :Multiline batch max-bytes exceeded");
    fails({open, "@batch=1 PRIVMSG #hub :0123456789", "@batch=1 PRIVMSG #hub :0123456789"},
          "MULTILINE_MAX_BYTES 20 :Multiline batch max-bytes exceeded"); // the line feed counts
    fails({open, line, line, line, "@batch=1;draft/multiline-concat PRIVMSG #hub :x", line},
          "MULTILINE_MAX_LINES 3 :Multiline batch max-lines exceeded");
    fails({open, "@batch=1 PRIVMSG #other :hi"},
          "MULTILINE_INVALID_TARGET #hub #other :Invalid multiline target");
    fails({open, line, "@batch=1;draft/multiline-concat PRIVMSG #hub :"},
          "MULTILINE_INVALID :Invalid multiline batch with concatenated blank line");
    fails({open, line, "@batch=1 NOTICE #hub :hi"}, "MULTILINE_INVALID :Invalid multiline batch");
    fails({open, "@batch=1 TAGMSG #hub"}, "MULTILINE_INVALID :Invalid multiline batch");
    fails({open, "@batch=2 PRIVMSG #hub :hi"}, "MULTILINE_INVALID :Invalid multiline batch");
    fails({open, line, "BATCH -2"}, "MULTILINE_INVALID :Invalid multiline batch");

    const std::string blanks = "MULTILINE_INVALID :Invalid multiline batch with blank lines only";
    for (const Lines& said : {Lines{}, {"@batch=1 PRIVMSG #hub :", "@batch=1 PRIVMSG #hub :"}}) {
        room.alice.says(open);
        for (const std::string& blank : said) {
            room.alice.says(blank);
        }
        room.alice.says("BATCH -1");
        CHECK(room.alice.hears() == ":irc.example FAIL BATCH " + blanks);
    }
    room.alice.says(open); // the first is given up, the second counts
    room.alice.says("BATCH +2 draft/multiline #hub");
    CHECK(room.alice.hears() == ":irc.example FAIL BATCH MULTILINE_INVALID :One batch at a time");
    room.alice.says("@batch=2 PRIVMSG #hub :hi");
    room.alice.says("BATCH -2");
    CHECK(room.bob.hears().ends_with("PRIVMSG #hub :hi"));
}

TEST_CASE("client-initiated batches, Errors: INVALID_REFTAG, UNKNOWN_TYPE, TIMEOUT")
{
    Room room;
    const auto answer = [&](const std::string& line) {
        room.alice.says(line);
        const std::string heard = room.alice.hears();
        return heard.substr(heard.find("FAIL"));
    };
    CHECK(answer("BATCH +a_b draft/multiline #hub").starts_with("FAIL BATCH INVALID_REFTAG a_b :"));
    CHECK(answer("BATCH +1 netsplit a b").starts_with("FAIL BATCH UNKNOWN_TYPE 1 netsplit :"));
    room.alice.says("@batch=1 PRIVMSG #hub :ignored");
    room.alice.says("BATCH -1");
    CHECK(room.alice.hears_nothing());
    CHECK(answer("BATCH -1").starts_with("FAIL BATCH MULTILINE_INVALID :"));
    CHECK(answer("@batch=1 PRIVMSG #hub :x").starts_with("FAIL BATCH MULTILINE_INVALID :"));
    CHECK(room.bob.hears_nothing());

    room.alice.says("BATCH +2 draft/multiline #hub");
    room.alice.says("@batch=2 PRIVMSG #hub :x");
    room.net.passes(std::chrono::seconds(31));
    CHECK(room.alice.hears().starts_with(":irc.example FAIL BATCH TIMEOUT 2 :"));
    room.alice.says("@batch=2 PRIVMSG #hub :x");
    room.alice.says("BATCH -2");
    CHECK(room.alice.hears_nothing());
    CHECK(room.bob.hears_nothing());

    room.old.forgets();
    room.old.says("BATCH +3 draft/multiline #hub"); // has not asked for the capability
    CHECK(room.old.hears().find("UNKNOWN_TYPE") != std::string::npos);
}

TEST_CASE("client-initiated batches: PING may come between, any other command ends the batch")
{
    Room room;
    room.alice.says("BATCH +1 draft/multiline #hub");
    room.alice.says("@batch=1 PRIVMSG #hub :a");
    room.alice.says("PING x");
    CHECK(room.alice.hears_about("PONG") != "");
    room.alice.says("@batch=1 PRIVMSG #hub :b");
    room.alice.says("BATCH -1");
    CHECK(put_together(room.bob).text == "a\nb");

    room.alice.says("BATCH +2 draft/multiline #hub");
    room.alice.says("AWAY");
    CHECK(room.alice.hears().find("FAIL BATCH MULTILINE_INVALID") != std::string::npos);
    CHECK(room.alice.hears().find(" 305 ") != std::string::npos);
}

TEST_CASE("multiline, Labeled response: the label is on the opening BATCH of the echo alone")
{
    Room room;
    auto carol = room.net.joins("carol", "#hub", all_caps);
    carol.says("@label=x BATCH +1 draft/multiline #hub");
    carol.says("@batch=1 PRIVMSG #hub :a");
    carol.says("@batch=1 PRIVMSG #hub :b");
    CHECK(carol.hears_nothing());
    carol.says("BATCH -1");
    const Lines lines = carol.hears_all();
    REQUIRE(lines.size() == 4);
    CHECK(tag(lines[0], "label") == "x");
    CHECK(tag(lines[0], "msgid") != "-");
    for (std::size_t i = 1; i < lines.size(); ++i) {
        CHECK(tag(lines[i], "label") == "-");
    }
    CHECK(parsed(lines[3]).command == "BATCH");

    // Without an echo an ACK, and a failure is answered once.
    auto dave = room.net.joins("dave", "#hub", caps + " labeled-response");
    dave.says("@label=y BATCH +1 draft/multiline #hub");
    dave.says("@batch=1 PRIVMSG #hub :a");
    dave.says("BATCH -1");
    CHECK(dave.hears() == "@label=y :irc.example ACK");
    dave.says("@label=z BATCH +1 draft/multiline #hub");
    dave.says("@batch=1 PRIVMSG #other :a");
    dave.says("BATCH -1");
    CHECK(dave.hears().starts_with("@label=z :irc.example FAIL BATCH MULTILINE_INVALID_TARGET"));
    CHECK(dave.hears_nothing());
    dave.says("@label=w BATCH +1 draft/multiline #nowhere");
    dave.says("@batch=1 PRIVMSG #nowhere :a");
    dave.says("BATCH -1");
    CHECK(dave.hears().starts_with("@label=w :irc.example 403 dave #nowhere"));
    CHECK(dave.hears_nothing());
}

TEST_CASE("multiline in CHATHISTORY: one message, a batch inside the batch")
{
    Room room;
    sends(room.alice, "#hub", {"a", "b"});
    sends(room.alice, "#hub", {"c"});
    auto carol = room.net.joins("carol", "#hub", all_caps);
    carol.says("@label=h CHATHISTORY LATEST #hub * 2");
    const Lines lines = carol.hears_all();
    REQUIRE(lines.size() == 7);
    const std::string outer(parsed(lines[0]).parameters[0].substr(1));
    CHECK(tag(lines[0], "label") == "h");
    CHECK(tag(lines[1], "batch") == outer);
    const std::string inner(parsed(lines[1]).parameters[0].substr(1));
    CHECK(parsed(lines[1]).parameters[1] == "draft/multiline");
    CHECK(tag(lines[2], "batch") == inner);
    CHECK(tag(lines[3], "batch") == inner);
    CHECK(tag(lines[4], "batch") == outer);
    CHECK(parsed(lines[4]).parameters[0] == "-" + inner);
    CHECK(tag(lines[5], "batch") == outer);
    CHECK(parsed(lines[6]).parameters[0] == "-" + outer);
}

TEST_CASE("joining the pieces gives the original, from every door to every client")
{
    Room room;
    auto carol = room.net.joins("carol", "#hub", all_caps);
    auto tags = room.net.joins("tags", "#hub", "message-tags");
    const std::vector<std::string> alphabet = {
        "a", "b",          " ",  "é",    "語", "👩‍👩‍👧", "👍🏽", "e\u0301",
        ":", "0123456789", "🇩🇪", "\x02", "  "};
    NotIrc plain;
    std::mt19937 random(11);
    const auto below = [&](std::size_t limit) { return random() % limit; };
    const auto text_of = [&](std::size_t size) {
        std::string text;
        while (text.size() < size) {
            text += alphabet[below(alphabet.size())];
        }
        while (text.size() > size) { // to the byte, and valid
            text = text.substr(0, text.size() - 1 - below(2));
            text = hubbub::wire::is_utf8(text) ? text : text.substr(0, text.size() - 1);
            while (!hubbub::wire::is_utf8(text)) {
                text.pop_back();
            }
        }
        return text;
    };
    const std::vector<std::size_t> sizes = {1, 440, 460, 470, 475, 480, 512, 900, 1000, 4096};
    for (int round = 0; round < 120; ++round) {
        for (Person* person : {&room.alice, &room.bob, &room.old, &carol, &tags}) {
            person->forgets();
        }
        std::string text;
        if (below(2) == 0) { // as the plain door hands it on
            text = text_of(sizes[below(sizes.size())] - below(2)) + "x";
            text.resize(std::min<std::size_t>(text.size(), 4096));
            if (!hubbub::wire::is_utf8(text)) {
                continue;
            }
            room.alice.session()->dialect = &plain;
            room.alice.says("PRIVMSG #hub :" + text);
            room.alice.session()->dialect = nullptr;
        } else {
            Lines lines;
            for (std::size_t i = 0; i < 1 + below(8); ++i) {
                const bool joins = i > 0 && below(2) == 0;
                lines.push_back((joins ? "..." : "") + text_of(below(460)) + "y");
                text += (joins || i == 0 ? "" : "\n") + lines.back().substr(joins ? 3 : 0);
            }
            sends(room.alice, "#hub", lines);
        }
        CAPTURE(round, text.size());
        const Heard whole = put_together(room.bob);
        CHECK(whole.text == text);
        CHECK(put_together(carol).text == text);
        std::string without_breaks = text;
        std::erase(without_breaks, '\n');
        const Heard pieces = put_together(tags);
        CHECK(pieces.text == without_breaks);
        CHECK(pieces.id == whole.id);
        room.net.passes(std::chrono::seconds(1));
    }
}

TEST_CASE("multiline: a message of which a line was too long is not said")
{
    Room room;
    room.alice.says("BATCH +n draft/multiline #hub");
    room.alice.says("@batch=n PRIVMSG #hub :one");
    room.alice.overflows("@batch=n PRIVMSG #hub :" + std::string(600, 'x'));
    CHECK(room.alice.hears().find(" 417 ") != std::string::npos);
    CHECK(room.alice.hears() == ":irc.example FAIL BATCH MULTILINE_INVALID :A line of "
                                "the batch is too long");
    room.alice.says("@batch=n PRIVMSG #hub :three");
    room.alice.says("BATCH -n");
    CHECK(room.alice.hears_nothing());
    CHECK(room.bob.hears_nothing());
}
