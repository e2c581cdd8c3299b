// SPDX-License-Identifier: MIT
#include "tui/net/unsent_file.h"

#include "base/strings.h"
#include "tui/model/masked.h"
#include "tui/net/private_file.h"
#include "tui/net/unsent_records.h"

#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <unordered_set>
#include <utility>

namespace hubbub::tui::net {

namespace {

constexpr int most_files = 9;
constexpr std::size_t largest = std::size_t{16} << 20U; // of a file that is read
constexpr std::size_t worth_rewriting = std::size_t{256} << 10U;
constexpr std::size_t most_in_a_small_file = 100; // lines

bool exists(const std::string& path)
{
    return access(path.c_str(), F_OK) == 0;
}

// It may have been put aside or replaced before we had the lock.
bool is_at(int fd, const std::string& path)
{
    struct stat opened {};
    struct stat named {};
    return fstat(fd, &opened) == 0 && stat(path.c_str(), &named) == 0 &&
           opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

std::string read_whole(const std::string& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

bool is_secret(const OutgoingLine& line)
{
    return model::masked_speech(line.target, line.body) != line.body;
}

// The sentence that tells so.
std::string put_aside(const std::string& path)
{
    const std::string aside = concat({path, ".damaged"});
    const bool moved = std::rename(path.c_str(), aside.c_str()) == 0;
    return concat({"not all that waited to be sent can be read: ", path, " is damaged",
                   moved ? concat({", and kept as ", aside}) : std::string{}});
}

} // namespace

// ---- one file

UnsentFile::File::File(std::string path) : path_(std::move(path)), fd_(open_to_append(path_))
{
    struct stat status {};
    const bool ours = fd_ >= 0 && flock(fd_, LOCK_EX | LOCK_NB) == 0 && is_at(fd_, path_) &&
                      fstat(fd_, &status) == 0;
    size_ = static_cast<std::size_t>(status.st_size);
    if (!ours && fd_ >= 0) {
        close(std::exchange(fd_, -1));
    }
}

UnsentFile::File::File(File&& other) noexcept
    : path_(std::move(other.path_)), fd_(std::exchange(other.fd_, -1)), size_(other.size_)
{
}

UnsentFile::File& UnsentFile::File::operator=(File&& other) noexcept
{
    std::swap(path_, other.path_);
    std::swap(fd_, other.fd_);
    std::swap(size_, other.size_);
    return *this;
}

UnsentFile::File::~File()
{
    if (fd_ >= 0) {
        close(fd_);
    }
}

bool UnsentFile::File::append(std::string_view text)
{
    std::string_view rest = text;
    while (!rest.empty()) {
        const ssize_t written = ::write(fd_, rest.data(), rest.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written <= 0) {
            const int why = errno;
            const bool as_it_was = ftruncate(fd_, static_cast<off_t>(size_)) == 0;
            errno = as_it_was ? why : errno;
            return false;
        }
        rest.remove_prefix(static_cast<std::size_t>(written));
    }
    size_ += text.size();
    return true;
}

bool UnsentFile::File::clear()
{
    if (size_ != 0 && ftruncate(fd_, 0) != 0) {
        return false;
    }
    size_ = 0;
    return true;
}

// ---- at the start

std::string UnsentFile::path_of(int number) const
{
    return concat({path_, ".", std::to_string(number)});
}

UnsentFile::Left UnsentFile::take_over()
{
    Left left;
    for (int number = 1; number <= most_files && !path_.empty(); ++number) {
        if (!exists(path_of(number))) {
            continue;
        }
        if (File file(path_of(number)); file.is_open()) {
            take_over(std::move(file), left);
        }
    }
    std::unordered_set<std::string> ids; // one that was taking over may have died of it
    std::erase_if(left.lines, [&](const OutgoingLine& line) {
        return !line.id.empty() && !ids.insert(line.id).second;
    });
    std::stable_sort(left.lines.begin(), left.lines.end(),
                     [](const auto& a, const auto& b) { return a.said < b.said; });
    anew_ = !left.lines.empty();
    return left;
}

void UnsentFile::take_over(File file, Left& left)
{
    UnsentLines found;
    found.damaged = file.size() > largest;
    if (!found.damaged) {
        found = read_unsent(read_whole(file.path()));
    }
    const bool empty = found.lines.empty();
    std::move(found.lines.begin(), found.lines.end(), std::back_inserter(left.lines));
    if (found.damaged) {
        left.wrong = put_aside(file.path());
    } else if (!ours_.is_open()) {
        ours_ = std::move(file);
    } else if (!empty) {
        taken_.push_back(std::move(file));
    }
}

// ---- while it runs

Result<void> UnsentFile::keep(const Outgoing& outgoing)
{
    if (path_.empty() || (outgoing.changes() == changes_ && !anew_)) {
        return {};
    }
    Records wanted;
    for (const OutgoingLine& line : outgoing.lines()) {
        if (!is_secret(line)) {
            wanted.push_back({line.label, record_of(line)});
        }
    }
    changes_ = outgoing.changes();
    const bool same = wanted.size() == kept_.size() &&
                      std::all_of(wanted.begin(), wanted.end(),
                                  [&](const Record& record) { return is_kept(record); });
    if (same && !anew_) {
        return {};
    }
    if (!have_file() || !write(wanted)) {
        return Error{
            concat({"what waits to be sent would not outlive a crash: cannot write ",
                    ours_.is_open() ? ours_.path() : path_of(1), ": ", std::strerror(errno)})};
    }
    kept_.clear();
    for (Record& record : wanted) {
        kept_.emplace(std::move(record.label), std::move(record.text));
    }
    return {};
}

bool UnsentFile::is_kept(const Record& record) const
{
    const auto known = kept_.find(record.label);
    return known != kept_.end() && known->second == record.text;
}

bool UnsentFile::have_file()
{
    for (int number = 1; number <= most_files && !ours_.is_open(); ++number) {
        ours_ = File(path_of(number));
    }
    return ours_.is_open();
}

bool UnsentFile::write(const Records& wanted)
{
    if (wanted.empty() && !anew_) {
        return ours_.clear();
    }
    const bool grown = ours_.size() > worth_rewriting * (1 + wanted.size() / most_in_a_small_file);
    return anew_ || grown ? rewrite(wanted) : ours_.append(news_of(wanted));
}

std::string UnsentFile::news_of(const Records& wanted) const
{
    std::unordered_set<std::string_view> waiting;
    std::string news;
    for (const Record& record : wanted) {
        waiting.insert(record.label);
        news += is_kept(record) ? std::string{} : record.text;
    }
    for (const auto& [label, text] : kept_) {
        news += waiting.contains(label) ? std::string{} : record_of_end(label);
    }
    return news;
}

// The file is the old one or the new one, whole, whatever happens.
bool UnsentFile::rewrite(const Records& wanted)
{
    const std::string path = ours_.path();
    const std::string fresh_path = concat({path, ".new"});
    unlink(fresh_path.c_str());
    std::string all;
    for (const Record& record : wanted) {
        all += record.text;
    }
    File fresh(fresh_path);
    if (!fresh.is_open() || !fresh.append(all) ||
        std::rename(fresh_path.c_str(), path.c_str()) != 0) {
        return false;
    }
    fresh.now_at(path);
    ours_ = std::move(fresh);
    for (File& taken : taken_) {
        taken.clear();
    }
    taken_.clear();
    anew_ = false;
    return true;
}

} // namespace hubbub::tui::net
