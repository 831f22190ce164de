#pragma once

#include "gis/analysis/hardening_rules.hpp"
#include "gis/core/error.hpp"
#include "gis/geometry/types.hpp"
#include "gis/model/snapshot.hpp"
#include "gis/tiles/touched.hpp"
#include "server/app.hpp"

#include <nlohmann/json.hpp>

namespace server {

using Json = nlohmann::ordered_json;

/// `{"vi":…,"en":…}`
[[nodiscard]] Json to_json(const gis::Message& message);
/// `[lon,lat]`
[[nodiscard]] Json to_json(const gis::geometry::Point& point);
/// `[west,south,east,north]`, null for an empty box.
[[nodiscard]] Json to_json(const gis::geometry::Box& box);
/// `{"code":…,"name":…}`, null for a null pointer.
[[nodiscard]] Json unit_reference(const gis::model::Unit* unit);
/// `["ap","ngo"]`
[[nodiscard]] Json class_list(const std::vector<gis::model::RoadClass>& classes);

template <class T>
[[nodiscard]] Json or_null(const std::optional<T>& value) {
    return value ? Json(*value) : Json(nullptr);
}
/// A day as `2024-11-05`.
[[nodiscard]] inline Json or_null(const std::optional<gis::Date>& day) {
    return day ? Json(day->iso()) : Json(nullptr);
}
/// null for an empty text
[[nodiscard]] Json or_null(const std::string& text);

/// The bodies of GET /api/atlas, /api/rules and /api/units; the page carries them too.
[[nodiscard]] Json atlas_json(const App& app, const View& view);
[[nodiscard]] Json rules_json(const gis::analysis::RuleBook& rules);
[[nodiscard]] Json units_json(const View& view);
/// What an event tells of a new revision: `{"revision":…,"pending":…,"tiles":["14/13000/7600",…]}`,
/// tiles null when all are to be asked for again.
[[nodiscard]] Json revision_json(const App& app, const View& view,
                                 const gis::tiles::TouchedTiles& touched);

} // namespace server
