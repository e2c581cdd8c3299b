// SPDX-License-Identifier: MIT
#include "tui/session.h"

#include "base/strings.h"

#include <chrono>
#include <utility>

namespace hubbub::tui {

namespace {

// A person may have to unlock something first.
constexpr Millis password_patience = std::chrono::seconds(60);
constexpr std::string_view left = "you left this network; /connect goes back";

std::string path_in(const std::string& directory, std::string_view network)
{
    return directory.empty() ? directory : concat({directory, "/", file_name_of(network)});
}

} // namespace

Session::Session(Parts parts, NetworkOptions options, const Kept& kept)
    : parts_(parts), options_(std::move(options)),
      uplink_(parts.loop, parts.clock, options_.target, parts.trust, *this),
      irc_(parts.network, parts.clock, options_.identity(),
           [this](std::string_view line) { uplink_.send(line); }),
      log_(kept.logs, options_.title()), unsent_(path_in(kept.unsent, options_.title()))
{
    irc_.set_sts([this](std::string_view value) { return uplink_.take_sts(value); });
    parts.network.rename(options_.name.empty() ? options_.target.host : options_.name);
    parts.network.named_by_person = !options_.name.empty();
    restore_unsent();
}

bool Session::is_wanted() const
{
    return (!left_ || again_) && parts_.network.connection != model::Connection::offline;
}

void Session::connect()
{
    if (left_ && parts_.network.connection != model::Connection::offline) {
        again_ = true; // when the goodbye is over: else our own nick would still be in use
        return;
    }
    if (parts_.network.connection == model::Connection::offline) {
        left_ = false;
        parts_.network.connection = model::Connection::connecting;
        parts_.network.model.dirty = true;
        options_.password_command.empty() ? uplink_.connect() : ask_for_password();
    }
}

void Session::ask_for_password()
{
    const std::vector<std::string>& command = options_.password_command;
    parts_.network.info(concat({"asking ", command.front(), " for the password"}));
    program_.emplace(parts_.loop, command, password_patience, [this](Result<std::string> told) {
        program_.reset();
        take_password(std::move(told));
    });
}

void Session::take_password(Result<std::string> told)
{
    if (!told) { // it is not asked again before the person says so
        return irc_.down(concat({options_.table(), ".password_command: ", told.error().sentence,
                                 "; /connect asks again"}));
    }
    options_.password_command.clear();
    options_.password = told.take();
    irc_.set_password(options_.password);
    uplink_.connect();
}

void Session::leave(std::string_view why)
{
    left_ = true;
    again_ = false;
    next_.reset();
    program_.reset();
    irc_.send(concat({"QUIT :", why.empty() ? "hubbub" : why}));
    uplink_.leave();
}

void Session::reconnect()
{
    if (uplink_.is_up()) {
        leave("reconnecting");
        again_ = true;
        return;
    }
    uplink_.close();
    if (parts_.network.connection != model::Connection::offline) {
        irc_.down("connecting again", net::Irc::End::wanted);
    }
    connect();
}

void Session::close()
{
    keep_unsent();
    program_.reset();
    uplink_.close();
}

// ---- from the connection

void Session::on_up()
{
    irc_.up(uplink_.is_private());
}

void Session::on_line(std::string_view line)
{
    irc_.line(line);
}

void Session::on_down(std::string_view why)
{
    left_ ? irc_.down(again_ ? "connecting again" : left, net::Irc::End::wanted) : irc_.down(why);
    if (std::exchange(again_, false)) {
        next_.emplace(parts_.loop, Millis::zero(), [this] { connect(); });
    }
}

void Session::on_note(std::string_view text)
{
    model::Network& network = parts_.network;
    if (network.connection == model::Connection::offline && !left_) {
        network.connection = model::Connection::connecting;
    }
    network.model.now = parts_.clock.wall();
    network.info(text);
}

// ---- from the program

void Session::tick()
{
    if (const std::string_view why = irc_.why_dead(); !why.empty()) {
        return uplink_.drop(why);
    }
    irc_.tick();
}

void Session::woke(Millis slept)
{
    const model::Network& network = parts_.network;
    if (left_ || program_ || network.connection == model::Connection::offline) {
        return;
    }
    if (network.is_online()) {
        irc_.woke(slept);
        return look_for_life();
    }
    uplink_.close(); // whatever it was waiting for is not to be waited for any longer
    irc_.down("the machine has slept: connecting again", net::Irc::End::wanted);
    connect();
}

void Session::look_for_life()
{
    life_.reset();
    if (const std::string_view why = irc_.why_dead(); !why.empty()) {
        return uplink_.drop(why);
    }
    if (irc_.waits_since_woken()) {
        life_.emplace(parts_.loop, std::chrono::milliseconds(250), [this] { look_for_life(); });
    }
}

void Session::end_turn()
{
    keep_unsent(); // before it can arrive
    uplink_.flush();
    uplink_.sweep();
}

void Session::restore_unsent()
{
    net::UnsentFile::Left before = unsent_.take_over();
    parts_.network.model.now = parts_.clock.wall();
    irc_.restore(std::move(before.lines));
    if (!before.wrong.empty()) {
        parts_.network.model.say(parts_.network.server(), model::LineKind::error, before.wrong);
    }
}

void Session::keep_unsent()
{
    const Result<void> kept = unsent_.keep(irc_.outgoing());
    if (!kept && std::exchange(tells_unkept_, false)) {
        parts_.network.model.say(parts_.network.server(), model::LineKind::error,
                                 kept.error().sentence);
    }
}

void Session::write_log()
{
    log_.write(parts_.network);
}

void Session::note_said(const model::Buffer& buffer, const model::ChatLine& line)
{
    log_.note(buffer, line);
}

void Session::read_older(model::Buffer& buffer)
{
    irc_.keeps_history(buffer) && !buffer.whole_history ? irc_.fetch_older(buffer)
                                                        : read_log(buffer);
}

void Session::read_log(model::Buffer& buffer)
{
    using Above = LocalLog::Above;
    const Above above = irc_.keeps_history(buffer) ? Above::servers_history : Above::this_run;
    if (!log_.read_older(buffer, above)) {
        buffer.whole_history = true;
        parts_.network.model.dirty = true;
    }
}

} // namespace hubbub::tui
