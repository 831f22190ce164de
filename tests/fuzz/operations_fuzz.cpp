// Operations from outside: JSON to operations and back, then planned on a small atlas. What
// planning lets through, the store must take, and the atlas afterwards must hold together.

#include "gis/analysis/road_ledger.hpp"
#include "gis/core/error.hpp"
#include "gis/editing/plan.hpp"
#include "gis/geometry/geodesic.hpp"
#include "gis/store/row_checks.hpp"
#include "server/edit_json.hpp"
#include "tests/http/small_atlas.hpp"
#include "tests/support/builders.hpp"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

namespace {

namespace editing = gis::editing;
namespace model = gis::model;

const model::Snapshot& atlas() {
    static const auto snapshot = [] {
        auto data = http_test::small_atlas();
        auto other = data.roads[0];
        other.id = gis::RoadId{13};
        other.code.clear();
        other.line = {data.roads[0].line.back(), {106.615, 11.597}};
        other.length_m = gis::geometry::length_m(other.line);
        other.surfaces = {test_support::record(3, 13, 10, 50, model::Surface::nhua)};
        data.roads.push_back(other);
        return model::Snapshot::build(std::move(data));
    }();
    return *snapshot;
}

void require(bool good) {
    if (!good) {
        std::abort();
    }
}

void check(const model::Snapshot& after) {
    for (const auto& part : after.parts()) {
        for (const auto& road : part->roads) {
            require(std::abs(road.length_m - gis::geometry::length_m(road.line)) < 1e-9);
            for (const auto& record : road.surfaces) {
                require(record.from_m >= 0 && record.from_m < record.to_m);
                require(record.state != model::RecordState::accepted ||
                        record.to_m <= road.length_m + 0.001);
            }
        }
    }
    const auto ledger = gis::analysis::Ledger::build(after);
    for (const auto& part : ledger->parts()) {
        for (std::size_t road = 0; road < part->part->roads.size(); ++road) {
            double metres = 0;
            for (const auto& piece : part->pieces_of(road)) {
                metres += piece.to_m - piece.from_m;
            }
            require(std::abs(metres - part->part->roads[road].length_m) < 1e-6);
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        const auto body = gis::analysis::JsonObject::parse(
            {reinterpret_cast<const char*>(data), size}, {"bad-body", {"Nội dung", "The body"}});
        const auto operations = server::operations_of(body);
        const auto again = server::operations_from_text(server::operations_text(operations));
        require(again == operations);
        const auto edit = editing::plan(atlas(), operations, {});
        gis::store::check_rows(edit.draft);
        if (edit.conflicts.empty()) {
            check(*atlas().apply(editing::preview(edit, atlas())));
        }
    } catch (const gis::Error& error) {
        require(error.kind() == gis::ErrorKind::invalid_data ||
                error.kind() == gis::ErrorKind::not_found);
    }
    return 0;
}
