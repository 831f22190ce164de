#pragma once

#include "gis/core/error.hpp"
#include "gis/model/road.hpp"

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gis::analysis {

/// What a metre of a road of some surface and width costs.
struct UnitCost {
    model::Surface surface = model::Surface::btxm;
    double width_m = 0;   ///< of the carriageway, metres
    double vnd_per_m = 0; ///< đồng per metre of road; > 0
    std::string source;   ///< a document, or "mặc định của chúng tôi" (our default)
};

/// What is built on a road of a class.
struct RoadStandard {
    model::Surface surface = model::Surface::btxm;
    double width_m = 0; ///< metres
    std::string source;
};

/// Unit costs of hardening roads. Money in đồng (VND).
struct RoadCosts {
    std::string id;
    Message title;
    std::vector<UnitCost> costs; ///< by surface, then width
    std::array<std::optional<RoadStandard>, model::road_classes.size()> standards;

    /// @throws Error{invalid_data} naming file and JSON path; a figure without a source is refused
    [[nodiscard]] static RoadCosts parse(std::string_view json, const std::string& file);
    /// The only *.json of a folder. @throws also Error{storage}
    [[nodiscard]] static RoadCosts load(const std::filesystem::path& folder);

    /// Puts a cost in the place of all others of its surface and width.
    void put(UnitCost cost);
    /// Takes all costs of a surface away.
    void forget(model::Surface surface);

    /// Đồng per metre: of the row with this width; between two rows linear; outside them that of
    /// the nearest row in proportion to the width.
    /// @throws Error{invalid_argument, "no-unit-cost"} when no row has the surface
    [[nodiscard]] double vnd_per_m(model::Surface surface, double width_m) const;
    /// The source of that figure. @throws as vnd_per_m()
    [[nodiscard]] const std::string& source(model::Surface surface, double width_m) const;

    /// By width.
    [[nodiscard]] std::vector<const UnitCost*> rows_of(model::Surface surface) const;
};

/// What may be written for the greatest width and cost of a row; above it is a slip of the pen.
inline constexpr double widest_road_m = 60;
inline constexpr double dearest_vnd_per_m = 1e9;

} // namespace gis::analysis
