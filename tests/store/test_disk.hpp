#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace gis::store::testing {

/// What SQLite asks of the disk and may be refused.
enum class DiskCall : std::uint8_t { open, write, sync, truncate, remove };

/// What of the writes since the last sync is on the disk after a power cut.
enum class Survival : std::uint8_t {
    nothing,
    some_writes,  ///< each write or not
    some_sectors, ///< of each write, each sector of 512 bytes or not
};

/// A disk that fails when it is told to: an SQLite VFS over the real one, for the whole process.
/// One thread. It knows of every file what has been synced and what has only been written.
class TestDisk {
public:
    /// From now on SQLite uses it for everything. Call it before anything is opened.
    static TestDisk& install();

    /// Every call but reading fails from the `calls`-th write, sync or truncate on: the power is
    /// gone.
    void cut_power_after(int calls);
    [[nodiscard]] bool is_dead() const noexcept { return m_dead; }
    /// After everything is closed: puts on the real disk what survives, forgets the log's shared
    /// memory, and gives the power back.
    void restore_power(Survival survival, std::mt19937& random);

    /// The n-th call of a kind fails with an SQLite code, counted from now, and those after it too
    /// when it is for ever.
    void fail(DiskCall call, int n, int code, bool for_ever);
    /// @return whether any call has failed since fail()
    bool heal() noexcept;
    /// After everything is closed: what it knows of the files, which lie on the real disk.
    void forget_files() noexcept { m_files.clear(); }

    struct Change {
        std::int64_t at = 0;
        std::string bytes; ///< empty: cut off at `at`
    };
    /// A file: what is certain to survive, and what has been written since.
    struct File {
        std::string durable;
        std::vector<Change> pending;
    };

    // For the VFS.
    [[nodiscard]] int judge(DiskCall call) noexcept; ///< 0 or the code to fail with
    File& file(const std::string& path);
    void removed(const std::string& path) { m_files.erase(path); }

private:
    struct Fault {
        DiskCall call = DiskCall::write;
        int after = 0;
        int code = 0;
        bool for_ever = false;
        bool hit = false;
    };

    std::map<std::string, File> m_files;
    std::unique_ptr<Fault> m_fault;
    int m_calls_left = -1; ///< -1: the power stays
    bool m_dead = false;
};

} // namespace gis::store::testing
