#pragma once

#include "gis/core/error.hpp"
#include "gis/model/facility.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gis::analysis {

/// How a distance is measured: crow-fly, or along the roads.
enum class Along : std::uint8_t { road, straight };

[[nodiscard]] std::string_view to_text(Along along) noexcept;
[[nodiscard]] std::optional<Along> along(std::string_view text) noexcept;

/// What people must reach, and when it counts as reached. Distances in metres.
struct ServiceNorm {
    std::string code; ///< "primary"
    Message title;
    std::vector<model::FacilityKind> kinds; ///< that give this service
    double distance_m = 0;
    Along along = Along::road;
    double access_m = 0;                        ///< straight, from people or facility to a road
    double threshold = 0;                       ///< share of people below which a unit is marked
    std::map<std::string, std::string> sources; ///< of each figure: a document or "our default"

    [[nodiscard]] bool is_given_by(model::FacilityKind kind) const noexcept;
};

struct Norms {
    std::string id;
    Message title;
    double spacing_m = 0;      ///< of the lattice of people
    double snap_m = 0;         ///< within which the ends of roads meet
    double access_index_m = 0; ///< of the Rural Access Index
    std::map<std::string, std::string> sources;
    std::vector<ServiceNorm> services;

    /// @throws Error{invalid_data} naming file and JSON path; a figure without a source is refused
    [[nodiscard]] static Norms parse(std::string_view json, const std::string& file);
    /// The only *.json of a folder. @throws also Error{storage}
    [[nodiscard]] static Norms load(const std::filesystem::path& folder);

    /// @throws Error{not_found, "unknown-service"} with field "facility", listing those there are
    [[nodiscard]] const ServiceNorm& find(std::string_view service) const;
};

} // namespace gis::analysis
