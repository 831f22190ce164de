#include "gis/analysis/coverage_report.hpp"

#include <algorithm>
#include <map>

namespace gis::analysis {

namespace {

using model::Unit;
using model::UnitIndex;
using model::UnitKind;
using model::Units;

/// Persons of one hamlet by verdict; nothing where its population is not known.
std::optional<PeopleFigures> figures_of(const Population& population, std::size_t hamlet,
                                        const std::function<Verdict(std::size_t)>& verdict) {
    const auto& people = population.hamlets[hamlet];
    if (!people.population) {
        return std::nullopt;
    }
    std::array<double, 3> sums{};
    const bool even = people.source == PeopleSource::lattice;
    for (auto i = people.first; i < people.last; ++i) {
        sums[static_cast<std::size_t>(verdict(i))] += even ? 1.0 : population.imported[i];
    }
    const double total = sums[0] + sums[1] + sums[2];
    PeopleFigures figures;
    figures.population = *people.population;
    if (total > 0) {
        figures.covered = figures.population * (sums[0] / total);
        figures.unknown = figures.population * (sums[2] / total);
    }
    figures.uncovered = sums[1] > 0 ? figures.population - figures.covered - figures.unknown : 0.0;
    return figures;
}

/// What hamlets say of their commune.
struct CommuneSum {
    PeopleFigures figures;
    std::size_t hamlets = 0;
    std::size_t unknown = 0;
};

/// People of a commune that no hamlet accounts for.
std::optional<double> rest_of(const Unit& commune, const CommuneSum& sum) {
    const bool complete = sum.hamlets > 0 && sum.unknown == 0;
    if (complete) {
        return 0.0;
    }
    if (!commune.population) {
        return std::nullopt;
    }
    return std::max(0.0, *commune.population - sum.figures.population);
}

PeopleFigures nobody_knows_where(double persons) {
    PeopleFigures figures;
    figures.population = persons;
    figures.unknown = persons;
    return figures;
}

bool is_rural(const Units& units, const Unit& unit) {
    const auto* commune = unit.parent.get().empty() ? &unit : units.find(unit.parent);
    return commune == nullptr || commune->kind == UnitKind::xa;
}

class Counter {
public:
    Counter(const Units& units, const Population& population, const ReportPlace& place)
        : m_units(units), m_population(population), m_scope(units, place.unit, place.by) {
        m_result.unit = m_scope.unit();
        m_result.by = m_scope.by();
        for (const auto* unit : m_scope.rows()) {
            CoverageRow row;
            row.unit = unit;
            row.rural = is_rural(units, *unit);
            m_result.rows.push_back(row);
        }
    }

    PeopleRows count(const std::function<Verdict(std::size_t)>& verdict,
                     const ParallelFor& parallel_for) {
        const auto is_asked = [this](UnitIndex hamlet) {
            return m_scope.row_of(hamlet, commune_of(hamlet)).has_value();
        };
        std::vector<std::optional<PeopleFigures>> figures(m_units.hamlets.size());
        parallel_for(figures.size(), [&](std::size_t i) {
            const auto hamlet = static_cast<UnitIndex>(i);
            if (is_asked(hamlet)) {
                figures[i] = figures_of(m_population, hamlet, verdict);
            }
        });
        std::map<UnitIndex, CommuneSum> sums;
        for (UnitIndex hamlet = 0; hamlet < m_units.hamlets.size(); ++hamlet) {
            if (is_asked(hamlet)) {
                add_hamlet(hamlet, figures[hamlet], sums[commune_of(hamlet)]);
            }
        }
        const bool one_hamlet =
            m_scope.unit() != nullptr && m_scope.unit()->level == model::UnitLevel::hamlet;
        if (!one_hamlet) {
            add_communes(sums);
        }
        for (const auto& row : m_result.rows) {
            if (row.figures) {
                m_result.totals += *row.figures;
            } else {
                ++m_result.units_without_population;
            }
        }
        m_result.totals += m_result.elsewhere;
        return std::move(m_result);
    }

private:
    [[nodiscard]] UnitIndex commune_of(UnitIndex hamlet) const {
        const auto commune = m_units.commune_of_hamlet[hamlet];
        return commune < m_units.communes.size() ? commune : no_unit;
    }

    void add_hamlet(UnitIndex hamlet, const std::optional<PeopleFigures>& figures,
                    CommuneSum& sum) {
        const auto source = m_population.hamlets[hamlet].source;
        ++m_result.hamlets_by_source[static_cast<std::size_t>(source)];
        ++sum.hamlets;
        if (figures) {
            sum.figures += *figures;
        } else {
            ++sum.unknown;
        }
        if (m_result.by == ReportBy::hamlet) {
            auto& row = m_result.rows[*m_scope.row_of(hamlet, commune_of(hamlet))];
            row.figures = figures;
            row.source = source;
        } else if (figures && commune_of(hamlet) == no_unit) {
            m_result.elsewhere += *figures;
        }
    }

    void add_communes(std::map<UnitIndex, CommuneSum>& sums) {
        for (UnitIndex commune = 0; commune < m_units.communes.size(); ++commune) {
            const auto row = m_scope.row_of(no_unit, commune);
            if (!row) {
                continue;
            }
            const auto& sum = sums[commune];
            const auto rest = rest_of(m_units.communes[commune], sum);
            if (m_result.by == ReportBy::hamlet) {
                m_result.elsewhere += nobody_knows_where(rest.value_or(0.0));
                continue;
            }
            if (rest || sum.unknown < sum.hamlets) {
                auto figures = sum.figures;
                figures += nobody_knows_where(rest.value_or(0.0));
                m_result.rows[*m_scope.row_of(no_unit, commune)].figures = figures;
            }
        }
    }

    const Units& m_units;
    const Population& m_population;
    ReportScope m_scope;
    PeopleRows m_result;
};

/// Which facility is the nearest of most people of a row, hamlets together.
class NearestCounter {
public:
    void add(const Population& population, const PointReach& reach, std::size_t hamlet) {
        const auto& people = population.hamlets[hamlet];
        for (auto i = people.first; i < people.last; ++i) {
            const double persons = people.population ? population.persons(hamlet, i) : 1.0;
            m_people += persons;
            if (reach.facility[i] != no_facility) {
                auto& [count, metres] = m_by_facility[reach.facility[i]];
                count += persons;
                metres += persons * static_cast<double>(reach.metres[i]);
            }
        }
    }

    NearestCounter& operator+=(const NearestCounter& other) {
        m_people += other.m_people;
        for (const auto& [facility, sum] : other.m_by_facility) {
            auto& [count, metres] = m_by_facility[facility];
            count += sum.first;
            metres += sum.second;
        }
        return *this;
    }

    [[nodiscard]] std::optional<NearestFacility> most() const {
        std::optional<NearestFacility> best;
        double most = 0;
        for (const auto& [facility, sum] : m_by_facility) { // by number: the lowest wins a tie
            if (sum.first > most) {
                most = sum.first;
                best = NearestFacility{facility, sum.second / sum.first, sum.first / m_people};
            }
        }
        return best;
    }

private:
    std::map<std::uint32_t, std::pair<double, double>> m_by_facility;
    double m_people = 0;
};

void find_nearest(const Units& units, const Population& population, const PointReach& reach,
                  PeopleRows& people, const ParallelFor& parallel_for) {
    std::map<const Unit*, CoverageRow*> rows;
    for (auto& row : people.rows) {
        rows.emplace(row.unit, &row);
    }
    const auto row_of = [&](std::size_t hamlet) {
        const auto commune = units.commune_of_hamlet[hamlet];
        const auto* unit = people.by == ReportBy::hamlet     ? &units.hamlets[hamlet]
                           : commune < units.communes.size() ? &units.communes[commune]
                                                             : nullptr;
        const auto row = rows.find(unit);
        return row == rows.end() ? nullptr : row->second;
    };
    std::vector<NearestCounter> of_hamlets(units.hamlets.size());
    parallel_for(of_hamlets.size(), [&](std::size_t hamlet) {
        if (row_of(hamlet) != nullptr) {
            of_hamlets[hamlet].add(population, reach, hamlet);
        }
    });
    std::map<CoverageRow*, NearestCounter> counters;
    for (std::size_t hamlet = 0; hamlet < of_hamlets.size(); ++hamlet) {
        if (auto* row = row_of(hamlet)) {
            counters[row] += of_hamlets[hamlet];
        }
    }
    for (const auto& [row, counter] : counters) {
        row->nearest = counter.most();
    }
}

} // namespace

PeopleFigures& PeopleFigures::operator+=(const PeopleFigures& other) noexcept {
    population += other.population;
    covered += other.covered;
    uncovered += other.uncovered;
    unknown += other.unknown;
    return *this;
}

std::optional<double> PeopleFigures::share() const noexcept {
    return population > 0 ? std::optional{covered / population} : std::nullopt;
}

std::optional<double> PeopleFigures::possible_share() const noexcept {
    return population > 0 ? std::optional{(covered + unknown) / population} : std::nullopt;
}

PeopleRows count_people(const Units& units, const Population& population, const ReportPlace& place,
                        const std::function<Verdict(std::size_t)>& verdict,
                        const ParallelFor& parallel_for) {
    return Counter{units, population, place}.count(verdict, parallel_for);
}

CoverageReport coverage_report(const CoverageBasis& basis, const CoverageQuestion& question,
                               const ReportPlace& place) {
    return coverage_report(basis, question, place, basis.reached(question));
}

CoverageReport coverage_report(const CoverageBasis& basis, const CoverageQuestion& question,
                               const ReportPlace& place, std::shared_ptr<const Reached> reached) {
    CoverageReport report;
    report.question = question;
    report.threshold = question.threshold.value_or(question.service->threshold);
    report.snapshot = basis.shared_snapshot();
    report.population = basis.population();
    report.reached = std::move(reached);
    const auto limit = static_cast<float>(question.distance_m);
    const auto& sure = report.reached->sure.metres;
    const auto* perhaps = report.reached->perhaps ? &report.reached->perhaps->metres : nullptr;
    const auto& units = basis.snapshot().units();
    const auto verdict = [&](std::size_t point) {
        if (sure[point] <= limit) {
            return Verdict::covered;
        }
        return perhaps != nullptr && (*perhaps)[point] <= limit ? Verdict::unknown
                                                                : Verdict::uncovered;
    };
    report.people = count_people(units, *report.population, place, verdict, basis.parallel_for());
    find_nearest(units, *report.population, report.reached->sure, report.people,
                 basis.parallel_for());
    for (auto& row : report.people.rows) {
        const auto share = row.figures ? row.figures->share() : std::nullopt;
        if (!share) {
            continue;
        }
        if (*share >= report.threshold) {
            row.below_threshold = false;
        } else if (*row.figures->possible_share() < report.threshold) {
            row.below_threshold = true;
            ++report.units_below_threshold;
        }
    }
    return report;
}

} // namespace gis::analysis
