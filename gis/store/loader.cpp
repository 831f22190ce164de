#include "gis/store/loader.hpp"

#include "gis/store/changeset_writer.hpp"
#include "gis/store/failures.hpp"
#include "gis/store/row_reader.hpp"
#include "gis/store/statement.hpp"

#include <algorithm>
#include <string>
#include <tuple>

namespace gis::store {

namespace {

constexpr std::string_view count_roads = "SELECT count(*) FROM roads";
constexpr std::string_view count_population_points = "SELECT count(*) FROM population_points";

template <class T>
std::vector<T> load_all(const Connection& connection, std::string_view sql,
                        T (*read)(const Statement&), std::int64_t expected = 0) {
    std::vector<T> rows;
    rows.reserve(static_cast<std::size_t>(expected));
    Statement select{connection, sql};
    select.bind_all(first_id, last_id);
    while (select.step()) {
        rows.push_back(read(select));
    }
    return rows;
}

model::Road* find_road(std::vector<model::Road>& roads, RoadId id) {
    const auto found =
        std::lower_bound(roads.begin(), roads.end(), id,
                         [](const model::Road& road, RoadId wanted) { return road.id < wanted; });
    return found != roads.end() && found->id == id ? &*found : nullptr;
}

/// @pre roads sorted by id
void load_surfaces(const Connection& connection, std::vector<model::Road>& roads) {
    Statement select{connection, select_surface_records};
    select.bind_all(first_id, last_id);
    model::Road* road = nullptr;
    while (select.step()) {
        auto record = read_surface_record(select);
        // Records mostly lie in the order of their roads: look at the same road and the next one
        // first.
        if (road != nullptr && road->id < record.road && road != &roads.back()) {
            ++road;
        }
        if (road == nullptr || road->id != record.road) {
            road = find_road(roads, record.road);
        }
        if (road == nullptr) {
            throw damaged_row("surface_records", std::to_string(record.id.get()), "road");
        }
        road->surfaces.push_back(std::move(record));
    }
    for (auto& each : roads) {
        std::sort(each.surfaces.begin(), each.surfaces.end(),
                  [](const model::SurfaceRecord& a, const model::SurfaceRecord& b) {
                      return std::tie(a.effective_on, a.id) < std::tie(b.effective_on, b.id);
                  });
    }
}

} // namespace

model::AtlasData load_atlas(Connection& connection) {
    const ReadTransaction one_moment{connection};
    model::AtlasData data;
    data.revision = read_revision(connection);
    data.units = load_all<model::Unit>(connection, select_units, read_unit);
    std::sort(data.units.begin(), data.units.end(),
              [](const model::Unit& a, const model::Unit& b) { return a.key() < b.key(); });
    data.roads =
        load_all<model::Road>(connection, select_roads, read_road, connection.integer(count_roads));
    load_surfaces(connection, data.roads);
    data.facilities = load_all<model::Facility>(connection, select_facilities, read_facility);
    data.population_points = load_all<model::PopulationPoint>(
        connection, select_population_points, read_population_point,
        connection.integer(count_population_points));
    data.plan_entries =
        load_all<model::PlanEntry>(connection, select_plan_entries, read_plan_entry);
    return data;
}

} // namespace gis::store
