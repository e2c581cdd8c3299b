// SPDX-License-Identifier: MIT
#include "tui/app.h"

#include "base/strings.h"
#include "tui/input/keymap.h"
#include "tui/net/private_file.h"
#include "tui/view/layout.h"
#include "tui/view/overlay.h"
#include "tui/view/pane.h"
#include "tui/view/render.h"

#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <utility>

namespace hubbub::tui {

namespace {

using hubbub::net::FdWatch;
using hubbub::net::Timer;
using input::Request;

constexpr Millis farewell_time = std::chrono::seconds(1);
constexpr std::size_t worth_giving_back = 10'000; // lines

// A large table that has grown leaves no hole behind; a picture's cells are no such table. glibc
// would raise that size with each such block that is freed: mallopt(3).
void keep_large_blocks_apart()
{
#ifdef __GLIBC__
    constexpr int large = 1 << 20; // bytes
    mallopt(M_MMAP_THRESHOLD, large);
#endif
}

// What is free between what is used, too, and at once.
void give_memory_back()
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

constexpr std::string_view first_hint =
    "F1 help  \xc2\xb7  F2 keys  \xc2\xb7  Enter sends  \xc2\xb7  Tab completes  \xc2\xb7  "
    "PageUp goes back";

// While one comes in, another nick may be what is missing.
bool may_send(const model::Network& network, std::string_view line)
{
    return network.is_online() ||
           (network.connection == model::Connection::registering && line.starts_with("NICK "));
}

} // namespace

std::string trust_file()
{
    return net::state_path("known_servers");
}

App::App(hubbub::net::Loop& loop, const Clock& clock, const Options& options,
         std::unique_ptr<term::Screen> screen)
    : loop_(loop), clock_(clock), screen_(std::move(screen)), options_(options),
      trust_(trust_file()), sessions_({loop, clock, trust_, model_, options_}), notifier_(loop),
      inquiries_(loop, clock, {options.server.target.resolvers}), sleep_(clock),
      minute_(loop, [this] { tick(); })
{
    keep_large_blocks_apart();
    model_.buffer_list = options.buffer_list;
    model_.nick_list = options.nick_list;
    take_options();
    model_.now = clock.wall();
    model_.hint = first_hint;
    keys_.emplace(loop, STDIN_FILENO, FdWatch::For::reading, [this] { read_keys(); });
    tick();
    signals_.emplace_back(loop, SIGWINCH, [this] {
        screen_->resized();
        model_.dirty = true;
    });
    signals_.emplace_back(loop, SIGTSTP, [this] { suspend(); });
    for (const int signal : {SIGTERM, SIGHUP, SIGQUIT}) {
        signals_.emplace_back(loop, signal, [this] { quit("Goodbye"); });
    }
    signals_.emplace_back(loop, SIGINT, [this] {
        model_.here().input.set("");
        model_.hint = "/quit or Ctrl-D on an empty line leaves hubbub";
        model_.dirty = true;
    });
}

int App::run()
{
    const auto end_turn = [](Session& session) { session.end_turn(); };
    sessions_.connect_all();
    while (!leaving_) {
        const bool more = sessions_.may_have_more();
        show_news(std::exchange(pressed_, false), more);
        if (pause_) {
            sessions_.each([](Session& session) { session.wait_for_picture(); });
        }
        using Wait = hubbub::net::Loop::Wait;
        loop_.run_once(more ? Wait::not_at_all : Wait::for_events);
        tell_of_call();
        sessions_.each(end_turn);
        if (model_.let_go_of_old() >= worth_giving_back) {
            give_memory_back();
        }
    }
    bool late = false;
    const Timer patience(loop_, farewell_time, [&] { late = true; });
    // The QUIT, through TLS, and the server's word on our last lines, which is logged with them.
    while (sessions_.have_unfinished() && !late) {
        go_on();
        loop_.run_once();
        sessions_.each(end_turn);
    }
    sessions_.each([](Session& session) { session.close(); });
    return 0;
}

// That somebody has spoken to the person.
void App::tell_of_call()
{
    const std::optional<model::Call> call = std::exchange(model_.call, std::nullopt);
    if (!call) {
        return;
    }
    if (model_.settings.bell) {
        screen_->ring();
    }
    if (model_.settings.terminal_notes) {
        screen_->notify(concat({call->where, ": ", call->said}));
    }
    if (!notifier_.run(model_.settings.command, *call)) {
        model_.network().info(
            concat({"notify.command does not start: ", model_.settings.command.front()}));
    }
}

// Each minute, when the clock on the screen changes, and when the machine has woken. Between,
// nothing wakes us that did not happen.
void App::tick()
{
    const WallTime now = clock_.wall();
    minute_.set(std::chrono::floor<std::chrono::minutes>(now) + std::chrono::minutes(1));
    model_.now = now;
    model_.dirty = true;
    const Millis slept = sleep_.slept();
    sessions_.each(
        [&](Session& session) { slept > Millis::zero() ? session.woke(slept) : session.tick(); });
}

// ---- from the person

void App::read_keys()
{
    press(screen_->read_keys());
    rest_of_key_.reset();
    if (screen_->has_gone()) {
        keys_.reset();
        return quit("The terminal has gone");
    }
    if (const std::optional<Millis> patience = screen_->waits_for_rest()) {
        rest_of_key_.emplace(loop_, *patience, [this] {
            rest_of_key_.reset();
            press(screen_->end_key());
        });
    }
}

void App::press(const std::vector<input::Key>& keys)
{
    for (const input::Key& key : keys) {
        input::Requests requests;
        model_.now = clock_.wall();
        model::Network& network = model_.addressed(); // before the key leads elsewhere
        input::press(key, model_, requests);
        for (const Request& request : requests) {
            carry_out(request, network);
        }
    }
    pressed_ = true;
}

void App::carry_out(const Request& request, model::Network& network)
{
    Session& session = sessions_.of(network);
    net::Irc& irc = session.irc();
    const int page = std::max(view::lay_out(model_, screen_->size()).lines.height() - 2, 1);
    switch (request.what) {
    case Request::What::say:
        return irc.say(request.target, request.text);
    case Request::What::act:
        return irc.act(request.target, request.text);
    case Request::What::send:
        if (!may_send(network, request.text)) {
            return model_.tell(model::LineKind::error, "not connected: nothing was sent");
        }
        return irc.send(request.text);
    case Request::What::scroll_pages:
        return scroll(request.number * page);
    case Request::What::scroll_rows:
        return scroll(request.number);
    case Request::What::scroll_to_end:
        model_.here().marks.window.reset();
        model_.here().new_below = 0;
        return;
    case Request::What::send_again:
        return irc.send_unsure_again();
    case Request::What::forget_unsent:
        return irc.forget_unsure();
    case Request::What::set:
        return set(request.target, request.text);
    case Request::What::dns:
        return explain(request.text, session);
    case Request::What::connect:
        return sessions_.connect(request.text);
    case Request::What::disconnect:
        return sessions_.disconnect(request.text);
    case Request::What::reconnect:
        return sessions_.reconnect(request.text);
    case Request::What::close_network:
        return sessions_.close(network);
    case Request::What::redraw:
        return screen_->repaint_all();
    case Request::What::quit:
        return quit(request.text);
    }
}

void App::explain(const std::string& name, const Session& session)
{
    const auto tell = [this, where = &model_.here()](const net::Inquiries::Answer& answer) {
        model::Buffer& there = model_.has(where) ? *where : model_.here();
        model_.now = clock_.wall();
        for (const std::string& line : answer.lines) {
            model_.say(there, model::LineKind::info, line);
        }
    };
    name.empty() ? tell({session.story(), true}) : inquiries_.ask(name, tell);
}

void App::take_options()
{
    std::vector<std::string> ignored = std::move(model_.settings.ignored);
    model_.settings = options_.settings;
    model_.settings.ignored = std::move(ignored);
    screen_->use_colors(options_.colors);
}

// Those whose names start so: what they are set to, and what they mean.
void App::show_settings(std::string_view key)
{
    bool any = false;
    for (const OptionRow& row : option_rows()) {
        if (!row.key.starts_with(key)) {
            continue;
        }
        any = true;
        const auto decided = options_.decided.find(row.key);
        const std::string_view is =
            decided == options_.decided.end() ? row.default_text : decided->second;
        const std::string usual = decided == options_.decided.end()
                                      ? std::string{}
                                      : concat({"  (otherwise ", row.default_text, ")"});
        model_.tell(model::LineKind::info, concat({row.key, " = ", is, usual, "  ", row.meaning}));
    }
    if (!any) {
        model_.tell(model::LineKind::error,
                    concat({"no key starts with \"", key, "\": /set lists all"}));
    }
}

void App::set(std::string_view key, std::string_view value)
{
    if (value.empty()) {
        return show_settings(key);
    }
    const std::string wrong = set_option(options_, key, value);
    if (!wrong.empty()) {
        return model_.tell(model::LineKind::error, wrong);
    }
    if (key.starts_with("view.")) { // what a key has toggled stays otherwise
        model_.buffer_list = options_.buffer_list;
        model_.nick_list = options_.nick_list;
    }
    take_options();
    model_.tell(model::LineKind::info, concat({key, " is set for this session"}));
}

void App::scroll(int rows)
{
    if (!model_.overlay.empty()) {
        const view::Layout layout = view::lay_out(model_, screen_->size());
        model_.overlay_top = view::move_overlay(model_, layout, rows);
        return;
    }
    model::Buffer& here = model_.here();
    const view::Moved moved = view::move(here, view::lay_out(model_, screen_->size()), rows);
    here.marks.window = moved.anchor;
    if (!here.marks.window) {
        here.new_below = 0;
    }
    if (moved.reached_top && rows > 0) {
        sessions_.of(*here.network).read_older(here);
    }
}

void App::suspend()
{
    screen_->suspend();
    // Here we go on when the person brings us back; or at once where no shell could do that and
    // the system takes no notice of a SIGTSTP (a SIGSTOP would freeze a window for good).
    struct sigaction ours {};
    struct sigaction stop {};
    stop.sa_handler = SIG_DFL;
    sigaction(SIGTSTP, &stop, &ours);
    raise(SIGTSTP);
    sigaction(SIGTSTP, &ours, nullptr);
    screen_->resume();
    model_.dirty = true;
}

void App::quit(std::string_view why)
{
    sessions_.each([&](Session& session) { session.leave(why); });
    leaving_ = true;
}

// ---- the screen

// What a key changed is drawn at once. What arrives is not even read before its picture is due, so
// that the picture of a key stays small.
void App::show_news(bool pressed, bool more)
{
    if (!pressed && (pause_ || more)) {
        return;
    }
    sessions_.each([](Session& session) { session.write_log(); }); // a line that is seen is logged
    if (!(model_.dirty || model_.typed) || screen_->is_stalled()) {
        return;
    }
    if (!pressed) {
        pause_after_picture();
    }
    draw();
}

void App::pause_after_picture()
{
    const Instant now = clock_.now();
    pacer_.note_drawn(now);
    const Millis wait = pacer_.wait(now);
    if (wait <= Millis::zero()) {
        return go_on();
    }
    pause_.emplace(loop_, wait, [this] {
        pause_.reset();
        go_on();
    });
}

void App::go_on()
{
    sessions_.each([](Session& session) { session.go_on(); });
}

void App::draw()
{
    const bool whole = std::exchange(model_.dirty, false);
    model_.typed = false;
    screen_->paint(whole ? view::render(model_, screen_->size(), rows_)
                         : view::render_input(model_, screen_->size()));
    if (screen_->is_stalled()) {
        stalled_.emplace(loop_, screen_->fd(), FdWatch::For::writing, [this] {
            screen_->go_on();
            if (!screen_->is_stalled()) {
                stalled_.reset();
            }
        });
    }
}

} // namespace hubbub::tui
