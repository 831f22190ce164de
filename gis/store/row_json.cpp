#include "gis/store/row_json.hpp"

#include "gis/store/row_fields.hpp"

#include <nlohmann/json.hpp>

#include <limits>

// nlohmann finds these by argument lookup, in the namespace of each type.
namespace gis::geometry {

static void to_json(nlohmann::json& json, const Point& point) {
    json = nlohmann::json::array({point.lon, point.lat});
}

static void from_json(const nlohmann::json& json, Point& point) {
    point = {json.at(0).get<double>(), json.at(1).get<double>()};
}

static void to_json(nlohmann::json& json, const Polygon& polygon) {
    json = nlohmann::json::array({polygon.outer});
    for (const auto& hole : polygon.holes) {
        json.push_back(hole);
    }
}

static void from_json(const nlohmann::json& json, Polygon& polygon) {
    polygon.outer = json.at(0).get<Ring>();
    for (std::size_t i = 1; i < json.size(); ++i) {
        polygon.holes.push_back(json.at(i).get<Ring>());
    }
}

} // namespace gis::geometry

namespace gis::store {

namespace {

using nlohmann::json;

class JsonWriter {
public:
    template <class T>
    void operator()(const char* key, const T& value) {
        m_object[key] = plain(value);
    }
    template <class T>
    void operator()(const char* key, const std::optional<T>& value) {
        if (value) {
            m_object[key] = plain(*value);
        }
    }
    template <Enumerated Enum, class Parse>
    void operator()(const char* key, Enum value, Parse) {
        m_object[key] = to_text(value);
    }
    [[nodiscard]] std::string text() const { return m_object.dump(); }

    template <class T>
    [[nodiscard]] static json plain(const T& value) {
        return value;
    }
    template <class T, class Tag>
    [[nodiscard]] static json plain(const Strong<T, Tag>& value) {
        return value.get();
    }
    [[nodiscard]] static json plain(const Date& value) { return value.iso(); }
    [[nodiscard]] static json plain(const std::vector<UnitCode>& codes) {
        auto array = json::array();
        for (const auto& code : codes) {
            array.push_back(code.get());
        }
        return array;
    }

private:
    json m_object = json::object();
};

/// A field that is missing or of another type throws json::exception; a bad day or enumerator
/// clears good().
class JsonReader {
public:
    explicit JsonReader(json object) : m_object(std::move(object)) {}

    [[nodiscard]] bool good() const noexcept { return m_good; }

    template <class T>
    void operator()(const char* key, T& value) {
        read(m_object.at(key), value);
    }
    template <class T>
    void operator()(const char* key, std::optional<T>& value) {
        if (m_object.contains(key)) {
            T present{};
            read(m_object.at(key), present);
            value = std::move(present);
        }
    }
    template <Enumerated Enum, class Parse>
    void operator()(const char* key, Enum& value, Parse parse) {
        set(value, parse(m_object.at(key).get_ref<const std::string&>()));
    }

private:
    template <class T>
    void read(const json& member, T& value) {
        member.get_to(value);
    }
    template <class T, class Tag>
    void read(const json& member, Strong<T, Tag>& value) {
        value = Strong<T, Tag>{member.get<T>()};
    }
    void read(const json& member, Date& value) {
        set(value, Date::parse(member.get_ref<const std::string&>()));
    }
    void read(const json& member, std::vector<UnitCode>& codes) {
        for (const auto& code : member) {
            codes.emplace_back(code.get<std::string>());
        }
    }
    template <class T>
    void set(T& value, const std::optional<T>& parsed) {
        m_good = m_good && parsed;
        value = parsed.value_or(value);
    }

    json m_object;
    bool m_good = true;
};

template <class T>
std::optional<model::Row> read_row(json object) {
    JsonReader fields{std::move(object)};
    T row;
    visit_fields(fields, row);
    if (!fields.good()) {
        return std::nullopt;
    }
    return row;
}

/// @return a discarded value for what is not JSON
json parse(std::string_view text) {
    return json::parse(text, nullptr, false);
}

} // namespace

std::string_view entity_of(const model::Row& row) noexcept {
    return to_text(kind_of(row));
}

std::string to_json(const model::Row& row) {
    JsonWriter fields;
    std::visit([&fields](const auto& typed) { visit_fields(fields, typed); }, row);
    return fields.text();
}

std::optional<model::Row> row_from_json(std::string_view entity, std::string_view text) {
    try {
        auto object = parse(text);
        if (entity == "unit") {
            return read_row<model::Unit>(std::move(object));
        }
        if (entity == "road") {
            return read_row<model::Road>(std::move(object));
        }
        if (entity == "surface_record") {
            return read_row<model::SurfaceRecord>(std::move(object));
        }
        if (entity == "facility") {
            return read_row<model::Facility>(std::move(object));
        }
        if (entity == "population_point") {
            return read_row<model::PopulationPoint>(std::move(object));
        }
        if (entity == "plan_entry") {
            return read_row<model::PlanEntry>(std::move(object));
        }
        return std::nullopt;
    } catch (const json::exception&) {
        return std::nullopt;
    }
}

std::string to_json(const std::vector<UnitCode>& codes) {
    return JsonWriter::plain(codes).dump();
}

std::optional<std::vector<UnitCode>> codes_from_json(std::string_view text) {
    if (text == "[]") {
        return std::vector<UnitCode>{};
    }
    const auto array = parse(text);
    if (!array.is_array()) {
        return std::nullopt;
    }
    std::vector<UnitCode> codes;
    for (const auto& code : array) {
        if (!code.is_string()) {
            return std::nullopt;
        }
        codes.emplace_back(code.get<std::string>());
    }
    return codes;
}

std::string to_json(const std::map<std::string, int>& rooms) {
    return json(rooms).dump();
}

std::optional<std::map<std::string, int>> rooms_from_json(std::string_view text) {
    std::map<std::string, int> rooms;
    if (text == "{}") {
        return rooms;
    }
    const auto object = parse(text);
    if (!object.is_object()) {
        return std::nullopt;
    }
    for (const auto& [type, number] : object.items()) {
        if (!number.is_number_integer() || number < 0 || number > std::numeric_limits<int>::max()) {
            return std::nullopt;
        }
        rooms.emplace(type, number.get<int>());
    }
    return rooms;
}

} // namespace gis::store
