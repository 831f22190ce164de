#include "gis/files/aliases.hpp"

#include "gis/core/error.hpp"
#include "gis/core/text.hpp"
#include "gis/files/fields.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <fstream>

namespace gis::files {

namespace {

using Json = nlohmann::json;

[[noreturn]] void fail(const std::filesystem::path& file, std::string_view path) {
    throw Error{ErrorKind::invalid_data,
                "bad-field-map",
                {fmt::format("Tệp {} sai tại {}.", file.string(), path),
                 fmt::format("File {} is wrong at {}.", file.string(), path)},
                std::string{path}};
}

Json load(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    auto json = Json::parse(stream, nullptr, false);
    if (!json.is_object() || json.size() != 2 || !json.contains("columns") ||
        !json.contains("values")) {
        fail(file, "$");
    }
    return json;
}

std::vector<std::string> texts(const Json& json, const std::filesystem::path& file,
                               const std::string& path) {
    if (!json.is_array()) {
        fail(file, path);
    }
    std::vector<std::string> result;
    for (const auto& item : json) {
        if (!item.is_string()) {
            fail(file, path);
        }
        result.push_back(squeeze(item.get<std::string>()));
    }
    return result;
}

} // namespace

std::string squeeze(std::string_view utf8) {
    auto folded = fold(utf8);
    std::erase(folded, ' ');
    return folded;
}

Aliases::Aliases(const std::filesystem::path& data_folder) {
    const auto file = data_folder / "field-maps" / "aliases.json";
    const auto json = load(file);
    for (const auto& [layer_name, fields] : json["columns"].items()) {
        const auto layer = layer_of(layer_name);
        if (!layer || !fields.is_object()) {
            fail(file, "$.columns." + layer_name);
        }
        for (const auto& [field, names] : fields.items()) {
            const auto path = fmt::format("$.columns.{}.{}", layer_name, field);
            if (find_field(*layer, field) == nullptr) {
                fail(file, path);
            }
            m_columns[fmt::format("{}.{}", layer_name, field)] = texts(names, file, path);
        }
    }
    for (const auto& [field, values] : json["values"].items()) {
        for (const auto& [ours, theirs] : values.items()) {
            const auto path = fmt::format("$.values.{}.{}", field, ours);
            m_values[field].emplace(squeeze(ours), ours);
            for (auto& text : texts(theirs, file, path)) {
                m_values[field].emplace(std::move(text), ours);
            }
        }
    }
}

std::vector<std::string> Aliases::columns(Layer layer, std::string_view field) const {
    std::vector<std::string> names{squeeze(field)};
    const auto found = m_columns.find(fmt::format("{}.{}", to_text(layer), field));
    if (found != m_columns.end()) {
        names.insert(names.end(), found->second.begin(), found->second.end());
    }
    return names;
}

std::optional<std::string> Aliases::value(std::string_view field, std::string_view squeezed) const {
    const auto values = m_values.find(field);
    if (values == m_values.end()) {
        return std::nullopt;
    }
    const auto found = values->second.find(squeezed);
    return found == values->second.end() ? std::nullopt : std::optional{found->second};
}

} // namespace gis::files
