#pragma once

#include "gis/model/plan.hpp"
#include "gis/model/snapshot.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

// How works go on in time: which are late and who acts, and how much is done against how much was
// to be done by each month.

namespace gis::analysis {

/// Where the day comes from by which a work is to be finished.
enum class DueFrom : std::uint8_t {
    work, ///< its own planned_to
    year  ///< it has none: the last day of its year
};
[[nodiscard]] std::string_view to_text(DueFrom from) noexcept;

/// The day by which a work is to be finished.
struct WorkDue {
    Date day;
    DueFrom from = DueFrom::work;
};
[[nodiscard]] WorkDue due_of(const model::Work& work);

/// Whether a work was finished by the end of a day: built (finished_on), or taken over
/// (accepted_on); one that is done without a day counts as finished on every day.
[[nodiscard]] bool finished_by(const model::Work& work, Date day);

/// A work that is not finished though its day has passed.
struct LateWork {
    const model::Work* work = nullptr;
    WorkDue due;
    int days = 0; ///< since the due day; 1 on the day after it
    /// Who is to act: the owner, else the department, else the commune.
    Message acts;
};

/// Works of one commune, but for those that were cancelled.
struct CommuneCourse {
    UnitCode unit;
    std::size_t works = 0;
    std::size_t finished = 0;
    std::size_t late = 0;
};

/// What one line of the curve adds up.
enum class CurveKind : std::uint8_t {
    works,      ///< pieces
    road_m,     ///< metres of road works
    rooms,      ///< rooms
    houses,     ///< of housing works
    value_vnd,  ///< the cost of the works that are finished
    capital_vnd ///< of the ledger: allocated is planned, disbursed is done, by their days
};
[[nodiscard]] std::string_view to_text(CurveKind kind) noexcept;

/// One work, or one entry of the ledger, that a curve counts; amounts are in the curve's unit.
struct CurvePart {
    const model::Work* work = nullptr;          ///< null: an entry
    const model::CapitalEntry* entry = nullptr; ///< null: a work
    /// Until when the planned amount is due; absent: nothing of it is planned.
    std::optional<Date> due;
    std::optional<double> planned; ///< absent: not known, and in neither line; or not planned
    std::optional<Date> done_on;   ///< absent: not done, or done on a day that is not known
    std::optional<double> done;    ///< absent: not done by the day of the course
    double so_far = 0;             ///< recorded while it is not done
};

/// Sums up to the end of each month. A work counts as a whole: as planned in the month of its due
/// day, as done in the month in which it was finished.
struct Curve {
    CurveKind kind = CurveKind::works;
    std::vector<double> planned;               ///< parallel to PlanCourse::months
    std::vector<std::optional<double>> actual; ///< absent: the month begins after the day
    /// Works whose quantity is not known; they are in neither line.
    std::size_t unknown = 0;
    /// Of what is finished, that of which the day is not known: in no month.
    double undated = 0;
    /// Recorded of works that are not finished yet; of no day.
    double unfinished = 0;
    /// All that the sums are made of, in the order of the plan.
    std::vector<CurvePart> parts;
};

struct PlanCourse {
    const model::Plan* plan = nullptr;
    Date as_of;
    std::vector<LateWork> late;          ///< the latest first
    std::vector<CommuneCourse> communes; ///< by code; those with works
    std::vector<Date> months;            ///< the last day of each
    std::vector<Curve> curves;           ///< one of each CurveKind of which there is something
};

/// @param unit  works of this commune alone; absent: all
/// @post months begin with January of the plan's year and go on to its December, and further while
/// works are due or were finished later
[[nodiscard]] PlanCourse plan_course(const model::Plan& plan, const std::optional<UnitCode>& unit,
                                     Date as_of);

} // namespace gis::analysis
