#include "gis/store/store.hpp"

#include "gis/core/error.hpp"
#include "gis/store/changeset_writer.hpp"
#include "gis/store/connection.hpp"
#include "gis/store/folder_lock.hpp"
#include "gis/store/loader.hpp"
#include "gis/store/migrations.hpp"
#include "gis/store/sqlite_accounts.hpp"
#include "gis/store/write_switch.hpp"

#include <fmt/format.h>

#include <system_error>

namespace gis::store {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view store_name = "atlas.sqlite";

class SqliteReader final : public Store {
public:
    explicit SqliteReader(const fs::path& file) : m_connection(file, Purpose::read) {}

    [[nodiscard]] Accounts& accounts() override { return m_accounts; }

    [[nodiscard]] Revision revision() const override { return read_revision(m_connection); }
    [[nodiscard]] model::AtlasData load() const override { return load_atlas(m_connection); }
    model::Applied apply(const model::ChangesetDraft&, Revision) override {
        throw read_only_store();
    }
    [[nodiscard]] std::vector<model::ChangesetSummary>
    history(std::size_t limit, std::optional<ChangesetId> before) const override {
        return read_history(m_connection, limit, before);
    }

private:
    /// Reading begins and ends transactions, which is no change of the store.
    mutable Connection m_connection;
    WriteSwitch m_writing{WriteSwitch::State::read_only};
    SqliteAccounts m_accounts{m_connection, m_writing};
};

class SqliteWriter final : public Store {
public:
    SqliteWriter(const fs::path& file, FolderLock lock)
        : m_lock(std::move(lock)), m_connection(file, Purpose::write), m_writer(m_connection) {}

    [[nodiscard]] Accounts& accounts() override { return m_accounts; }

    [[nodiscard]] Revision revision() const override { return read_revision(m_connection); }
    [[nodiscard]] model::AtlasData load() const override { return load_atlas(m_connection); }
    model::Applied apply(const model::ChangesetDraft& draft, Revision base) override {
        return m_writing.run([&] { return m_writer.write(draft, base); });
    }
    [[nodiscard]] std::vector<model::ChangesetSummary>
    history(std::size_t limit, std::optional<ChangesetId> before) const override {
        return read_history(m_connection, limit, before);
    }

private:
    FolderLock m_lock; ///< first, so that it outlives the connection's last checkpoint
    mutable Connection m_connection;
    ChangesetWriter m_writer;
    WriteSwitch m_writing{WriteSwitch::State::on};
    SqliteAccounts m_accounts{m_connection, m_writing};
};

std::unique_ptr<Store> open_reader(const fs::path& file) {
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
    return std::make_unique<SqliteReader>(file);
}

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

std::unique_ptr<Store> open_store(const fs::path& data_folder, Access access) {
    const auto file = data_folder / store_name;
    return access == Access::read_only ? open_reader(file) : open_writer(data_folder, file);
}

} // namespace gis::store
