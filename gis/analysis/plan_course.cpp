#include "gis/analysis/plan_course.hpp"

#include "gis/analysis/plan_progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace gis::analysis {

namespace {

using model::Work;
using model::WorkKind;
using model::WorkState;

constexpr int most_years = 20; ///< that a curve goes on

/// Days on which something is known to have been finished; absent = unknown or not at all.
std::optional<Date> finished_day(const Work& work) {
    if (work.finished_on && work.accepted_on) {
        return std::min(*work.finished_on, *work.accepted_on);
    }
    return work.finished_on ? work.finished_on : work.accepted_on;
}

bool stands_finished(const Work& work) {
    return work.state == WorkState::done || work.state == WorkState::accepted;
}

struct Month {
    int year = 0;
    unsigned number = 1; ///< 1 to 12

    [[nodiscard]] Month next() const {
        return number == 12 ? Month{year + 1, 1} : Month{year, number + 1};
    }
    [[nodiscard]] Date first() const { return {year, number, 1}; }
    [[nodiscard]] Date last() const { return Date::from_days(next().first().days() - 1); }
};

Message acting(const model::Plan& plan, const Work& work) {
    if (!work.owner.empty()) {
        return {work.owner, work.owner};
    }
    for (const auto& department : plan.departments) {
        if (department.id == work.department) {
            return department.name;
        }
    }
    const auto* unit = plan.find_unit(work.unit);
    const auto name = unit != nullptr ? unit->name : work.unit.get();
    return {
        fmt::format("UBND {} {}",
                    unit != nullptr && unit->kind == model::UnitKind::thi_tran ? "thị trấn" : "xã",
                    name),
        fmt::format("People's committee of {}", name)};
}

/// How much a work is to add to a curve; absent: not known; none of its business: `concerns` false.
struct Quantity {
    bool concerns = false;
    std::optional<double> planned;
    std::optional<double> done; ///< once it is finished
    double so_far = 0;          ///< while it is not
};

std::optional<double> amount_of(const Work& work) {
    if (!work.amount) {
        return std::nullopt;
    }
    return work.amount->least ? work.amount->least : work.amount->most;
}

Quantity counted_amount(const Work& work) {
    const auto planned = amount_of(work);
    return {true, planned, work.actual ? work.actual : planned, work.actual.value_or(0)};
}

Quantity quantity_of(const Work& work, CurveKind kind) {
    switch (kind) {
    case CurveKind::works:
        return {true, 1.0, 1.0, 0};
    case CurveKind::road_m:
        return work.kind == WorkKind::road ? counted_amount(work) : Quantity{};
    case CurveKind::houses:
        return work.kind == WorkKind::housing ? counted_amount(work) : Quantity{};
    case CurveKind::rooms: {
        double rooms = 0;
        for (const auto& [type, count] : work.rooms) {
            rooms += count;
        }
        return {!work.rooms.empty(), rooms, rooms, 0};
    }
    case CurveKind::value_vnd:
        return {true, work.cost_vnd, work.cost_vnd, 0};
    case CurveKind::capital_vnd:
        break; // of the ledger
    }
    return {};
}

class CurveMaker {
public:
    CurveMaker(const std::vector<Date>& months, Date as_of) : m_months(months), m_as_of(as_of) {}

    /// Nothing when no work has such a quantity.
    [[nodiscard]] std::optional<Curve> make(const std::vector<const Work*>& works,
                                            CurveKind kind) const {
        Curve curve;
        curve.kind = kind;
        for (const auto* work : works) {
            const auto quantity = quantity_of(*work, kind);
            if (quantity.concerns) {
                curve.parts.push_back(part_of(*work, quantity));
            }
        }
        if (curve.parts.empty()) {
            return std::nullopt;
        }
        for (const auto& part : curve.parts) {
            curve.unknown += part.planned ? 0 : 1;
            curve.unfinished += part.so_far;
            curve.undated += part.done && !part.done_on ? *part.done : 0;
        }
        draw(curve);
        return curve;
    }

    /// Nothing while the ledger has no entry.
    [[nodiscard]] std::optional<Curve> of_ledger(const model::Plan& plan,
                                                 const std::optional<UnitCode>& unit) const {
        Curve curve;
        curve.kind = CurveKind::capital_vnd;
        for (const auto& entry : plan.capital) {
            if (unit && entry.unit != *unit) {
                continue;
            }
            CurvePart part;
            part.entry = &entry;
            const auto amount = static_cast<double>(entry.amount_vnd);
            if (entry.type == model::CapitalType::allocation) {
                part.due = entry.on;
                part.planned = amount;
            } else if (entry.type == model::CapitalType::disbursement) {
                part.done_on = entry.on;
                part.done = amount;
            } else {
                continue;
            }
            curve.parts.push_back(part);
        }
        if (curve.parts.empty()) {
            return std::nullopt;
        }
        draw(curve);
        return curve;
    }

private:
    /// What is not known as planned counts neither as done.
    [[nodiscard]] CurvePart part_of(const Work& work, const Quantity& quantity) const {
        CurvePart part;
        part.work = &work;
        part.due = due_of(work).day;
        part.planned = quantity.planned;
        if (!part.planned) {
            return part;
        }
        if (finished_by(work, m_as_of)) {
            part.done = quantity.done.value_or(0);
            part.done_on = finished_day(work);
        } else {
            part.so_far = quantity.so_far;
        }
        return part;
    }
    void draw(Curve& curve) const {
        std::map<Date, double> planned;
        std::map<Date, double> done;
        for (const auto& part : curve.parts) {
            if (part.due && part.planned) {
                planned[*part.due] += *part.planned;
            }
            if (part.done_on && part.done) {
                done[*part.done_on] += *part.done;
            }
        }
        for (const auto month : m_months) {
            curve.planned.push_back(sum_until(planned, month));
            const bool begun = first_of(month) <= m_as_of;
            curve.actual.push_back(begun ? std::optional{sum_until(done, std::min(month, m_as_of))}
                                         : std::nullopt);
        }
    }
    static double sum_until(const std::map<Date, double>& days, Date last) {
        double sum = 0;
        for (auto at = days.begin(); at != days.upper_bound(last); ++at) {
            sum += at->second;
        }
        return sum;
    }
    [[nodiscard]] static Date first_of(Date last_day) {
        const auto text = last_day.iso();
        return Date::parse(text.substr(0, 8) + "01").value_or(last_day);
    }

    const std::vector<Date>& m_months;
    Date m_as_of;
};

std::vector<Date> months_of(const model::Plan& plan, const std::vector<const Work*>& works,
                            Date as_of) {
    Date last{plan.year, 12, 31};
    for (const auto* work : works) {
        last = std::max(last, due_of(*work).day);
        const auto day = finished_day(*work);
        if (day && *day <= as_of) {
            last = std::max(last, *day);
        }
    }
    for (const auto& entry : plan.capital) {
        if (entry.on <= as_of) {
            last = std::max(last, entry.on);
        }
    }
    std::vector<Date> months;
    for (Month month{plan.year, 1}; months.empty() || months.back() < last; month = month.next()) {
        if (month.year >= plan.year + most_years) {
            break;
        }
        months.push_back(month.last());
    }
    return months;
}

} // namespace

std::string_view to_text(DueFrom from) noexcept {
    return from == DueFrom::work ? "work" : "year";
}

std::string_view to_text(CurveKind kind) noexcept {
    constexpr std::array<std::string_view, 6> texts{"works",  "road_m",    "rooms",
                                                    "houses", "value_vnd", "capital_vnd"};
    return texts[static_cast<std::size_t>(kind)];
}

WorkDue due_of(const Work& work) {
    return work.planned_to ? WorkDue{*work.planned_to, DueFrom::work}
                           : WorkDue{Date{work.year, 12, 31}, DueFrom::year};
}

bool finished_by(const Work& work, Date day) {
    if (!stands_finished(work)) {
        return false;
    }
    const auto finished = finished_day(work);
    return !finished || *finished <= day;
}

PlanCourse plan_course(const model::Plan& plan, const std::optional<UnitCode>& unit, Date as_of) {
    PlanCourse course;
    course.plan = &plan;
    course.as_of = as_of;
    std::vector<const Work*> works;
    std::map<UnitCode, CommuneCourse> communes;
    for (const auto& work : plan.works) {
        if ((unit && work.unit != *unit) || work.state == WorkState::cancelled) {
            continue;
        }
        works.push_back(&work);
        auto& commune = communes[work.unit];
        commune.unit = work.unit;
        ++commune.works;
        const auto due = due_of(work);
        if (finished_by(work, as_of)) {
            ++commune.finished;
        } else if (due.day < as_of) {
            ++commune.late;
            course.late.push_back({&work, due, as_of.days() - due.day.days(), acting(plan, work)});
        }
    }
    std::sort(course.late.begin(), course.late.end(), [](const auto& a, const auto& b) {
        return std::tie(a.due.day, a.work->unit, a.work->id) <
               std::tie(b.due.day, b.work->unit, b.work->id);
    });
    for (auto& [code, commune] : communes) {
        course.communes.push_back(std::move(commune));
    }
    course.months = months_of(plan, works, as_of);
    const CurveMaker maker{course.months, as_of};
    for (const auto kind : {CurveKind::works, CurveKind::road_m, CurveKind::rooms,
                            CurveKind::houses, CurveKind::value_vnd}) {
        if (auto curve = maker.make(works, kind)) {
            course.curves.push_back(*std::move(curve));
        }
    }
    if (auto curve = maker.of_ledger(plan, unit)) {
        course.curves.push_back(*std::move(curve));
    }
    return course;
}

} // namespace gis::analysis
