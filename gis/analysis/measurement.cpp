#include "gis/analysis/measurement.hpp"

#include "gis/analysis/assignment.hpp"
#include "gis/analysis/coverage_report.hpp"
#include "gis/analysis/filter_features.hpp"
#include "gis/model/existence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace gis::analysis {

namespace {

using model::Facility;
using model::Measure;
using model::Measurement;
using model::UnitIndex;

constexpr double per_cent = 100.0;

/// Whether something counts, of what is in question. Nothing for what is surely not in question.
struct Choice {
    bool in_question = false;
    std::optional<bool> chosen;
};

Choice choose(const Measurement& question, const FilterValues& values) {
    const auto of = question.of ? holds(*question.of, values) : std::optional{true};
    if (of == false) {
        return {};
    }
    if (!of) {
        return {true, std::nullopt};
    }
    return {true, question.where ? holds(*question.where, values) : std::optional{true}};
}

Measured none(std::string vi, std::string en) {
    Measured measured;
    measured.reason = {std::move(vi), std::move(en)};
    return measured;
}

/// The sums as a value: as they are, or of the total.
Measured finished(Measured measured, bool is_share, const Message& nothing) {
    if (!is_share) {
        measured.total = measured.chosen + measured.undecided;
        measured.value = Range{measured.chosen, measured.total};
    } else if (measured.total > 0) {
        measured.value = Range{
            measured.chosen / measured.total * per_cent,
            std::min(1.0, (measured.chosen + measured.undecided) / measured.total) * per_cent};
    } else {
        measured.reason = nothing;
    }
    return measured;
}

class RoadMeasurer {
public:
    RoadMeasurer(const Measurement& question, const MeasureBasis& basis, const ReportScope& scope)
        : m_question(question), m_basis(basis), m_scope(scope) {}

    Measured run() {
        for (const auto& part : m_basis.ledger->parts()) {
            for (std::size_t i = 0; i < part->part->roads.size(); ++i) {
                const auto& road = part->part->roads[i];
                const auto pieces = part->pieces_of(i);
                const bool in_scope =
                    std::any_of(pieces.begin(), pieces.end(),
                                [this](const LedgerPiece& piece) { return is_in(piece); });
                if (in_scope && exists_on(road, m_basis.as_of)) {
                    add(road, pieces);
                }
            }
        }
        return finished(std::move(m_measured), m_question.measure == Measure::length_share,
                        {"Không có đường loại này.", "There are no such roads."});
    }

private:
    [[nodiscard]] bool is_in(const LedgerPiece& piece) const {
        return m_scope.row_of(piece.hamlet, piece.commune).has_value();
    }

    void add(const model::Road& road, std::span<const LedgerPiece> pieces) {
        for (const auto& stretch : surfaces_on(road.surfaces, road.length_m, m_basis.as_of)) {
            const auto choice = choose(m_question, values_of(road, stretch, *m_basis.rules));
            if (!choice.in_question) {
                continue;
            }
            for (const auto& piece : pieces) {
                const double from_m = std::max(piece.from_m, stretch.from_m);
                const double to_m = std::min(piece.to_m, stretch.to_m);
                if (is_in(piece) && from_m < to_m) {
                    add({road.id, from_m, to_m}, choice.chosen);
                }
            }
        }
    }

    void add(const MeasuredStretch& stretch, std::optional<bool> chosen) {
        const double metres = stretch.to_m - stretch.from_m;
        m_measured.total += metres;
        if (chosen == false) {
            return;
        }
        (chosen ? m_measured.chosen : m_measured.undecided) += metres;
        (chosen ? m_measured.evidence : m_measured.open).stretches.push_back(stretch);
    }

    const Measurement& m_question;
    const MeasureBasis& m_basis;
    const ReportScope& m_scope;
    Measured m_measured;
};

/// The facilities of a scope that stand in the records on the day.
template <class Body>
void for_each_facility(const MeasureBasis& basis, const ReportScope& scope, const Body& body) {
    const auto& units = basis.snapshot->units();
    for (const auto& part : basis.snapshot->parts()) {
        for (const auto& facility : part->facilities) {
            if (!exists_on(facility, basis.as_of)) {
                continue;
            }
            const auto served = hamlets_served(facility, units);
            const auto* unit = scope.unit();
            const bool inside =
                unit == nullptr ||
                (unit->level == model::UnitLevel::commune
                     ? part->commune && &units.communes[*part->commune] == unit
                     : std::find(served.begin(), served.end(), unit->code) != served.end());
            if (inside) {
                body(facility, served);
            }
        }
    }
}

void count(Measured& measured, std::optional<bool> chosen) {
    measured.total += 1;
    if (chosen != false) {
        (chosen ? measured.chosen : measured.undecided) += 1;
    }
}

Measured count_places(const Measurement& question, const MeasureBasis& basis,
                      const ReportScope& scope) {
    Measured measured;
    const auto add = [&](const FilterValues& values, auto id, auto list) {
        const auto choice = choose(question, values);
        if (!choice.in_question) {
            return;
        }
        count(measured, choice.chosen);
        if (choice.chosen != false) {
            ((choice.chosen ? measured.evidence : measured.open).*list).push_back(id);
        }
    };
    if (question.layer == model::FilterLayer::facilities) {
        for_each_facility(basis, scope, [&](const Facility& facility, const auto&) {
            add(values_of(facility), facility.id, &MeasuredFeatures::facilities);
        });
    } else {
        for (const auto* unit : scope.rows()) {
            if (unit->level == model::UnitLevel::hamlet && exists_on(*unit, basis.as_of)) {
                add(values_of(*unit), unit->code, &MeasuredFeatures::hamlets);
            }
        }
    }
    return finished(std::move(measured), question.measure == Measure::count_share,
                    {"Không có nơi nào loại này.", "There are no such places."});
}

Measured share_of_hamlets(const Measurement& question, const MeasureBasis& basis,
                          const ReportScope& scope) {
    std::map<UnitCode, std::optional<bool>> served_by; ///< hamlets with a place, surely or perhaps
    std::set<UnitCode> rows;
    for (const auto* unit : scope.rows()) {
        rows.insert(unit->code);
    }
    Measured measured;
    // A place of another commune may serve a hamlet of this one.
    const ReportScope everywhere{basis.snapshot->units(), std::nullopt, ReportBy::hamlet};
    for_each_facility(basis, everywhere, [&](const Facility& facility, const auto& served) {
        const auto chosen = choose(question, values_of(facility)).chosen;
        for (const auto& hamlet : served) {
            if (chosen == true) {
                served_by[hamlet] = true;
            } else if (!chosen) {
                served_by.emplace(hamlet, std::nullopt);
            }
            const bool inside = chosen != false && rows.contains(hamlet);
            if (inside) {
                (chosen ? measured.evidence : measured.open).facilities.push_back(facility.id);
            }
        }
    });
    for (auto* features : {&measured.evidence, &measured.open}) {
        auto& ids = features->facilities; // one that serves several hamlets once
        std::sort(ids.begin(), ids.end());
        ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    }
    for (const auto* unit : scope.rows()) {
        if (unit->level != model::UnitLevel::hamlet || !exists_on(*unit, basis.as_of)) {
            continue;
        }
        const auto at = served_by.find(unit->code);
        const auto chosen = at == served_by.end() ? std::optional{false} : at->second;
        count(measured, chosen);
        if (chosen != false) {
            (chosen ? measured.evidence : measured.open).hamlets.push_back(unit->code);
        }
    }
    return finished(std::move(measured), true, {"Không có ấp nào.", "There are no hamlets."});
}

/// Hamlets whose people nobody has counted, in a commune of which that is not known either.
std::size_t uncounted(const PeopleRows& people, const model::Units& units, bool rural_only) {
    return static_cast<std::size_t>(
        std::count_if(people.rows.begin(), people.rows.end(), [&](const CoverageRow& row) {
            const auto* commune = row.unit->level == model::UnitLevel::hamlet
                                      ? units.find(row.unit->parent)
                                      : nullptr;
            return !row.figures && (row.rural || !rural_only) &&
                   (commune == nullptr || !commune->population);
        }));
}

Measured share_of_people(const Measurement& question, const MeasureBasis& basis,
                         const std::optional<UnitCode>& unit) {
    if (basis.coverage == nullptr) {
        return none("Không có dữ liệu dân cư.", "There are no data on people.");
    }
    const ReportPlace place{unit, ReportBy::hamlet};
    const auto& norms = basis.coverage->norms();
    const auto people =
        question.measure == Measure::people_share
            ? coverage_report(*basis.coverage,
                              CoverageQuestion::standard(norms.find(question.service), *basis.rules,
                                                         basis.as_of),
                              place)
                  .people
            : access_report(*basis.coverage, *basis.rules, basis.as_of, norms.access_index_m, place)
                  .people;
    const auto missing =
        uncounted(people, basis.snapshot->units(), question.measure == Measure::access_index);
    Measured measured;
    measured.chosen = people.totals.covered;
    measured.undecided = people.totals.unknown;
    measured.total = people.totals.population;
    if (missing > 0) {
        measured.reason = {fmt::format("Chưa biết số dân của {} ấp.", missing),
                           fmt::format("The people of {} hamlets are not known.", missing)};
        return measured;
    }
    return finished(std::move(measured), true,
                    {"Không có dân số để tính.", "There are no people to count."});
}

} // namespace

Measured measure(const Measurement& question, const MeasureBasis& basis,
                 const std::optional<UnitCode>& unit) {
    const ReportScope scope{basis.snapshot->units(), unit, ReportBy::hamlet};
    switch (question.measure) {
    case Measure::length:
    case Measure::length_share:
        return RoadMeasurer{question, basis, scope}.run();
    case Measure::count:
    case Measure::count_share:
        return count_places(question, basis, scope);
    case Measure::hamlet_share:
        return share_of_hamlets(question, basis, scope);
    case Measure::people_share:
    case Measure::access_index:
        break;
    }
    return share_of_people(question, basis, unit);
}

} // namespace gis::analysis
