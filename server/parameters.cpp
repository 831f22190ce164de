#include "server/parameters.hpp"

#include "gis/analysis/plan_places.hpp"
#include "gis/core/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace server {

namespace {

[[noreturn]] void wrong(std::string_view key, std::string_view value, std::string_view vi,
                        std::string_view en) {
    throw gis::Error{gis::ErrorKind::invalid_argument,
                     "bad-parameter",
                     {fmt::format("Tham số “{}” sai: “{}”. {}", key, value, vi),
                      fmt::format("Parameter “{}” is wrong: “{}”. {}", key, value, en)},
                     std::string{key}};
}

std::optional<std::int64_t> whole_number(std::string_view text) noexcept {
    std::int64_t value = 0;
    const auto* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, value);
    if (text.empty() || error != std::errc{} || rest != end) {
        return std::nullopt;
    }
    return value;
}

std::optional<double> decimal_number(std::string_view text) noexcept {
    double value = 0;
    const auto* const end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, value);
    if (text.empty() || error != std::errc{} || rest != end) {
        return std::nullopt;
    }
    return value;
}

} // namespace

gis::Date day_parameter(const Query& query, std::string_view key) {
    const auto text = query.get(key);
    if (!text) {
        return gis::Date::today();
    }
    const auto date = gis::Date::parse(*text);
    if (!date) {
        wrong(key, *text, "Ghi ngày như 2024-06-30.", "Write a day like 2024-06-30.");
    }
    return *date;
}

std::int64_t number_parameter(const Query& query, std::string_view key, std::int64_t min,
                              std::int64_t max, std::int64_t otherwise) {
    const auto text = query.get(key);
    if (!text) {
        return otherwise;
    }
    const auto value = whole_number(*text);
    if (!value || *value < min || *value > max) {
        wrong(key, *text, fmt::format("Cần một số nguyên từ {} đến {}.", min, max),
              fmt::format("A whole number from {} to {} is needed.", min, max));
    }
    return *value;
}

double decimal_parameter(const Query& query, std::string_view key, double min, double max,
                         double otherwise) {
    const auto text = query.get(key);
    if (!text) {
        return otherwise;
    }
    const auto value = decimal_number(*text);
    if (!value || !(*value >= min && *value <= max)) {
        wrong(key, *text, fmt::format("Cần một số từ {} đến {}.", min, max),
              fmt::format("A number from {} to {} is needed.", min, max));
    }
    return *value;
}

std::optional<gis::geometry::Point> point_parameter(const Query& query, std::string_view key) {
    const auto text = query.get(key);
    if (!text) {
        return std::nullopt;
    }
    const auto comma = text->find(',');
    const auto lon = decimal_number(text->substr(0, comma));
    const auto lat =
        comma == std::string_view::npos ? std::nullopt : decimal_number(text->substr(comma + 1));
    if (!lon || !lat || !(std::abs(*lon) <= 180) || !(std::abs(*lat) <= 85)) {
        wrong(key, *text, "Ghi kinh độ, vĩ độ như 106.6,11.6.", "Write lon,lat like 106.6,11.6.");
    }
    return gis::geometry::Point{*lon, *lat};
}

std::shared_ptr<const View> known_view(const Query& query, const App& app) {
    const auto text = query.get("recorded_as_of");
    if (!text) {
        return app.view();
    }
    if (const auto number = text->starts_with('r') ? whole_number(text->substr(1)) : std::nullopt) {
        return app.view_at(gis::Revision{*number});
    }
    const auto day = gis::Date::parse(*text);
    if (!day) {
        wrong("recorded_as_of", *text, "Ghi ngày như 2024-06-30 hoặc bản số như r120.",
              "Write a day like 2024-06-30 or a revision like r120.");
    }
    if (*day >= gis::Date::today()) {
        return app.view();
    }
    return app.view_at(
        app.ask([&day](const gis::store::Store& store) { return store.revision_on(*day); }));
}

std::shared_ptr<const View> dated_view(const Query& query, const App& app) {
    const std::string_view key = query.get("units_as_of") ? "units_as_of" : "as_of";
    return app.divided(known_view(query, app), day_parameter(query, key));
}

std::shared_ptr<const View> view_of_plan(const App& app, const gis::model::Plan& plan,
                                         gis::Date as_of) {
    const auto view = app.view();
    return app.divided(view,
                       gis::analysis::units_day(plan, *view->snapshot->units().in_time, as_of));
}

std::int64_t id_parameter(const Request& request, std::string_view name) {
    const auto text = request.parameter(name);
    const auto value = whole_number(text);
    if (!value || *value <= 0) {
        throw gis::Error{gis::ErrorKind::not_found,
                         "unknown-id",
                         {fmt::format("Không có đối tượng nào mang số “{}”.", text),
                          fmt::format("Nothing has the number “{}”.", text)},
                         std::string{name}};
    }
    return *value;
}

const gis::model::Unit* unit_parameter(const Query& query, const View& view) {
    const auto code = query.get("unit");
    if (!code) {
        return nullptr;
    }
    const auto* unit = view.snapshot->units().find(gis::UnitCode{std::string{*code}});
    if (unit == nullptr) {
        throw gis::Error{gis::ErrorKind::not_found,
                         "unknown-unit",
                         {fmt::format("Không có đơn vị nào mang mã “{}”.", *code),
                          fmt::format("There is no unit with the code “{}”.", *code)},
                         "unit"};
    }
    return unit;
}

const gis::analysis::HardeningRules& rules_parameter(const Query& query, const App& app) {
    const auto id = query.get("rules");
    return id ? app.rules().find(*id) : app.rules().standard();
}

std::string_view word_parameter(const Query& query, std::string_view key,
                                std::initializer_list<std::string_view> words) {
    const auto text = query.get(key);
    if (!text) {
        return *words.begin();
    }
    const auto* const found = std::find(words.begin(), words.end(), *text);
    if (found == words.end()) {
        const auto known = fmt::format("{}", fmt::join(words, ", "));
        wrong(key, *text, fmt::format("Chọn một trong: {}.", known),
              fmt::format("Choose one of: {}.", known));
    }
    return *found;
}

} // namespace server
