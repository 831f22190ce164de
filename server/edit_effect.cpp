#include "server/edit_effect.hpp"

#include "gis/analysis/road_report.hpp"
#include "server/report_json.hpp"

#include <algorithm>
#include <cmath>

namespace server {

namespace analysis = gis::analysis;
namespace model = gis::model;
using analysis::RoadFigures;

namespace {

constexpr double same_m = 1e-6;
/// Of more communes the whole atlas is reported at once.
constexpr std::size_t most_single_communes = 4;

bool same(const RoadFigures& a, const RoadFigures& b) {
    for (std::size_t i = 0; i < a.by_surface_m.size(); ++i) {
        if (std::abs(a.by_surface_m[i] - b.by_surface_m[i]) > same_m) {
            return false;
        }
    }
    return true;
}

class EffectWriter {
public:
    void add_report(const analysis::RoadReport& before, const analysis::RoadReport& after) {
        for (std::size_t row = 0; row < before.rows.size() && row < after.rows.size(); ++row) {
            add(before.rows[row].unit, before.rows[row].summary, after.rows[row].summary);
        }
        add(nullptr, before.outside, after.outside);
    }

    [[nodiscard]] Json take() {
        return {{"rows", std::move(m_rows)},
                {"change",
                 {{"total_m", m_after.total_m - m_before.total_m},
                  {"hardened_m", m_after.hardened_m - m_before.hardened_m},
                  {"remaining_m", m_after.remaining_m - m_before.remaining_m},
                  {"unknown_m", m_after.unknown_m - m_before.unknown_m}}}};
    }

private:
    void add(const model::Unit* unit, const analysis::RoadSummary& before,
             const analysis::RoadSummary& after) {
        for (const auto road_class : model::road_classes) {
            const auto index = static_cast<std::size_t>(road_class);
            const auto was = before.by_class[index].value_or(RoadFigures{});
            const auto is = after.by_class[index].value_or(RoadFigures{});
            if (!same(was, is)) {
                m_rows.push_back({{"unit", unit_reference(unit)},
                                  {"class", to_text(road_class)},
                                  {"before", to_json(was)},
                                  {"after", to_json(is)}});
                m_before += was;
                m_after += is;
            }
        }
    }

    Json m_rows = Json::array();
    RoadFigures m_before;
    RoadFigures m_after;
};

} // namespace

Json effect_json(const Figures& before, const Figures& after, const analysis::HardeningRules& rules,
                 std::span<const gis::UnitCode> communes) {
    EffectWriter writer;
    const auto today = gis::Date::today();
    const auto report = [&](const std::optional<gis::UnitCode>& unit) {
        const analysis::RoadReportQuery query{unit, analysis::ReportBy::hamlet, today};
        writer.add_report(road_report(before.snapshot, before.ledger, rules, query),
                          road_report(after.snapshot, after.ledger, rules, query));
    };
    const bool whole =
        communes.size() > most_single_communes ||
        std::any_of(communes.begin(), communes.end(), [&](const gis::UnitCode& code) {
            return !before.snapshot.units().find_commune(code) ||
                   !after.snapshot.units().find_commune(code);
        });
    if (whole) {
        report(std::nullopt);
    } else {
        for (const auto& commune : communes) {
            report(commune);
        }
    }
    Json json{{"as_of", today.iso()}, {"rules", rules.id}};
    json.update(writer.take());
    return json;
}

} // namespace server
