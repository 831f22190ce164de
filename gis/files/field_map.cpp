#include "gis/files/field_map.hpp"

#include "gis/core/error.hpp"
#include "gis/files/fields.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

namespace gis::files {

namespace {

using Json = nlohmann::json;

constexpr std::size_t max_map_bytes = 1U << 20U;

/// A place in the JSON of one file, for messages: `$.fields.surface`.
struct Place {
    const std::string& origin;
    std::string path = "$";

    [[nodiscard]] Place at(std::string_view key) const {
        return {origin, fmt::format("{}.{}", path, key)};
    }
    [[nodiscard]] Place at(std::size_t index) const {
        return {origin, fmt::format("{}[{}]", path, index)};
    }

    [[noreturn]] void fail(std::string_view vi, std::string_view en) const {
        throw Error{ErrorKind::invalid_data,
                    "bad-field-map",
                    {fmt::format("Bảng ghép cột {}, tại {}: {}.", origin, path, vi),
                     fmt::format("Field map {}, at {}: {}.", origin, path, en)},
                    path};
    }
};

void only_keys(const Json& object, const Place& place,
               std::initializer_list<std::string_view> known) {
    for (const auto& [key, value] : object.items()) {
        if (std::ranges::find(known, key) == known.end()) {
            const auto list = fmt::format("{}", fmt::join(known, ", "));
            place.at(key).fail(fmt::format("không có khóa này; có thể dùng: {}", list),
                               fmt::format("there is no such key; known are: {}", list));
        }
    }
}

std::string text_of(const Json& value, const Place& place) {
    if (!value.is_string() || value.get_ref<const std::string&>().empty()) {
        place.fail("phải là chuỗi không rỗng", "must be a text that is not empty");
    }
    return value.get<std::string>();
}

/// A text, or a list of at least one.
std::vector<std::string> texts_of(const Json& value, const Place& place) {
    if (!value.is_array()) {
        return {text_of(value, place)};
    }
    if (value.empty()) {
        place.fail("danh sách rỗng", "the list is empty");
    }
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < value.size(); ++i) {
        texts.push_back(text_of(value[i], place.at(i)));
    }
    return texts;
}

/// Values may be written as text, number or boolean: 1 and true are "1".
std::string scalar_of(const Json& value, const Place& place) {
    if (value.is_boolean()) {
        return value.get<bool>() ? "1" : "0";
    }
    if (value.is_number()) {
        return value.dump();
    }
    return text_of(value, place);
}

class RuleReader {
public:
    RuleReader(Layer layer, const FieldInfo& field) : m_layer(layer), m_field(field) {}

    [[nodiscard]] FieldRule read(const Json& value, const Place& place) const {
        FieldRule rule;
        rule.target = std::string{m_field.name};
        if (!value.is_object()) {
            rule.columns = texts_of(value, place);
            return rule;
        }
        only_keys(value, place, {"field", "values", "default", "constant", "scale"});
        if (value.contains("constant")) {
            if (value.size() > 1) {
                place.fail("“constant” không đi với khóa khác",
                           "\"constant\" does not go with other keys");
            }
            rule.constant =
                accepted(scalar_of(value["constant"], place.at("constant")), place.at("constant"));
            return rule;
        }
        if (!value.contains("field")) {
            place.fail("thiếu “field” hoặc “constant”", "\"field\" or \"constant\" is missing");
        }
        rule.columns = texts_of(value["field"], place.at("field"));
        read_values(value, place, rule);
        read_default(value, place, rule);
        read_scale(value, place, rule);
        return rule;
    }

private:
    [[nodiscard]] std::string accepted(std::string value, const Place& place) const {
        if (!accepts(m_layer, m_field, value)) {
            const auto hint =
                m_field.values.empty() ? std::string{} : fmt::format(" ({})", m_field.values);
            place.fail(
                fmt::format("“{}” không hợp với trường {}{}", value, m_field.name, hint),
                fmt::format("\"{}\" is not a value of field {}{}", value, m_field.name, hint));
        }
        return value;
    }

    void read_values(const Json& value, const Place& place, FieldRule& rule) const {
        if (!value.contains("values")) {
            return;
        }
        const auto& values = value["values"];
        const auto here = place.at("values");
        if (!values.is_object() || values.empty()) {
            here.fail("phải là đối tượng không rỗng", "must be an object that is not empty");
        }
        for (const auto& [from, to] : values.items()) {
            rule.values[from] = to.is_null()
                                    ? std::optional<std::string>{}
                                    : accepted(scalar_of(to, here.at(from)), here.at(from));
        }
    }

    void read_default(const Json& value, const Place& place, FieldRule& rule) const {
        if (!value.contains("default")) {
            return;
        }
        if (value["default"].is_null()) {
            rule.otherwise = FieldRule::Otherwise::skip_row;
            return;
        }
        const auto here = place.at("default");
        rule.otherwise = FieldRule::Otherwise::use_default;
        rule.default_value = accepted(scalar_of(value["default"], here), here);
    }

    void read_scale(const Json& value, const Place& place, FieldRule& rule) const {
        if (!value.contains("scale")) {
            return;
        }
        const auto& scale = value["scale"];
        const bool number = m_field.type == FieldType::measure || m_field.type == FieldType::count;
        if (!number || !scale.is_number() || !(scale.get<double>() > 0)) {
            place.at("scale").fail("phải là số dương, cho trường kiểu số",
                                   "must be a positive number, and the field a number");
        }
        rule.scale = scale.get<double>();
    }

    Layer m_layer;
    const FieldInfo& m_field;
};

FieldMap read_map(const Json& json, const Place& place) {
    if (!json.is_object()) {
        place.fail("phải là đối tượng", "must be an object");
    }
    only_keys(json, place, {"layer", "description", "source_layers", "where", "fields"});
    FieldMap map;
    map.name = std::filesystem::path{place.origin}.stem().string();
    if (!json.contains("layer")) {
        place.fail("thiếu “layer”", "\"layer\" is missing");
    }
    const auto name = text_of(json["layer"], place.at("layer"));
    const auto layer = layer_of(name);
    if (!layer) {
        const auto list = "communes, hamlets, roads, facilities, population";
        place.at("layer").fail(fmt::format("không có lớp “{}”; có: {}", name, list),
                               fmt::format("there is no layer \"{}\"; known are: {}", name, list));
    }
    map.layer = *layer;
    if (json.contains("source_layers")) {
        map.source_layers = texts_of(json["source_layers"], place.at("source_layers"));
    }
    if (json.contains("where")) {
        const auto here = place.at("where");
        if (!json["where"].is_object()) {
            here.fail("phải là đối tượng", "must be an object");
        }
        for (const auto& [column, values] : json["where"].items()) {
            map.where[column] = texts_of(values, here.at(column));
        }
    }
    const auto here = place.at("fields");
    if (!json.contains("fields") || !json["fields"].is_object() || json["fields"].empty()) {
        here.fail("phải là đối tượng không rỗng", "must be an object that is not empty");
    }
    for (const auto& [target, rule] : json["fields"].items()) {
        const auto* field = find_field(map.layer, target);
        if (field == nullptr) {
            std::vector<std::string_view> known;
            for (const auto& info : fields_of(map.layer)) {
                known.push_back(info.name);
            }
            const auto list = fmt::format("{}", fmt::join(known, ", "));
            here.at(target).fail(fmt::format("lớp {} không có trường này; có: {}", name, list),
                                 fmt::format("layer {} has no such field; it has: {}", name, list));
        }
        map.fields.push_back(RuleReader{map.layer, *field}.read(rule, here.at(target)));
    }
    return map;
}

/// nlohmann keeps the last of two equal keys; we refuse the file.
Json parse_strictly(std::string_view text, const Place& root) {
    std::vector<std::set<std::string>> keys;
    const auto watch = [&](int /*depth*/, Json::parse_event_t event, Json& parsed) {
        if (event == Json::parse_event_t::object_start) {
            keys.emplace_back();
        } else if (event == Json::parse_event_t::object_end) {
            keys.pop_back();
        } else if (event == Json::parse_event_t::key &&
                   !keys.back().insert(parsed.get<std::string>()).second) {
            root.fail(fmt::format("khóa “{}” có hai lần", parsed.get<std::string>()),
                      fmt::format("key \"{}\" is there twice", parsed.get<std::string>()));
        }
        return true;
    };
    try {
        return Json::parse(text, watch);
    } catch (const Json::parse_error& error) {
        root.fail(fmt::format("không phải JSON đúng (byte {})", error.byte),
                  fmt::format("not well-formed JSON (byte {})", error.byte));
    }
}

std::string read_text(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    std::error_code none;
    if (!stream || std::filesystem::file_size(file, none) > max_map_bytes || none) {
        Place{file.string()}.fail("không đọc được tệp", "the file cannot be read");
    }
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

std::vector<std::string> built_in_maps(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    std::error_code none;
    for (const auto& entry : std::filesystem::directory_iterator{folder, none}) {
        if (entry.path().extension() == ".json" && entry.path().stem() != "aliases") {
            names.push_back(entry.path().stem().string());
        }
    }
    std::ranges::sort(names);
    return names;
}

std::filesystem::path find_map_file(const std::string& name_or_path,
                                    const std::filesystem::path& data_folder) {
    const auto folder = data_folder / "field-maps";
    const bool is_name = name_or_path.find_first_of("/\\.") == std::string::npos;
    std::error_code none;
    if (is_name && !name_or_path.empty()) {
        const auto file = folder / (name_or_path + ".json");
        if (std::filesystem::is_regular_file(file, none)) {
            return file;
        }
    }
    if (std::filesystem::is_regular_file(name_or_path, none)) {
        return name_or_path;
    }
    const auto known = fmt::format("{}", fmt::join(built_in_maps(folder), ", "));
    throw Error{
        ErrorKind::not_found,
        "unknown-field-map",
        {fmt::format("Không có bảng ghép cột “{}”. Có sẵn: {}; hoặc đường dẫn tới một tệp JSON.",
                     name_or_path, known),
         fmt::format("There is no field map \"{}\". Built in: {}; or give the path of a JSON file.",
                     name_or_path, known)},
        "map"};
}

} // namespace

const FieldRule* FieldMap::find(std::string_view target) const noexcept {
    const auto found = std::ranges::find(fields, target, &FieldRule::target);
    return found == fields.end() ? nullptr : &*found;
}

std::vector<FieldMap> parse_field_maps(std::string_view json, const std::string& origin) {
    const Place root{origin};
    const auto parsed = parse_strictly(json, root);
    if (!parsed.is_array()) {
        return {read_map(parsed, root)};
    }
    std::vector<FieldMap> maps;
    for (std::size_t i = 0; i < parsed.size(); ++i) {
        auto map = read_map(parsed[i], root.at(i));
        if (std::ranges::find(maps, map.layer, &FieldMap::layer) != maps.end()) {
            root.at(i).fail("lớp này đã có ở trên", "this layer is already there above");
        }
        maps.push_back(std::move(map));
    }
    return maps;
}

FieldMap load_field_map(const std::string& name_or_path, Layer layer,
                        const std::filesystem::path& data_folder) {
    const auto file = find_map_file(name_or_path, data_folder);
    const auto origin = file.string();
    auto maps = parse_field_maps(read_text(file), origin);
    const auto found = std::ranges::find(maps, layer, &FieldMap::layer);
    if (found == maps.end()) {
        Place{origin}.fail(fmt::format("không có bảng ghép cho lớp {}", to_text(layer)),
                           fmt::format("there is no map for layer {}", to_text(layer)));
    }
    return std::move(*found);
}

} // namespace gis::files
