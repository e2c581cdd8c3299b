// SPDX-License-Identifier: MIT
#include "tui/net/inquiry.h"

#include "base/strings.h"

#include <unistd.h>

#include <utility>

namespace hubbub::tui::net {

Inquiries::Inquiries(hubbub::net::Loop& loop, const Clock& clock, Resolving how)
    : loop_(loop), clock_(clock), how_(std::move(how))
{
}

Inquiries::~Inquiries() = default;

void Inquiries::ask(std::string_view what, Tell tell)
{
    std::string host;
    std::uint16_t port = 0;
    if (!hubbub::net::split_host_port(what, host, port) || host.empty()) {
        return tell({{concat({"\"", what, "\" is not NAME, NAME:PORT or an address"})}, false});
    }
    port == 0 ? look_up(host, tell) : connect(host, port, tell);
}

void Inquiries::look_up(const std::string& host, const Tell& tell)
{
    running_.push_back(std::make_unique<Inquiry>());
    Inquiry& inquiry = *running_.back();
    inquiry.lookup = std::make_unique<Lookup>(loop_, clock_, how_, host, 0,
                                              [this, &inquiry, tell](const LookupStory& story) {
                                                  if (story.is_settled()) {
                                                      end(inquiry);
                                                      tell({net::tell(story), story.has_found()});
                                                  }
                                              });
    inquiry.lookup->start();
}

void Inquiries::connect(const std::string& host, std::uint16_t port, const Tell& tell)
{
    running_.push_back(std::make_unique<Inquiry>());
    Inquiry& inquiry = *running_.back();
    inquiry.dialer = std::make_unique<Dialer>(loop_, clock_, how_, [](std::string_view) {});
    inquiry.dialer->dial(host, port, [this, &inquiry, tell](const Result<int>& socket) {
        if (socket) {
            close(*socket);
        }
        end(inquiry);
        tell({inquiry.dialer->story(), static_cast<bool>(socket)});
    });
}

// Freed when nothing of it runs any more.
void Inquiries::end(Inquiry& inquiry)
{
    inquiry.is_over = true;
    sweep_.emplace(loop_, Millis::zero(), [this] {
        std::erase_if(running_, [](const auto& one) { return one->is_over; });
    });
}

} // namespace hubbub::tui::net
