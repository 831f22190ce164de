// What the registers come to, beside a count by hand.

#include "gis/analysis/plan_counts.hpp"
#include "gis/analysis/plan_entries.hpp"
#include "gis/analysis/plan_file.hpp"
#include "gis/analysis/record_checks.hpp"
#include "tests/support/ascii_map.hpp"
#include "tests/support/builders.hpp"

#include <gtest/gtest.h>

namespace gis::analysis {
namespace {

using model::Counting;
using model::HamletTitle;
using model::PlanEntry;
using model::PlanEntryKind;

const std::filesystem::path data_folder = std::filesystem::path{NTM_SOURCE_DIR} / "data";

PlanEntry entry(const std::string& plan, PlanEntryKind kind, const std::string& json) {
    PlanEntry result;
    result.plan = plan;
    result.kind = kind;
    result.body = canonical_body(json);
    const auto place = place_of(kind, JsonObject::parse(result.body, entry_origin()));
    result.key = place.key;
    result.commune = place.commune;
    return result;
}

class RegisterCounts : public testing::Test {
protected:
    RegisterCounts() {
        const test_support::AsciiMap map{"A--B--C\n|  |  |\nD--E--F\n"};
        model::AtlasData data;
        data.units = {test_support::commune("00001", "Xã Một", map.area("ACFD")),
                      test_support::hamlet("00001-01", "Ấp 1", map.area("ABED")),
                      test_support::hamlet("00001-02", "Ấp 2", map.area("BCFE")),
                      test_support::hamlet("00001-03", "Ấp cũ", map.area("BCFE"))};
        data.units.back().valid_to = Date{2022, 12, 31};
        snapshot = model::Snapshot::build(std::move(data));
        plan.id = "p";
        plan.year = 2024;
        plan.units = {{UnitCode{"00001"}, model::UnitKind::xa, "Một", {}}};
    }

    void add_title(const char* hamlet, int year, bool recognised, std::optional<Date> day = {}) {
        plan.hamlet_titles.push_back(
            {UnitCode{hamlet}, "p", HamletTitle::cultural, year, recognised, day, "QĐ", ""});
    }
    void add_cooperative(std::optional<Date> founded, const char* unit = "00001") {
        model::Cooperative one;
        one.id = std::to_string(plan.cooperatives.size());
        one.unit = UnitCode{unit};
        one.founded_on = founded;
        plan.cooperatives.push_back(one);
    }
    [[nodiscard]] Measured count(const Counting& counting, Date day, int year = 2024,
                                 std::vector<UnitCode> units = {}) const {
        model::Target target;
        target.counting = counting;
        target.units = std::move(units);
        return count_register(plan, target, *snapshot, day, year);
    }

    static constexpr Counting titles{Counting::Register::hamlet_titles, HamletTitle::cultural,
                                     true};
    std::shared_ptr<const model::Snapshot> snapshot;
    model::Plan plan;
};

TEST_F(RegisterCounts, AnEmptyRegisterSaysNothing) {
    for (const auto of : {Counting::Register::cooperatives, Counting::Register::products,
                          Counting::Register::hamlet_titles}) {
        const auto none = count({of, HamletTitle::cultural, false}, Date{2024, 12, 31});
        EXPECT_FALSE(none.value.has_value());
        EXPECT_FALSE(none.reason.vi.empty());
    }
}

TEST_F(RegisterCounts, CooperativesOfTheYearUpToTheDay) {
    add_cooperative(Date{2023, 12, 31});
    add_cooperative(Date{2024, 1, 1});
    add_cooperative(Date{2024, 7, 1});
    add_cooperative(Date{2025, 1, 1});
    const Counting founded{};
    EXPECT_EQ(*count(founded, Date{2024, 6, 30}).value, (Range{1, 1}));
    EXPECT_EQ(*count(founded, Date{2026, 1, 1}).value, (Range{2, 2}));
    add_cooperative({});
    EXPECT_EQ(*count(founded, Date{2026, 1, 1}).value, (Range{2, 3}));
    EXPECT_FALSE(count(founded, Date{2026, 1, 1}, 2024, {UnitCode{"00002"}}).value.has_value());
    add_cooperative(Date{2024, 2, 2}, "00002");
    EXPECT_EQ(*count(founded, Date{2026, 1, 1}, 2024, {UnitCode{"00002"}}).value, (Range{1, 1}));
}

TEST_F(RegisterCounts, HamletsWithoutARecordAreUnknown) {
    add_title("00001-01", 2024, true, Date{2024, 11, 20});
    add_title("00001-01", 2023, true);
    add_title("00001-02", 2023, false);
    auto now = count(titles, Date{2024, 12, 31});
    EXPECT_EQ(*now.value, (Range{50, 100})) << "the hamlet of before 2023 is none";
    EXPECT_EQ(now.undecided, 1);
    EXPECT_EQ(now.total, 2);
    ASSERT_EQ(now.evidence.hamlets.size(), 1U);
    EXPECT_EQ(now.open.hamlets.front().get(), "00001-02");
    EXPECT_FALSE(count(titles, Date{2024, 11, 19}).value.has_value()) << "not decided yet";
    EXPECT_EQ(*count(titles, Date{2024, 11, 19}, 2023).value, (Range{50, 50}));
    add_title("00001-02", 2024, false, Date{2025, 1, 15});
    EXPECT_EQ(*count(titles, Date{2024, 12, 31}).value, (Range{50, 100}));
    EXPECT_EQ(*count(titles, Date{2025, 2, 1}).value, (Range{50, 50})) << "decided after the year";
    EXPECT_EQ(
        *count({Counting::Register::hamlet_titles, HamletTitle::cultural, false}, Date{2025, 2, 1})
             .value,
        (Range{1, 1}));
}

TEST(RegisterEntries, GoOnToTheNextPlan) {
    const auto sets = CriteriaBook::load(data_folder / "criteria");
    auto plans = load_plans(data_folder / "plans", sets);
    auto next = plans.front();
    next.id = "hon-quan-2025";
    next.year = 2025;
    plans.push_back(next);
    const std::string coop = R"({"id":"HTX1","name":"a","unit":"25345","kind":"credit"})";
    const std::string renamed = R"({"id":"HTX1","name":"b","unit":"25345","kind":"credit"})";
    const std::string title = R"({"hamlet":"25345-01","title":"cultural","year":2024,
        "recognised":true,"decision":"QĐ 1"})";
    const auto now =
        plans_now(plans,
                  std::vector{entry("hon-quan-2025", PlanEntryKind::cooperative, renamed),
                              entry("hon-quan-2024", PlanEntryKind::cooperative, coop),
                              entry("hon-quan-2024", PlanEntryKind::hamlet_title, title)},
                  sets);
    ASSERT_TRUE(now.findings.empty()) << now.findings.front().message.en;
    for (const auto& plan : now.plans) {
        ASSERT_EQ(plan.cooperatives.size(), 1U);
        EXPECT_EQ(plan.cooperatives.front().name, "b") << "the later plan's counts";
        EXPECT_EQ(plan.cooperatives.front().plan, "hon-quan-2025");
        EXPECT_EQ(plan.hamlet_titles.size(), 1U);
    }
}

TEST(RegisterEntries, TellWhatIsWrongWithThem) {
    const auto sets = CriteriaBook::load(data_folder / "criteria");
    const auto plan = load_plans(data_folder / "plans", sets).front();
    const auto refused = [&](PlanEntryKind kind, const std::string& json) -> std::string {
        try {
            check_entry(entry(plan.id, kind, json), sets, plan);
            return "";
        } catch (const Error& error) {
            return error.field();
        }
    };
    const std::string product = R"({"id":"SP1","name":"a","unit":"25345",)";
    EXPECT_EQ(refused(PlanEntryKind::product, product + R"("owner_kind":"household"})"), "");
    EXPECT_EQ(refused(PlanEntryKind::product, product + R"("owner_kind":"household","owner":"x"})"),
              "/owner");
    EXPECT_EQ(refused(PlanEntryKind::product,
                      product + R"("owner_kind":"enterprise","cooperative":"HTX1"})"),
              "/cooperative");
    EXPECT_EQ(refused(PlanEntryKind::product,
                      product + R"("owner_kind":"enterprise","recognised_on":"2024-01-01"})"),
              "/stars");
    EXPECT_EQ(refused(PlanEntryKind::product,
                      product + R"("owner_kind":"enterprise","recognised_on":"2024-01-01",
                         "stars":4})"),
              "/decision");
    EXPECT_EQ(refused(PlanEntryKind::product,
                      product + R"("owner_kind":"enterprise","recognised_on":"2024-01-02",
                         "stars":4,"decision":"QĐ","valid_to":"2024-01-01"})"),
              "/valid_to");
    EXPECT_EQ(refused(PlanEntryKind::hamlet_title,
                      R"({"hamlet":"25345-01","title":"x","year":2024,"recognised":false})"),
              "/title");
    EXPECT_EQ(refused(PlanEntryKind::hamlet_title,
                      R"({"hamlet":"25345-01","title":"cultural","year":2024})"),
              "/recognised");
}

TEST_F(RegisterCounts, ProductsToLookAtAreFound) {
    add_cooperative(Date{2020, 1, 1});
    plan.cooperatives.front().dissolved_on = Date{2024, 1, 1};
    model::Product product;
    product.id = "SP1";
    product.plan = "p";
    product.cooperative = "0";
    product.valid_to = Date{2024, 5, 1};
    plan.products = {product};
    const auto codes = [this](Date day) {
        std::string all;
        for (const auto& finding : check_records(plan, day)) {
            all += finding.code + " ";
        }
        return all;
    };
    EXPECT_EQ(codes(Date{2023, 12, 31}), "");
    EXPECT_EQ(codes(Date{2024, 5, 1}), "product-dissolved-cooperative ");
    EXPECT_EQ(codes(Date{2024, 5, 2}), "product-dissolved-cooperative product-expired ");
    plan.cooperatives.clear();
    EXPECT_EQ(codes(Date{2024, 5, 1}), "product-unknown-cooperative ");
}

} // namespace
} // namespace gis::analysis
