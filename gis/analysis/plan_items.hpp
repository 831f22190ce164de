#pragma once

#include "gis/analysis/criteria_set.hpp"
#include "gis/analysis/json_object.hpp"
#include "gis/model/plan.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

// What plan_file.cpp, plan_items.cpp, plan_targets.cpp, plan_works.cpp and plan_records.cpp share;
// nobody else's.

namespace gis::analysis::plan_items {

inline constexpr std::size_t most_items = 2'000; ///< of any list of a plan
inline constexpr std::int64_t largest_money_vnd = 1'000'000'000'000'000;
inline constexpr double longest_road_m = 1e6;
inline constexpr double largest_amount = 1e12;
inline constexpr int first_year = 1990;
inline constexpr int last_year = 2100;

/// The members that every item of a plan may have: id, paragraph, rows.
[[nodiscard]] std::set<std::string> with_source(std::set<std::string> members);
[[nodiscard]] model::PlanSource read_source(const JsonObject& object);

/// Whether an item must say where in the plan it stands.
enum class Sourcing : std::uint8_t { required, optional };

/// Reads items whose references must be there already.
class Reader {
public:
    Reader(const CriteriaBook& sets, const model::Plan& plan,
           Sourcing sourcing = Sourcing::required)
        : m_sets(sets), m_plan(plan), m_sourcing(sourcing) {}

    [[nodiscard]] model::Target target(const JsonObject& object) const;
    [[nodiscard]] model::Work work(const JsonObject& object) const;
    [[nodiscard]] model::Task task(const JsonObject& object) const;
    [[nodiscard]] model::Difficulty difficulty(const JsonObject& object) const;
    [[nodiscard]] model::Department department(const JsonObject& object) const;
    /// One entry stands for several units and criteria.
    [[nodiscard]] std::vector<model::CriterionResult> results(const JsonObject& object) const;
    [[nodiscard]] model::TargetResult progress(const JsonObject& object) const;
    /// One result of one criterion in one unit.
    [[nodiscard]] model::CriterionResult result(const JsonObject& object) const;
    [[nodiscard]] model::Contribution contribution(const JsonObject& object) const;
    [[nodiscard]] model::Household household(const JsonObject& object) const;
    [[nodiscard]] model::Cooperative cooperative(const JsonObject& object) const;
    [[nodiscard]] model::Product product(const JsonObject& object) const;
    [[nodiscard]] static model::HamletTitleRecord hamlet_title(const JsonObject& object);
    [[nodiscard]] model::CapitalEntry capital(const JsonObject& object) const;
    [[nodiscard]] model::Guidance guidance(const JsonObject& object) const;

private:
    [[nodiscard]] std::vector<UnitCode> units(const JsonObject& object) const;
    [[nodiscard]] UnitCode unit(const JsonObject& object, const std::string& key) const;
    [[nodiscard]] std::vector<std::string> documents(const JsonObject& object) const;
    [[nodiscard]] std::vector<std::string> departments(const JsonObject& object,
                                                       const std::string& key) const;
    [[nodiscard]] std::optional<model::CriterionRef> criterion(const JsonObject& object) const;
    [[nodiscard]] model::CriterionRef criterion_ref(const JsonObject& object) const;
    [[nodiscard]] const model::CriteriaSet& set(const JsonObject& object) const;
    [[nodiscard]] std::vector<std::string> codes(const JsonObject& object, const std::string& key,
                                                 const model::CriteriaSet& set) const;
    [[nodiscard]] static model::Counting counting(const JsonObject& object);
    [[nodiscard]] model::CriteriaGoal goal(const JsonObject& object) const;
    void read_works(const JsonObject& object, model::Work& work) const;
    void read_rooms(const JsonObject& object, model::Work& work) const;
    static void read_money(const JsonObject& object, model::Work& work);
    void read_course(const JsonObject& object, model::Work& work) const;
    [[nodiscard]] model::PlanSource source(const JsonObject& object) const;
    [[nodiscard]] std::string target_id(const JsonObject& object) const;
    /// A work of the plan; empty without one.
    [[nodiscard]] std::string optional_work(const JsonObject& object) const;

    const CriteriaBook& m_sets;
    const model::Plan& m_plan;
    Sourcing m_sourcing;
};

/// `photos` and `features`.
[[nodiscard]] model::EvidenceLinks read_links(const JsonObject& object);
[[nodiscard]] std::string optional_text(const JsonObject& object, const std::string& key);
[[nodiscard]] std::optional<Date> optional_day(const JsonObject& object, const std::string& key);

[[nodiscard]] std::optional<model::Amount> read_amount(const JsonObject& object,
                                                       const std::string& key);

} // namespace gis::analysis::plan_items
