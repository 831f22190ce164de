#pragma once

#include "gis/model/changeset.hpp"

#include <array>
#include <memory>
#include <utility>
#include <variant>
#include <vector>

namespace gis::model {

/// The revision at which each road, surface record and facility was last written. Immutable; the
/// one after a changeset shares most with the one before.
class LastChanges {
public:
    LastChanges() = default;
    /// @param lines  in the order in which they were written; units are left out
    explicit LastChanges(const std::vector<LastChange>& lines);

    /// After a changeset.
    [[nodiscard]] LastChanges with(const Applied& applied) const;

    /// Of the road itself or one of its surface records; 0 for a road that was never written.
    [[nodiscard]] Revision of(const Road& road) const;
    [[nodiscard]] Revision of(const Facility& facility) const;
    /// Of one row; 0 for units, and for a row that was never written.
    [[nodiscard]] Revision of(EntityRef entity) const;

private:
    static constexpr std::size_t kinds = std::variant_size_v<Row>;

    struct Run {
        std::int64_t first_id = 0;
        std::int64_t last_id = 0;
        Revision revision;
    };
    using Runs = std::vector<Run>; ///< by id, apart from one another
    using Recent = std::vector<std::pair<std::int64_t, Revision>>; ///< by id

    static void put(Recent& recent, std::int64_t id, Revision revision);
    [[nodiscard]] static Runs merged(const Runs& runs, const Recent& recent);

    std::shared_ptr<const std::array<Runs, kinds>> m_runs =
        std::make_shared<const std::array<Runs, kinds>>();
    std::array<Recent, kinds> m_recent; ///< since the runs were made; a few
};

} // namespace gis::model
