// SPDX-License-Identifier: MIT
#include "tui/input/slash_network.h"

#include "base/strings.h"

#include <string>

namespace hubbub::tui::input {

using model::Buffer;
using model::LineKind;
using model::Model;
using What = Request::What;

void connect(Model&, std::string_view rest, Requests& requests)
{
    requests.push_back({What::connect, std::string(rest), {}, 0});
}

void disconnect(Model&, std::string_view rest, Requests& requests)
{
    requests.push_back({What::disconnect, std::string(rest), {}, 0});
}

void reconnect(Model&, std::string_view rest, Requests& requests)
{
    requests.push_back({What::reconnect, std::string(rest), {}, 0});
}

void close(Model& model, std::string_view, Requests& requests)
{
    const Buffer& here = model.here();
    if (here.kind == Buffer::Kind::server) {
        if (model.networks.size() == 1) {
            return model.tell(LineKind::error,
                              "this buffer stays: /disconnect, or /quit to leave hubbub");
        }
        return requests.push_back({What::close_network, {}, {}, 0});
    }
    if (here.kind == Buffer::Kind::room && here.joined) {
        requests.push_back({What::send, concat({"PART ", here.name}), {}, 0});
    }
    model.close(model.current);
}

void dns(Model&, std::string_view rest, Requests& requests)
{
    requests.push_back({What::dns, std::string(rest), {}, 0});
}

void raw(Model& model, std::string_view, Requests&)
{
    model.show_raw = !model.show_raw;
    model.tell(LineKind::info, model.show_raw
                                   ? "the server's buffer shows every line of the protocol now"
                                   : "the server's buffer shows no more lines of the protocol");
}

} // namespace hubbub::tui::input
