#include "gis/tiles/request.hpp"

#include "gis/core/error.hpp"
#include "gis/core/fingerprint.hpp"

#include <fmt/format.h>

#include <string_view>

namespace gis::tiles {

namespace {

constexpr std::int8_t unknown = -1;

} // namespace

HardenedTable::HardenedTable()
    : HardenedTable([] {
          Verdicts verdicts{};
          for (auto& row : verdicts) {
              row.fill(unknown);
          }
          return verdicts;
      }()) {}

HardenedTable::HardenedTable(const Verdicts& verdicts) : m_verdicts(verdicts), m_fingerprint(0) {
    Fingerprint fingerprint;
    for (const auto& row : verdicts) {
        for (const auto verdict : row) {
            fingerprint.add(static_cast<std::uint64_t>(verdict + 1));
        }
    }
    m_fingerprint = fingerprint.value();
}

HardenedTable HardenedTable::from(
    const std::function<std::optional<bool>(model::RoadClass, model::Surface)>& rule) {
    Verdicts verdicts{};
    for (const auto road_class : model::road_classes) {
        for (const auto surface : model::surfaces) {
            const auto answer = rule(road_class, surface);
            auto& verdict =
                verdicts[static_cast<std::size_t>(road_class)][static_cast<std::size_t>(surface)];
            verdict = answer ? static_cast<std::int8_t>(*answer ? 1 : 0) : unknown;
        }
    }
    return HardenedTable{verdicts};
}

void check(const Tile& tile) {
    if (geometry::is_valid(tile)) {
        return;
    }
    throw Error{
        ErrorKind::invalid_argument,
        "unknown-tile",
        {fmt::format(
             "Không có ô bản đồ {}/{}/{}: mức phóng đi từ 0 đến 22, x và y từ 0 đến 2^z − 1.",
             tile.zoom, tile.x, tile.y),
         fmt::format(
             "There is no tile {}/{}/{}: zoom goes from 0 to 22, x and y from 0 to 2^z - 1.",
             tile.zoom, tile.x, tile.y)},
        "tile"};
}

} // namespace gis::tiles
