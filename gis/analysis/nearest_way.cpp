#include "gis/analysis/nearest_way.hpp"

#include "gis/geometry/chainage.hpp"
#include "gis/geometry/point_index.hpp"

namespace gis::analysis {

namespace {

NearestWay straight_way(std::shared_ptr<const Reached> reached,
                        const geometry::NearestPoint& nearest, const geometry::Point& from) {
    NearestWay result;
    result.facility = nearest.index;
    result.metres = nearest.distance_m;
    result.access_m = nearest.distance_m;
    result.line = {from, reached->facilities[nearest.index].location};
    result.reached = std::move(reached);
    return result;
}

std::optional<geometry::NearestPoint> nearest_of(const std::vector<model::Facility>& facilities,
                                                 const geometry::Point& from) {
    std::vector<geometry::Point> places;
    for (const auto& facility : facilities) {
        places.push_back(facility.location);
    }
    return geometry::PointIndex{places}.nearest(from);
}

geometry::Point position_of(const RoadNetwork& network, const Attachment& place) {
    const auto& edge = network.edges()[place.edge];
    return geometry::Chainage{network.road(edge.road).line}.position(
        edge.from_m + static_cast<double>(place.along_m));
}

} // namespace

std::optional<NearestWay> nearest_way(const CoverageBasis& basis, const CoverageQuestion& question,
                                      const geometry::Point& from) {
    auto reached = basis.reached(question);
    if (question.along == Along::straight) {
        const auto nearest = nearest_of(reached->facilities, from);
        return nearest ? std::optional{straight_way(std::move(reached), *nearest, from)}
                       : std::nullopt;
    }
    const auto& network = reached->network->network();
    const auto place = network.attach(from, question.access_m);
    if (place.edge == no_edge) {
        return std::nullopt;
    }
    auto way = way_from(*reached->network, place);
    if (!way) {
        return std::nullopt;
    }
    NearestWay result;
    result.facility = way->distance.facility;
    result.metres = way->distance.metres;
    result.access_m = way->access_m;
    result.road_m = way->road_m;
    result.egress_m = way->egress_m;
    result.line = {from};
    if (way->line.empty()) {
        result.line.push_back(position_of(network, place));
    }
    result.line.insert(result.line.end(), way->line.begin(), way->line.end());
    result.line.push_back(reached->facilities[result.facility].location);
    result.reached = std::move(reached);
    return result;
}

} // namespace gis::analysis
