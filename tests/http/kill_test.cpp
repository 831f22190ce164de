// The real program, killed at any moment while planners edit over HTTP, and started on what is
// damaged.
#include "http/editor_desk.hpp"
#include "http/program.hpp"
#include "http/raw_client.hpp"
#include "store/scale.hpp"

#include "gis/store/verification.hpp"
#include "server/auth/secrets.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <random>
#include <thread>

namespace {

namespace fs = std::filesystem;
namespace store = gis::store;
using http_test::Program;
using http_test::RawClient;
using store::testing::scaled;
using store::testing::TemporaryFolder;

constexpr int kills = 20;
constexpr int damages = 12;

/// `an:0123456789012345678901234567890123456789012`
constexpr std::string_view secret = "0123456789012345678901234567890123456789012";
constexpr std::string_view authorization =
    "Basic YW46MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMg==";

/// The small atlas with an approver who has an application password.
void fill(const fs::path& folder) {
    const auto atlas = store::open_store(folder, store::Access::read_write);
    atlas->apply({"demo", "", "import", true, http_test::rows_of(http_test::small_atlas())},
                 gis::Revision{0});
    store::StoredUser user;
    user.user.name = "an";
    user.user.role = gis::model::Role::approver;
    store::ApplicationPassword password;
    password.secret = server::hash_of(secret);
    password.user = "an";
    password.label = "kill test";
    password.scope = store::PasswordScope::edit;
    const std::array<store::AccountChange, 2> changes{user, password};
    atlas->accounts().apply(changes, {});
}

std::vector<std::string> serve(const fs::path& folder) {
    return {"serve", "--data", folder, "--listen", "127.0.0.1:0", "--workers", "2"};
}

void wait_until_ready(std::uint16_t port) {
    for (;;) {
        RawClient client{port};
        if (client.ask("GET /readyz HTTP/1.1\r\nHost: localhost\r\n\r\n").status == 200) {
            return;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
}

/// A planner's program: renames one thing again and again, and keeps a ledger, on the disk, of what
/// was acknowledged. What was not is sent again under its key.
class Planner {
public:
    Planner(std::string target, std::string name, const fs::path& folder)
        : m_target(std::move(target)), m_name(std::move(name)),
          m_ledger(::open((folder / m_name).c_str(), O_RDWR | O_CREAT | O_APPEND, 0600)) {}
    ~Planner() { ::close(m_ledger); }
    Planner(const Planner&) = delete;
    Planner& operator=(const Planner&) = delete;
    Planner(Planner&&) = delete;
    Planner& operator=(Planner&&) = delete;

    /// Edits until the connection ends.
    void work(std::uint16_t port) {
        try {
            RawClient client{port};
            for (;;) {
                const auto body = nlohmann::json{{"name", name_of(m_next)}}.dump();
                const auto answer = client.ask(fmt::format(
                    "PATCH {} HTTP/1.1\r\nHost: localhost\r\nAuthorization: {}\r\nIf-Match: *\r\n"
                    "Idempotency-Key: {}\r\nContent-Type: application/json\r\n"
                    "Content-Length: {}\r\n\r\n{}",
                    m_target, authorization, name_of(m_next), body.size(), body));
                if (answer.status == 0) {
                    return;
                }
                if (answer.status != 200) {
                    m_refused = fmt::format("{} {}", answer.status, answer.body);
                    return;
                }
                const auto line = fmt::format("{}\n", m_next);
                if (::write(m_ledger, line.data(), line.size()) < 0 || ::fdatasync(m_ledger) != 0) {
                    return;
                }
                ++m_next;
            }
        } catch (const std::runtime_error&) { // cannot connect: it was killed before
        }
    }

    [[nodiscard]] int acknowledged() const { return m_next - 1; }
    [[nodiscard]] const std::string& refused() const { return m_refused; }
    [[nodiscard]] std::string name_of(int number) const {
        return fmt::format("{}-{}", m_name, number);
    }

private:
    std::string m_target;
    std::string m_name;
    int m_ledger;
    int m_next = 1;
    std::string m_refused;
};

std::string name_in(const gis::model::Row& row) {
    if (const auto* road = std::get_if<gis::model::Road>(&row)) {
        return road->name;
    }
    return std::get<gis::model::Facility>(row).name;
}

/// Every acknowledged edit of a planner is there once, in order; one more may be there.
void judge(const store::Store& atlas, gis::model::EntityRef entity, const Planner& planner) {
    auto versions = atlas.entity_history(entity, 1000000, std::nullopt);
    std::reverse(versions.begin(), versions.end());
    int found = 0;
    for (const auto& version : versions) {
        for (const auto& change : version.changes) {
            if (change.entity == entity && version.changeset.source != "import") {
                ++found;
                ASSERT_EQ(name_in(*change.after), planner.name_of(found));
            }
        }
    }
    EXPECT_GE(found, planner.acknowledged()) << "acknowledged and gone";
    EXPECT_LE(found, planner.acknowledged() + 1);
}

TEST(Kill, WhatWasAcknowledgedIsThereOnce) {
    const TemporaryFolder folder;
    const TemporaryFolder ledgers;
    fill(folder.path());
    Planner of_road{"/api/roads/1", "road", ledgers.path()};
    Planner of_school{"/api/facilities/1", "school", ledgers.path()};
    std::mt19937 random{1};
    std::chrono::duration<double> longest{0};
    for (int round = 0; round < scaled(kills); ++round) {
        SCOPED_TRACE(round);
        const auto start = std::chrono::steady_clock::now();
        Program program{serve(folder.path()), ledgers.path() / "log"};
        const auto port = program.port();
        ASSERT_NE(port, 0);
        const bool waits = round % 8 != 0; // else killed while it starts
        if (waits) {
            wait_until_ready(port);
            longest = std::max<std::chrono::duration<double>>(
                longest, std::chrono::steady_clock::now() - start);
        }
        std::thread first{[&] {
            of_road.work(port);
        }};
        std::thread second{[&] {
            of_school.work(port);
        }};
        // On a busy machine that starts slowly, edits take their time too.
        const double span_s = std::max(0.12, longest.count() / 2);
        std::this_thread::sleep_for(std::chrono::duration<double>{
            std::uniform_real_distribution<double>{0, span_s}(random)});
        int status = 0;
        EXPECT_FALSE(program.ended(status)) << "it ended by itself";
        program.end(SIGKILL);
        first.join();
        second.join();
        if (waits) {
            ASSERT_EQ(of_road.refused(), "");
            ASSERT_EQ(of_school.refused(), "");
        }
        const auto found = store::verify_store(folder.path());
        ASSERT_TRUE(found.good()) << found.damages.front().message.en;
        const auto atlas = store::open_store(folder.path(), store::Access::read_only);
        judge(*atlas, {gis::model::EntityKind::road, 1}, of_road);
        judge(*atlas, {gis::model::EntityKind::facility, 1}, of_school);
    }
    EXPECT_GT(of_road.acknowledged(), scaled(kills)) << "too few edits: the test tests nothing";
    EXPECT_GT(of_school.acknowledged(), scaled(kills));
    RecordProperty("acknowledged", of_road.acknowledged() + of_school.acknowledged());
    RecordProperty("longest_start_ms", static_cast<int>(longest.count() * 1000));
    std::printf("%d kills, %d edits acknowledged, longest start %.2f s\n", scaled(kills),
                of_road.acknowledged() + of_school.acknowledged(), longest.count());
}

std::string content(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
}

void overwrite(const fs::path& file, const std::string& bytes) {
    std::ofstream{file, std::ios::binary | std::ios::trunc} << bytes;
}

/// One way to damage a file.
std::string damaged(std::string bytes, int way, std::mt19937& random) {
    const auto page = [&] {
        return 4096 *
               std::uniform_int_distribution<std::size_t>{0, bytes.size() / 4096 - 1}(random);
    };
    switch (way % 5) {
    case 0:
        bytes.resize(std::uniform_int_distribution<std::size_t>{1, bytes.size() - 1}(random));
        break;
    case 1:
        bytes.replace(page(), 4096, std::string(4096, '\0'));
        break;
    case 2:
        for (int flip = 0; flip < 200; ++flip) {
            bytes[std::uniform_int_distribution<std::size_t>{0, bytes.size() - 1}(random)] ^= 4;
        }
        break;
    case 3: {
        const auto from = page();
        bytes.replace(page(), 4096, bytes.substr(from, 4096));
        break;
    }
    default:
        bytes[std::uniform_int_distribution<std::size_t>{0, 99}(random)] ^= 16; // the header
        break;
    }
    return bytes;
}

/// Whatever is wrong with the file: the program says so and leaves the file as it is, or it serves.
TEST(Start, OnADamagedStoreIsARefusalNeverASignal) {
    const TemporaryFolder whole;
    fill(whole.path());
    const auto bytes = content(whole.file());
    std::mt19937 random{3};
    int refused = 0;
    for (int way = 0; way < scaled(damages); ++way) {
        SCOPED_TRACE(way);
        const TemporaryFolder folder;
        const auto spoilt = damaged(bytes, way, random);
        overwrite(folder.file(), spoilt);
        const auto log = folder.path() / "log";
        int status = 0;
        {
            Program verify{{"verify", "--data", folder.path()}, log};
            status = verify.wait();
            ASSERT_TRUE(WIFEXITED(status)) << content(log);
            EXPECT_LE(WEXITSTATUS(status), 1);
        }
        auto arguments = serve(folder.path());
        arguments.emplace_back("--no-backups");
        Program program{arguments, log};
        if (const auto port = program.port(); port != 0) {
            bool ended = false;
            for (int tries = 0; tries < 2000 && !ended; ++tries) {
                ended = program.ended(status);
                if (content(log).find("serving revision") != std::string::npos) {
                    break;
                }
                std::this_thread::sleep_for(std::chrono::milliseconds{5});
            }
            if (!ended) {
                status = program.end(SIGTERM);
                EXPECT_TRUE(WIFEXITED(status)) << content(log);
                continue;
            }
        } else {
            status = program.wait();
        }
        ASSERT_TRUE(WIFEXITED(status)) << "signal " << WTERMSIG(status) << "\n" << content(log);
        EXPECT_EQ(WEXITSTATUS(status), 1);
        EXPECT_EQ(content(folder.file()) == spoilt, true) << "overwritten";
        ++refused;
    }
    EXPECT_GT(refused, 3);
}

TEST(Start, AForeignFileIsRefusedAndLeftAsItWas) {
    const TemporaryFolder folder;
    const std::string text = "Đây không phải kho dữ liệu.\n" + std::string(9000, 'x');
    overwrite(folder.file(), text);
    for (const auto* command : {"serve", "verify"}) {
        Program program{{command, "--data", folder.path()}, folder.path() / "log"};
        const auto status = program.wait();
        ASSERT_TRUE(WIFEXITED(status));
        EXPECT_EQ(WEXITSTATUS(status), 1);
        EXPECT_EQ(content(folder.file()), text);
    }
    EXPECT_THAT(content(folder.path() / "log"),
                testing::HasSubstr("is not a store of ntm-atlas; it was left as it is"));
}

TEST(Commands, BackUpBesideTheServerVerifyAndRestore) {
    const TemporaryFolder folder;
    const TemporaryFolder outside;
    fill(folder.path());
    const auto log = outside.path() / "log";
    const auto run = [&](const std::vector<std::string>& arguments) {
        Program program{arguments, log};
        const auto line = program.line();
        return std::pair{WEXITSTATUS(program.wait()), line};
    };
    const std::string data = folder.path();
    const std::string copy = outside.path() / "copy.sqlite";
    std::string head;
    {
        Program program{serve(folder.path()), log};
        const auto port = program.port();
        wait_until_ready(port);
        RawClient client{port};
        head = "1:" +
               std::string{nlohmann::json::parse(
                   client.ask("GET /api/atlas HTTP/1.1\r\nHost: localhost\r\n\r\n").body)["head"]};
        EXPECT_EQ(run({"backup", copy, "--data", data}), (std::pair{0, head}));
        EXPECT_EQ(run({"backup", copy, "--data", data}).first, 1) << "never overwritten";
        EXPECT_EQ(run({"restore", copy, "--data", data}).first, 1) << "the server runs";
        EXPECT_EQ(run({"verify", "--data", data, "--known", head}), (std::pair{0, head}));
        program.end(SIGTERM);
    }
    EXPECT_THAT(content(log), testing::HasSubstr("head " + head.substr(2)));
    EXPECT_TRUE(fs::exists(folder.path() / "backups")) << "the daily backup";
    {
        const auto atlas = store::open_store(folder.path(), store::Access::read_write);
        auto road = atlas->load().roads.at(0);
        road.surfaces.clear();
        road.name = "sau";
        atlas->apply({"an", "", "edit", false, {road}}, gis::Revision{1});
    }
    EXPECT_EQ(run({"restore", copy, "--data", data}).first, 0);
    EXPECT_EQ(run({"verify", "--data", data}), (std::pair{0, head}));
    EXPECT_EQ(run({"verify", "--data", data, "--known", "2:" + head.substr(2)}).first, 1);
    EXPECT_EQ(run({"verify", "--data", data, "--known", "x"}).first, 2);
}

/// A limit on file sizes stands for a quota: an error to be told, not a signal.
TEST(Limits, AFileThatMayNotGrowIsToldNotDiedOf) {
    const TemporaryFolder folder;
    fill(folder.path());
    const auto log = folder.path() / "log";
    auto arguments = serve(folder.path());
    arguments.emplace_back("--no-backups");
    Program program{arguments, log};
    const auto port = program.port();
    wait_until_ready(port);
    const rlimit limit{4096, 4096};
    ASSERT_EQ(::prlimit(program.pid(), RLIMIT_FSIZE, &limit, nullptr), 0);
    RawClient client{port};
    const auto answer = client.ask(
        fmt::format("PATCH /api/roads/1 HTTP/1.1\r\nHost: localhost\r\nAuthorization: {}\r\n"
                    "If-Match: *\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n"
                    "{{\"name\":\"x\"}}",
                    authorization));
    EXPECT_GE(answer.status, 500) << answer.body;
    EXPECT_EQ(client.ask("GET /api/roads/1 HTTP/1.1\r\nHost: localhost\r\n\r\n").status, 200);
    const auto status = program.end(SIGTERM);
    EXPECT_TRUE(WIFEXITED(status)) << "signal " << WTERMSIG(status);
    EXPECT_TRUE(store::verify_store(folder.path()).good());
}

} // namespace
