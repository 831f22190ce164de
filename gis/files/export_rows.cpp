#include "gis/files/export_rows.hpp"

#include "gis/core/error.hpp"
#include "gis/geometry/chainage.hpp"
#include "gis/geometry/geodesic.hpp"
#include "gis/model/existence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace gis::files {

namespace {

using model::Cell;

Cell text(std::string_view value) {
    return value.empty() ? Cell{} : Cell{std::string{value}};
}

template <class T>
Cell maybe(const std::optional<T>& value) {
    return value ? Cell{*value} : Cell{};
}

Cell whole(const std::optional<double>& value) {
    return value ? Cell{static_cast<std::int64_t>(std::llround(*value))} : Cell{};
}

Cell whole(const std::optional<int>& value) {
    return value ? Cell{std::int64_t{*value}} : Cell{};
}

/// The day from which everything exists is no news.
Cell since(Date day) {
    return day == Date{1900, 1, 1} ? Cell{} : Cell{day};
}

std::string codes(const std::vector<UnitCode>& list) {
    std::string joined;
    for (const auto& code : list) {
        joined += (joined.empty() ? "" : ";") + code.get();
    }
    return joined;
}

class Exporter {
public:
    Exporter(const model::Snapshot& snapshot, const WriteOptions& options,
             const std::function<void(const ExportRow&)>& sink)
        : m_snapshot(snapshot), m_units(snapshot.units()), m_options(options), m_sink(sink) {
        if (!options.unit) {
            return;
        }
        m_commune = m_units.find_commune(*options.unit);
        m_hamlet = m_units.find_hamlet(*options.unit);
        if (!m_commune && !m_hamlet) {
            throw Error{ErrorKind::not_found,
                        "unknown-unit",
                        {fmt::format("Không có đơn vị mã “{}”.", options.unit->get()),
                         fmt::format("There is no unit with code \"{}\".", options.unit->get())},
                        "unit"};
        }
    }

    void run() {
        switch (m_options.layer) {
        case Layer::communes:
            communes();
            return;
        case Layer::hamlets:
            hamlets();
            return;
        case Layer::roads:
            roads();
            return;
        case Layer::facilities:
            facilities();
            return;
        case Layer::population:
            break;
        }
        throw Error{ErrorKind::invalid_argument,
                    "layer-not-exported",
                    {"Lớp population không xuất ra tệp.", "Layer population is not exported."},
                    "layer"};
    }

private:
    void emit(std::vector<Cell> cells, decltype(ExportRow::shape) shape, double length_m = 0,
              double in_unit_m = 0) {
        m_row.cells = std::move(cells);
        m_row.shape = shape;
        m_row.length_m = length_m;
        m_row.in_unit_m = in_unit_m;
        m_sink(m_row);
    }

    void communes() {
        for (std::size_t i = 0; i < m_units.communes.size(); ++i) {
            const auto& unit = m_units.communes[i];
            const bool wanted = !m_options.unit || m_commune == i ||
                                (m_hamlet && m_units.commune_of_hamlet[*m_hamlet] == i);
            if (wanted && exists_on(unit, m_options.as_of)) {
                emit({text(unit.code.get()), text(unit.name), text(to_text(unit.kind)),
                      whole(unit.population), whole(unit.households),
                      geometry::area_m2(unit.boundary) / 1e6, since(unit.valid_from),
                      maybe(unit.valid_to), text(codes(unit.predecessors))},
                     &unit.boundary);
            }
        }
    }

    void hamlets() {
        for (std::size_t i = 0; i < m_units.hamlets.size(); ++i) {
            const auto& unit = m_units.hamlets[i];
            const auto commune = m_units.commune_of_hamlet[i];
            const bool wanted = !m_options.unit || m_hamlet == i || m_commune == commune;
            if (wanted && exists_on(unit, m_options.as_of)) {
                emit({text(unit.code.get()), text(unit.name), text(to_text(unit.kind)),
                      text(unit.parent.get()), text(name_of(commune)), whole(unit.population),
                      whole(unit.households), geometry::area_m2(unit.boundary) / 1e6,
                      since(unit.valid_from), maybe(unit.valid_to), text(codes(unit.predecessors))},
                     &unit.boundary);
            }
        }
    }

    /// Empty for a commune that is not loaded.
    [[nodiscard]] std::string_view name_of(std::size_t commune) const {
        return commune < m_units.communes.size() ? std::string_view{m_units.communes[commune].name}
                                                 : std::string_view{};
    }
    [[nodiscard]] std::string_view code_of(std::size_t commune) const {
        return commune < m_units.communes.size()
                   ? std::string_view{m_units.communes[commune].code.get()}
                   : std::string_view{};
    }

    template <class T>
    struct Placed {
        const T* thing;
        std::size_t commune; ///< communes.size() outside all
    };

    /// What the parts hold that the filter takes, by id.
    template <class T, class Filter>
    [[nodiscard]] std::vector<Placed<T>> collect(SharedList<T> model::Part::*list,
                                                 Filter wanted) const {
        std::vector<Placed<T>> found;
        for (const auto& part : m_snapshot.parts()) {
            const std::size_t commune =
                part->commune.value_or(static_cast<model::UnitIndex>(m_units.communes.size()));
            for (const auto& thing : (*part).*list) {
                if (exists_on(thing, m_options.as_of) && wanted(thing, commune)) {
                    found.push_back({&thing, commune});
                }
            }
        }
        std::ranges::sort(found, {}, [](const Placed<T>& placed) { return placed.thing->id; });
        return found;
    }

    void roads() {
        const auto counts_there = [this](const model::Road& road, std::size_t /*managing*/) {
            return !m_options.unit || !m_options.stretches_in_unit(road).empty();
        };
        for (const auto& [road, commune] : collect(&model::Part::roads, counts_there)) {
            if (m_options.unit) {
                m_in_unit = m_options.stretches_in_unit(*road);
            }
            emit_road(*road, commune);
        }
    }

    /// Metres of an interval that lie in the unit of the export.
    [[nodiscard]] double in_unit_m(const model::SurfaceInterval& interval) const {
        if (!m_options.unit) {
            return interval.to_m - interval.from_m;
        }
        double metres = 0;
        for (const auto& [from_m, to_m] : m_in_unit) {
            metres +=
                std::max(0.0, std::min(to_m, interval.to_m) - std::max(from_m, interval.from_m));
        }
        return metres;
    }

    void emit_road(const model::Road& road, std::size_t commune) {
        const auto intervals = model::surfaces_on(road.surfaces, road.length_m, m_options.as_of);
        if (intervals.size() == 1) {
            emit_interval(road, commune, intervals.front(), road.line);
            return;
        }
        const geometry::Chainage chainage{road.line};
        for (const auto& interval : intervals) {
            emit_interval(road, commune, interval, chainage.slice(interval.from_m, interval.to_m));
        }
    }

    void emit_interval(const model::Road& road, std::size_t commune,
                       const model::SurfaceInterval& interval,
                       std::span<const geometry::Point> line) {
        const auto found =
            std::ranges::find(road.surfaces, interval.record, &model::SurfaceRecord::id);
        const auto* record = found == road.surfaces.end() ? nullptr : &*found;
        const auto hardened = m_options.is_hardened
                                  ? m_options.is_hardened(road.road_class, interval.surface)
                                  : std::nullopt;
        const double length_m = interval.to_m - interval.from_m;
        const double here_m = in_unit_m(interval);
        emit({road.id.get(), text(road.code), text(road.name), text(to_text(road.road_class)),
              text(to_text(interval.surface)), maybe(hardened), interval.from_m, interval.to_m,
              length_m, here_m, maybe(interval.width_m),
              record != nullptr ? Cell{record->effective_on} : Cell{}, text(code_of(commune)),
              text(name_of(commune)), record != nullptr ? text(record->condition) : Cell{},
              record != nullptr ? text(record->work) : Cell{},
              record != nullptr ? text(record->evidence) : Cell{}, since(road.valid_from),
              maybe(road.valid_to)},
             line, length_m, here_m);
    }

    void facilities() {
        const auto inside = [this](const model::Facility& facility, std::size_t commune) {
            return m_hamlet ? std::ranges::binary_search(m_units.hamlet_index.at(facility.location),
                                                         *m_hamlet)
                            : !m_commune || *m_commune == commune;
        };
        for (const auto& [facility, commune] : collect(&model::Part::facilities, inside)) {
            std::string rooms;
            for (const auto& [type, number] : facility->rooms) {
                rooms += fmt::format("{}{}={}", rooms.empty() ? "" : "; ", type, number);
            }
            emit({facility->id.get(), text(facility->code), text(facility->name),
                  text(to_text(facility->kind)), text(code_of(commune)), text(name_of(commune)),
                  text(codes(facility->serves)), maybe(facility->standard_met), text(rooms),
                  whole(facility->seats), maybe(facility->area_m2), maybe(facility->toilet),
                  maybe(facility->well), text(facility->condition), since(facility->valid_from),
                  maybe(facility->valid_to), facility->location.lon, facility->location.lat},
                 facility->location);
        }
    }

    const model::Snapshot& m_snapshot;
    const model::Units& m_units;
    const WriteOptions& m_options;
    const std::function<void(const ExportRow&)>& m_sink;
    std::optional<model::UnitIndex> m_commune; ///< of the filter
    std::optional<model::UnitIndex> m_hamlet;
    std::vector<std::pair<double, double>> m_in_unit; ///< stretches of the road at hand
    ExportRow m_row;
};

} // namespace

void for_each_row(const model::Snapshot& snapshot, const WriteOptions& options,
                  const std::function<void(const ExportRow&)>& sink) {
    Exporter{snapshot, options, sink}.run();
}

} // namespace gis::files
