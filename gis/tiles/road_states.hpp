#pragma once

#include "gis/model/road.hpp"
#include "gis/tiles/road_shapes.hpp"
#include "gis/tiles/text_table.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace gis::tiles {

/// Whether a facility is reached from somewhere, in tiles about coverage.
enum class Reached : std::uint8_t { no, yes, perhaps };

/// A stretch of a road with one surface; in tiles about coverage instead with one answer.
struct RoadStretch {
    double from_m = 0;
    double to_m = 0;
    model::Surface surface = model::Surface::unknown;
    Reached reached = Reached::no;
};

/// What a part's roads are like on one day and on every other day until something changes: in the
/// order of RoadShapes.
class RoadStates {
public:
    /// States of earlier roads, to take over those of roads that are the same ones.
    struct Earlier {
        const model::Part& part;
        const RoadStates& states;
    };

    /// @param shapes   of the same part
    /// @param earlier  with the same shapes; null: none
    RoadStates(const model::Part& part, const RoadShapes& shapes, Date day,
               const Earlier* earlier = nullptr);

    /// @param part, shapes  those of the constructor
    /// @return the stretches of a road on a day; none when the road does not exist then. From
    /// memory when the road is on `as_of` as on the day of the constructor, else folded into
    /// `scratch`.
    [[nodiscard]] std::span<const RoadStretch> on(const model::Part& part, const RoadShapes& shapes,
                                                  std::size_t index, Date as_of,
                                                  std::vector<RoadStretch>& scratch) const;

    [[nodiscard]] std::int64_t id(std::size_t index) const { return m_labels->id[index]; }
    [[nodiscard]] model::RoadClass road_class(std::size_t index) const {
        return m_labels->road_class[index];
    }

    [[nodiscard]] const TextTable& names() const noexcept { return m_labels->names; }
    /// Index of a road's name in names(), or TextTable::none.
    [[nodiscard]] std::uint32_t name(std::size_t index) const { return m_labels->name[index]; }

    /// Stretches of a road on the day of the constructor.
    [[nodiscard]] std::size_t stretch_count(std::size_t index) const {
        return m_first[index + 1] - m_first[index];
    }

private:
    struct Days {
        std::int32_t from = 0;  // days since 1970, included
        std::int32_t until = 0; // not included
    };

    [[nodiscard]] static Days same_days(const model::Road& road, Date day);

    /// What no surface changes.
    struct Labels {
        Labels(const model::Part& part, const RoadShapes& shapes);

        std::vector<std::int64_t> id;
        std::vector<model::RoadClass> road_class;
        std::vector<std::uint32_t> name;
        TextTable names;
    };

    [[nodiscard]] static std::shared_ptr<const Labels>
    labels_of(const model::Part& part, const RoadShapes& shapes, const Earlier* earlier);

    Date m_day;
    std::vector<std::uint32_t> m_first;
    std::vector<RoadStretch> m_stretches;
    std::vector<Days> m_same; // the days on which the road is as on the day of the constructor
    std::shared_ptr<const Labels> m_labels;
};

} // namespace gis::tiles
