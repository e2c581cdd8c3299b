// SPDX-License-Identifier: MIT
// From nothing to a serving server: each step may fail with one sentence.
#include "daemon/start.h"

#include "base/diag.h"
#include "base/memory.h"
#include "base/strings.h"
#include "daemon/chores.h"
#include "daemon/command_line.h"
#include "daemon/confine.h"
#include "daemon/read_config.h"
#include "daemon/server.h"
#include "daemon/syscall_filter.h"
#include "daemon/systemd.h"
#include "net/worker.h"
#include "store/memory_journal.h"
#include "store/sodium_passwords.h"
#include "store/sqlite_journal.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace hubbub::daemon {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view nothing_kept = "none";

int fail(const Error& error)
{
    diag::error(error.sentence);
    return 1;
}

// The file's configuration with the command line's on top.
ConfigReading read_all(const CommandLine& line)
{
    ConfigReading reading = read_config(line.config);
    if (!line.data.empty()) {
        reading.config.state = line.data;
    }
    if (!line.listen.empty()) {
        reading.config.listen.clear();
    }
    for (const std::string& at : line.listen) {
        const std::string mistake = add_listen(reading.config, at);
        if (!mistake.empty()) {
            reading.mistakes.push_back("--listen: " + mistake);
        }
    }
    if (reading.config.listen.empty() && reading.mistakes.empty()) {
        add_listen(reading.config, "127.0.0.1:5000");
    }
    return reading;
}

void tell(const ConfigReading& reading)
{
    for (const std::string& note : reading.notes) {
        diag::warning(note);
    }
    for (const std::string& mistake : reading.mistakes) {
        diag::error(mistake);
    }
}

std::string usual_state()
{
    if (geteuid() == 0) {
        return "/var/lib/hubbub";
    }
    const char* state = std::getenv("XDG_STATE_HOME");
    if (state != nullptr && *state != '\0') {
        return concat({state, "/hubbub"});
    }
    const char* home = std::getenv("HOME");
    return concat({home != nullptr ? home : ".", "/.local/state/hubbub"});
}

bool is_ours_alone(const std::string& path)
{
    std::error_code ignored;
    return fs::exists(path + "/hubbub.db", ignored) || fs::is_empty(path, ignored);
}

// One that is there already must not be open to everybody's writing: they could put their own
// database in place of ours. Where nothing but ours is in it, it is not open to their eyes either.
Result<void> make_private_directory(const std::string& path)
{
    std::error_code error;
    const bool made = fs::create_directories(path, error);
    if (error) {
        return Error{concat({"cannot make the directory ", path, ": ", error.message()})};
    }
    if (made && chmod(path.c_str(), 0700) != 0) {
        return Error{concat({"cannot protect ", path, ": ", std::strerror(errno)})};
    }
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) {
        return Error{concat({"cannot look into ", path, ": ", std::strerror(errno)})};
    }
    if ((status.st_mode & S_IWOTH) != 0) {
        return Error{concat({"others can write in ", path, ": chmod 700 ", path,
                             ", or choose another directory with --data"})};
    }
    const bool open_to_others = (status.st_mode & (S_IRWXG | S_IRWXO)) != 0;
    if (open_to_others && status.st_uid == geteuid() && is_ours_alone(path) &&
        chmod(path.c_str(), 0700) == 0) {
        diag::info(concat({path, " is open to nobody else any more: mode 0700"}));
    }
    return {};
}

// Without certificate files of the operator's, one is made; with nothing kept, for this run alone.
Result<net::TlsContext> make_tls(const Config& config)
{
    if (!config.certificate.empty()) {
        return net::TlsContext::server(config.certificate, config.key);
    }
    std::string directory = config.state;
    std::string temporary = (fs::temp_directory_path() / "hubbubd-XXXXXX").string();
    const bool throw_away = config.state == nothing_kept;
    if (throw_away) {
        if (mkdtemp(temporary.data()) == nullptr) {
            return Error{concat({"cannot make a temporary directory: ", std::strerror(errno)})};
        }
        directory = temporary;
    }
    const std::string certificate = directory + "/certificate.pem";
    const std::string key = directory + "/key.pem";
    const Result<void> made = net::make_self_signed(certificate, key, config.settings.name);
    Result<net::TlsContext> context =
        made ? net::TlsContext::server(certificate, key) : Result<net::TlsContext>(made.error());
    if (throw_away) {
        std::error_code ignored;
        fs::remove_all(temporary, ignored);
    }
    return context;
}

Result<std::unique_ptr<core::Journal>> open_journal(const Config& config, const Clock& clock,
                                                    const store::SqliteJournal::Workers& workers)
{
    if (config.state == nothing_kept) {
        return std::unique_ptr<core::Journal>(std::make_unique<store::MemoryJournal>(
            clock, store::random_epoch(), config.retention.most_messages));
    }
    Result<std::unique_ptr<store::SqliteJournal>> journal =
        store::SqliteJournal::open(config.state + "/hubbub.db", config.retention, clock, workers);
    if (!journal) {
        return journal.error();
    }
    return std::unique_ptr<core::Journal>(journal.take());
}

// What this server alone knows, and keeps: for cloaks, and for answers that must not tell who has
// an account.
Result<store::Cloak::Secret> server_secret(const Config& config)
{
    return config.state == nothing_kept
               ? Result(store::random_secret())
               : store::load_or_make_secret(config.state + "/cloak.secret");
}

Result<void> open_listeners(Server& server, const Config& config)
{
    const std::vector<int> given = sockets_from_systemd();
    for (const int fd : given) {
        if (Result<void> adopted = server.adopt(fd); !adopted) {
            return adopted;
        }
    }
    if (!given.empty()) {
        return {};
    }
    for (const ListenAt& at : config.listen) {
        if (Result<void> listening = server.listen(at); !listening) {
            return listening;
        }
    }
    return {};
}

// What a newcomer must type to get in.
void tell_how_to_get_in(const Server& server, const std::string& fingerprint)
{
    for (const std::string& address : server.addresses()) {
        diag::info(concat({"hubbubd ", HUBBUB_VERSION, " listens on ", address}));
    }
    if (!server.addresses().empty() && !server.addresses().front().starts_with('/')) {
        const std::string first = server.addresses().front();
        const std::size_t colon = first.rfind(':');
        const std::string host = first.substr(0, colon);
        const std::string port = first.substr(colon + 1);
        diag::info(concat({"  full screen    hubbub ", first}));
        diag::info(concat({"  any terminal   nc ", host, " ", port}));
        diag::info(concat({"  irssi          /connect ", host, " ", port}));
        diag::info(concat({"  WeeChat        /server add hubbub ", host, "/", port}));
    }
    diag::info(concat({"TLS on the same port; certificate SHA-256 ", fingerprint}));
    if (!server.metrics_address().empty()) {
        diag::info(concat({"metrics at http://", server.metrics_address(), "/metrics"}));
    }
}

int serve(const CommandLine& line, const Config& config)
{
    end_without_memory();
    const SystemClock clock;
    raise_descriptor_limit();
    ProcessFacts process;
    Result<net::TlsContext> tls = make_tls(config);
    if (!tls) {
        return fail(tls.error());
    }
    diag::take_stderr();
    if (config.confine) { // before there are other threads: they inherit it
        diag::info(confine(confines_of(config, line.config)));
    }
    net::Loop loop;
    net::Worker writer(loop);
    net::Worker reader(loop);
    net::Worker checkpoints(loop, net::Worker::Urgency::patient);
    net::Worker hasher(loop, net::Worker::Urgency::patient);
    Result<std::unique_ptr<core::Journal>> journal =
        open_journal(config, clock, {writer, reader, checkpoints});
    if (!journal) {
        return fail(journal.error());
    }
    const Result<store::Cloak::Secret> secret = server_secret(config);
    if (!secret) {
        return fail(secret.error());
    }
    store::SodiumPasswords passwords(hasher, std::string(secret->begin(), secret->end()));
    const auto cloak = config.cloak ? std::optional(store::Cloak(*secret)) : std::nullopt;
    const auto reread = [&line, state = config.state]() -> std::optional<Config> {
        ConfigReading reading = read_all(line);
        tell(reading);
        reading.config.state = state;
        return reading.mistakes.empty() ? std::optional(std::move(reading.config)) : std::nullopt;
    };
    Server server({loop, clock, **journal, process, cloak, reread}, config);
    server.network().set_passwords(passwords);
    if (const Result<void> restored = server.network().restore(); !restored) {
        return fail(restored.error());
    }
    const std::string fingerprint = tls->fingerprint();
    server.use_tls(tls.take());
    if (const Result<void> listening = open_listeners(server, config); !listening) {
        return fail(listening.error());
    }
    if (const Result<void> told = server.tell_metrics(config.metrics); !told) {
        return fail(told.error());
    }
    if (config.confine) { // now that all threads run and everything is open
        diag::info(filter_system_calls());
    }
    tell_how_to_get_in(server, fingerprint);
    notify_systemd("READY=1");
    server.run();
    return 0;
}

} // namespace

int start(const CommandLine& line)
{
    ConfigReading reading = read_all(line);
    tell(reading);
    if (!reading.mistakes.empty()) {
        return 2;
    }
    if (line.check) {
        std::puts("the configuration is in order");
        return 0;
    }
    Config& config = reading.config;
    diag::set_level(config.log_level);
    if (const Result<void> crypto = store::start_crypto(); !crypto) {
        return fail(crypto.error());
    }
    if (config.state.empty()) {
        config.state = usual_state();
    }
    if (config.state != nothing_kept) {
        if (const Result<void> made = make_private_directory(config.state); !made) {
            return fail(made.error());
        }
    }
    return line.chore == Chore::serve ? serve(line, config) : run_chore(line, config);
}

} // namespace hubbub::daemon
