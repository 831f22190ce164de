#include "gis/analysis/sites.hpp"

#include "gis/core/error.hpp"
#include "gis/core/number_words.hpp"
#include "gis/geometry/geodesic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <queue>

namespace gis::analysis {

namespace {

void check(std::size_t candidates, std::size_t count) {
    if (count < 1 || count > max_sites) {
        throw Error{ErrorKind::invalid_argument,
                    "bad-count",
                    {fmt::format("Số nơi cần tìm phải từ 1 đến {}.", max_sites),
                     fmt::format("The number of sites must be 1 to {}.", max_sites)},
                    "count"};
    }
    if (candidates > max_candidates) {
        throw Error{ErrorKind::invalid_argument,
                    "too-many-candidates",
                    {fmt::format("Có {} vị trí để chọn, nhiều nhất là {}: hãy chọn một xã.",
                                 candidates, max_candidates),
                     fmt::format("There are {} candidates, at most {} are taken: choose a commune.",
                                 candidates, max_candidates)},
                    "unit"};
    }
}

/// The people who count and whether each point of theirs is covered already.
class People {
public:
    People(const CoverageBasis& basis, const CoverageQuestion& question,
           const std::optional<UnitCode>& unit)
        : m_question(question), m_population(basis.population()),
          m_reached(basis.reached(question)) {
        const auto& units = basis.snapshot().units();
        const ReportScope scope{units, unit, ReportBy::hamlet};
        for (const auto* row : scope.rows()) {
            if (row->level == model::UnitLevel::hamlet) {
                const auto hamlet = static_cast<std::size_t>(row - units.hamlets.data());
                const auto& people = m_population->hamlets[hamlet];
                m_hamlets.push_back(hamlet);
                m_boxes.push_back(widened(geometry::box_of(std::span{m_population->points}.subspan(
                                              people.first, people.last - people.first)),
                                          question.distance_m));
            }
        }
        m_weights.assign(m_population->points.size(), 0.0);
        for (const auto hamlet : m_hamlets) {
            const auto& people = m_population->hamlets[hamlet];
            for (auto i = people.first; i < people.last; ++i) {
                const bool covered =
                    m_reached->sure.metres[i] <= static_cast<float>(question.distance_m);
                m_weights[i] = covered ? 0.0 : m_population->persons(hamlet, i);
            }
        }
        if (question.along == Along::road) {
            m_places = basis.people_on_roads(
                question.roads == RoadsUsed::all ? Passable::all : Passable::all_season,
                question.as_of, question.rules, question.access_m);
        }
    }

    [[nodiscard]] std::vector<geometry::Point> centres() const {
        std::vector<geometry::Point> result;
        for (const auto hamlet : m_hamlets) {
            result.push_back(m_population->centre(hamlet));
        }
        return result;
    }

    /// Points that a facility at a place would cover and that nothing covers yet.
    [[nodiscard]] std::vector<std::uint32_t> gained_by(const geometry::Point& place) const {
        std::optional<NetworkReach> with;
        std::uint32_t number = 0;
        if (m_places) {
            const auto entry = m_places->network->attach(place, m_question.access_m);
            if (entry.edge == no_edge) {
                return {};
            }
            number = static_cast<std::uint32_t>(m_reached->network->facilities().size());
            with = m_reached->network->with(entry);
        }
        std::vector<std::uint32_t> gained;
        for (std::size_t k = 0; k < m_hamlets.size(); ++k) {
            if (!m_boxes[k].contains(place)) {
                continue; // no way is shorter than the straight one
            }
            const auto& people = m_population->hamlets[m_hamlets[k]];
            for (auto i = people.first; i < people.last; ++i) {
                if (m_weights[i] > 0 && reaches(with, number, i, place)) {
                    gained.push_back(i);
                }
            }
        }
        return gained;
    }

    [[nodiscard]] const std::vector<double>& weights() const noexcept { return m_weights; }

private:
    [[nodiscard]] bool reaches(const std::optional<NetworkReach>& with, std::uint32_t number,
                               std::uint32_t point, const geometry::Point& place) const {
        if (!with) {
            return geometry::distance_m(m_population->points[point], place) <=
                   m_question.distance_m;
        }
        const auto distance = with->of((*m_places->places)[point]);
        return distance.facility == number && distance.metres <= m_question.distance_m;
    }

    const CoverageQuestion& m_question;
    std::shared_ptr<const Population> m_population;
    std::shared_ptr<const Reached> m_reached;
    std::shared_ptr<const PeopleOnRoads> m_places;
    std::vector<std::size_t> m_hamlets;
    std::vector<geometry::Box> m_boxes; ///< of the hamlets' points, widened by the distance
    std::vector<double> m_weights;      ///< persons not covered, by point; 0 out of scope
};

/// The figures when all sites are built.
PeopleFigures with_sites(const CoverageBasis& basis, const CoverageQuestion& question,
                         const std::optional<UnitCode>& unit, const std::vector<Site>& sites) {
    Supposition supposition;
    for (const auto& site : sites) {
        model::Facility facility;
        facility.kind = question.service->kinds.front();
        facility.location = site.location;
        supposition.more.push_back(facility);
    }
    auto reached = std::make_shared<const Reached>(basis.reached(question, supposition));
    return coverage_report(basis, question, {unit, ReportBy::hamlet}, std::move(reached))
        .people.totals;
}

} // namespace

std::vector<std::pair<std::size_t, double>>
greedy_cover(const std::vector<std::vector<std::uint32_t>>& sets,
             const std::vector<double>& weights, std::size_t count) {
    std::vector<bool> covered(weights.size(), false);
    const auto gain = [&](std::size_t i) {
        double sum = 0;
        for (const auto element : sets[i]) {
            sum += covered[element] ? 0.0 : weights[element];
        }
        return sum;
    };
    // Gains only shrink, so one that still leads after it was counted anew is the largest. Of equal
    // gains the first candidate wins.
    struct Bound {
        double gain = 0;
        std::size_t candidate = 0;
        std::size_t round = 0;

        bool operator<(const Bound& other) const noexcept {
            return gain != other.gain ? gain < other.gain : candidate > other.candidate;
        }
    };
    std::priority_queue<Bound> queue;
    for (std::size_t i = 0; i < sets.size(); ++i) {
        queue.push({gain(i), i, 0});
    }
    std::vector<std::pair<std::size_t, double>> chosen;
    while (chosen.size() < count && !queue.empty() && queue.top().gain > 0) {
        auto top = queue.top();
        queue.pop();
        if (top.round < chosen.size()) {
            queue.push({gain(top.candidate), top.candidate, chosen.size()});
            continue;
        }
        for (const auto element : sets[top.candidate]) {
            covered[element] = true;
        }
        chosen.emplace_back(top.candidate, top.gain);
    }
    return chosen;
}

SitesReport best_sites(const CoverageBasis& basis, const CoverageQuestion& question,
                       const std::optional<UnitCode>& unit, std::size_t count,
                       const std::vector<geometry::Point>& candidates) {
    check(candidates.size(), count);
    const People people{basis, question, unit};
    const auto places = candidates.empty() ? people.centres() : candidates;
    check(places.size(), count);
    std::vector<std::vector<std::uint32_t>> sets(places.size());
    basis.parallel_for()(places.size(),
                         [&](std::size_t i) { sets[i] = people.gained_by(places[i]); });
    SitesReport report;
    report.unit = ReportScope{basis.snapshot().units(), unit, ReportBy::hamlet}.unit();
    report.question = question;
    report.given = !candidates.empty();
    report.candidates = places.size();
    report.snapshot = basis.shared_snapshot();
    report.before = coverage_report(basis, question, {unit, ReportBy::hamlet}).people.totals;
    const auto& units = basis.snapshot().units();
    for (const auto& [candidate, gained] : greedy_cover(sets, people.weights(), count)) {
        const auto at = units.hamlet_index.at(places[candidate]);
        report.sites.push_back(
            {places[candidate], at.empty() ? nullptr : &units.hamlets[at.front()], gained});
    }
    report.after = with_sites(basis, question, unit, report.sites);
    return report;
}

model::Table to_table(const SitesReport& report) {
    const auto& service = *report.question.service;
    model::Table table;
    table.title = {fmt::format("Nơi nên đặt thêm {} – {}", service.title.vi,
                               report.unit != nullptr ? report.unit->name : "Toàn vùng"),
                   fmt::format("Best places for one more {} – {}", service.title.en,
                               report.unit != nullptr ? report.unit->name : "whole atlas")};
    table.notes = {
        fmt::format("Số liệu đến ngày {} (as of {})", report.question.as_of.vietnamese(),
                    report.question.as_of.iso()),
        fmt::format("Chọn lần lượt trong {} vị trí nơi thêm được nhiều người nhất; trong phạm vi "
                    "trước: {} người, sau: {} người.",
                    report.candidates, number_words(report.before.covered, 0, 0, Language::vi),
                    number_words(report.after.covered, 0, 0, Language::vi)),
        fmt::format("Phiên bản dữ liệu (revision): {}", report.snapshot->revision().get())};
    table.columns = {{"rank", {"Thứ tự", "Rank"}, 0, false},
                     {"hamlet", {"Ấp", "Hamlet"}, 0, false},
                     {"lon", {"Kinh độ", "Longitude"}, 6, false},
                     {"lat", {"Vĩ độ", "Latitude"}, 6, false},
                     {"gained", {"Thêm được (người)", "People gained"}, 0, true}};
    for (const auto& site : report.sites) {
        table.rows.push_back(
            {static_cast<std::int64_t>(table.rows.size() + 1),
             site.hamlet != nullptr ? model::Cell{site.hamlet->name} : model::Cell{},
             site.location.lon, site.location.lat, site.gained});
    }
    return table;
}

} // namespace gis::analysis
