#pragma once

#include "gis/files/reader.hpp"
#include "gis/model/import_plan.hpp"
#include "server/temporary_folder.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace server {

/// What a file would change, in numbers.
struct ImportCounts {
    std::int64_t added = 0;
    std::int64_t changed = 0;
    std::int64_t unchanged = 0;
    std::int64_t surface_records = 0;
    std::int64_t skipped = 0;

    friend bool operator==(const ImportCounts&, const ImportCounts&) = default;
};

[[nodiscard]] ImportCounts counts_of(const gis::model::ImportPlan& plan) noexcept;

/// A file that somebody handed in and that nothing has been written of yet. Kept on the disk, not
/// in memory: what it holds is read again when it is to be written.
struct WaitingImport {
    std::int64_t id = 0; ///< given by the desk
    std::string author;
    std::string file_name; ///< as the sender calls it
    gis::files::ReadOptions read;
    ImportCounts counts;                           ///< what the author was told
    gis::Revision seen;                            ///< of the atlas that it was told of
    std::shared_ptr<const TemporaryFolder> folder; ///< where read.file lies
    std::chrono::steady_clock::time_point until{}; ///< given by the desk
};

/// Files that wait for their authors to say yes. At most `most` at a time, each for at most `life`;
/// the file of one that is given up leaves the disk with it. From any thread.
class ImportDesk {
public:
    using Time = std::chrono::steady_clock::time_point;

    static constexpr std::size_t most = 8;
    static constexpr std::chrono::minutes life{30};

    /// Keeps one and gives it its id and time. When there are too many the author's own oldest one
    /// leaves, else the oldest of all.
    WaitingImport put(WaitingImport waiting, Time now);

    /// One of an author's; absent when there is none, or it is somebody else's, or too old.
    [[nodiscard]] std::optional<WaitingImport> find(std::int64_t id, const std::string& author,
                                                    Time now);

    /// What the author has been told since. Nothing happens when it is there no more.
    void tell(std::int64_t id, const ImportCounts& counts, gis::Revision seen);

    /// Gives one up, written or not; false when there is none of that id and author.
    bool drop(std::int64_t id, const std::string& author);

    [[nodiscard]] std::size_t size(Time now);

private:
    void forget_old(Time now);

    std::mutex m_mutex;
    std::int64_t m_last_id = 0;
    std::list<WaitingImport> m_waiting; ///< oldest first
};

} // namespace server
