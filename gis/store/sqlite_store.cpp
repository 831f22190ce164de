#include "gis/store/store.hpp"

#include "gis/core/error.hpp"
#include "gis/store/ballast.hpp"
#include "gis/store/changeset_writer.hpp"
#include "gis/store/connection.hpp"
#include "gis/store/folder_lock.hpp"
#include "gis/store/history.hpp"
#include "gis/store/loader.hpp"
#include "gis/store/migrations.hpp"
#include "gis/store/proposal_rows.hpp"
#include "gis/store/request_keys.hpp"
#include "gis/store/sqlite_accounts.hpp"
#include "gis/store/store_file.hpp"
#include "gis/store/write_switch.hpp"

#include <fmt/format.h>

#include <system_error>
#include <utility>

namespace gis::store {

namespace {

namespace fs = std::filesystem;

/// What reading and writing stores have in common.
class SqliteStore : public Store {
public:
    SqliteStore(const fs::path& file, Purpose purpose, WriteSwitch writing)
        : m_connection(file, purpose), m_writing(std::move(writing)) {}

    [[nodiscard]] Accounts& accounts() override { return m_accounts; }
    [[nodiscard]] Proposals& proposals() override { return m_proposals; }

    [[nodiscard]] Revision revision() const override { return read_revision(m_connection); }
    [[nodiscard]] Digest head() const override { return read_head(m_connection); }
    [[nodiscard]] model::AtlasData load() const override { return load_atlas(m_connection); }
    [[nodiscard]] std::optional<RequestOutcome>
    find_request(const std::string& author, const model::RequestKey& key) const override {
        return read_request(m_connection, author, key);
    }
    [[nodiscard]] std::vector<model::ChangesetSummary>
    history(std::size_t limit, std::optional<ChangesetId> before) const override {
        return read_history(m_connection, limit, before);
    }
    [[nodiscard]] std::vector<model::Change> changes(ChangesetId id) const override {
        return read_changes(m_connection, id);
    }
    [[nodiscard]] std::vector<model::EntityVersion>
    entity_history(model::EntityRef entity, std::size_t limit,
                   std::optional<ChangesetId> before) const override {
        return read_entity_history(m_connection, entity, limit, before);
    }
    [[nodiscard]] std::vector<model::Lineage> lineage(model::EntityRef entity) const override {
        return read_lineage(m_connection, entity);
    }
    [[nodiscard]] std::vector<model::LastChange> last_changes() const override {
        return read_last_changes(m_connection);
    }
    [[nodiscard]] model::Rewind rewind(Revision revision) const override {
        return read_rewind(m_connection, revision);
    }
    [[nodiscard]] Revision revision_on(Date day) const override {
        return read_revision_on(m_connection, day);
    }

protected:
    [[nodiscard]] Connection& connection() noexcept { return m_connection; }
    [[nodiscard]] WriteSwitch& writing() noexcept { return m_writing; }

private:
    /// Reading begins and ends transactions, which is no change of the store.
    mutable Connection m_connection;
    WriteSwitch m_writing;
    SqliteAccounts m_accounts{m_connection, m_writing};
    SqliteProposals m_proposals{m_connection, m_writing};
};

class SqliteReader final : public SqliteStore {
public:
    explicit SqliteReader(const fs::path& file)
        : SqliteStore(file, Purpose::read, WriteSwitch{WriteSwitch::State::read_only}) {}

    model::Applied apply(const model::ChangesetDraft&, Revision) override {
        throw read_only_store();
    }
    [[nodiscard]] std::unique_ptr<Group> begin_group() override { throw read_only_store(); }
};

class SqliteGroup final : public Group {
public:
    SqliteGroup(Connection& connection, WriteSwitch& writing)
        : m_writing(writing), m_transaction(connection) {}

    [[nodiscard]] bool holds() const noexcept override { return m_transaction.holds(); }
    void commit() override {
        m_writing.run([this] { m_transaction.commit(); });
    }

private:
    WriteSwitch& m_writing;
    GroupTransaction m_transaction;
};

/// A base of the writer, so that it outlives the connection's last checkpoint.
struct Locked {
    FolderLock m_folder_lock;
};

class SqliteWriter final : private Locked, public SqliteStore {
public:
    SqliteWriter(const fs::path& file, FolderLock lock)
        : Locked{std::move(lock)}, SqliteStore(file, Purpose::write,
                                               WriteSwitch{WriteSwitch::State::on,
                                                           [folder = file.parent_path()] {
                                                               release_ballast(folder);
                                                           }}),
          m_writer(connection()) {}

    model::Applied apply(const model::ChangesetDraft& draft, Revision base) override {
        return writing().run([&] { return m_writer.write(draft, base); });
    }

    [[nodiscard]] std::unique_ptr<Group> begin_group() override {
        return writing().run(
            [&] { return std::make_unique<SqliteGroup>(connection(), writing()); });
    }

private:
    ChangesetWriter m_writer;
};

std::unique_ptr<Store> open_writer(const fs::path& folder, const fs::path& file) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) {
        throw Error{ErrorKind::storage,
                    "store-unwritable",
                    {fmt::format("Không tạo được thư mục dữ liệu {} ({}).", folder.string(),
                                 error.message()),
                     fmt::format("The data folder {} cannot be made ({}).", folder.string(),
                                 error.message())}};
    }
    FolderLock lock{folder};
    if (!fs::exists(file)) {
        create(file, migrations());
    } else if (const auto version = inspect(file, migrations().back().version);
               version != migrations().back().version) {
        migrate(file, version, migrations());
    }
    return std::make_unique<SqliteWriter>(file, std::move(lock));
}

} // namespace

void require_current(const fs::path& file) {
    if (!fs::exists(file)) {
        throw Error{
            ErrorKind::storage,
            "no-store",
            {fmt::format("Chưa có kho dữ liệu {}. Hãy nhập dữ liệu hoặc chạy máy chủ trước.",
                         file.string()),
             fmt::format("There is no store {} yet. Import data or start the server first.",
                         file.string())}};
    }
    const auto newest = migrations().back().version;
    if (inspect(file, newest) != newest) {
        throw Error{
            ErrorKind::storage,
            "older-store",
            {fmt::format("Kho dữ liệu {} có lược đồ cũ. Hãy chạy máy chủ một lần để nâng cấp.",
                         file.string()),
             fmt::format("The store {} has an older schema. Start the server once to bring "
                         "it up to date.",
                         file.string())}};
    }
}

std::unique_ptr<Store> open_store(const fs::path& data_folder, Access access) {
    const auto file = store_file(data_folder);
    if (access == Access::read_write) {
        return open_writer(data_folder, file);
    }
    require_current(file);
    return std::make_unique<SqliteReader>(file);
}

} // namespace gis::store
