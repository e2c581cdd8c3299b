// SPDX-License-Identifier: MIT
// hubbubd(8).
#include "daemon/command_line.h"
#include "daemon/start.h"

int main(int argc, char* argv[])
{
    using namespace hubbub::daemon;
    CommandLine line;
    if (const std::optional<int> status = read_command_line(argc, argv, line)) {
        return *status;
    }
    return start(line);
}
