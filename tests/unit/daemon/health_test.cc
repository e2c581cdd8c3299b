// SPDX-License-Identifier: MIT
// Ready and alive, of a server in this process whose journal ails when the test says so.
#include "daemon/server.h"
#include "net/listener.h"
#include "store/memory_journal.h"
#include "tests/support/catch.h"
#include "tests/support/fake_clock.h"
#include "tests/support/passing_journal.h"

#include <unistd.h>

#include <memory>

using namespace hubbub;
using namespace hubbub::daemon;

namespace {

class AilingJournal final : public tests::PassingJournal {
  public:
    using PassingJournal::PassingJournal;
    std::string ails;

    core::JournalPulse pulse() const override
    {
        core::JournalPulse pulse;
        pulse.ails = ails;
        return pulse;
    }
};

struct Place {
    tests::FakeClock clock;
    net::Loop loop;
    AilingJournal journal{std::make_unique<store::MemoryJournal>(clock, "epoch")};
    ProcessFacts process;
    Server server{{loop, clock, journal, process, {}, [] { return std::optional<Config>(); }}, {}};

    void listen()
    {
        const ListenAt at{net::Address::from_host("127.0.0.1", 0).take(), ListenMode::automatic};
        REQUIRE(server.listen(at));
    }
};

} // namespace

TEST_CASE("ready means listening and able to store; alive is less")
{
    Place place;
    CHECK(answer_health(place.server, "/live").status == 200);
    CHECK(answer_health(place.server, "/ready").status == 503);
    CHECK(answer_health(place.server, "/ready").body == "not ready: it does not listen\n");

    place.listen();
    CHECK(answer_health(place.server, "/ready").status == 200);
    CHECK(place.server.facts().why_not_ready.empty());

    place.journal.ails = "cannot store: database or disk is full";
    CHECK(answer_health(place.server, "/ready").status == 503);
    CHECK(answer_health(place.server, "/ready").body ==
          "not ready: nothing can be stored: cannot store: database or disk is full\n");
    CHECK(answer_health(place.server, "/live").status == 200);
    CHECK(answer_health(place.server, "/metrics").body.find("hubbub_ready 0\n") !=
          std::string::npos);

    place.journal.ails.clear();
    CHECK(answer_health(place.server, "/ready").status == 200);
}

TEST_CASE("there is nothing else at that door")
{
    Place place;
    for (const std::string_view path : {"", "/", "/metrics/", "/metrics/x", "/READY"}) {
        CHECK(answer_health(place.server, path).status == 404);
    }
}

TEST_CASE("metrics move where the configuration says, and a port that is taken changes nothing")
{
    Place place;
    const net::Address any = net::Address::from_host("127.0.0.1", 0).take();
    REQUIRE(place.server.tell_metrics(any));
    const std::string first = place.server.metrics_address();
    REQUIRE(place.server.tell_metrics(any)); // the same again
    CHECK(place.server.metrics_address() == first);

    auto holder =
        net::Listener::open(place.loop, any, [](int fd, const net::Address&) { close(fd); });
    REQUIRE(holder);
    const net::Address taken = (*holder)->address();
    const Result<void> refused = place.server.tell_metrics(taken);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().sentence.find(taken.text()) != std::string::npos);
    CHECK(place.server.metrics_address() == first);

    holder.take().reset();
    REQUIRE(place.server.tell_metrics(taken));
    CHECK(place.server.metrics_address() == taken.text());
    REQUIRE(place.server.tell_metrics({}));
    CHECK(place.server.metrics_address().empty());
}

TEST_CASE("the process tells of its memory and its descriptors")
{
    const ProcessFacts process;
    const std::size_t before = process.open_fds();
    CHECK(before > 3);
    {
        const ProcessFacts two_more;
        CHECK(process.open_fds() == before + 2);
    }
    CHECK(process.open_fds() == before);
    CHECK(process.resident_bytes() > 100'000);
    CHECK(process.most_fds() >= before);
}
