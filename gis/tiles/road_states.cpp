#include "gis/tiles/road_states.hpp"

#include "gis/model/existence.hpp"

#include <algorithm>
#include <limits>

namespace gis::tiles {

namespace {

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

RoadStates::Labels::Labels(const model::Part& part, const RoadShapes& shapes) {
    TextTableBuilder texts;
    const auto count = shapes.rows.size();
    id.reserve(count);
    road_class.reserve(count);
    name.reserve(count);
    for (const auto row : shapes.rows) {
        const auto& road = part.roads[row];
        id.push_back(road.id.get());
        road_class.push_back(road.road_class);
        name.push_back(texts.add(road.name));
    }
    names = texts.build();
}

std::shared_ptr<const RoadStates::Labels>
RoadStates::labels_of(const model::Part& part, const RoadShapes& shapes, const Earlier* earlier) {
    // With the same shapes only the names may differ.
    const bool same = earlier != nullptr &&
                      std::equal(part.roads.begin(), part.roads.end(), earlier->part.roads.begin(),
                                 earlier->part.roads.end(), [](const auto& a, const auto& b) {
                                     return &a == &b || a.name == b.name;
                                 });
    return same ? earlier->states.m_labels : std::make_shared<const Labels>(part, shapes);
}

RoadStates::RoadStates(const model::Part& part, const RoadShapes& shapes, Date day,
                       const Earlier* earlier)
    : m_day(day), m_first{0}, m_labels(labels_of(part, shapes, earlier)) {
    if (earlier != nullptr && earlier->states.m_day != day) {
        earlier = nullptr;
    }
    const auto count = shapes.rows.size();
    m_first.reserve(count + 1);
    m_same.reserve(count);
    m_stretches.reserve(earlier != nullptr ? earlier->states.m_stretches.size() + 2 : count);
    for (std::size_t i = 0; i < count; ++i) {
        const auto row = shapes.rows[i];
        const auto& road = part.roads[row];
        if (earlier != nullptr && &road == &earlier->part.roads[row]) {
            const auto& states = earlier->states;
            m_stretches.insert(m_stretches.end(), states.m_stretches.begin() + states.m_first[i],
                               states.m_stretches.begin() + states.m_first[i + 1]);
            m_same.push_back(states.m_same[i]);
        } else {
            append_stretches(m_stretches, road, day);
            m_same.push_back(same_days(road, day));
        }
        m_first.push_back(static_cast<std::uint32_t>(m_stretches.size()));
    }
}

/// The days around `day` on which nothing of a road changes.
RoadStates::Days RoadStates::same_days(const model::Road& road, Date day) {
    Days same{std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()};
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
    return same;
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
