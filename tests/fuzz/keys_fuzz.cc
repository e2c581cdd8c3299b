// SPDX-License-Identifier: MIT
// Whatever a terminal sends, as keys: text is valid, and nothing is kept for ever.
#include "base/ensure.h"
#include "tui/term/key_reader.h"
#include "wire/utf8.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace hubbub;
    using namespace hubbub::tui;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    term::KeyReader reader({{"\033A", term::named_key(input::Key::Name::up)}});
    std::vector<input::Key> keys;
    const std::size_t cut = bytes.empty() ? 0 : data[0] % bytes.size();
    reader.feed(bytes.substr(0, cut), keys);
    reader.feed(bytes.substr(cut), keys);
    reader.rest_is_lost(keys);
    HUBBUB_ENSURE(!reader.waits());
    for (const input::Key& key : keys) {
        HUBBUB_ENSURE(wire::is_utf8(key.text));
        HUBBUB_ENSURE(key.name != input::Key::Name::text || !key.text.empty());
    }
    return 0;
}
