#include "gis/analysis/hardening_rules.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

namespace gis::analysis {

namespace {

using Json = nlohmann::json;

/// Reads members of a JSON object and knows where it is, for errors.
class ObjectReader {
public:
    ObjectReader(const Json& object, const std::string& file, std::string path)
        : m_object(object), m_file(file), m_path(std::move(path)) {
        if (!object.is_object()) {
            fail("", "phải là một đối tượng", "must be an object");
        }
    }

    void only(const std::set<std::string>& known) const {
        for (const auto& [key, value] : m_object.items()) {
            if (!known.contains(key)) {
                fail(key, "là khóa không biết", "is an unknown key");
            }
        }
    }

    [[nodiscard]] std::string text(const std::string& key) const {
        const auto& value = member(key);
        if (!value.is_string() || value.get_ref<const std::string&>().empty()) {
            fail(key, "phải là chữ, không rỗng", "must be a text that is not empty");
        }
        return value.get<std::string>();
    }

    [[nodiscard]] bool flag(const std::string& key, bool fallback) const {
        if (!m_object.contains(key)) {
            return fallback;
        }
        if (!m_object.at(key).is_boolean()) {
            fail(key, "phải là true hoặc false", "must be true or false");
        }
        return m_object.at(key).get<bool>();
    }

    [[nodiscard]] Date day(const std::string& key) const {
        const auto date = Date::parse(text(key));
        if (!date) {
            fail(key, "phải là ngày dạng 2024-11-05", "must be a day such as 2024-11-05");
        }
        return *date;
    }

    [[nodiscard]] bool has(const std::string& key) const {
        return m_object.contains(key) && !m_object.at(key).is_null();
    }

    [[nodiscard]] ObjectReader object(const std::string& key) const {
        return {member(key), m_file, m_path + "/" + key};
    }

    /// A list of texts, each turned into a value that `parse` knows.
    template <class Parse>
    [[nodiscard]] auto list(const std::string& key, Parse parse) const {
        std::vector<typename decltype(parse(""))::value_type> values;
        const auto& items = member(key);
        if (!items.is_array()) {
            fail(key, "phải là một danh sách", "must be a list");
        }
        for (const auto& item : items) {
            const auto value = item.is_string() ? parse(item.get_ref<const std::string&>())
                                                : decltype(parse("")){};
            if (!value) {
                fail(key, fmt::format("có giá trị không biết {}", item.dump()),
                     fmt::format("has the unknown value {}", item.dump()));
            }
            values.push_back(*value);
        }
        return values;
    }

    [[nodiscard]] const Json& json() const { return m_object; }

    [[noreturn]] void fail(const std::string& key, const std::string& vi,
                           const std::string& en) const {
        const auto where = m_path + "/" + key;
        throw Error{ErrorKind::invalid_data,
                    "bad-rules",
                    {fmt::format("Tệp quy tắc {}: {} {}.", m_file, where, vi),
                     fmt::format("Rules file {}: {} {}.", m_file, where, en)},
                    where};
    }

private:
    [[nodiscard]] const Json& member(const std::string& key) const {
        const auto at = m_object.find(key);
        if (at == m_object.end()) {
            fail(key, "bị thiếu", "is missing");
        }
        return *at;
    }

    const Json& m_object;
    const std::string& m_file;
    std::string m_path;
};

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    if (!file) {
        throw Error{ErrorKind::storage,
                    "unreadable-file",
                    {fmt::format("Không đọc được tệp {}.", path.string()),
                     fmt::format("Cannot read {}.", path.string())}};
    }
    return {std::istreambuf_iterator<char>{file}, {}};
}

} // namespace

std::optional<bool> HardeningRules::verdict(model::RoadClass road_class,
                                            model::Surface surface) const noexcept {
    if (surface == model::Surface::unknown) {
        return std::nullopt;
    }
    return hardened[static_cast<std::size_t>(road_class)][static_cast<std::size_t>(surface)];
}

std::pair<HardeningRules, bool> parse_hardening_rules(std::string_view json,
                                                      const std::string& name) {
    const auto document = Json::parse(json, nullptr, false);
    if (document.is_discarded()) {
        throw Error{ErrorKind::invalid_data,
                    "bad-rules",
                    {fmt::format("Tệp quy tắc {} không phải JSON hợp lệ.", name),
                     fmt::format("Rules file {} is not valid JSON.", name)}};
    }
    const ObjectReader reader{document, name, ""};
    reader.only({"id", "title", "source", "confirmed", "default", "valid_from", "valid_to",
                 "headline_classes", "hardened", "note"});
    HardeningRules rules;
    rules.id = reader.text("id");
    rules.title = {reader.object("title").text("vi"), reader.object("title").text("en")};
    rules.source = reader.text("source");
    rules.confirmed = reader.flag("confirmed", true);
    rules.valid_from = reader.day("valid_from");
    if (reader.has("valid_to")) {
        rules.valid_to = reader.day("valid_to");
    }
    rules.headline_classes = reader.list(
        "headline_classes", [](std::string_view text) { return model::road_class(text); });
    const auto hardened = reader.object("hardened");
    for (const auto& [key, value] : hardened.json().items()) {
        const auto road_class = model::road_class(key);
        if (!road_class) {
            hardened.fail(key, "là cấp đường không biết", "is an unknown road class");
        }
        for (const auto surface :
             hardened.list(key, [](std::string_view text) { return model::surface(text); })) {
            if (surface == model::Surface::unknown) {
                hardened.fail(key, "không được có unknown", "must not list unknown");
            }
            rules.hardened[static_cast<std::size_t>(*road_class)]
                          [static_cast<std::size_t>(surface)] = true;
        }
    }
    return {std::move(rules), reader.flag("default", false)};
}

RuleBook RuleBook::load(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator{folder, error}) {
        if (entry.path().extension() == ".json") {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    RuleBook book;
    std::set<std::string> ids;
    std::size_t defaults = 0;
    for (const auto& file : files) {
        auto [rules, is_default] = parse_hardening_rules(read_file(file), file.string());
        if (!ids.insert(rules.id).second) {
            throw Error{
                ErrorKind::invalid_data,
                "bad-rules",
                {fmt::format("Tệp quy tắc {}: mã “{}” đã có.", file.string(), rules.id),
                 fmt::format("Rules file {}: id \"{}\" stands twice.", file.string(), rules.id)},
                "/id"};
        }
        if (is_default) {
            book.m_default = book.m_rules.size();
            ++defaults;
        }
        book.m_rules.push_back(std::move(rules));
    }
    if (defaults != 1) {
        throw Error{ErrorKind::invalid_data,
                    "bad-rules",
                    {fmt::format("Thư mục {} phải có đúng một bộ quy tắc mặc định, hiện có {}.",
                                 folder.string(), defaults),
                     fmt::format("Folder {} must have exactly one default rule set, not {}.",
                                 folder.string(), defaults)},
                    "/default"};
    }
    return book;
}

const HardeningRules& RuleBook::find(std::string_view id) const {
    const auto at = std::find_if(m_rules.begin(), m_rules.end(),
                                 [id](const HardeningRules& rules) { return rules.id == id; });
    if (at != m_rules.end()) {
        return *at;
    }
    std::string known;
    for (const auto& rules : m_rules) {
        known += (known.empty() ? "" : ", ") + rules.id;
    }
    throw Error{ErrorKind::not_found,
                "unknown-rules",
                {fmt::format("Không có bộ quy tắc “{}”. Có: {}.", id, known),
                 fmt::format("There is no rule set \"{}\". There are: {}.", id, known)},
                "rules"};
}

} // namespace gis::analysis
