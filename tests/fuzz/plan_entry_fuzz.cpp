// The body of an item of a plan: the first line is its kind, the rest JSON from outside.

#include "gis/analysis/plan_entries.hpp"
#include "gis/analysis/plan_file.hpp"
#include "gis/core/error.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using gis::model::PlanEntry;

struct Office {
    gis::analysis::CriteriaBook sets =
        gis::analysis::CriteriaBook::load(std::string{NTM_SOURCE_DIR} + "/data/criteria");
    gis::model::Plan plan =
        gis::analysis::load_plans(std::string{NTM_SOURCE_DIR} + "/data/plans", sets).front();
};

const Office& office() {
    static const Office the_office;
    return the_office;
}

/// What is taken must be what is kept: writing it again changes nothing.
void take(std::string_view kind, std::string_view json) {
    const auto known = gis::model::plan_entry_kind(kind);
    if (!known || *known == gis::model::PlanEntryKind::plan) {
        return;
    }
    PlanEntry entry;
    entry.plan = office().plan.id;
    entry.kind = *known;
    entry.body = gis::analysis::canonical_body(json);
    if (gis::analysis::canonical_body(entry.body) != entry.body) {
        std::abort();
    }
    const auto place = gis::analysis::place_of(
        *known, gis::analysis::JsonObject::parse(entry.body, gis::analysis::entry_origin()));
    entry.key = place.key;
    entry.commune = place.commune;
    gis::analysis::check_entry(entry, office().sets, office().plan);
    auto plan = office().plan;
    gis::analysis::put_entry(entry, office().sets, plan);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const auto line = text.find('\n');
    if (line == std::string_view::npos) {
        return 0;
    }
    try {
        take(text.substr(0, line), text.substr(line + 1));
    } catch (const gis::Error& error) {
        if (error.kind() != gis::ErrorKind::invalid_data) {
            std::abort();
        }
    }
    return 0;
}
