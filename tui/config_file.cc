// SPDX-License-Identifier: MIT
// hubbub.toml: [server] first, for it gives the defaults of every [network.NAME].
#include "tui/option_table.h"

#include "base/strings.h"

namespace hubbub::tui {

namespace {

constexpr std::string_view networks_table = "network";

class File {
  public:
    File(const std::string& path, Options& options) : path_(path), options_(options) {}

    std::vector<std::string> read()
    {
        const toml::parse_result file = toml::parse_file(path_);
        if (!file) {
            complain(file.error().source().begin.line, file.error().description());
            return mistakes_;
        }
        for (const auto& [name, node] : file.table()) {
            if (name.str() != networks_table) {
                read_table(name.str(), node, options_, name.str());
            }
        }
        if (const toml::node* networks = file.table().get(networks_table)) {
            read_networks(*networks);
        }
        return mistakes_;
    }

  private:
    void complain(toml::source_index line, std::string_view sentence)
    {
        mistakes_.push_back(concat({path_, ":", std::to_string(line), ": ", sentence}));
    }

    void set(Options& options, std::string_view table, std::string_view key,
             const toml::node& value, std::string_view shown_as)
    {
        const std::string wrong = set_key(options, table, key, value, shown_as);
        if (!wrong.empty()) {
            complain(value.source().begin.line, wrong);
        }
    }

    void read_table(std::string_view name, const toml::node& node, Options& options,
                    std::string_view shown_as)
    {
        if (!node.is_table()) {
            return set(options, "", name, node, "");
        }
        for (const auto& [key, value] : *node.as_table()) {
            set(options, name, key.str(), value, shown_as);
        }
    }

    void read_networks(const toml::node& networks)
    {
        if (!networks.is_table()) {
            return complain(networks.source().begin.line,
                            "network must be tables, such as [network.libera]");
        }
        for (const auto& [name, node] : *networks.as_table()) {
            read_network(name.str(), node);
        }
    }

    void read_network(std::string_view name, const toml::node& node)
    {
        const toml::source_index line = node.source().begin.line;
        if (!node.is_table()) {
            return complain(line, concat({"network.", name, " must be a table: [network.", name,
                                          "] and its keys below"}));
        }
        if (name.empty() || name.front() == '.' ||
            name.find_first_of(" /:\t") != std::string_view::npos) {
            return complain(line, concat({"\"", name,
                                          "\" cannot name a network: no spaces, slashes, colons, "
                                          "nor a dot in front"}));
        }
        if (node.as_table()->get("host") == nullptr) {
            return complain(line, concat({"network.", name, ".host is missing: its server"}));
        }
        Options one;
        one.server = options_.server;
        one.server.name = name;
        read_table("server", node, one, concat({networks_table, ".", name}));
        options_.networks.push_back(std::move(one.server));
    }

    const std::string& path_;
    Options& options_;
    std::vector<std::string> mistakes_;
};

} // namespace

std::vector<std::string> read_config(const std::string& path, Options& options)
{
    return File(path, options).read();
}

} // namespace hubbub::tui
