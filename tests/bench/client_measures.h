// SPDX-License-Identifier: MIT
// How each figure of a client is taken. None of these fails for being slow.
#pragma once

#include "tests/bench/chat_clients.h"
#include "tests/bench/client_figures.h"

namespace hubbub::bench {

// A round: a client is started and used, and then another is filled with lines.
void measure_session(const ChatClient& client, Figures& figures);
void measure_start(const ChatClient& client, Figures& figures);
void measure_line_memory(const ChatClient& client, Figures& figures);
// All of them wait at once for something to happen.
void measure_idle(const std::vector<ChatClient>& clients, std::vector<Figures>& figures);
// One buffer of a million lines: its memory, searching it, leafing through it. For hubbub alone,
// whose keys it types.
void measure_million(const ChatClient& hubbub, Figures& figures);

} // namespace hubbub::bench
