#include "gis/tiles/part_tiles.hpp"

#include "gis/core/fingerprint.hpp"
#include "gis/model/differences.hpp"

#include <algorithm>
#include <bit>
#include <map>

namespace gis::tiles {

namespace {

using PartTilesPtr = std::shared_ptr<const PartTiles>;

std::uint64_t bits_of(Date day) noexcept {
    return static_cast<std::uint64_t>(day.days());
}

std::uint64_t bits_of(const std::optional<Date>& day) noexcept {
    return day ? bits_of(*day) : ~std::uint64_t{0};
}

std::string_view bytes_of(const geometry::Line& line) noexcept {
    return {reinterpret_cast<const char*>(line.data()), line.size() * sizeof(geometry::Point)};
}

std::uint64_t fingerprint_of(const model::Road& road) {
    Fingerprint fingerprint;
    fingerprint.add(static_cast<std::uint64_t>(road.id.get()));
    fingerprint.add(static_cast<std::uint64_t>(road.road_class));
    fingerprint.add(std::bit_cast<std::uint64_t>(road.length_m));
    fingerprint.add(bits_of(road.valid_from));
    fingerprint.add(bits_of(road.valid_to));
    fingerprint.add(road.name);
    fingerprint.add(bytes_of(road.line));
    for (const auto& record : road.surfaces) {
        fingerprint.add(static_cast<std::uint64_t>(record.id.get()));
        fingerprint.add(std::bit_cast<std::uint64_t>(record.from_m));
        fingerprint.add(std::bit_cast<std::uint64_t>(record.to_m));
        fingerprint.add((static_cast<std::uint64_t>(record.surface) << 8) |
                        static_cast<std::uint64_t>(record.state));
        fingerprint.add(std::bit_cast<std::uint64_t>(record.width_m.value_or(-1.0)));
        fingerprint.add(bits_of(record.effective_on));
    }
    return fingerprint.value();
}

std::uint64_t fingerprint_of(const model::Facility& facility) {
    Fingerprint fingerprint;
    fingerprint.add(static_cast<std::uint64_t>(facility.id.get()));
    fingerprint.add(static_cast<std::uint64_t>(facility.kind));
    fingerprint.add(facility.name);
    fingerprint.add(facility.condition);
    fingerprint.add(std::bit_cast<std::uint64_t>(facility.location.lon));
    fingerprint.add(std::bit_cast<std::uint64_t>(facility.location.lat));
    fingerprint.add(bits_of(facility.valid_from));
    fingerprint.add(bits_of(facility.valid_to));
    return fingerprint.value();
}

/// The sum of the fingerprints of all that is in a part, from that of an earlier one: only what
/// differs is read. A sum does not depend on how it came about.
std::uint64_t content_of(const model::Part& part, const PartTiles* old) {
    static const model::Part nothing;
    const auto& before = old != nullptr ? *old->part : nothing;
    std::uint64_t content = old != nullptr ? old->content : 0;
    const auto gone = [&content](const auto& item) {
        content -= fingerprint_of(item);
    };
    const auto came = [&content](const auto& item) {
        content += fingerprint_of(item);
    };
    model::for_each_difference(before.roads, part.roads, gone, came);
    model::for_each_difference(before.facilities, part.facilities, gone, came);
    return content;
}

/// The revision alone would do as long as one store lives; the content tells apart stores that
/// count alike.
std::uint64_t stamp_of(const PartTiles& part) {
    Fingerprint fingerprint;
    fingerprint.add(static_cast<std::uint64_t>(part.part->revision.get()));
    fingerprint.add(part.levels->junctions);
    fingerprint.add(part.content);
    return fingerprint.value();
}

Date settled_day_of(const model::Part& part) {
    Date day;
    for (const auto& road : part.roads) {
        day = std::max(day, settled_on(road.valid_from, road.valid_to));
        for (const auto& record : road.surfaces) {
            day = std::max(day, record.effective_on);
        }
    }
    for (const auto& facility : part.facilities) {
        day = std::max(day, settled_on(facility.valid_from, facility.valid_to));
    }
    return day;
}

/// One build: what each part has of its own and what it can take over.
class Builder {
public:
    Builder(const model::Snapshot& snapshot, std::span<const PartTilesPtr> previous, Date day)
        : m_snapshot(snapshot), m_day(day), m_old(snapshot.parts().size()),
          m_new(snapshot.parts().size()) {
        std::map<UnitCode, PartTilesPtr> by_commune;
        for (const auto& part : previous) {
            by_commune.emplace(part->commune, part);
        }
        for (std::size_t i = 0; i < m_new.size(); ++i) {
            const auto& part = snapshot.parts()[i];
            m_new[i].part = part;
            if (part->commune) {
                m_new[i].commune = snapshot.units().communes[*part->commune].code;
            }
            if (auto found = by_commune.extract(m_new[i].commune)) {
                m_old[i] = std::move(found.mapped());
            }
        }
        for (const auto& [commune, gone] : by_commune) {
            m_changed_boxes.push_back(gone->shapes->tree.bounds());
        }
    }

    void take_shapes(std::size_t i) {
        const auto& old = m_old[i];
        auto& part = m_new[i];
        const bool same =
            old && (old->part == part.part || have_same_shapes(*old->part, *part.part));
        part.shapes =
            same ? old->shapes : std::make_shared<const RoadShapes>(build_road_shapes(*part.part));
    }

    /// Where roads came, went or moved: parts there may have other junctions now.
    void note_changes() {
        for (std::size_t i = 0; i < m_new.size(); ++i) {
            if (m_old[i] && m_old[i]->shapes == m_new[i].shapes) {
                continue;
            }
            m_changed_boxes.push_back(m_new[i].shapes->tree.bounds());
            if (m_old[i]) {
                m_changed_boxes.push_back(m_old[i]->shapes->tree.bounds());
            }
        }
    }

    void take_levels(std::size_t i) {
        const auto& old = m_old[i];
        auto& part = m_new[i];
        const bool same_shapes = old && old->shapes == part.shapes;
        const auto bounds = part.shapes->tree.bounds();
        const bool near_change =
            std::any_of(m_changed_boxes.begin(), m_changed_boxes.end(),
                        [&](const WorldBox& box) { return box.intersects(bounds); });
        if (same_shapes && !near_change) {
            part.levels = old->levels;
            return;
        }
        Junctions junctions{*part.shapes};
        for (std::size_t other = 0; other < m_new.size(); ++other) {
            if (other != i && m_new[other].shapes->tree.bounds().intersects(bounds)) {
                junctions.meet(*m_new[other].shapes);
            }
        }
        if (same_shapes && junctions.fingerprint_of_others() == old->levels->junctions) {
            part.levels = old->levels;
            return;
        }
        part.levels =
            std::make_shared<const RoadLevels>(build_road_levels(*part.shapes, junctions));
    }

    [[nodiscard]] std::shared_ptr<const RoadStates> states_of(const PartTiles& part,
                                                              const PartTiles* old) const {
        if (old == nullptr || old->shapes != part.shapes) {
            return std::make_shared<const RoadStates>(*part.part, *part.shapes, m_day);
        }
        const RoadStates::Earlier earlier{*old->part, *old->states};
        return std::make_shared<const RoadStates>(*part.part, *part.shapes, m_day, &earlier);
    }

    [[nodiscard]] PartTilesPtr finish(std::size_t i) {
        const auto& old = m_old[i];
        auto& part = m_new[i];
        const bool same_part = old && old->part == part.part;
        if (same_part && old->levels == part.levels) {
            return old;
        }
        if (same_part) {
            part.states = old->states;
            part.facilities = old->facilities;
        } else {
            part.states = states_of(part, old.get());
            part.facilities =
                std::make_shared<const FacilityTiles>(build_facility_tiles(*part.part));
        }
        part.box = part.shapes->tree.bounds();
        part.box.add(part.facilities->tree.bounds());
        part.content = same_part ? old->content : content_of(*part.part, old.get());
        part.stamp = stamp_of(part);
        part.settled_on = settled_day_of(*part.part);
        return std::make_shared<const PartTiles>(part);
    }

private:
    const model::Snapshot& m_snapshot;
    Date m_day;
    std::vector<PartTilesPtr> m_old; // of the same commune; may be null
    std::vector<PartTiles> m_new;
    std::vector<WorldBox> m_changed_boxes;
};

} // namespace

std::vector<PartTilesPtr> build_part_tiles(const model::Snapshot& snapshot,
                                           std::span<const PartTilesPtr> previous, Date day,
                                           const ParallelFor& parallel_for) {
    const std::size_t count = snapshot.parts().size();
    Builder builder{snapshot, previous, day};
    parallel_for(count, [&](std::size_t i) { builder.take_shapes(i); });
    builder.note_changes();
    parallel_for(count, [&](std::size_t i) { builder.take_levels(i); });
    std::vector<PartTilesPtr> result(count);
    parallel_for(count, [&](std::size_t i) { result[i] = builder.finish(i); });
    return result;
}

} // namespace gis::tiles
