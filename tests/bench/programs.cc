// SPDX-License-Identifier: MIT
#include "tests/bench/programs.h"

#include <unistd.h>

#include <fstream>
#include <string_view>

namespace hubbub::bench {

namespace {

using Kind = Program::Kind;

// No throttles and no limit on connections, in any of them: they are not what is measured.
constexpr std::string_view hubbubd_config = R"([throttle]
commands_per_second = 0
connections_per_address = 0
[limits]
monitor = 0
channels = 10000
[log]
level = "error"
)";

std::string ngircd_config(const std::string& port)
{
    return "[Global]\nName = bench.test\nInfo = bench\nListen = 127.0.0.1\nPorts = " + port +
           "\nAdminInfo1 = a\nMotdPhrase = \"hello\"\n"
           "[Limits]\nMaxConnections = 0\nMaxConnectionsIP = 0\nMaxJoins = 0\nMaxPenaltyTime = 0\n"
           "[Options]\nDNS = no\nIdent = no\nPAM = no\nSyslogFacility = local1\n";
}

std::string inspircd_config(const std::string& port, const std::string& directory)
{
    return "<server name=\"bench.test\" description=\"b\" network=\"b\" id=\"1BE\">\n"
           "<admin name=\"a\" nick=\"a\" email=\"a@b\">\n"
           "<bind address=\"127.0.0.1\" port=\"" +
           port +
           "\" type=\"clients\">\n"
           "<connect name=\"all\" allow=\"*\" timeout=\"60\" pingfreq=\"600\" hardsendq=\"64M\" "
           "softsendq=\"32M\" recvq=\"1M\" threshold=\"100000000\" commandrate=\"100000000\" "
           "fakelag=\"no\" localmax=\"100000\" globalmax=\"100000\" resolvehostnames=\"no\" "
           "useident=\"no\">\n"
           "<performance quietbursts=\"yes\" softlimit=\"100000\" somaxconn=\"1024\" "
           "nouserdns=\"yes\">\n<files motd=\"\">\n"
           "<pid file=\"" +
           directory +
           "/pid\">\n"
           "<log method=\"file\" type=\"* -USERINPUT -USEROUTPUT\" level=\"sparse\" target=\"" +
           directory + "/log\">\n";
}

std::string hybrid_config(const std::string& port)
{
    return "serverinfo { name = \"bench.test\"; description = \"b\"; network_name = \"b\"; "
           "network_description = \"b\"; hub = no; default_max_clients = 100000; };\n"
           "admin { name = \"a\"; description = \"b\"; email = \"a@b\"; };\n"
           "class { name = \"users\"; ping_time = 30 minutes; number_per_ip_local = 100000; "
           "number_per_ip_global = 100000; max_number = 100000; sendq = 64 megabytes; "
           "recvq = 8000 bytes; max_channels = 1000; };\n"
           "listen { host = \"127.0.0.1\"; port = " +
           port +
           "; };\n"
           "auth { user = \"*@*\"; class = \"users\"; flags = can_flood, exceed_limit; };\n"
           "channel { default_join_flood_count = 0; default_join_flood_time = 0; };\n"
           "general { disable_auth = yes; default_floodcount = 0; anti_nick_flood = no; "
           "throttle_count = 100000; throttle_time = 1 second; };\n"
           "modules { path = \"/usr/lib/ircd-hybrid/modules\"; "
           "path = \"/usr/lib/ircd-hybrid/modules/autoload\"; };\n";
}

} // namespace

Launch prepare(const Program& program, const std::string& directory, const std::string& port)
{
    const std::string config = directory + "/config";
    std::ofstream file(config);
    switch (program.kind) {
    case Kind::floor:
        return {{program.path, port}};
    case Kind::memory:
    case Kind::sqlite: {
        file << hubbubd_config;
        const std::string data = program.kind == Kind::memory ? "none" : directory + "/data";
        return {
            {program.path, "--config", config, "--listen", "127.0.0.1:" + port, "--data", data}};
    }
    case Kind::ngircd:
        file << ngircd_config(port);
        return {{program.path, "-n", "-f", config}};
    case Kind::inspircd:
        file << inspircd_config(port, directory);
        return {{program.path, "--nofork", "--runasroot", "--config", config}};
    case Kind::hybrid:
        file << hybrid_config(port);
        return {{program.path, "-foreground", "-configfile", config, "-pidfile", "/dev/null",
                 "-logfile", "/dev/null", "-klinefile", "/dev/null", "-dlinefile", "/dev/null",
                 "-xlinefile", "/dev/null", "-resvfile", "/dev/null"},
                true};
    }
    return {};
}

std::vector<Program> programs(const std::string& floor, const std::string& hubbubd)
{
    std::vector<Program> all = {{"floor", floor, Kind::floor},
                                {"memory", hubbubd, Kind::memory},
                                {"sqlite", hubbubd, Kind::sqlite}};
    for (const Program& other : {Program{"ngircd", "/usr/sbin/ngircd", Kind::ngircd},
                                 Program{"inspircd", "/usr/sbin/inspircd", Kind::inspircd},
                                 Program{"hybrid", "/usr/sbin/ircd-hybrid", Kind::hybrid}}) {
        if (access(other.path.c_str(), X_OK) == 0) {
            all.push_back(other);
        }
    }
    return all;
}

} // namespace hubbub::bench
