// SPDX-License-Identifier: MIT
#include "daemon/read_config.h"

#include "base/strings.h"
#include "daemon/options.h"
#include "wire/mask.h"

// Debian's library is built with exceptions; ours are errors by value, so the header's own code it
// is.
#undef TOML_HEADER_ONLY
#undef TOML_SHARED_LIB
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#include <toml++/toml.h>

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <system_error>
#include <utility>

namespace hubbub::daemon {

namespace {

constexpr std::uint16_t usual_port = 5000;

class Reader {
  public:
    Reader(const std::string& path, ConfigReading& out) : path_(path), out_(out) {}

    void read()
    {
        const toml::parse_result file = toml::parse_file(path_);
        if (!file) {
            mistake(file.error().source(), file.error().description());
            return;
        }
        for (const auto& [name, node] : file.table()) {
            read_top(name.str(), node);
        }
    }

  private:
    void mistake(const toml::source_region& where, std::string_view sentence)
    {
        out_.mistakes.push_back(
            concat({path_, ":", std::to_string(where.begin.line), ": ", sentence}));
    }

    void read_top(std::string_view name, const toml::node& node)
    {
        if (name == "listen" || name == "oper") {
            return read_array(name, node);
        }
        if (!tables().contains(name)) {
            return unknown(node, name, tables_list());
        }
        const toml::table* table = node.as_table();
        if (table == nullptr) {
            return mistake(node.source(),
                           concat({"\"", name, "\" is a table: write [", name, "]"}));
        }
        for (const auto& [key, value] : *table) {
            read_key(concat({name, ".", key.str()}), value);
        }
    }

    void read_array(std::string_view name, const toml::node& node)
    {
        const toml::array* array = node.as_array();
        if (array == nullptr || !array->is_array_of_tables()) {
            return mistake(node.source(),
                           concat({"\"", name, "\" is a list of tables: write [[", name, "]]"}));
        }
        for (const toml::node& one : *array) {
            name == "listen" ? read_listen(*one.as_table()) : read_oper(*one.as_table());
        }
    }

    void unknown(const toml::node& node, std::string_view key,
                 const std::vector<std::string_view>& known)
    {
        std::string sentence = concat({"there is no \"", key, "\""});
        if (const auto near = nearest(key, known)) {
            sentence += concat({"; did you mean \"", *near, "\"?"});
        }
        mistake(node.source(), sentence);
    }

    void read_key(const std::string& key, const toml::node& node)
    {
        const OptionRow* row = find_option(key);
        if (row == nullptr) {
            std::vector<std::string_view> known;
            for (const OptionRow& one : options()) {
                known.push_back(one.key);
            }
            return unknown(node, key, known);
        }
        Value value;
        const std::string wrong = convert(node, row->type, value);
        if (!wrong.empty()) {
            return mistake(node.source(), concat({key, " ", wrong}));
        }
        if (row->set == nullptr) {
            out_.notes.push_back(concat({path_, ":", std::to_string(node.source().begin.line), ": ",
                                         key, " has no effect yet"}));
            return;
        }
        const std::string bad = row->set(out_.config, value);
        if (!bad.empty()) {
            mistake(node.source(), concat({key, " ", bad}));
        }
    }

    // Empty, or what the value should have been.
    static std::string convert(const toml::node& node, Type type, Value& out)
    {
        switch (type) {
        case Type::text:
            if (const auto text = node.value_exact<std::string>()) {
                out = *text;
                return {};
            }
            return "must be a text in quotes";
        case Type::boolean:
            if (const auto truth = node.value_exact<bool>()) {
                out = *truth;
                return {};
            }
            return "must be true or false";
        case Type::number:
            if (const auto number = node.value_exact<std::int64_t>(); number && *number >= 0) {
                out = *number;
                return {};
            }
            return "must be a whole number, zero or more";
        case Type::duration:
            return convert_duration(node, out);
        case Type::list:
            return convert_list(node, out);
        }
        return {};
    }

    static std::string convert_duration(const toml::node& node, Value& out)
    {
        Millis time{};
        const auto text = node.value_exact<std::string>();
        if (!text || !parse_duration(*text, time)) {
            return "must be a duration in quotes, such as \"90s\", \"10m\" or \"7d\"";
        }
        out = time;
        return {};
    }

    static std::string convert_list(const toml::node& node, Value& out)
    {
        std::vector<std::string> texts;
        const toml::array* array = node.as_array();
        if (array == nullptr) {
            return "must be a list of texts";
        }
        for (const toml::node& one : *array) {
            const auto text = one.value_exact<std::string>();
            if (!text) {
                return "must be a list of texts";
            }
            texts.push_back(*text);
        }
        out = std::move(texts);
        return {};
    }

    // [[listen]] address, port, or unix; mode, tls
    void read_listen(const toml::table& table)
    {
        static const std::vector<std::string_view> known = {"address", "port",      "unix", "mode",
                                                            "tls",     "websocket", "proxy"};
        for (const auto& [key, node] : table) {
            if (std::find(known.begin(), known.end(), key.str()) == known.end()) {
                unknown(node, key.str(), known);
            }
        }
        const std::string path = table["unix"].value_or(std::string{});
        const std::string host = table["address"].value_or(std::string("127.0.0.1"));
        const auto port = table["port"].value_or(std::int64_t{usual_port});
        if (port < 0 || port > 65535) {
            return mistake(table.source(), "listen.port must be from 0 to 65535");
        }
        const Result<net::Address> address =
            path.empty() ? net::Address::from_host(host, static_cast<std::uint16_t>(port))
                         : net::Address::from_path(path);
        if (!address) {
            return mistake(table.source(), concat({"listen: ", address.error().sentence}));
        }
        ListenAt at{*address, ListenMode::automatic};
        if (!read_mode(table, at.mode)) {
            return mistake(table.source(),
                           "listen.mode must be \"auto\", \"irc\", \"plain\" or \"tls\"");
        }
        refuse_later(table);
        out_.config.listen.push_back(at);
    }

    // [[oper]] name, password, mask, privileges, certificate
    void read_oper(const toml::table& table)
    {
        static const std::vector<std::string_view> known = {"name", "password", "mask",
                                                            "privileges", "certificate"};
        for (const auto& [key, node] : table) {
            if (std::find(known.begin(), known.end(), key.str()) == known.end()) {
                unknown(node, key.str(), known);
            }
        }
        core::OperatorBlock block;
        block.name = table["name"].value_or(std::string{});
        block.password = table["password"].value_or(std::string{});
        if (block.name.empty() || block.name.find(' ') != std::string::npos ||
            block.password.empty()) {
            return mistake(table.source(), "an [[oper]] needs a name, in one word, and a password");
        }
        block.certificate = to_lower(table["certificate"].value_or(std::string{}));
        std::erase(block.certificate, ':');
        if (!block.certificate.empty() && block.certificate.size() != 64) {
            return mistake(table.source(),
                           "oper.certificate must be the SHA-256 of a certificate, in hex");
        }
        block.mask = wire::complete_mask(table["mask"].value_or(std::string("*@*")));
        if (!read_privileges(table, block.privileges)) {
            return mistake(table.source(), "oper.privileges must be a list of \"all\", \"kill\", "
                                           "\"ban\", \"rehash\", \"wallops\" or \"samode\"");
        }
        if (!block.password.starts_with('$')) {
            out_.notes.push_back(concat({path_, ":", std::to_string(table.source().begin.line),
                                         ": the password of the operator \"", block.name,
                                         "\" is no hash: whoever reads the file has it"}));
        }
        out_.config.settings.operators.push_back(std::move(block));
    }

    static bool read_privileges(const toml::table& table, core::Privileges& out)
    {
        if (!table.contains("privileges")) {
            return core::add_privilege("all", out);
        }
        Value names;
        if (!convert_list(*table.get("privileges"), names).empty()) {
            return false;
        }
        const auto& list = std::get<std::vector<std::string>>(names);
        return std::all_of(list.begin(), list.end(),
                           [&](const std::string& name) { return core::add_privilege(name, out); });
    }

    static bool read_mode(const toml::table& table, ListenMode& out)
    {
        const std::string mode = table["mode"].value_or(std::string("auto"));
        if (table["tls"].value_or(false)) {
            out = ListenMode::tls;
            return mode == "auto" || mode == "tls";
        }
        const std::pair<std::string_view, ListenMode> modes[] = {{"auto", ListenMode::automatic},
                                                                 {"irc", ListenMode::irc},
                                                                 {"plain", ListenMode::plain},
                                                                 {"tls", ListenMode::tls}};
        for (const auto& [name, one] : modes) {
            if (name == mode) {
                out = one;
                return true;
            }
        }
        return false;
    }

    void refuse_later(const toml::table& table)
    {
        if (table["websocket"].value_or(false)) {
            mistake(table.source(), "listen.websocket can only be false in this version");
        }
        if (table["proxy"].value_or(std::string("refuse")) != "refuse") {
            mistake(table.source(), "listen.proxy can only be \"refuse\" in this version");
        }
    }

    static const std::set<std::string_view>& tables()
    {
        static const std::set<std::string_view> names = [] {
            std::set<std::string_view> all;
            for (const OptionRow& row : options()) {
                all.insert(row.key.substr(0, row.key.find('.')));
            }
            return all;
        }();
        return names;
    }

    static std::vector<std::string_view> tables_list()
    {
        std::vector<std::string_view> names(tables().begin(), tables().end());
        names.emplace_back("listen");
        names.emplace_back("oper");
        return names;
    }

    const std::string& path_;
    ConfigReading& out_;
};

void read_motd(ConfigReading& out)
{
    if (out.config.motd_file.empty()) {
        return;
    }
    std::ifstream file(out.config.motd_file);
    if (!file) {
        out.mistakes.push_back(
            concat({"cannot read the message of the day from ", out.config.motd_file}));
        return;
    }
    for (std::string line; std::getline(file, line);) {
        out.config.settings.motd.push_back(line);
    }
}

// Metrics tell strangers who can be kept busy with what.
void check_metrics(ConfigReading& out)
{
    const Config& config = out.config;
    if (config.metrics && !config.metrics->is_local() && !config.metrics_public) {
        out.mistakes.push_back(
            concat({"metrics.listen is ", config.metrics->text(),
                    ", which others can reach: choose 127.0.0.1 or [::1], or say "
                    "metrics.public = true"}));
    }
}

// The file, and the way to it.
bool everybody_can_read(const std::string& path)
{
    struct stat status {};
    if (stat(path.c_str(), &status) != 0 || (status.st_mode & S_IROTH) == 0) {
        return false;
    }
    std::error_code error;
    const std::filesystem::path real = std::filesystem::canonical(path, error);
    for (auto folder = real.parent_path(); !folder.empty(); folder = folder.parent_path()) {
        if (stat(folder.c_str(), &status) == 0 && (status.st_mode & S_IXOTH) == 0) {
            return false;
        }
        if (folder == folder.root_path()) {
            break;
        }
    }
    return true;
}

bool holds_passwords(const core::Settings& settings)
{
    return !settings.password.empty() ||
           std::any_of(settings.operators.begin(), settings.operators.end(),
                       [](const auto& one) { return !one.password.starts_with('$'); });
}

// A key that everybody has is none. A plain password may be meant so, as for a test.
void check_secrets(const std::string& path, ConfigReading& out)
{
    if (!path.empty() && holds_passwords(out.config.settings) && everybody_can_read(path)) {
        out.notes.push_back(
            concat({path, " holds a password, and everybody can read it: chmod 640 ", path}));
    }
    const std::string& key = out.config.key;
    if (!key.empty() && everybody_can_read(key)) {
        out.mistakes.push_back(
            concat({"everybody can read the key of the certificate: chmod 640 ", key}));
    }
}

} // namespace

ConfigReading read_config(const std::string& path)
{
    ConfigReading out;
    if (!path.empty()) {
        Reader(path, out).read();
    }
    read_motd(out);
    check_metrics(out);
    check_secrets(path, out);
    return out;
}

std::string add_listen(Config& config, std::string_view text)
{
    const Result<net::Address> address = text.starts_with('/')
                                             ? net::Address::from_path(text)
                                             : net::Address::parse(text, usual_port);
    if (!address) {
        return address.error().sentence;
    }
    config.listen.push_back({*address, ListenMode::automatic});
    return {};
}

} // namespace hubbub::daemon
