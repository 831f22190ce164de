#include "gis/analysis/filter.hpp"

#include "gis/model/enum_text.hpp"
#include "gis/model/facility.hpp"
#include "gis/model/road.hpp"
#include "gis/model/unit.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace gis::analysis {

namespace {

using Json = nlohmann::json;
using model::Filter;
using model::FilterLayer;
using model::FilterOperator;
using model::FilterValue;

constexpr std::size_t longest_text = 200; ///< bytes of a literal
constexpr int most_filters_nested = 16;

constexpr std::array<std::string_view, 13> operator_texts{
    "all", "any", "!", "==", "!=", "<", "<=", ">", ">=", "in", "has", "get", "literal"};

bool is_class(std::string_view text) {
    return model::road_class(text).has_value();
}
bool is_surface(std::string_view text) {
    return model::surface(text).has_value() && model::surface(text) != model::Surface::unknown;
}
bool is_facility_kind(std::string_view text) {
    return model::facility_kind(text).has_value();
}
bool is_unit_kind(std::string_view text) {
    return model::unit_kind(text).has_value();
}

constexpr std::array road_properties{
    FilterProperty{"road_id", FilterType::number},
    FilterProperty{"from_m", FilterType::number},
    FilterProperty{"to_m", FilterType::number},
    FilterProperty{"class", FilterType::text, true, is_class},
    FilterProperty{"surface", FilterType::text, true, is_surface, true},
    FilterProperty{"hardened", FilterType::boolean},
    FilterProperty{"name", FilterType::text},
    FilterProperty{"width_m", FilterType::number, false},
};
constexpr std::array facility_properties{
    FilterProperty{"facility_id", FilterType::number},
    FilterProperty{"kind", FilterType::text, true, is_facility_kind},
    FilterProperty{"name", FilterType::text},
    FilterProperty{"condition", FilterType::text},
    FilterProperty{"standard_met", FilterType::boolean, false},
    FilterProperty{"toilet", FilterType::boolean, false},
    FilterProperty{"well", FilterType::boolean, false},
    FilterProperty{"seats", FilterType::number, false},
    FilterProperty{"area_m2", FilterType::number, false},
};
constexpr std::array hamlet_properties{
    FilterProperty{"code", FilterType::text},
    FilterProperty{"name", FilterType::text},
    FilterProperty{"kind", FilterType::text, true, is_unit_kind},
    FilterProperty{"parent", FilterType::text},
    FilterProperty{"population", FilterType::number, false},
    FilterProperty{"households", FilterType::number, false},
};

/// What is wrong with a filter and where in it.
struct Problem {
    std::string path;
    Message what;
};

[[noreturn]] void refuse(const std::string& path, std::string vi, std::string en) {
    throw Problem{path, {std::move(vi), std::move(en)}};
}

FilterType type_of(const FilterValue& value) {
    return static_cast<FilterType>(value.index());
}

class Reader {
public:
    explicit Reader(FilterLayer layer) : m_layer(layer) {}

    /// An expression that is yes or no.
    Filter condition(const Json& json, const std::string& path) {
        auto filter = expression(json, path, 0);
        if (result_of(filter) != FilterType::boolean) {
            refuse(path, "phải là điều kiện đúng hoặc sai", "must be a condition, true or false");
        }
        return filter;
    }

private:
    Filter expression(const Json& json, const std::string& path, int depth) {
        if (++m_parts > most_filter_parts || depth > most_filters_nested) {
            refuse(path, "quá dài hoặc lồng quá sâu", "is too long or nested too deep");
        }
        if (!json.is_array()) {
            return {FilterOperator::literal, {}, {}, {scalar(json, path)}, false};
        }
        const auto name = json.empty() || !json[0].is_string() ? "" : json[0].get<std::string>();
        const auto op = model::enum_of<FilterOperator>(operator_texts, name);
        if (!op) {
            refuse(path + "/0",
                   fmt::format("có phép lọc không biết {}", json.empty() ? "[]" : json[0].dump()),
                   fmt::format("is the unknown filter operator {}",
                               json.empty() ? "[]" : json[0].dump()));
        }
        switch (*op) {
        case FilterOperator::has:
        case FilterOperator::get:
            return property(json, path, *op);
        case FilterOperator::literal:
            return literal(json, path);
        default:
            return operation(json, path, *op, depth);
        }
    }

    Filter operation(const Json& json, const std::string& path, FilterOperator op, int depth) {
        Filter filter{op};
        for (std::size_t i = 1; i < json.size(); ++i) {
            filter.operands.push_back(
                expression(json[i], fmt::format("{}/{}", path, i), depth + 1));
        }
        const bool joins = op == FilterOperator::all || op == FilterOperator::any;
        const std::size_t wanted = op == FilterOperator::negation ? 1 : 2;
        if (!joins && filter.operands.size() != wanted) {
            refuse(path, fmt::format("cần {} vế", wanted),
                   fmt::format("needs {} operands", wanted));
        }
        if (joins || op == FilterOperator::negation) {
            conditions(filter, path);
        } else if (op == FilterOperator::in) {
            membership(filter, path);
        } else {
            comparison(filter, path);
        }
        return filter;
    }

    void conditions(const Filter& filter, const std::string& path) const {
        for (std::size_t i = 0; i < filter.operands.size(); ++i) {
            if (result_of(filter.operands[i]) != FilterType::boolean) {
                refuse(fmt::format("{}/{}", path, i + 1), "phải là điều kiện đúng hoặc sai",
                       "must be a condition, true or false");
            }
        }
    }

    void comparison(const Filter& filter, const std::string& path) const {
        const auto& a = filter.operands[0];
        const auto& b = filter.operands[1];
        simple(a, path + "/1");
        simple(b, path + "/2");
        if (result_of(a) != result_of(b)) {
            refuse(path, "so sánh hai kiểu khác nhau", "compares two different types");
        }
        const bool ordered =
            filter.op != FilterOperator::equal && filter.op != FilterOperator::not_equal;
        if (ordered && result_of(a) != FilterType::number) {
            refuse(path, "chỉ so sánh lớn bé giữa các số", "orders what is not a number");
        }
        check_words(a, b, path + "/2");
        check_words(b, a, path + "/1");
    }

    void membership(const Filter& filter, const std::string& path) const {
        simple(filter.operands[0], path + "/1");
        const auto& list = filter.operands[1];
        if (list.op != FilterOperator::literal || !list.is_list) {
            refuse(path + "/2", "phải là [\"literal\", [...]]", "must be [\"literal\", [...]]");
        }
        for (const auto& value : list.values) {
            if (type_of(value) != result_of(filter.operands[0])) {
                refuse(path + "/2", "so sánh hai kiểu khác nhau", "compares two different types");
            }
        }
        check_words(filter.operands[0], list, path + "/2");
    }

    /// A property or one value.
    static void simple(const Filter& filter, const std::string& path) {
        const bool is_value = filter.op == FilterOperator::literal && !filter.is_list;
        if (filter.op != FilterOperator::get && !is_value) {
            refuse(path, "phải là [\"get\", ...] hoặc một giá trị",
                   "must be [\"get\", ...] or a value");
        }
    }

    /// Values that a property of a closed list never has.
    void check_words(const Filter& property, const Filter& literal, const std::string& path) const {
        if (property.op != FilterOperator::get || literal.op != FilterOperator::literal) {
            return;
        }
        const auto& known = find(property.property)->known;
        for (const auto& value : literal.values) {
            const auto* word = std::get_if<std::string>(&value);
            if (known != nullptr && word != nullptr && !known(*word)) {
                refuse(path, fmt::format("có giá trị không biết \"{}\"", *word),
                       fmt::format("has the unknown value \"{}\"", *word));
            }
        }
    }

    Filter property(const Json& json, const std::string& path, FilterOperator op) const {
        if (json.size() != 2 || !json[1].is_string()) {
            refuse(path, "cần đúng một tên thuộc tính", "needs the name of one property");
        }
        auto name = json[1].get<std::string>();
        if (find(name) == nullptr) {
            refuse(path + "/1", fmt::format("là thuộc tính không có của lớp {}", to_text(m_layer)),
                   fmt::format("is no property of the layer {}", to_text(m_layer)));
        }
        if (op == FilterOperator::has && find(name)->never_absent) {
            refuse(path + "/1", "luôn có trong ô bản đồ, kể cả khi chưa rõ",
                   "is always there in the tiles, known or not");
        }
        return {op, {}, std::move(name), {}, false};
    }

    Filter literal(const Json& json, const std::string& path) {
        if (json.size() != 2) {
            refuse(path, "cần đúng một giá trị", "needs one value");
        }
        if (!json[1].is_array()) {
            return {FilterOperator::literal, {}, {}, {scalar(json[1], path + "/1")}, false};
        }
        Filter filter{FilterOperator::literal, {}, {}, {}, true};
        m_parts += json[1].size();
        if (m_parts > most_filter_parts) {
            refuse(path, "quá dài", "is too long");
        }
        for (std::size_t i = 0; i < json[1].size(); ++i) {
            filter.values.push_back(scalar(json[1][i], fmt::format("{}/1/{}", path, i)));
        }
        return filter;
    }

    static FilterValue scalar(const Json& json, const std::string& path) {
        if (json.is_boolean()) {
            return json.get<bool>();
        }
        if (json.is_number()) {
            return json.get<double>();
        }
        if (json.is_string() && json.get_ref<const std::string&>().size() <= longest_text) {
            return json.get<std::string>();
        }
        refuse(path, "phải là chữ ngắn, số, true hoặc false",
               "must be a short text, a number, true or false");
    }

    [[nodiscard]] const FilterProperty* find(std::string_view name) const {
        const auto all = filter_properties(m_layer);
        const auto at = std::find_if(all.begin(), all.end(),
                                     [name](const auto& one) { return one.name == name; });
        return at == all.end() ? nullptr : &*at;
    }

    [[nodiscard]] std::optional<FilterType> result_of(const Filter& filter) const {
        if (filter.op == FilterOperator::get) {
            return find(filter.property)->type;
        }
        if (filter.op == FilterOperator::literal) {
            return filter.is_list ? std::nullopt : std::optional{type_of(filter.values.front())};
        }
        return FilterType::boolean;
    }

    FilterLayer m_layer;
    std::size_t m_parts = 0;
};

Json json_of(const FilterValue& value) {
    return std::visit([](const auto& one) { return Json(one); }, value);
}

Json json_of(const Filter& filter) {
    const std::string name{model::text_of(operator_texts, filter.op)};
    if (filter.op == FilterOperator::literal && !filter.is_list) {
        return json_of(filter.values.front());
    }
    auto json = Json::array({name});
    if (filter.op == FilterOperator::literal) {
        auto list = Json::array();
        for (const auto& value : filter.values) {
            list.push_back(json_of(value));
        }
        json.push_back(std::move(list));
    } else if (filter.op == FilterOperator::has || filter.op == FilterOperator::get) {
        json.push_back(filter.property);
    }
    for (const auto& operand : filter.operands) {
        json.push_back(json_of(operand));
    }
    return json;
}

Filter parse(std::string_view text, FilterLayer layer) {
    const auto shallow = [](int depth, Json::parse_event_t, const Json&) {
        if (depth > 2 * most_filters_nested) {
            refuse("", "lồng quá sâu", "is nested too deep");
        }
        return true;
    };
    const auto json = Json::parse(text, shallow, false);
    if (json.is_discarded()) {
        refuse("", "không phải JSON hợp lệ", "is not valid JSON");
    }
    return Reader{layer}.condition(json, "");
}

} // namespace

std::span<const FilterProperty> filter_properties(FilterLayer layer) noexcept {
    switch (layer) {
    case FilterLayer::roads:
        return road_properties;
    case FilterLayer::facilities:
        return facility_properties;
    case FilterLayer::hamlets:
        break;
    }
    return hamlet_properties;
}

Filter parse_filter(std::string_view json, FilterLayer layer) {
    try {
        return parse(json, layer);
    } catch (const Problem& problem) {
        const auto where = problem.path.empty() ? "" : problem.path + " ";
        throw Error{ErrorKind::invalid_data,
                    "bad-filter",
                    {fmt::format("Bộ lọc: {}{}.", where, problem.what.vi),
                     fmt::format("Filter: {}{}.", where, problem.what.en)},
                    problem.path};
    }
}

Filter read_filter(const JsonObject& object, const std::string& key, FilterLayer layer) {
    try {
        return parse(object.json(key), layer);
    } catch (const Problem& problem) {
        object.fail(key + problem.path, problem.what.vi, problem.what.en);
    }
}

std::string to_json(const Filter& filter) {
    return json_of(filter).dump();
}

} // namespace gis::analysis
