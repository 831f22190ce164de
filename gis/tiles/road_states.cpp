#include "gis/tiles/road_states.hpp"

#include <algorithm>
#include <limits>

namespace gis::tiles {

namespace {

bool exists_on(const model::Road& road, Date day) {
    return road.valid_from <= day && (!road.valid_to || day <= *road.valid_to);
}

/// Appends the stretches of a road on a day. Neighbours that differ in width or record alone are
/// told apart, as in the road's own list of surfaces.
void append_stretches(std::vector<RoadStretch>& stretches, const model::Road& road, Date day) {
    if (!exists_on(road, day)) {
        return;
    }
    if (road.surfaces.empty()) {
        stretches.push_back({0.0, road.length_m, model::Surface::unknown});
        return;
    }
    for (const auto& interval : model::surfaces_on(road.surfaces, road.length_m, day)) {
        stretches.push_back({interval.from_m, interval.to_m, interval.surface});
    }
}

} // namespace

RoadStates::RoadStates(const model::Part& part, const RoadShapes& shapes, Date day) : m_first{0} {
    TextTableBuilder names;
    const auto count = shapes.rows.size();
    m_first.reserve(count + 1);
    m_same.reserve(count);
    m_id.reserve(count);
    m_class.reserve(count);
    m_name.reserve(count);
    for (const auto row : shapes.rows) {
        const auto& road = part.roads[row];
        append_stretches(m_stretches, road, day);
        m_first.push_back(static_cast<std::uint32_t>(m_stretches.size()));
        m_id.push_back(road.id.get());
        m_class.push_back(road.road_class);
        m_name.push_back(names.add(road.name));

        Days same{std::numeric_limits<std::int32_t>::min(),
                  std::numeric_limits<std::int32_t>::max()};
        const auto changes_on = [&](std::int32_t change) {
            if (change <= day.days()) {
                same.from = std::max(same.from, change);
            } else {
                same.until = std::min(same.until, change);
            }
        };
        changes_on(road.valid_from.days());
        if (road.valid_to) {
            changes_on(road.valid_to->days() + 1);
        }
        for (const auto& record : road.surfaces) {
            if (record.state == model::RecordState::accepted) {
                changes_on(record.effective_on.days());
            }
        }
        m_same.push_back(same);
    }
    m_names = names.build();
}

std::span<const RoadStretch> RoadStates::on(const model::Part& part, const RoadShapes& shapes,
                                            std::size_t index, Date as_of,
                                            std::vector<RoadStretch>& scratch) const {
    const auto& same = m_same[index];
    if (same.from <= as_of.days() && as_of.days() < same.until) {
        return std::span{m_stretches}.subspan(m_first[index], m_first[index + 1] - m_first[index]);
    }
    scratch.clear();
    append_stretches(scratch, part.roads[shapes.rows[index]], as_of);
    return scratch;
}

} // namespace gis::tiles
