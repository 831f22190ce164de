#pragma once

#include "gis/core/date.hpp"
#include "gis/core/error.hpp"
#include "gis/core/ids.hpp"
#include "gis/model/capital.hpp"
#include "gis/model/criteria.hpp"
#include "gis/model/guidance.hpp"
#include "gis/model/plan_records.hpp"
#include "gis/model/work.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gis::model {

/// What a document is to a plan.
struct PlanDocument {
    Document document;
    std::string role; ///< "criteria_set", "capital", "parent_plan"...
    PlanSource source;

    friend bool operator==(const PlanDocument&, const PlanDocument&) = default;
};

/// Somebody who has duties in a plan.
struct Department {
    std::string id; ///< of the plan: "finance"
    Message name;
    std::vector<CriterionRef> criteria; ///< that it is in charge of; none: not known
    PlanSource source;

    friend bool operator==(const Department&, const Department&) = default;
};

/// How many criteria of a set units are to meet.
struct CriteriaGoal {
    std::string set;
    int least_met = 0;
    std::vector<std::string> gain;        ///< codes to be met that were not
    std::vector<std::string> consolidate; ///< codes that are met and to be strengthened
    bool mean = false; ///< the target's amount is the mean of the units instead of `least_met`

    friend bool operator==(const CriteriaGoal&, const CriteriaGoal&) = default;
};

/// What a target's measurement means for its amount: the value of the day itself, or what was
/// gained since the day before the plan's year.
enum class ProgressMode : std::uint8_t { level, gain };

/// Whether more or less is better.
enum class Direction : std::uint8_t { up, down };

struct Target {
    std::string id; ///< of the plan: "T1"
    Message title;
    std::vector<UnitCode> units; ///< none: the district as a whole
    std::optional<Date> due;
    Direction direction = Direction::up;
    std::optional<Amount> amount;   ///< to be reached; absent: the plan names none
    std::optional<Amount> baseline; ///< as the plan says
    std::optional<Amount> change;   ///< against the year before, as the plan says
    std::optional<CriteriaGoal> criteria;
    bool hold = false; ///< keep what there is
    std::optional<Measurement> measurement;
    std::optional<Counting> counting; ///< of a register; while it is empty what is declared counts
    ProgressMode mode = ProgressMode::level;
    /// A target of a larger unit that this one may be a part of; never added to it blindly.
    std::string part_of;
    std::vector<std::string> departments; ///< Department::id
    std::vector<std::string> documents;   ///< Document::id
    PlanSource source;

    friend bool operator==(const Target&, const Target&) = default;
};

/// A figure that somebody declares for a target.
struct TargetResult {
    std::string target;
    double value = 0; ///< in the unit of the target's amount
    Date as_of;
    std::string evidence;
    EvidenceLinks links = {};

    friend bool operator==(const TargetResult&, const TargetResult&) = default;
};

enum class TaskState : std::uint8_t { open, under_way, done };

/// Something to be done that is no work on a place.
struct Task {
    std::string id;
    Message title;
    std::vector<std::string> owners; ///< Department::id
    std::vector<UnitCode> units;     ///< none: the district as a whole
    std::optional<CriterionRef> criterion;
    std::optional<int> horizon_year; ///< that what is made looks ahead to
    std::optional<Date> due;
    TaskState state = TaskState::open;
    std::vector<std::string> documents; ///< Document::id
    PlanSource source;
    std::optional<Date> done_on;
    std::string note;

    friend bool operator==(const Task&, const Task&) = default;
};

enum class DifficultyKind : std::uint8_t { difficulty, proposal };

/// What those answer whom a difficulty or proposal went to.
struct Answer {
    std::string text;
    std::string by;
    Date on;

    friend bool operator==(const Answer&, const Answer&) = default;
};

/// Something that stands in the way, or what a commune proposes.
struct Difficulty {
    std::string id;
    Message title;
    std::vector<UnitCode> units;
    std::optional<CriterionRef> criterion;
    std::vector<std::string> works; ///< Work::id that are to overcome it
    PlanSource source;
    DifficultyKind kind = DifficultyKind::difficulty;
    std::string text; ///< more than the title says
    std::string raised_by;
    std::optional<Date> raised_on; ///< absent: with the plan
    std::optional<Answer> answer;
    EvidenceLinks links;

    friend bool operator==(const Difficulty&, const Difficulty&) = default;
};

/// What residents gave for a work.
struct Contribution {
    std::string id;
    std::string work; ///< Work::id
    UnitCode unit;    ///< commune
    Date on;
    std::optional<double> money_vnd;
    std::optional<double> land_m2;
    std::optional<double> labour_days;
    std::optional<int> households; ///< that gave
    std::string evidence;
    std::string note;

    friend bool operator==(const Contribution&, const Contribution&) = default;
};

/// A household that a plan looks after, such as a poor one. Of its people nothing is kept.
struct Household {
    UnitCode hamlet;
    std::string number;   ///< of the household in its hamlet
    std::string category; ///< "poor", "near_poor", "policy"...
    std::string target;   ///< Target::id that it counts for once it is supported; empty: none
    std::string support;  ///< given or due
    std::optional<Date> supported_on;
    std::string note;

    friend bool operator==(const Household&, const Household&) = default;
};

/// A place where the plan can be read in several ways.
struct Doubt {
    std::string id;
    Message text;
    PlanSource source;

    friend bool operator==(const Doubt&, const Doubt&) = default;
};

/// A purpose or requirement in words.
struct Statement {
    std::string id;
    Message text;
    PlanSource source;

    friend bool operator==(const Statement&, const Statement&) = default;
};

/// A unit that a plan speaks of, by the name that the plan has.
struct PlanUnit {
    UnitCode code;
    UnitKind kind = UnitKind::xa;
    std::string name;
    std::map<std::string, std::string> conditions; ///< of thresholds; beside those of the plan

    friend bool operator==(const PlanUnit&, const PlanUnit&) = default;
};

/// A plan of a year with all that it says.
struct Plan {
    std::string id;
    Message title;
    std::optional<std::string> number; ///< absent: left blank
    std::optional<Date> issued_on;     ///< absent: left blank
    int year = 0;
    std::string issuer;
    Message signed_by;
    PlanSource source;
    std::string parent; ///< Document::id of the plan above it; empty: none
    std::map<std::string, std::string> conditions; ///< of thresholds, for all units
    std::vector<PlanUnit> units;
    std::vector<std::string> recipients;
    PlanSource recipients_source;
    std::vector<std::string> report_periods; ///< "quarter", "half_year"...
    PlanSource report_periods_source;
    std::map<std::string, Message> room_types; ///< of works: {"phong_hoc": title}
    std::vector<Statement> statements;
    std::vector<PlanDocument> documents;
    std::vector<Department> departments;
    std::vector<CriterionResult> results;
    std::vector<Target> targets;
    std::vector<TargetResult> progress;
    std::vector<Work> works;
    std::vector<Task> tasks;
    std::vector<Difficulty> difficulties;
    std::vector<Doubt> doubts;
    std::vector<Contribution> contributions;
    std::vector<Household> households; ///< not for everybody's eyes
    std::vector<Cooperative> cooperatives;
    std::vector<Product> products;
    std::vector<HamletTitleRecord> hamlet_titles;
    std::vector<CapitalEntry> capital;
    std::vector<Guidance> guidance;

    /// Null: none with this id.
    [[nodiscard]] const Target* find_target(std::string_view id) const noexcept;
    [[nodiscard]] const Work* find_work(std::string_view id) const noexcept;
    [[nodiscard]] const Task* find_task(std::string_view id) const noexcept;
    [[nodiscard]] const Difficulty* find_difficulty(std::string_view id) const noexcept;
    [[nodiscard]] const Cooperative* find_cooperative(std::string_view id) const noexcept;
    [[nodiscard]] const Department* find_department(std::string_view id) const noexcept;
    [[nodiscard]] const Product* find_product(std::string_view id) const noexcept;
    [[nodiscard]] const PlanUnit* find_unit(const UnitCode& code) const noexcept;
    /// The last day before the plan's year.
    [[nodiscard]] Date baseline_day() const { return Date{year - 1, 12, 31}; }
    /// The units that a set judges, by their kinds.
    [[nodiscard]] std::vector<UnitCode> judged_by(const CriteriaSet& set) const;

    friend bool operator==(const Plan&, const Plan&) = default;
};

[[nodiscard]] std::string_view to_text(ProgressMode mode) noexcept;
[[nodiscard]] std::string_view to_text(Direction direction) noexcept;
[[nodiscard]] std::string_view to_text(DifficultyKind kind) noexcept;
[[nodiscard]] std::optional<DifficultyKind> difficulty_kind(std::string_view text) noexcept;
[[nodiscard]] std::string_view to_text(TaskState state) noexcept;
[[nodiscard]] std::optional<ProgressMode> progress_mode(std::string_view text) noexcept;
[[nodiscard]] std::optional<Direction> direction(std::string_view text) noexcept;
[[nodiscard]] std::optional<TaskState> task_state(std::string_view text) noexcept;

} // namespace gis::model
