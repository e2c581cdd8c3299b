// SPDX-License-Identifier: MIT
// A way to a server on 127.0.0.1 that breaks: each connection through it is cut after so many
// bytes.
#pragma once

#include <atomic>
#include <cstddef>
#include <string>
#include <thread>
#include <vector>

namespace hubbub::tests {

class CuttingProxy {
  public:
    enum class Way { to_server, to_client };
    struct Cut {
        Way way = Way::to_server;
        std::size_t bytes = 0; // that still pass that way
    };

    // One cut a connection, in this order; those after the last are not cut.
    CuttingProxy(int server_port, std::vector<Cut> cuts);
    ~CuttingProxy();
    CuttingProxy(const CuttingProxy&) = delete;
    CuttingProxy& operator=(const CuttingProxy&) = delete;

    std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
    std::size_t cuts_made() const { return made_; }

  private:
    void serve();
    void pass_on(int client);

    int fd_;
    int port_ = 0;
    int server_port_;
    std::vector<Cut> cuts_;
    std::atomic<std::size_t> made_ = 0;
    std::atomic<bool> ended_ = false;
    std::thread thread_;
};

} // namespace hubbub::tests
