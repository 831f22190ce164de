#pragma once

#include "gis/model/atlas_data.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

/// Of latitude, about: sets are made on a sphere.
inline constexpr double metres_per_degree = 111320.0;

/// What a synthetic atlas holds and where it lies.
struct SyntheticSize {
    std::string name;
    std::size_t communes = 0;
    std::size_t hamlets = 0; ///< at least one a commune
    std::size_t roads = 0;
    std::size_t columns = 1;         ///< communes side by side from west to east
    double commune_side_m = 7000;    ///< length of a commune's side, metres
    gis::geometry::Point south_west; ///< corner of the whole, lon/lat
};

/// `district` (13 communes, 110 hamlets, 6 000 roads), `province` (111; 1 000; 100 000) or `nation`
/// (10 600; 90 000; 1 900 000).
/// @throws std::invalid_argument for another name
[[nodiscard]] SyntheticSize synthetic_size(std::string_view name);

/// An atlas that looks like a real one and is the same on every machine. Communes are a lattice
/// with displaced corners and wiggly sides; hamlets divide them without gap or overlap and share
/// their borders' vertices exactly. Roads are smooth walks of 10 to 60 vertices, 600 m long on
/// average, that start in a hamlet, many of them at another road, and run over borders where they
/// come to them. Each has one or two surface records. Facilities stand in every hamlet and commune.
/// Ids are 1, 2, 3...; revision 1.
[[nodiscard]] gis::model::AtlasData synthetic_atlas(const SyntheticSize& size);

/// Communes, then hamlets, each by code. Part of synthetic_atlas().
[[nodiscard]] std::vector<gis::model::Unit> synthetic_units(const SyntheticSize& size);

} // namespace bench
