// SPDX-License-Identifier: MIT
// hubbub as a person meets it, in a terminal of 120x40 at a server of the benchmark's own; and in
// the long form irssi, WeeChat and catgirl, those that are installed, in turns with it. Figures are
// medians of the rounds. It fails when something does not appear on the screen, never for a time.
//
//     client_bench HUBBUB [--long] [--against=OTHER_HUBBUB] [PEER...]
#include "tests/bench/client_measures.h"
#include "tests/support/catch.h"
#include "tests/support/run_tests.h"

#include <algorithm>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

using namespace hubbub::bench;

namespace {

struct {
    std::vector<ChatClient> clients;
    int rounds = 3;
} wanted;

void measure_all(std::vector<Figures>& figures)
{
    const std::vector<ChatClient>& clients = wanted.clients;
    for (int round = 0; round < wanted.rounds; ++round) {
        for (std::size_t i = 0; i < clients.size(); ++i) {
            measure_session(clients[i], figures[i]);
            measure_line_memory(clients[i], figures[i]);
        }
        for (int again = 0; again < 3; ++again) { // it varies, and takes little time
            for (std::size_t i = 0; i < clients.size(); ++i) {
                measure_start(clients[i], figures[i]);
            }
        }
    }
    measure_idle(clients, figures);
    for (std::size_t i = 0; i < clients.size(); ++i) {
        if (clients[i].kind == ChatClient::Kind::hubbub) {
            measure_million(clients[i], figures[i]);
        }
    }
}

} // namespace

TEST_CASE("what a client costs and how fast it is")
{
    std::vector<Figures> figures;
    for (const ChatClient& client : wanted.clients) {
        figures.emplace_back(client.name);
    }
    measure_all(figures);
    print_table(figures);
    std::printf("catgirl speaks TLS alone and keeps the last 1,024 lines; the others are in the "
                "clear and keep all\n");
}

int main(int argc, char* argv[])
{
    if (argc < 2) {
        return 2;
    }
    std::vector<std::string_view> words(argv + 2, argv + argc);
    const bool thorough = std::erase(words, "--long") != 0;
    wanted.rounds = thorough ? 5 : 3;
    wanted.clients.push_back({ChatClient::Kind::hubbub, "hubbub", argv[1]});
    for (const ChatClient& peer : installed_peers()) {
        if (thorough || std::find(words.begin(), words.end(), peer.name) != words.end()) {
            wanted.clients.push_back(peer);
        }
    }
    constexpr std::string_view against = "--against=";
    for (const std::string_view word : words) {
        if (word.starts_with(against)) {
            const std::string path(word.substr(against.size()));
            wanted.clients.push_back({ChatClient::Kind::hubbub, "other", path});
        }
    }
    return hubbub::tests::run_tests(1, argv);
}
