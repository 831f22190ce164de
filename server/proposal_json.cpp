#include "server/proposal_json.hpp"

#include "gis/geometry/chainage.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace server {

namespace model = gis::model;

namespace {

constexpr std::size_t most_subjects = 200;

/// The hamlet that holds most of a road; null when most of it lies in none.
Json main_hamlet(const View& view, gis::RoadId road) {
    const auto& hamlets = view.snapshot->units().hamlets;
    std::map<model::UnitIndex, double> metres;
    for (const auto& piece : view.ledger->pieces_of(*view.snapshot, road)) {
        metres[piece.hamlet] += piece.to_m - piece.from_m;
    }
    const auto most =
        std::ranges::max_element(metres, {}, [](const auto& entry) { return entry.second; });
    return most == metres.end() || most->first == gis::analysis::no_unit
               ? Json(nullptr)
               : Json(hamlets[most->first].name);
}

/// What operations are about, each once.
class Subjects {
public:
    explicit Subjects(const View& view) : m_view(view) {}

    void add(const Json& operation) {
        if (operation.contains("road")) {
            add_road(operation["road"]);
        }
        for (const auto& road : operation.value("roads", Json::array())) {
            add_road(road);
        }
        if (operation.contains("facility")) {
            add_facility(operation["facility"]);
        }
    }
    [[nodiscard]] Json take() { return std::move(m_list); }

private:
    /// The id of something that was there before; of several operations each once.
    bool is_new(const char* entity, const Json& id) {
        return id.is_number_integer() && m_list.size() < most_subjects &&
               m_seen.emplace(entity, id.get<std::int64_t>()).second;
    }
    void add_road(const Json& id) {
        const auto* road = is_new("road", id)
                               ? m_view.snapshot->find_road(gis::RoadId{id.get<std::int64_t>()})
                               : nullptr;
        if (road != nullptr) {
            m_list.push_back({{"entity", "road"},
                              {"id", road->id.get()},
                              {"name", road->name},
                              {"hamlet", main_hamlet(m_view, road->id)}});
        }
    }
    void add_facility(const Json& id) {
        const auto* facility =
            is_new("facility", id)
                ? m_view.snapshot->find_facility(gis::FacilityId{id.get<std::int64_t>()})
                : nullptr;
        if (facility != nullptr) {
            const auto at = m_view.snapshot->units().hamlet_index.at(facility->location);
            m_list.push_back(
                {{"entity", "facility"},
                 {"id", facility->id.get()},
                 {"name", facility->name},
                 {"hamlet", at.empty() ? Json(nullptr)
                                       : Json(m_view.snapshot->units().hamlets[at.front()].name)}});
        }
    }

    const View& m_view;
    std::set<std::pair<std::string_view, std::int64_t>> m_seen;
    Json m_list = Json::array();
};

} // namespace

Json proposal_json(const model::Proposal& proposal, const View& view) {
    const auto operations =
        Json::parse(proposal.draft.operations, nullptr, false).value("operations", Json::array());
    Subjects subjects{view};
    for (const auto& operation : operations) {
        subjects.add(operation);
    }
    auto communes = Json::array();
    for (const auto& code : proposal.draft.communes) {
        const auto* unit = view.snapshot->units().find(code);
        communes.push_back(unit == nullptr && !code.get().empty()
                               ? Json{{"code", code.get()}, {"name", code.get()}}
                               : unit_reference(unit));
    }
    return {{"id", proposal.id.get()},
            {"state", to_text(proposal.state)},
            {"author", proposal.draft.author},
            {"at", proposal.at},
            {"comment", proposal.draft.comment},
            {"base", proposal.draft.base.get()},
            {"communes", std::move(communes)},
            {"decided_by", or_null(proposal.decided_by)},
            {"decided_at", or_null(proposal.decided_at)},
            {"reason", or_null(proposal.reason)},
            {"changeset", proposal.changeset ? Json(proposal.changeset->get()) : Json(nullptr)},
            {"operations", operations},
            {"subjects", subjects.take()}};
}

Json pending_json(const View& view, const model::Road& road,
                  const gis::analysis::HardeningRules& rules) {
    auto list = Json::array();
    const auto found = view.pending->by_road.find(road.id);
    if (found == view.pending->by_road.end()) {
        return list;
    }
    for (const auto& [proposal, author, at, record] : found->second) {
        list.push_back({{"proposal", proposal.get()},
                        {"author", author},
                        {"at", at},
                        {"from_m", record.from_m},
                        {"to_m", record.to_m},
                        {"surface", to_text(record.surface)},
                        {"width_m", or_null(record.width_m)},
                        {"effective_on", record.effective_on.iso()},
                        {"hardened", or_null(rules.verdict(road.road_class, record.surface))}});
    }
    return list;
}

Json pending_features(const View& view, const gis::analysis::HardeningRules& rules,
                      std::size_t most) {
    auto features = Json::array();
    const auto add = [&](Json geometry, Json properties) {
        if (features.size() < most) {
            features.push_back({{"type", "Feature"},
                                {"geometry", std::move(geometry)},
                                {"properties", std::move(properties)}});
        }
    };
    const auto line = [](const std::vector<gis::geometry::Point>& points) {
        auto coordinates = Json::array();
        for (const auto& point : points) {
            coordinates.push_back(to_json(point));
        }
        return Json{{"type", "LineString"}, {"coordinates", std::move(coordinates)}};
    };
    for (const auto& [id, surfaces] : view.pending->by_road) {
        const auto* road = view.snapshot->find_road(id);
        const gis::geometry::Chainage chainage{road->line};
        for (const auto& [proposal, author, at, record] : surfaces) {
            add(line(chainage.slice(record.from_m, record.to_m)),
                {{"operation", "add_surface"},
                 {"proposal", proposal.get()},
                 {"author", author},
                 {"at", at},
                 {"road_id", id.get()},
                 {"name", road->name},
                 {"class", to_text(road->road_class)},
                 {"from_m", record.from_m},
                 {"to_m", record.to_m},
                 {"surface", to_text(record.surface)},
                 {"hardened", or_null(rules.verdict(road->road_class, record.surface))}});
        }
    }
    for (const auto& [proposal, author, at, operation, points] : view.pending->shapes) {
        add(points.size() == 1 ? Json{{"type", "Point"}, {"coordinates", to_json(points.front())}}
                               : line(points),
            {{"operation", operation},
             {"proposal", proposal.get()},
             {"author", author},
             {"at", at}});
    }
    return {{"type", "FeatureCollection"}, {"features", std::move(features)}};
}

} // namespace server
