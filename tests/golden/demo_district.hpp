#pragma once

#include "gis/analysis/hardening_rules.hpp"
#include "gis/analysis/road_ledger.hpp"
#include "gis/files/reader.hpp"
#include "gis/model/import_plan.hpp"
#include "gis/store/store.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

namespace golden {

namespace fs = std::filesystem;
using gis::analysis::Ledger;
using gis::analysis::RuleBook;

inline const fs::path data_folder = fs::path{NTM_SOURCE_DIR} / "data";

/// A folder that goes away with the test.
class TempFolder {
public:
    TempFolder() {
        std::string name = (fs::temp_directory_path() / "ntm-golden-XXXXXX").string();
        m_path = mkdtemp(name.data());
    }
    ~TempFolder() {
        std::error_code ignored;
        fs::remove_all(m_path, ignored);
    }
    TempFolder(const TempFolder&) = delete;
    TempFolder& operator=(const TempFolder&) = delete;
    TempFolder(TempFolder&&) = delete;
    TempFolder& operator=(TempFolder&&) = delete;

    [[nodiscard]] const fs::path& path() const { return m_path; }

private:
    fs::path m_path;
};

/// The demonstration district, imported file by file into a store as a user would, and loaded again
/// from it.
class DemoDistrict : public testing::Test {
protected:
    static void SetUpTestSuite() {
        folder = std::make_unique<TempFolder>();
        {
            const auto store =
                gis::store::open_store(folder->path(), gis::store::Access::read_write);
            for (const auto layer : {gis::files::Layer::communes, gis::files::Layer::hamlets,
                                     gis::files::Layer::roads, gis::files::Layer::facilities}) {
                import(*store, layer);
            }
        }
        const auto store = gis::store::open_store(folder->path(), gis::store::Access::read_only);
        snapshot = gis::model::Snapshot::build(store->load());
        ledger = Ledger::build(*snapshot);
        rules = std::make_unique<RuleBook>(RuleBook::load(data_folder / "rules"));
    }

    static void TearDownTestSuite() {
        ledger.reset();
        snapshot.reset();
        rules.reset();
        folder.reset();
    }

    static void import(gis::store::Store& store, gis::files::Layer layer) {
        gis::files::ReadOptions options;
        options.file = data_folder / "demo" / (std::string{to_text(layer)} + ".geojson");
        options.layer = layer;
        options.data_folder = data_folder;
        const auto batch = gis::files::read_batch(options);
        EXPECT_EQ(batch.skipped, 0) << options.file;
        const auto before = gis::model::Snapshot::build(store.load());
        const auto plan = gis::model::plan_import(batch, *before);
        EXPECT_EQ(plan.skipped, 0) << options.file;
        gis::model::ChangesetDraft draft;
        draft.author = "test";
        draft.source = "import";
        draft.bulk = true;
        draft.rows = plan.rows;
        (void)store.apply(draft, store.revision());
    }

    inline static std::unique_ptr<TempFolder> folder;
    inline static std::shared_ptr<const gis::model::Snapshot> snapshot;
    inline static std::shared_ptr<const Ledger> ledger;
    inline static std::unique_ptr<RuleBook> rules;
};

} // namespace golden
