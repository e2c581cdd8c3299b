// SPDX-License-Identifier: MIT
// What the model knows of one network: who we are there, what its server is like, and which of the
// buffers are its own. Lives as long as the model, or until it is closed.
#pragma once

#include "base/clock.h"
#include "tui/model/buffer.h"

#include <optional>
#include <string>
#include <string_view>

namespace hubbub::tui::model {

struct Model;

enum class Connection { offline, connecting, registering, online };

struct Network {
    explicit Network(Model& whole) : model(whole) {}
    Network(const Network&) = delete;
    Network& operator=(const Network&) = delete;

    Model& model;
    std::string name = "hubbub";  // as it is shown
    bool named_by_person = false; // in hubbub.toml; what the server calls itself does not change it
    std::string nick;
    std::string prefixes = "@+";  // from ISUPPORT
    std::string room_types = "#"; // what names of rooms start with; from ISUPPORT
    bool takes_lines = false;     // the server takes several lines as one message
    Connection connection = Connection::offline;
    std::optional<Millis> lag;

    bool is_online() const { return connection == Connection::online; }
    void rename(std::string_view to); // unless the person has named it
    Buffer& server();                 // the server's own buffer
    Buffer* find(std::string_view buffer);
    // Finds, or makes one, below the others of this network.
    Buffer& open(std::string_view buffer);
    void info(std::string_view text); // in the server's buffer

    bool is_me(std::string_view other) const;
    bool mentions_me(std::string_view text) const;
    bool is_room(std::string_view buffer) const
    {
        return !buffer.empty() && room_types.find(buffer.front()) != std::string::npos;
    }
};

} // namespace hubbub::tui::model
