#include "test_disk.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>

namespace gis::store::testing {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t sector_bytes = 512;

/// SQLite allocates szOsFile bytes: this, and behind it the real VFS's own file.
struct OpenFile {
    sqlite3_file base;
    TestDisk::File* file; ///< null: a temporary file
    [[nodiscard]] sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

sqlite3_vfs* real_vfs = nullptr;
TestDisk* disk = nullptr;

OpenFile& mine(sqlite3_file* file) {
    return *reinterpret_cast<OpenFile*>(file);
}
sqlite3_file* real(sqlite3_file* file) {
    return mine(file).real();
}
const sqlite3_io_methods& methods(sqlite3_file* file) {
    return *real(file)->pMethods;
}

int x_close(sqlite3_file* file) {
    return methods(file).xClose(real(file));
}
int x_read(sqlite3_file* file, void* bytes, int size, sqlite3_int64 at) {
    return methods(file).xRead(real(file), bytes, size, at);
}
int x_write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
    if (const int code = disk->judge(DiskCall::write)) {
        return code;
    }
    if (auto* state = mine(file).file) {
        state->pending.push_back(
            {at, {static_cast<const char*>(bytes), static_cast<std::size_t>(size)}});
    }
    return methods(file).xWrite(real(file), bytes, size, at);
}
int x_truncate(sqlite3_file* file, sqlite3_int64 size) {
    if (const int code = disk->judge(DiskCall::truncate)) {
        return code;
    }
    if (auto* state = mine(file).file) {
        state->pending.push_back({size, {}});
    }
    return methods(file).xTruncate(real(file), size);
}

void put(std::string& image, std::int64_t at, std::string_view bytes) {
    const auto end = static_cast<std::size_t>(at) + bytes.size();
    if (image.size() < end) {
        image.resize(end, '\0');
    }
    image.replace(static_cast<std::size_t>(at), bytes.size(), bytes);
}

void carry_out(std::string& image, const TestDisk::Change& change) {
    if (change.bytes.empty()) {
        image.resize(static_cast<std::size_t>(change.at), '\0');
    } else {
        put(image, change.at, change.bytes);
    }
}

int x_sync(sqlite3_file* file, int) {
    if (const int code = disk->judge(DiskCall::sync)) {
        return code;
    }
    if (auto* state = mine(file).file) {
        for (const auto& change : state->pending) {
            carry_out(state->durable, change);
        }
        state->pending.clear();
    }
    return SQLITE_OK; // what the real disk keeps is of no interest
}
int x_file_size(sqlite3_file* file, sqlite3_int64* size) {
    return methods(file).xFileSize(real(file), size);
}
int x_lock(sqlite3_file* file, int level) {
    return methods(file).xLock(real(file), level);
}
int x_unlock(sqlite3_file* file, int level) {
    return methods(file).xUnlock(real(file), level);
}
int x_check_lock(sqlite3_file* file, int* out) {
    return methods(file).xCheckReservedLock(real(file), out);
}
int x_control(sqlite3_file* file, int operation, void* argument) {
    return methods(file).xFileControl(real(file), operation, argument);
}
int x_sector(sqlite3_file* file) {
    return methods(file).xSectorSize(real(file));
}
int x_characteristics(sqlite3_file* file) {
    return methods(file).xDeviceCharacteristics(real(file));
}
int x_shm_map(sqlite3_file* file, int region, int size, int extend, void volatile** out) {
    return methods(file).xShmMap(real(file), region, size, extend, out);
}
int x_shm_lock(sqlite3_file* file, int offset, int count, int flags) {
    return methods(file).xShmLock(real(file), offset, count, flags);
}
void x_shm_barrier(sqlite3_file* file) {
    methods(file).xShmBarrier(real(file));
}
int x_shm_unmap(sqlite3_file* file, int remove) {
    return methods(file).xShmUnmap(real(file), remove);
}

const sqlite3_io_methods io_methods{2,
                                    x_close,
                                    x_read,
                                    x_write,
                                    x_truncate,
                                    x_sync,
                                    x_file_size,
                                    x_lock,
                                    x_unlock,
                                    x_check_lock,
                                    x_control,
                                    x_sector,
                                    x_characteristics,
                                    x_shm_map,
                                    x_shm_lock,
                                    x_shm_barrier,
                                    x_shm_unmap,
                                    nullptr,
                                    nullptr};

int x_open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
    file->pMethods = nullptr;
    if (const int code = disk->judge(DiskCall::open)) {
        return code;
    }
    auto& opened = mine(file);
    opened.file = name == nullptr ? nullptr : &disk->file(name);
    const int code = real_vfs->xOpen(real_vfs, name, opened.real(), flags, out_flags);
    if (opened.real()->pMethods != nullptr) {
        file->pMethods = &io_methods;
    }
    return code;
}
int x_delete(sqlite3_vfs*, const char* name, int sync_folder) {
    if (const int code = disk->judge(DiskCall::remove)) {
        return code;
    }
    disk->removed(name);
    return real_vfs->xDelete(real_vfs, name, sync_folder);
}
int x_access(sqlite3_vfs*, const char* name, int flags, int* out) {
    return real_vfs->xAccess(real_vfs, name, flags, out);
}
int x_full_path(sqlite3_vfs*, const char* name, int size, char* out) {
    return real_vfs->xFullPathname(real_vfs, name, size, out);
}
int x_randomness(sqlite3_vfs*, int size, char* out) {
    return real_vfs->xRandomness(real_vfs, size, out);
}
int x_sleep(sqlite3_vfs*, int microseconds) {
    return real_vfs->xSleep(real_vfs, microseconds);
}
int x_time(sqlite3_vfs*, double* out) {
    return real_vfs->xCurrentTime(real_vfs, out);
}
int x_last_error(sqlite3_vfs*, int size, char* out) {
    return real_vfs->xGetLastError(real_vfs, size, out);
}

std::string content(const std::string& path) {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

/// Of one change, what the disk has kept.
void survive(std::string& image, const TestDisk::Change& change, Survival survival,
             std::mt19937& random) {
    std::bernoulli_distribution kept{0.5};
    if (survival == Survival::nothing) {
        return;
    }
    if (survival == Survival::some_writes || change.bytes.empty()) {
        if (kept(random)) {
            carry_out(image, change);
        }
        return;
    }
    const auto end = change.at + static_cast<std::int64_t>(change.bytes.size());
    for (auto at = change.at; at < end;) {
        const auto next = std::min(end, (at / sector_bytes + 1) * sector_bytes);
        if (kept(random)) {
            put(image, at,
                std::string_view{change.bytes}.substr(static_cast<std::size_t>(at - change.at),
                                                      static_cast<std::size_t>(next - at)));
        }
        at = next;
    }
}

} // namespace

TestDisk& TestDisk::install() {
    static TestDisk the_disk;
    static sqlite3_vfs vfs{};
    if (disk == nullptr) {
        disk = &the_disk;
        sqlite3_initialize();
        real_vfs = sqlite3_vfs_find(nullptr);
        vfs.iVersion = 1;
        vfs.szOsFile = static_cast<int>(sizeof(OpenFile)) + real_vfs->szOsFile;
        vfs.mxPathname = real_vfs->mxPathname;
        vfs.zName = "test-disk";
        vfs.xOpen = x_open;
        vfs.xDelete = x_delete;
        vfs.xAccess = x_access;
        vfs.xFullPathname = x_full_path;
        vfs.xRandomness = x_randomness;
        vfs.xSleep = x_sleep;
        vfs.xCurrentTime = x_time;
        vfs.xGetLastError = x_last_error;
        sqlite3_vfs_register(&vfs, 1);
    }
    return the_disk;
}

TestDisk::File& TestDisk::file(const std::string& path) {
    const auto [found, is_new] = m_files.try_emplace(path);
    if (is_new) {
        found->second.durable = content(path);
    }
    return found->second;
}

int TestDisk::judge(DiskCall call) noexcept {
    if (m_dead) {
        return SQLITE_IOERR;
    }
    const bool changes = call != DiskCall::open && call != DiskCall::remove;
    if (changes && m_calls_left > 0 && --m_calls_left == 0) {
        m_dead = true;
        return SQLITE_IOERR;
    }
    if (m_fault && m_fault->call == call && --m_fault->after <= 0 &&
        (m_fault->for_ever || !m_fault->hit)) {
        m_fault->hit = true;
        return m_fault->code;
    }
    return SQLITE_OK;
}

void TestDisk::cut_power_after(int calls) {
    m_files.clear(); // everything is as it is on the real disk
    m_calls_left = calls;
}

void TestDisk::restore_power(Survival survival, std::mt19937& random) {
    for (auto& [path, file] : m_files) {
        for (const auto& change : file.pending) {
            survive(file.durable, change, survival, random);
        }
        std::ofstream{path, std::ios::binary | std::ios::trunc} << file.durable;
        std::error_code ignored;
        fs::remove(path + "-shm", ignored);
    }
    m_files.clear();
    m_calls_left = -1;
    m_dead = false;
}

void TestDisk::fail(DiskCall call, int n, int code, bool for_ever) {
    m_fault = std::make_unique<Fault>(Fault{call, n, code, for_ever, false});
}

bool TestDisk::heal() noexcept {
    const bool hit = m_fault && m_fault->hit;
    m_fault.reset();
    return hit;
}

} // namespace gis::store::testing
