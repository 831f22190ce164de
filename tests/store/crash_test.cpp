// A writer that is killed at any moment: what it acknowledged is there, and no import is there in
// part.
#include "gis/store/store.hpp"

#include "spatialite_probe.hpp"
#include "temporary_folder.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <csignal>
#include <random>
#include <stdexcept>
#include <thread>

namespace gis::store {

namespace {

using testing::SpatialiteProbe;
using testing::TemporaryFolder;

constexpr int rounds = 40;
constexpr std::size_t roads_per_import = 60;

/// The import program as a process of its own, and the pipe on which it acknowledges.
class Importer {
public:
    explicit Importer(const std::filesystem::path& folder) {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) != 0) {
            throw std::runtime_error{"pipe"};
        }
        m_acknowledgements = ends[0];
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
        auto program = std::string{NTM_IMPORT_LOOP};
        auto folder_argument = folder.string();
        auto rows_argument = std::to_string(roads_per_import);
        std::array<char*, 4> arguments{program.data(), folder_argument.data(), rows_argument.data(),
                                       nullptr};
        const int code =
            posix_spawn(&m_pid, program.c_str(), &actions, nullptr, arguments.data(), environ);
        posix_spawn_file_actions_destroy(&actions);
        close(ends[1]);
        if (code != 0) {
            throw std::runtime_error{"spawn"};
        }
    }
    ~Importer() { close(m_acknowledgements); }
    Importer(const Importer&) = delete;
    Importer& operator=(const Importer&) = delete;
    Importer(Importer&&) = delete;
    Importer& operator=(Importer&&) = delete;

    /// Blocks until the first import is acknowledged; false when the program ended before.
    bool wait_for_first() {
        char byte = 0;
        const bool got = read(m_acknowledgements, &byte, 1) == 1;
        m_acknowledged += got ? 1 : 0;
        return got;
    }

    /// Kills it and counts what it had acknowledged.
    std::int64_t kill_now() {
        kill(m_pid, SIGKILL);
        int status = 0;
        waitpid(m_pid, &status, 0);
        EXPECT_TRUE(WIFSIGNALED(status)) << "it ended by itself";
        std::array<char, 256> bytes{};
        for (ssize_t size = 0; (size = read(m_acknowledgements, bytes.data(), bytes.size())) > 0;) {
            m_acknowledged += size;
        }
        return m_acknowledged;
    }

private:
    pid_t m_pid = 0;
    int m_acknowledgements = -1;
    std::int64_t m_acknowledged = 0;
};

TEST(Crash, AnImportIsThereAsAWholeOrNotAtAll) {
    const TemporaryFolder folder;
    static_cast<void>(open_store(folder.path(), Access::read_write));
    std::mt19937 random{1};
    std::int64_t revision = 0;
    int killed_inside = 0;
    for (int round = 0; round < rounds; ++round) {
        SCOPED_TRACE(round);
        Importer importer{folder.path()};
        if (round % 4 != 0) { // else at start, in recovery or in the first import
            ASSERT_TRUE(importer.wait_for_first());
        }
        std::this_thread::sleep_for(
            std::chrono::microseconds{std::uniform_int_distribution{0, 15000}(random)});
        const auto acknowledged = importer.kill_now();

        const auto store = open_store(folder.path(), Access::read_write);
        const auto found = store->revision().get();
        // One import may have been committed without its acknowledgement.
        EXPECT_GE(found, revision + acknowledged);
        EXPECT_LE(found, revision + acknowledged + 1);
        killed_inside += found == revision + acknowledged ? 1 : 0;
        revision = found;
        const SpatialiteProbe probe{folder.file()};
        const auto imports = std::to_string(revision);
        const auto per_import = std::to_string(roads_per_import);
        EXPECT_EQ(probe.text("count(*) = " + imports + " * " + per_import + " FROM roads"), "1");
        EXPECT_EQ(
            probe.text("count(*) = " + imports + " * " + per_import + " FROM idx_roads_geometry"),
            "1");
        EXPECT_EQ(probe.text("count(*) = " + imports + " * " + per_import +
                             " * 3 / 2 FROM surface_records"),
                  "1");
        EXPECT_EQ(probe.text("count(*) FROM changesets"), imports);
        // What was carried out is remembered, and nothing else.
        EXPECT_EQ(probe.text("count(*) FROM request_keys WHERE changeset ="
                             " substr(key, length('import ') + 1) + 1"),
                  imports);
    }
    EXPECT_GT(killed_inside, 0);
    EXPECT_EQ(open_store(folder.path(), Access::read_write)->load().roads.size(),
              static_cast<std::size_t>(revision) * roads_per_import);
    EXPECT_EQ(SpatialiteProbe{folder.file()}.text("integrity_check FROM pragma_integrity_check"),
              "ok");
}

} // namespace

} // namespace gis::store
