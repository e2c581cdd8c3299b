// SPDX-License-Identifier: MIT
#include "tests/support/faulty_disk.h"

#include "base/ensure.h"

#include <sqlite3.h>

#include <cstring>
#include <filesystem>
#include <fstream>
#include <random>

namespace hubbub::tests {

namespace {

// SQLite makes room for it, with the usual VFS's own behind it.
struct File {
    sqlite3_file base;
    FaultyDisk* disk;
    const char* path; // SQLite's, while the file is open; null for its temporary ones
    sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

File* of(sqlite3_file* file)
{
    return reinterpret_cast<File*>(file);
}

FaultyDisk& disk_of(sqlite3_vfs* vfs)
{
    return *static_cast<FaultyDisk*>(vfs->pAppData);
}

sqlite3_vfs* usual()
{
    static sqlite3_vfs* const vfs = sqlite3_vfs_find("unix");
    return vfs;
}

int write_file(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at)
{
    File* one = of(file);
    if (const auto failure = one->disk->fails()) {
        return *failure;
    }
    const int done = one->real()->pMethods->xWrite(one->real(), bytes, size, at);
    if (done == SQLITE_OK && one->path != nullptr) {
        one->disk->note_write(one->path, at,
                              {static_cast<const char*>(bytes), static_cast<std::size_t>(size)});
    }
    return done;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size)
{
    File* one = of(file);
    if (const auto failure = one->disk->fails()) {
        return *failure;
    }
    const int done = one->real()->pMethods->xTruncate(one->real(), size);
    if (done == SQLITE_OK && one->path != nullptr) {
        one->disk->note_truncate(one->path, size);
    }
    return done;
}

int sync_file(sqlite3_file* file, int)
{
    File* one = of(file);
    if (const auto failure = one->disk->fails()) {
        return *failure;
    }
    if (one->path != nullptr) {
        one->disk->note_sync(one->path);
    }
    return SQLITE_OK; // the real disk need not spin
}

// Everything else is the usual VFS's.
const sqlite3_io_methods& methods()
{
    static const sqlite3_io_methods table = [] {
        sqlite3_io_methods all{};
        all.iVersion = 2;
        all.xClose = [](sqlite3_file* f) { return of(f)->real()->pMethods->xClose(of(f)->real()); };
        all.xRead = [](sqlite3_file* f, void* to, int size, sqlite3_int64 at) {
            return of(f)->real()->pMethods->xRead(of(f)->real(), to, size, at);
        };
        all.xWrite = write_file;
        all.xTruncate = truncate_file;
        all.xSync = sync_file;
        all.xFileSize = [](sqlite3_file* f, sqlite3_int64* size) {
            return of(f)->real()->pMethods->xFileSize(of(f)->real(), size);
        };
        all.xLock = [](sqlite3_file* f, int kind) {
            return of(f)->real()->pMethods->xLock(of(f)->real(), kind);
        };
        all.xUnlock = [](sqlite3_file* f, int kind) {
            return of(f)->real()->pMethods->xUnlock(of(f)->real(), kind);
        };
        all.xCheckReservedLock = [](sqlite3_file* f, int* out) {
            return of(f)->real()->pMethods->xCheckReservedLock(of(f)->real(), out);
        };
        all.xFileControl = [](sqlite3_file* f, int what, void* with) {
            return of(f)->real()->pMethods->xFileControl(of(f)->real(), what, with);
        };
        all.xSectorSize = [](sqlite3_file* f) {
            return of(f)->real()->pMethods->xSectorSize(of(f)->real());
        };
        all.xDeviceCharacteristics = [](sqlite3_file*) { return 0; }; // promises nothing
        all.xShmMap = [](sqlite3_file* f, int page, int size, int extend, void volatile** out) {
            return of(f)->real()->pMethods->xShmMap(of(f)->real(), page, size, extend, out);
        };
        all.xShmLock = [](sqlite3_file* f, int offset, int count, int flags) {
            return of(f)->real()->pMethods->xShmLock(of(f)->real(), offset, count, flags);
        };
        all.xShmBarrier = [](sqlite3_file* f) {
            of(f)->real()->pMethods->xShmBarrier(of(f)->real());
        };
        all.xShmUnmap = [](sqlite3_file* f, int remove) {
            return of(f)->real()->pMethods->xShmUnmap(of(f)->real(), remove);
        };
        return all;
    }();
    return table;
}

int open_file(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out)
{
    File* one = of(file);
    one->base.pMethods = nullptr;
    one->disk = &disk_of(vfs);
    one->path = path;
    const int done = usual()->xOpen(usual(), path, one->real(), flags, out);
    if (done == SQLITE_OK) {
        one->base.pMethods = &methods();
    }
    return done;
}

int delete_file(sqlite3_vfs* vfs, const char* path, int sync_directory)
{
    FaultyDisk& disk = disk_of(vfs);
    if (const auto failure = disk.fails()) {
        return *failure;
    }
    disk.note_delete(path);
    return usual()->xDelete(usual(), path, sync_directory);
}

} // namespace

FaultyDisk::FaultyDisk() : vfs_(std::make_unique<sqlite3_vfs>(*usual()))
{
    vfs_->zName = "faulty";
    vfs_->szOsFile = static_cast<int>(sizeof(File)) + usual()->szOsFile;
    vfs_->pAppData = this;
    vfs_->pNext = nullptr;
    vfs_->xOpen = open_file;
    vfs_->xDelete = delete_file;
    HUBBUB_ENSURE(sqlite3_vfs_register(vfs_.get(), 1) == SQLITE_OK);
}

FaultyDisk::~FaultyDisk()
{
    sqlite3_vfs_unregister(vfs_.get());
    sqlite3_vfs_register(usual(), 1);
}

void FaultyDisk::plan(Fault fault, std::size_t at, std::size_t count)
{
    plan_ = {fault, at, at + count};
    operations_ = 0;
    failed_ = false;
}

std::optional<int> FaultyDisk::fails()
{
    const std::size_t operation = operations_++;
    const bool after = plan_ && operation >= plan_->from;
    if (!after || (plan_->fault != Fault::power_loss && operation >= plan_->to)) {
        return std::nullopt;
    }
    failed_ = true;
    return plan_->fault == Fault::full ? SQLITE_FULL : SQLITE_IOERR;
}

void FaultyDisk::note_write(const std::string& path, std::int64_t at, std::string_view bytes)
{
    images_[path].since.push_back({at, std::string(bytes)});
}

void FaultyDisk::note_truncate(const std::string& path, std::int64_t size)
{
    images_[path].since.push_back({size, std::nullopt});
}

void FaultyDisk::note_sync(const std::string& path)
{
    Image& image = images_[path];
    for (const Change& change : image.since) {
        apply(change, image.synced);
    }
    image.since.clear();
}

void FaultyDisk::note_delete(const std::string& path)
{
    images_.erase(path);
}

void FaultyDisk::apply(const Change& change, std::string& bytes)
{
    const auto at = static_cast<std::size_t>(change.at);
    if (!change.bytes) {
        return bytes.resize(at);
    }
    bytes.resize(std::max(bytes.size(), at + change.bytes->size()));
    bytes.replace(at, change.bytes->size(), *change.bytes);
}

void FaultyDisk::power_returns(Survive unsynced, unsigned seed)
{
    std::mt19937 random(seed);
    for (auto& [path, image] : images_) {
        for (Change& change : image.since) {
            const unsigned die = random() % 4;
            if (unsynced == Survive::none || (unsynced == Survive::some && die < 2)) {
                continue;
            }
            if (unsynced == Survive::some && die == 2 && change.bytes) {
                change.bytes->resize(change.bytes->size() / 2);
            }
            apply(change, image.synced);
        }
        image.since.clear();
        std::ofstream(path, std::ios::binary | std::ios::trunc) << image.synced;
        std::error_code ignored;
        std::filesystem::remove(path + "-shm", ignored); // lived in memory
    }
    forget_plan();
}

} // namespace hubbub::tests
