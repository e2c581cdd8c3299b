// SPDX-License-Identifier: MIT
// Who is there depends on the bytes alone: once a piece has decided, no longer piece says
// otherwise.
#include "base/ensure.h"
#include "net/classify.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using hubbub::net::Opening;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    Opening decided = Opening::undecided;
    for (std::size_t end = 0; end <= bytes.size(); ++end) {
        const Opening now = hubbub::net::classify(bytes.substr(0, end));
        HUBBUB_ENSURE(decided == Opening::undecided || now == decided);
        decided = now;
        const Opening silent = hubbub::net::classify_after_silence(bytes.substr(0, end));
        HUBBUB_ENSURE(now == Opening::undecided || silent == now);
    }
    return 0;
}
