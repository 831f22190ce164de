#include "gis/analysis/coverage_basis.hpp"

#include "gis/analysis/straight_reach.hpp"
#include "gis/model/existence.hpp"

#include <algorithm>

namespace gis::analysis {

namespace {

PointReach road_reach(const NetworkReach& reach, const BulkList<Attachment>& places,
                      const ParallelFor& parallel_for) {
    auto result = PointReach::sized(places.size());
    for_each_in_blocks(places.size(), parallel_for, [&](std::size_t i) {
        const auto distance = reach.of(places[i]);
        result.metres[i] = static_cast<float>(distance.metres);
        result.facility[i] = distance.facility;
    });
    return result;
}

std::shared_ptr<const NetworkReach> reach_over(std::shared_ptr<const RoadNetwork> network,
                                               const std::vector<model::Facility>& facilities,
                                               double access_m, const ParallelFor& parallel_for) {
    std::vector<Attachment> entries(facilities.size());
    parallel_for(entries.size(), [&](std::size_t i) {
        entries[i] = network->attach(facilities[i].location, access_m);
    });
    return std::make_shared<const NetworkReach>(std::move(network), std::move(entries));
}

/// The hamlets' points part by part, as Snapshot::parts() has them: hamlets are sorted by code, so
/// those of one commune follow each other.
struct Groups {
    std::vector<std::uint32_t> first{0};
    std::vector<geometry::Box> boxes;
};

Groups groups_of(const model::Units& units, const Population& population) {
    Groups groups;
    std::size_t hamlet = 0;
    for (std::size_t commune = 0; commune <= units.communes.size(); ++commune) {
        geometry::Box box;
        const bool rest = commune == units.communes.size();
        for (;
             hamlet < units.hamlets.size() && (rest || units.commune_of_hamlet[hamlet] <= commune);
             ++hamlet) {
            const auto& people = population.hamlets[hamlet];
            box.add(geometry::box_of(
                std::span{population.points}.subspan(people.first, people.last - people.first)));
        }
        groups.first.push_back(hamlet == 0 ? 0 : population.hamlets[hamlet - 1].last);
        groups.boxes.push_back(box);
    }
    return groups;
}

/// A facility that is supposed to be built counts; one that is stored as still to be built does
/// not.
bool serves_already(const model::Facility& facility) {
    return facility.condition != "new";
}

} // namespace

std::string_view to_text(RoadsUsed roads) noexcept {
    return roads == RoadsUsed::all ? "all" : "all_season";
}

std::optional<RoadsUsed> roads_used(std::string_view text) noexcept {
    for (const auto value : {RoadsUsed::all, RoadsUsed::all_season}) {
        if (to_text(value) == text) {
            return value;
        }
    }
    return std::nullopt;
}

CoverageQuestion CoverageQuestion::standard(const ServiceNorm& service, const HardeningRules& rules,
                                            Date as_of) {
    CoverageQuestion question;
    question.service = &service;
    question.rules = &rules;
    question.as_of = as_of;
    question.along = service.along;
    question.distance_m = service.distance_m;
    question.access_m = service.access_m;
    return question;
}

CoverageBasis::CoverageBasis(std::shared_ptr<const model::Snapshot> snapshot,
                             std::shared_ptr<const Norms> norms, ParallelFor parallel_for,
                             const CoverageBasis* before)
    : m_snapshot(std::move(snapshot)), m_norms(std::move(norms)),
      m_parallel_for(std::move(parallel_for)) {
    if (before == nullptr || before->m_snapshot->shared_units() != m_snapshot->shared_units()) {
        return;
    }
    m_roads.carry(before->m_roads);
    m_junctions.carry(before->m_junctions);
    const auto old_points = before->m_snapshot->population_points();
    const auto points = m_snapshot->population_points();
    if (old_points.data() == points.data() && old_points.size() == points.size()) {
        m_population.carry(before->m_population);
        m_people.carry(before->m_people);
        m_straight.carry(before->m_straight);
    }
}

std::shared_ptr<const Population> CoverageBasis::population() const {
    if (auto earlier = m_population.earlier(0)) {
        return earlier;
    }
    return m_population.get(
        0, [this] { return build_population(*m_snapshot, m_norms->spacing_m, m_parallel_for); });
}

std::shared_ptr<const PassableParts> CoverageBasis::roads(Passable passable, Date as_of,
                                                          const HardeningRules* rules) const {
    const bool any_rules = passable == Passable::all || rules == nullptr;
    const RoadsKey key{passable, as_of.days(), any_rules ? std::string{} : rules->id, 0};
    return m_roads.get(key, [&] {
        const auto earlier = m_roads.earlier(key);
        const PassablePart::Question question{passable, as_of, rules, {}};
        return passable_parts(*m_snapshot, question, earlier ? *earlier : PassableParts{},
                              m_parallel_for);
    });
}

std::shared_ptr<const JunctionsOfDay> CoverageBasis::junctions(Date as_of) const {
    return m_junctions.get(as_of.days(), [&] {
        const auto parts = roads(Passable::all, as_of, nullptr);
        const auto earlier = m_junctions.earlier(as_of.days());
        if (earlier && earlier->parts == *parts) {
            return *earlier;
        }
        const bool known = earlier && earlier->parts.size() == parts->size();
        auto found = known ? update_junctions(*earlier->junctions, earlier->parts, *parts,
                                              m_norms->snap_m, m_parallel_for)
                           : find_junctions(*parts, m_norms->snap_m, m_parallel_for);
        return JunctionsOfDay{*parts, std::make_shared<const RoadJunctions>(std::move(found))};
    });
}

PeopleOnRoads CoverageBasis::attach(PassableParts parts, Date as_of, double access_m,
                                    const PeopleOnRoads* earlier) const {
    const auto meeting = junctions(as_of);
    if (earlier != nullptr && earlier->network->parts() == parts &&
        earlier->network->junctions() == meeting->junctions) {
        return *earlier;
    }
    const auto people = population();
    const auto groups = groups_of(m_snapshot->units(), *people);
    PeopleOnRoads result;
    result.network = std::make_shared<const RoadNetwork>(std::move(parts), meeting->junctions);
    EarlierAttachments again;
    if (earlier != nullptr) {
        again = {earlier->network.get(), earlier->places.get()};
    }
    result.places = std::make_shared<const BulkList<Attachment>>(
        attach_all(*result.network, {people->points, groups.first, groups.boxes}, access_m, again,
                   m_parallel_for));
    return result;
}

std::shared_ptr<const PeopleOnRoads> CoverageBasis::people_on_roads(Passable passable, Date as_of,
                                                                    const HardeningRules* rules,
                                                                    double access_m) const {
    const bool any_rules = passable == Passable::all || rules == nullptr;
    const RoadsKey key{passable, as_of.days(), any_rules ? std::string{} : rules->id, access_m};
    return m_people.get(key, [&] {
        const auto earlier = m_people.earlier(key);
        return attach(*roads(passable, as_of, rules), as_of, access_m, earlier.get());
    });
}

std::vector<model::Facility> CoverageBasis::facilities(const ServiceNorm& service,
                                                       Date as_of) const {
    std::vector<model::Facility> result;
    for (const auto& part : m_snapshot->parts()) {
        for (const auto& facility : part->facilities) {
            if (service.is_given_by(facility.kind) && exists_on(facility, as_of) &&
                serves_already(facility)) {
                result.push_back(facility);
            }
        }
    }
    std::sort(result.begin(), result.end(),
              [](const auto& a, const auto& b) { return a.id < b.id; });
    return result;
}

std::shared_ptr<const Reached> CoverageBasis::reached(const CoverageQuestion& question) const {
    if (question.along == Along::straight) {
        return straight(question);
    }
    const bool any_rules = question.roads == RoadsUsed::all;
    const ReachKey key{{any_rules ? Passable::all : Passable::all_season, question.as_of.days(),
                        any_rules ? std::string{} : question.rules->id, question.access_m},
                       question.service->code};
    return m_reached.get(
        key, [&] { return reach(question, facilities(*question.service, question.as_of), {}); });
}

std::shared_ptr<const Reached> CoverageBasis::straight(const CoverageQuestion& question) const {
    const StraightKey key{question.as_of.days(), question.service->code};
    return m_straight.get(key, [&] {
        Reached result;
        result.facilities = facilities(*question.service, question.as_of);
        const auto earlier = m_straight.earlier(key);
        result.sure =
            straight_reach(population()->points, result.facilities, earlier.get(), m_parallel_for);
        return result;
    });
}

Reached CoverageBasis::reached(const CoverageQuestion& question,
                               const Supposition& supposition) const {
    auto list = facilities(*question.service, question.as_of);
    std::erase_if(list, [&](const model::Facility& facility) {
        return std::find(supposition.fewer.begin(), supposition.fewer.end(), facility.id) !=
               supposition.fewer.end();
    });
    for (const auto& facility : supposition.more) {
        if (question.service->is_given_by(facility.kind)) {
            list.push_back(facility);
        }
    }
    return reach(question, std::move(list), supposition.surfaces);
}

Reached CoverageBasis::reach(const CoverageQuestion& question,
                             std::vector<model::Facility> facilities,
                             const std::vector<SupposedSurface>& supposed) const {
    Reached result;
    result.facilities = std::move(facilities);
    if (question.along == Along::straight) {
        const auto stored = straight(question);
        result.sure =
            straight_reach(population()->points, result.facilities, stored.get(), m_parallel_for);
        return result;
    }
    const auto on_roads = [&](Passable passable) {
        const auto stored =
            people_on_roads(passable, question.as_of, question.rules, question.access_m);
        if (supposed.empty() || passable == Passable::all) {
            return stored;
        }
        auto parts = stored->network->parts();
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const bool touched = std::any_of(supposed.begin(), supposed.end(), [&](const auto& s) {
                return m_snapshot->part_of(s.road) == i;
            });
            if (touched) {
                const PassablePart::Question other{passable, question.as_of, question.rules,
                                                   supposed};
                parts[i] = std::make_shared<const PassablePart>(parts[i]->shared_part(), other);
            }
        }
        return std::make_shared<const PeopleOnRoads>(
            attach(std::move(parts), question.as_of, question.access_m, stored.get()));
    };
    const auto over = [&](Passable passable, std::shared_ptr<const NetworkReach>& network) {
        const auto people = on_roads(passable);
        network = reach_over(people->network, result.facilities, question.access_m, m_parallel_for);
        return road_reach(*network, *people->places, m_parallel_for);
    };
    if (question.roads == RoadsUsed::all) {
        result.sure = over(Passable::all, result.network);
    } else {
        result.sure = over(Passable::all_season, result.network);
        result.perhaps = over(Passable::perhaps_all_season, result.perhaps_network);
    }
    return result;
}

} // namespace gis::analysis
