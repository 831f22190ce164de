#include "gis/analysis/hardening_plan.hpp"
#include "gis/core/number_words.hpp"
#include "gis/model/words.hpp"

#include <fmt/format.h>

namespace gis::analysis {

namespace {

using model::Cell;

constexpr double vnd_per_million = 1e6;

Cell name_of(const model::Unit* unit) {
    return unit != nullptr ? Cell{unit->name} : Cell{};
}

std::string people_words(double people) {
    return number_words(people, 0, 0, Language::vi);
}

Cell known(const std::string& text) {
    return text.empty() ? Cell{} : Cell{text};
}

} // namespace

model::Table to_table(const HardeningPlan& plan) {
    model::Table table;
    table.title = {"Đề xuất các đoạn đường cứng hóa", "Stretches of road proposed for hardening"};
    table.notes = {
        fmt::format("Số liệu đến ngày {} (as of {}); quy tắc cứng hóa: {}",
                    plan.question.as_of.vietnamese(), plan.question.as_of.iso(),
                    plan.question.rules->title.vi),
        fmt::format("Đơn giá: {}", plan.question.costs->title.vi),
        fmt::format("Còn lại {} km có thể cứng hóa; người có đường đi được quanh năm từ cửa nhà: "
                    "trước {}, sau {}, trên {} người.",
                    number_words(plan.candidates_m, -3, 3, Language::vi),
                    people_words(plan.before.to_all), people_words(plan.after.to_all),
                    people_words(plan.people))};
    table.columns = {{"rank", {"Thứ tự", "Rank"}, 0, false},
                     {"commune", {"Xã", "Commune"}, 0, false},
                     {"hamlet", {"Ấp", "Hamlet"}, 0, false},
                     {"road_id", {"Số đường", "Road"}, 0, false},
                     {"road_code", {"Mã đường", "Code"}, 0, false},
                     {"road_name", {"Tên đường", "Name"}, 0, false},
                     {"class", {"Cấp đường", "Road class"}, 0, false},
                     {"from_m", {"Từ (m)", "From (m)"}, 1, false},
                     {"to_m", {"Đến (m)", "To (m)"}, 1, false},
                     {"length_km", {"Chiều dài (km)", "Length (km)"}, 3, true},
                     {"old_surface", {"Mặt đường hiện tại", "Surface today"}, 0, false},
                     {"new_surface", {"Mặt đường đề xuất", "Surface proposed"}, 0, false},
                     {"width_m", {"Bề rộng (m)", "Width (m)"}, 1, false},
                     {"cost_million", {"Kinh phí (triệu đồng)", "Cost (million đồng)"}, 1, true},
                     {"people", {"Thêm được (người)", "People gained"}, 0, true}};
    for (const auto& interval : plan.intervals) {
        table.rows.push_back(
            {static_cast<std::int64_t>(table.rows.size() + 1), name_of(interval.commune),
             name_of(interval.hamlet), interval.road->id.get(), known(interval.road->code),
             known(interval.road->name), model::class_words(interval.road->road_class).vi,
             interval.from_m, interval.to_m, interval.length_m() / model::metres_per_km,
             model::surface_words(interval.old_surface).vi,
             model::surface_words(interval.new_surface).vi, interval.width_m,
             interval.vnd() / vnd_per_million, interval.people});
    }
    return table;
}

} // namespace gis::analysis
