#include "gis/analysis/json_object.hpp"

#include "gis/core/error.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace gis::analysis {

namespace {

using Json = nlohmann::json;

} // namespace

struct JsonObject::Node {
    std::shared_ptr<const Json> document;
    const Json* object = nullptr;
    std::string file;
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

} // namespace

JsonObject JsonObject::parse(std::string_view text, const std::string& file) {
    Node node;
    node.document = std::make_shared<const Json>(Json::parse(text, nullptr, false));
    if (node.document->is_discarded()) {
        throw Error{ErrorKind::invalid_data,
                    "bad-rules",
                    {fmt::format("Tệp quy tắc {} không phải JSON hợp lệ.", file),
                     fmt::format("Rules file {} is not valid JSON.", file)}};
    }
    node.object = node.document.get();
    node.file = file;
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
    return parse(std::string{std::istreambuf_iterator<char>{file}, {}}, path.string());
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

double JsonObject::number(const std::string& key, double min, double max) const {
    const auto& value = member(*this, *m_node, key);
    const double number = value.is_number() ? value.get<double>() : min - 1;
    if (!(number >= min && number <= max)) {
        fail(key, fmt::format("phải là số từ {} đến {}", min, max),
             fmt::format("must be a number from {} to {}", min, max));
    }
    return number;
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
        Node{m_node->document, &value, m_node->file, m_node->path + "/" + key})};
}

std::vector<JsonObject> JsonObject::objects(const std::string& key) const {
    const auto& items = member(*this, *m_node, key);
    const bool all = items.is_array() && std::all_of(items.begin(), items.end(),
                                                     [](const Json& i) { return i.is_object(); });
    if (!all) {
        fail(key, "phải là một danh sách các đối tượng", "must be a list of objects");
    }
    std::vector<JsonObject> result;
    for (std::size_t i = 0; i < items.size(); ++i) {
        result.push_back(JsonObject{
            std::make_shared<const Node>(Node{m_node->document, &items[i], m_node->file,
                                              fmt::format("{}/{}/{}", m_node->path, key, i)})});
    }
    return result;
}

std::vector<std::string> JsonObject::texts(const std::string& key) const {
    const auto& items = member(*this, *m_node, key);
    if (!items.is_array()) {
        fail(key, "phải là một danh sách", "must be a list");
    }
    std::vector<std::string> result;
    for (const auto& item : items) {
        if (!item.is_string()) {
            fail(key, fmt::format("có giá trị không biết {}", item.dump()),
                 fmt::format("has the unknown value {}", item.dump()));
        }
        result.push_back(item.get<std::string>());
    }
    return result;
}

void JsonObject::fail(const std::string& key, const std::string& vi, const std::string& en) const {
    const auto where = m_node->path + "/" + key;
    throw Error{ErrorKind::invalid_data,
                "bad-rules",
                {fmt::format("Tệp quy tắc {}: {} {}.", m_node->file, where, vi),
                 fmt::format("Rules file {}: {} {}.", m_node->file, where, en)},
                where};
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
