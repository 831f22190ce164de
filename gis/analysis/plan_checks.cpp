#include "gis/analysis/plan_checks.hpp"

#include "gis/analysis/capital_report.hpp"
#include "gis/analysis/criteria_report.hpp"
#include "gis/analysis/plan_places.hpp"
#include "gis/analysis/record_checks.hpp"
#include "gis/core/number_words.hpp"
#include "gis/core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <tuple>

namespace gis::analysis {

namespace {

using model::Work;
using Severity = Finding::Severity;

constexpr double rounding = 0.005; ///< of a mean with two decimals
constexpr double beyond_m = 0.001; ///< metres that a stretch may pass the end of its road

/// The code of a stretch's road, else its number.
std::string label(const model::WorkStretch& stretch) {
    return stretch.road.empty() && stretch.road_id ? fmt::format("#{}", stretch.road_id->get())
                                                   : stretch.road;
}

class Checker {
public:
    Checker(const model::Plan& plan, const model::Snapshot& snapshot, const CriteriaBook& sets,
            Date today)
        : m_plan(plan), m_snapshot(snapshot), m_sets(sets), m_today(today) {}

    std::vector<Finding> run() {
        check_units();
        for (const auto& work : m_plan.works) {
            check_place(work);
            check_stretches(work);
            check_acceptance(work);
        }
        check_overlaps();
        for (const auto& target : m_plan.targets) {
            check_target(target);
        }
        for (auto more : {check_records(m_plan, m_today), check_capital(m_plan, m_today)}) {
            std::move(more.begin(), more.end(), std::back_inserter(m_found));
        }
        std::stable_sort(m_found.begin(), m_found.end(), [](const auto& a, const auto& b) {
            return std::tie(a.severity, a.code) < std::tie(b.severity, b.code);
        });
        return std::move(m_found);
    }

private:
    Finding& add(std::string code, Severity severity, std::string vi, std::string en) {
        Finding finding;
        finding.code = std::move(code);
        finding.severity = severity;
        finding.message = {std::move(vi), std::move(en)};
        m_found.push_back(std::move(finding));
        return m_found.back();
    }

    void check_units() {
        for (const auto& unit : m_plan.units) {
            const auto* found = m_snapshot.units().find(unit.code);
            if (found == nullptr) {
                add("plan-unknown-unit", Severity::error,
                    fmt::format("Kế hoạch nêu đơn vị {} ({}) không có trong dữ liệu.", unit.name,
                                unit.code.get()),
                    fmt::format("The plan names unit {} ({}), which is not in the atlas.",
                                unit.name, unit.code.get()))
                    .unit = unit.code;
            } else if (fold_name(found->name) != fold_name(unit.name)) {
                add("plan-unit-name", Severity::warning,
                    fmt::format("Đơn vị {} tên là {} trong kế hoạch, {} trong dữ liệu.",
                                unit.code.get(), unit.name, found->name),
                    fmt::format("Unit {} is {} in the plan and {} in the atlas.", unit.code.get(),
                                unit.name, found->name))
                    .unit = unit.code;
            }
        }
    }

    void check_place(const Work& work) {
        if (!work.hamlet.empty()) {
            const auto hamlets = hamlets_named(m_snapshot.units(), work.unit, work.hamlet);
            if (hamlets.size() != 1) {
                add("plan-unknown-hamlet", Severity::warning,
                    fmt::format("Công trình {}: có {} ấp tên {}.", work.id, hamlets.size(),
                                work.hamlet),
                    fmt::format("Work {}: there are {} hamlets named {}.", work.id, hamlets.size(),
                                work.hamlet))
                    .unit = work.unit;
                return;
            }
        }
        const auto places = places_of(work, m_snapshot, m_today);
        if (work.place && places.size() != 1) {
            add("plan-unknown-place", Severity::info,
                fmt::format("Công trình {}: có {} nơi có thể là nơi kế hoạch nêu.", work.id,
                            places.size()),
                fmt::format("Work {}: {} places may be the one that the plan means.", work.id,
                            places.size()))
                .unit = work.unit;
        }
        if (!work.may_overlap.empty()) {
            add("plan-maybe-same-work", Severity::info,
                fmt::format("Công trình {} có thể là một trong các công trình {}.", work.id,
                            fmt::join(work.may_overlap, ", ")),
                fmt::format("Work {} may be one of {}.", work.id,
                            fmt::join(work.may_overlap, ", ")))
                .unit = work.unit;
        }
    }

    void check_stretches(const Work& work) {
        for (const auto& stretch : work.stretches) {
            const auto roads = roads_of(stretch, m_snapshot);
            if (roads.size() != 1) {
                add("plan-unknown-road", Severity::error,
                    fmt::format("Công trình {}: có {} đường mã {}.", work.id, roads.size(),
                                label(stretch)),
                    fmt::format("Work {}: there are {} roads with code {}.", work.id, roads.size(),
                                label(stretch)))
                    .unit = work.unit;
            } else if (stretch.to_m > roads.front()->length_m + beyond_m) {
                auto& finding =
                    add("plan-interval-outside", Severity::error,
                        fmt::format("Công trình {}: đoạn {}–{} m vượt chiều dài {} m của đường "
                                    "{}.",
                                    work.id, number_words(stretch.from_m, 0, 0, Language::vi),
                                    number_words(stretch.to_m, 0, 0, Language::vi),
                                    number_words(roads.front()->length_m, 0, 0, Language::vi),
                                    label(stretch)),
                        fmt::format("Work {}: {:.0f} to {:.0f} m is beyond road {} of {:.0f} m.",
                                    work.id, stretch.from_m, stretch.to_m, label(stretch),
                                    roads.front()->length_m));
                finding.unit = work.unit;
                finding.road = roads.front()->id;
            }
        }
    }

    void check_acceptance(const Work& work) {
        if (work.accepted_on && *work.accepted_on > m_today) {
            add("plan-accepted-in-future", Severity::error,
                fmt::format("Công trình {} nghiệm thu ngày {}, sau hôm nay.", work.id,
                            work.accepted_on->vietnamese()),
                fmt::format("Work {} is accepted on {}, after today.", work.id,
                            work.accepted_on->iso()))
                .unit = work.unit;
        }
    }

    void check_overlaps() {
        struct Piece {
            const Work* work;
            const model::WorkStretch* stretch;
            RoadId road;
        };
        std::vector<Piece> pieces;
        for (const auto& work : m_plan.works) {
            for (const auto& stretch : work.stretches) {
                const auto roads = roads_of(stretch, m_snapshot);
                if (work.state != model::WorkState::cancelled && roads.size() == 1) {
                    pieces.push_back({&work, &stretch, roads.front()->id});
                }
            }
        }
        std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
            return std::tie(a.work->year, a.road, a.stretch->from_m, a.work->id) <
                   std::tie(b.work->year, b.road, b.stretch->from_m, b.work->id);
        });
        const Piece* farthest = nullptr; // of the same road and year, so far
        for (const auto& piece : pieces) {
            const bool same_road = farthest != nullptr &&
                                   farthest->work->year == piece.work->year &&
                                   farthest->road == piece.road;
            if (same_road && piece.stretch->from_m < farthest->stretch->to_m) {
                add("plan-overlapping-works", Severity::error,
                    fmt::format("Công trình {} và {} cùng năm {} trùng đoạn trên đường {}.",
                                farthest->work->id, piece.work->id, piece.work->year,
                                label(*piece.stretch)),
                    fmt::format("Works {} and {} of {} overlap on road {}.", farthest->work->id,
                                piece.work->id, piece.work->year, label(*piece.stretch)))
                    .unit = piece.work->unit;
            }
            if (!same_road || piece.stretch->to_m > farthest->stretch->to_m) {
                farthest = &piece;
            }
        }
    }

    void check_target(const model::Target& target) {
        if (!target.part_of.empty()) {
            add("plan-maybe-part", Severity::info,
                fmt::format("Chỉ tiêu {} có thể nằm trong chỉ tiêu {}; không cộng vào.", target.id,
                            target.part_of),
                fmt::format("Target {} may be part of target {}; it is not added to it.", target.id,
                            target.part_of));
        }
        if (!target.criteria) {
            return;
        }
        const auto& set = m_sets.find(target.criteria->set);
        if (!set.valid_on(target.due.value_or(Date{m_plan.year, 12, 31}))) {
            add("plan-set-not-valid", Severity::warning,
                fmt::format("Chỉ tiêu {}: bộ tiêu chí {} không còn hiệu lực khi đến hạn.",
                            target.id, set.id),
                fmt::format("Target {}: set {} is not valid when it is due.", target.id, set.id));
        }
        const auto units = m_plan.judged_by(set);
        if (!target.criteria->mean || !target.change || units.empty()) {
            return;
        }
        const auto before = mean_declared(set, m_plan.results, units, m_plan.baseline_day());
        const double wanted = target.amount->least.value_or(0) - target.change->least.value_or(0);
        if (wanted < before.least - rounding || wanted > before.most + rounding) {
            add("plan-mean-differs", Severity::warning,
                fmt::format("Chỉ tiêu {}: kế hoạch suy ra bình quân năm trước {}, kết quả cho {} "
                            "đến {}.",
                            target.id, number_words(wanted, 0, 2, Language::vi),
                            number_words(before.least, 0, 2, Language::vi),
                            number_words(before.most, 0, 2, Language::vi)),
                fmt::format("Target {}: the plan implies a mean of {:.2f} the year before, the "
                            "results give {:.2f} to {:.2f}.",
                            target.id, wanted, before.least, before.most));
        }
    }

    const model::Plan& m_plan;
    const model::Snapshot& m_snapshot;
    const CriteriaBook& m_sets;
    Date m_today;
    std::vector<Finding> m_found;
};

} // namespace

std::vector<Finding> check_plan(const model::Plan& plan, const model::Snapshot& snapshot,
                                const CriteriaBook& sets, Date today) {
    return Checker{plan, snapshot, sets, today}.run();
}

} // namespace gis::analysis
