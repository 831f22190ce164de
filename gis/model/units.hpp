#pragma once

#include "gis/geometry/coverage_index.hpp"
#include "gis/model/unit.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace gis::model {

/// Position of a unit in Units::communes or Units::hamlets.
using UnitIndex = std::uint32_t;

/// The units of all days, and who came from whom. Immutable.
class UnitsInTime {
public:
    explicit UnitsInTime(std::vector<Unit> units);

    [[nodiscard]] const std::vector<Unit>& all() const noexcept { return m_units; } ///< by key
    [[nodiscard]] const Unit* find(const UnitCode& key) const;
    /// The unit that has a code on a day; null when none has.
    [[nodiscard]] const Unit* with_code(const UnitCode& code, Date day) const;

    /// What a unit is on a day: itself, else the one that it went into, or the one that it came
    /// from, over any number of reforms. Null when there is none or several, or nobody knows the
    /// key.
    [[nodiscard]] const Unit* on(const UnitCode& key, Date day) const;

    /// First and last day around `day` on which no unit begins or ends; absent = open.
    struct Span {
        std::optional<Date> first;
        std::optional<Date> last;
    };
    [[nodiscard]] Span span_around(Date day) const;

private:
    [[nodiscard]] std::vector<UnitCode> successors(const UnitCode& key) const;

    std::vector<Unit> m_units;
    std::vector<std::pair<UnitCode, UnitCode>> m_successors; ///< predecessor, successor; sorted
};

/// The units of one day and the indices that find them. Immutable; replaced as a whole when a unit
/// changes.
struct Units {
    static constexpr std::span<const geometry::MultiPolygon> no_areas{};

    std::vector<Unit> communes; ///< by code
    std::vector<Unit> hamlets;  ///< by code; parent is the code of the commune of this day
    std::vector<UnitIndex>
        commune_of_hamlet; ///< parallel to hamlets; communes.size() when the parent is not loaded
    std::vector<UnitIndex> communes_by_name;         ///< in the order of names within their parent
    std::vector<UnitIndex> hamlets_by_name;          ///< the same; equal names by code
    geometry::CoverageIndex commune_index{no_areas}; ///< areas parallel to communes
    geometry::CoverageIndex hamlet_index{no_areas};  ///< areas parallel to hamlets
    Revision revision;                               ///< of the last change to any unit
    std::shared_ptr<const UnitsInTime> in_time;      ///< as stored; never null
    UnitsInTime::Span span;                          ///< the days on which these are the units
    /// Parallel to communes: the lowest key of the units of the beginning that it was made from.
    std::vector<UnitCode> oldest_codes;
    /// Keys of other days and the commune of this day that each one means, by key.
    std::vector<std::pair<UnitCode, UnitIndex>> other_communes;

    /// The units of a day. @param all as stored
    [[nodiscard]] static std::shared_ptr<const Units> build(std::vector<Unit> all,
                                                            Revision revision, Date day);

    /// Whether these are the units of a day.
    [[nodiscard]] bool hold_on(Date day) const noexcept;

    /// By the code that somebody gives: that of this day comes first, then one of another day.
    [[nodiscard]] std::optional<UnitIndex> find_commune(const UnitCode& code) const;
    [[nodiscard]] std::optional<UnitIndex> find_hamlet(const UnitCode& code) const;
    [[nodiscard]] const Unit* find(const UnitCode& code) const;

    /// Of communes that share a place, the one with the lowest code of old: so a reform that merges
    /// its neighbours leaves what lies on the border between them where it was.
    /// @pre tied is not empty
    [[nodiscard]] UnitIndex settle(std::span<const std::uint32_t> tied) const;

    /// By the key that a road, facility or account holds, whenever it was written.
    [[nodiscard]] std::optional<UnitIndex> commune_of_key(const UnitCode& key) const;
    /// What a row is to hold for the commune that somebody gives by its code.
    [[nodiscard]] UnitCode key_of_commune(const UnitCode& code) const;
    /// The commune of this day that a code meant on another day.
    [[nodiscard]] std::optional<UnitIndex> commune_meant(const UnitCode& code, Date written) const;
};

} // namespace gis::model
