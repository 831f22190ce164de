// Plans from the command line: the real program over a store.

#include "http/editor_desk.hpp"
#include "http/program.hpp"
#include "store/temporary_folder.hpp"

#include "gis/store/verification.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace {

using http_test::planning;
using http_test::Program;
using nlohmann::json;
using testing::HasSubstr;

std::string text_of(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
}

class PlanProgram : public testing::Test {
protected:
    /// An atlas in a folder, closed again, with what `fill` writes.
    static void make(const std::filesystem::path& folder,
                     const std::function<void(server::App&)>& fill = {}) {
        auto parts = http_test::parts_over(folder);
        parts.planning = planning();
        server::App app{std::move(parts)};
        app.load();
        app.apply({"demo", "", "import", true, http_test::rows_of(http_test::small_atlas())});
        if (fill) {
            fill(app);
        }
    }
    static gis::model::PlanEntry entry(gis::model::PlanEntryKind kind, const std::string& key,
                                       const std::string& commune, const json& body) {
        return {{}, "hon-quan-2024", kind, key, gis::UnitCode{commune}, body.dump()};
    }
    /// Whether a command ends well.
    bool run(std::vector<std::string> arguments, const std::filesystem::path& data) {
        arguments.insert(arguments.end(),
                         {"--data", data.string(), "--product", NTM_SOURCE_DIR "/data"});
        Program program{std::move(arguments), folder.path() / "log.txt"};
        while (!program.line().empty()) {
        }
        return program.wait() == 0;
    }

    gis::store::testing::TemporaryFolder folder;
};

TEST_F(PlanProgram, WhatIsRecordedGoesFromOneAtlasToAnother) {
    using Kind = gis::model::PlanEntryKind;
    const auto first = folder.path() / "first";
    const auto second = folder.path() / "second";
    make(first, [](server::App& app) {
        app.apply({"an",
                   "",
                   "edit",
                   false,
                   {entry(Kind::product, "SP1", "25345",
                          {{"id", "SP1"},
                           {"name", "Bưởi"},
                           {"unit", "25345"},
                           {"owner_kind", "cooperative"},
                           {"cooperative", "HTX1"}}),
                    entry(Kind::cooperative, "HTX1", "25345",
                          {{"id", "HTX1"},
                           {"name", "HTX Tân Hưng"},
                           {"unit", "25345"},
                           {"kind", "agriculture"},
                           {"founded_on", "2024-03-05"}}),
                    entry(Kind::capital, "V1", "25345",
                          {{"id", "V1"},
                           {"type", "allocation"},
                           {"work", "H3"},
                           {"unit", "25345"},
                           {"source", "programme"},
                           {"on", "2024-05-06"},
                           {"amount_vnd", 6'500'000'000},
                           {"document", "QĐ 1828"}}),
                    entry(Kind::household, "25345-01/7", "25345",
                          {{"hamlet", "25345-01"}, {"number", "HO-017"}, {"category", "poor"}})}});
    });
    make(second);
    const auto file = folder.path() / "items.json";
    ASSERT_TRUE(run({"plan", "export", "-o", file.string()}, first));
    EXPECT_THAT(text_of(file), HasSubstr("HTX Tân Hưng"));
    EXPECT_THAT(text_of(file), Not(HasSubstr("HO-017"))) << "households stay where they are";
    ASSERT_TRUE(run({"plan", "import", file.string(), "--author", "an"}, second));
    const auto again = folder.path() / "again.json";
    ASSERT_TRUE(run({"plan", "export", "-o", again.string()}, second));
    EXPECT_EQ(json::parse(text_of(again)), json::parse(text_of(file)));
    EXPECT_TRUE(gis::store::verify_store(second).good());

    const auto capital = folder.path() / "capital.json";
    ASSERT_TRUE(run({"report", "capital", "-o", capital.string()}, second));
    EXPECT_EQ(json::parse(text_of(capital))["totals"]["allocated_vnd"], 6'500'000'000);

    auto broken = json::parse(text_of(file));
    ASSERT_EQ(broken["items"][1]["kind"], "product");
    broken["items"][1]["body"]["cooperative"] = "HTX9";
    std::ofstream{file} << broken;
    EXPECT_FALSE(run({"plan", "import", file.string(), "--author", "an"}, second));
}

TEST_F(PlanProgram, PeriodicReportsArePrinted) {
    const auto data = folder.path() / "atlas";
    make(data);
    const auto file = folder.path() / "q3.json";
    ASSERT_TRUE(run({"report", "period", "--period", "2024-Q3", "--unit", "25345", "--version",
                     "draft", "-o", file.string()},
                    data));
    const auto report = json::parse(text_of(file));
    EXPECT_EQ(report["unit"], "25345");
    EXPECT_EQ(report["as_of"], "2024-09-30");
    ASSERT_TRUE(run({"report", "period", "--period", "2024-Q3", "--version", "draft", "--format",
                     "html", "-o", file.string()},
                    data));
    EXPECT_THAT(text_of(file), HasSubstr("<html"));
    EXPECT_FALSE(run({"report", "period", "--period", "2024-Q3"}, data)) << "none is accepted yet";
    EXPECT_FALSE(run({"report", "period", "--period", "2024-Q9", "--version", "draft"}, data));
    EXPECT_FALSE(run({"report", "period"}, data));
}

} // namespace
