#include "server/proposal_json.hpp"

#include "gis/geometry/chainage.hpp"

namespace server {

namespace model = gis::model;

Json proposal_json(const model::Proposal& proposal, const View& view) {
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
            {"operations",
             Json::parse(proposal.draft.operations, nullptr, false).value("operations", Json())}};
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
