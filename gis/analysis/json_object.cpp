#include "gis/analysis/json_object.hpp"

#include "gis/core/number_words.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>

namespace gis::analysis {

namespace {

using Json = nlohmann::json;

constexpr int most_nested = 32;

Error wrong(const JsonOrigin& origin, const std::string& vi, const std::string& en,
            const std::string& field = {}) {
    return {ErrorKind::invalid_data,
            origin.code,
            {fmt::format("{}{}.", origin.name.vi, vi), fmt::format("{}{}.", origin.name.en, en)},
            field};
}

std::optional<geometry::Point> to_point(const Json& value) {
    const bool two_numbers =
        value.is_array() && value.size() == 2 && value[0].is_number() && value[1].is_number();
    if (!two_numbers) {
        return std::nullopt;
    }
    const geometry::Point point{value[0].get<double>(), value[1].get<double>()};
    const bool in_world = std::abs(point.lon) <= 180 && std::abs(point.lat) <= 85;
    return in_world ? std::optional{point} : std::nullopt;
}

std::optional<std::int64_t> to_whole(const Json& value, std::int64_t min, std::int64_t max) {
    if (!value.is_number_integer() ||
        (value.is_number_unsigned() &&
         value.get<std::uint64_t>() > static_cast<std::uint64_t>(max))) {
        return std::nullopt;
    }
    const auto number = value.get<std::int64_t>();
    return number >= min && number <= max ? std::optional{number} : std::nullopt;
}

} // namespace

JsonOrigin JsonOrigin::rules_file(const std::string& file) {
    return {"bad-rules", {fmt::format("Tệp quy tắc {}", file), fmt::format("Rules file {}", file)}};
}

struct JsonObject::Node {
    std::shared_ptr<const Json> document;
    const Json* object = nullptr;
    JsonOrigin origin;
    std::string path;

    [[nodiscard]] const Json* find(const std::string& key) const {
        const auto at = object->find(key);
        return at == object->end() || at->is_null() ? nullptr : &*at;
    }
};

namespace {

/// A member that must be there.
template <class Node>
const Json& member(const JsonObject& object, const Node& node, const std::string& key) {
    const auto* value = node.find(key);
    if (value == nullptr) {
        object.fail(key, "bị thiếu", "is missing");
    }
    return *value;
}

template <class Node>
const Json& list(const JsonObject& object, const Node& node, const std::string& key,
                 std::size_t most) {
    const auto& items = member(object, node, key);
    if (!items.is_array()) {
        object.fail(key, "phải là một danh sách", "must be a list");
    }
    if (items.size() > most) {
        object.fail(key, fmt::format("có nhiều nhất {} phần tử", most),
                    fmt::format("may have {} items at most", most));
    }
    return items;
}

} // namespace

JsonObject JsonObject::parse(std::string_view text, const JsonOrigin& origin) {
    const auto shallow = [&origin](int depth, Json::parse_event_t, const Json&) {
        if (depth > most_nested) {
            throw wrong(origin, " lồng quá sâu", " is nested too deep");
        }
        return true;
    };
    Node node;
    node.document = std::make_shared<const Json>(Json::parse(text, shallow, false));
    if (node.document->is_discarded()) {
        throw wrong(origin, " không phải JSON hợp lệ", " is not valid JSON");
    }
    node.object = node.document.get();
    node.origin = origin;
    const JsonObject result{std::make_shared<const Node>(std::move(node))};
    if (!result.m_node->object->is_object()) {
        result.fail("", "phải là một đối tượng", "must be an object");
    }
    return result;
}

JsonObject JsonObject::read(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) {
        throw Error{ErrorKind::storage,
                    "unreadable-file",
                    {fmt::format("Không đọc được tệp {}.", path.string()),
                     fmt::format("Cannot read {}.", path.string())}};
    }
    return parse(std::string{std::istreambuf_iterator<char>{file}, {}},
                 JsonOrigin::rules_file(path.string()));
}

void JsonObject::only(const std::set<std::string>& known) const {
    for (const auto& key : keys()) {
        if (!known.contains(key)) {
            fail(key, "là khóa không biết", "is an unknown key");
        }
    }
}

bool JsonObject::has(const std::string& key) const {
    return m_node->find(key) != nullptr;
}

bool JsonObject::is_null(const std::string& key) const {
    const auto at = m_node->object->find(key);
    return at != m_node->object->end() && at->is_null();
}

std::vector<std::string> JsonObject::keys() const {
    std::vector<std::string> result;
    for (const auto& [key, value] : m_node->object->items()) {
        result.push_back(key);
    }
    return result;
}

std::string JsonObject::text(const std::string& key) const {
    const auto& value = member(*this, *m_node, key);
    if (!value.is_string() || value.get_ref<const std::string&>().empty()) {
        fail(key, "phải là chữ, không rỗng", "must be a text that is not empty");
    }
    return value.get<std::string>();
}

std::string JsonObject::any_text(const std::string& key) const {
    const auto& value = member(*this, *m_node, key);
    if (!value.is_string()) {
        fail(key, "phải là chữ", "must be a text");
    }
    return value.get<std::string>();
}

double JsonObject::number(const std::string& key, double min, double max) const {
    const auto& value = member(*this, *m_node, key);
    const double number = value.is_number() ? value.get<double>() : min - 1;
    if (!(number >= min && number <= max)) {
        fail(key,
             fmt::format("phải là số từ {} đến {}", plain_number_words(min, Language::vi, 3),
                         plain_number_words(max, Language::vi, 3)),
             fmt::format("must be a number from {} to {}", min, max));
    }
    return number;
}

std::int64_t JsonObject::whole(const std::string& key, std::int64_t min, std::int64_t max) const {
    const auto number = to_whole(member(*this, *m_node, key), min, max);
    if (!number) {
        fail(key, fmt::format("phải là số nguyên từ {} đến {}", min, max),
             fmt::format("must be a whole number from {} to {}", min, max));
    }
    return *number;
}

geometry::Point JsonObject::point(const std::string& key) const {
    const auto point = to_point(member(*this, *m_node, key));
    if (!point) {
        fail(key, "phải là [kinh độ, vĩ độ], đơn vị độ", "must be [lon, lat] in degrees");
    }
    return *point;
}

std::vector<geometry::Point> JsonObject::points(const std::string& key, std::size_t most) const {
    std::vector<geometry::Point> result;
    for (const auto& item : list(*this, *m_node, key, most)) {
        const auto point = to_point(item);
        if (!point) {
            fail(fmt::format("{}/{}", key, result.size()), "phải là [kinh độ, vĩ độ], đơn vị độ",
                 "must be [lon, lat] in degrees");
        }
        result.push_back(*point);
    }
    return result;
}

std::vector<std::int64_t> JsonObject::whole_numbers(const std::string& key, std::int64_t min,
                                                    std::int64_t max, std::size_t most) const {
    std::vector<std::int64_t> result;
    for (const auto& item : list(*this, *m_node, key, most)) {
        const auto number = to_whole(item, min, max);
        if (!number) {
            fail(fmt::format("{}/{}", key, result.size()),
                 fmt::format("phải là số nguyên từ {} đến {}", min, max),
                 fmt::format("must be a whole number from {} to {}", min, max));
        }
        result.push_back(*number);
    }
    return result;
}

std::string JsonObject::scalar(const std::string& key) const {
    const auto& value = member(*this, *m_node, key);
    if (value.is_number()) {
        return value.dump();
    }
    return text(key);
}

bool JsonObject::flag(const std::string& key, bool fallback) const {
    const auto* value = m_node->find(key);
    if (value == nullptr) {
        return fallback;
    }
    if (!value->is_boolean()) {
        fail(key, "phải là true hoặc false", "must be true or false");
    }
    return value->get<bool>();
}

Date JsonObject::day(const std::string& key) const {
    const auto date = Date::parse(text(key));
    if (!date) {
        fail(key, "phải là ngày dạng 2024-11-05", "must be a day such as 2024-11-05");
    }
    return *date;
}

JsonObject JsonObject::object(const std::string& key) const {
    const auto& value = member(*this, *m_node, key);
    if (!value.is_object()) {
        fail(key, "phải là một đối tượng", "must be an object");
    }
    return JsonObject{std::make_shared<const Node>(
        Node{m_node->document, &value, m_node->origin, m_node->path + "/" + key})};
}

std::vector<JsonObject> JsonObject::objects(const std::string& key, std::size_t most) const {
    const auto& items = list(*this, *m_node, key, most);
    const bool all =
        std::all_of(items.begin(), items.end(), [](const Json& item) { return item.is_object(); });
    if (!all) {
        fail(key, "phải là một danh sách các đối tượng", "must be a list of objects");
    }
    std::vector<JsonObject> result;
    for (std::size_t i = 0; i < items.size(); ++i) {
        result.push_back(JsonObject{
            std::make_shared<const Node>(Node{m_node->document, &items[i], m_node->origin,
                                              fmt::format("{}/{}/{}", m_node->path, key, i)})});
    }
    return result;
}

std::vector<std::string> JsonObject::texts(const std::string& key) const {
    std::vector<std::string> result;
    for (const auto& item : list(*this, *m_node, key, std::numeric_limits<std::size_t>::max())) {
        if (!item.is_string()) {
            fail(key, fmt::format("có giá trị không biết {}", item.dump()),
                 fmt::format("has the unknown value {}", item.dump()));
        }
        result.push_back(item.get<std::string>());
    }
    return result;
}

std::string JsonObject::json(const std::string& key) const {
    return member(*this, *m_node, key).dump();
}

void JsonObject::fail(const std::string& key, const std::string& vi, const std::string& en) const {
    const auto where = m_node->path + "/" + key;
    throw wrong(m_node->origin, fmt::format(": {} {}", where, vi),
                fmt::format(": {} {}", where, en), where);
}

std::vector<std::filesystem::path> json_files(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator{folder, error}) {
        if (entry.path().extension() == ".json") {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace gis::analysis
