#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <tuple>

namespace golden {

/// Metres by (hamlet code, road class, surface).
using LengthTable = std::map<std::tuple<std::string, std::string, std::string>, double>;

/// The road ledger of a demonstration folder (hamlets.geojson, roads.geojson) computed by
/// SpatiaLite SQL alone, straight from the files: ST_Length(ST_Intersection(road, hamlet), 1) less
/// what lies in a hamlet that goes before, with the hamlets of the managing commune first and the
/// lowest code next. Nothing of the product takes part in it.
[[nodiscard]] LengthTable spatialite_ledger(const std::filesystem::path& folder);

} // namespace golden
