#pragma once

#include "server/metrics.hpp"

#include "gis/core/date.hpp"

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <thread>
#include <vector>

namespace server {

/// Which backups are made and kept without anybody asking.
struct BackupPlan {
    std::filesystem::path folder;
    unsigned daily = 14;   ///< the newest so many
    unsigned monthly = 12; ///< the first of each of the newest so many months
};

/// Backups that the running server makes: one a day, `atlas-2026-11-29.sqlite` with its manifest,
/// each verified. On a thread of its own, with a connection of its own: nobody waits for it, and
/// a failure is logged, counted and tried again.
class Backups {
public:
    /// @pre metrics outlives it
    Backups(std::filesystem::path data_folder, BackupPlan plan, Metrics& metrics);
    ~Backups(); ///< ends what start() began; a backup that is being made is finished first
    Backups(const Backups&) = delete;
    Backups& operator=(const Backups&) = delete;
    Backups(Backups&&) = delete;
    Backups& operator=(Backups&&) = delete;

    /// From now on looks every ten minutes whether a backup is due.
    void start();

    /// Makes the backup of a day unless it is there or the atlas is empty, and removes what need
    /// not be kept. Throws nothing. @return false when it failed
    bool keep(gis::Date day) noexcept;

private:
    void make(gis::Date day);
    void run();

    std::filesystem::path m_data_folder;
    BackupPlan m_plan;
    Metrics& m_metrics;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    bool m_stopping = false;
    std::thread m_thread;
};

/// What of a folder need not be kept: backups, by name, that are neither among the newest nor the
/// first of a month. Only files that are named as Backups names them are ever listed.
[[nodiscard]] std::vector<std::filesystem::path> superseded(const BackupPlan& plan);

} // namespace server
