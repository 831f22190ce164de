#pragma once

#include "gis/core/ids.hpp"
#include "gis/editing/operation.hpp"
#include "gis/model/snapshot.hpp"

#include <optional>
#include <set>

namespace gis::editing {

/// Collects the communes in which something changes: by where the metres are counted, as the ledger
/// counts them, and by who manages. An empty code stands for what is outside all communes.
class TouchedCommunes {
public:
    explicit TouchedCommunes(const model::Units& units) : m_units(units) {}

    /// The whole road, and the commune that it belongs to.
    void add(const model::Road& road);
    /// A stretch of a road.
    void add(const model::Road& road, const Stretch& stretch);
    /// Where the facility is and the commune that it belongs to; and those of hamlets that it
    /// serves in one state and not in the other.
    void add(const model::Facility& facility);
    void add_served(const std::vector<UnitCode>& before, const std::vector<UnitCode>& after);
    void add(const UnitCode& commune);

    [[nodiscard]] std::vector<UnitCode> take() const { return {m_codes.begin(), m_codes.end()}; }

private:
    void add(std::optional<model::UnitIndex> commune);

    const model::Units& m_units;
    std::set<UnitCode> m_codes;
};

} // namespace gis::editing
