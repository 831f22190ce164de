#pragma once

#include "gis/core/date.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace gis::analysis {

/// A JSON object of a rules or norms file, read member by member; it knows where it stands, for
/// errors. Every call throws Error{invalid_data, "bad-rules"} that names the file and the JSON path
/// when a member is missing or of another kind.
class JsonObject {
public:
    /// @param file  what errors call it
    [[nodiscard]] static JsonObject parse(std::string_view text, const std::string& file);
    /// @throws also Error{storage, "unreadable-file"}
    [[nodiscard]] static JsonObject read(const std::filesystem::path& path);

    /// Refuses members of any other name.
    void only(const std::set<std::string>& known) const;
    [[nodiscard]] bool has(const std::string& key) const;
    [[nodiscard]] std::vector<std::string> keys() const;

    /// Not empty.
    [[nodiscard]] std::string text(const std::string& key) const;
    [[nodiscard]] double number(const std::string& key, double min, double max) const;
    [[nodiscard]] bool flag(const std::string& key, bool fallback) const;
    [[nodiscard]] Date day(const std::string& key) const;
    [[nodiscard]] JsonObject object(const std::string& key) const;
    [[nodiscard]] std::vector<JsonObject> objects(const std::string& key) const;
    [[nodiscard]] std::vector<std::string> texts(const std::string& key) const;

    /// A text that `parse` makes a value of, else an error.
    template <class Parse>
    [[nodiscard]] auto word(const std::string& key, Parse parse) const {
        return known(key, text(key), parse);
    }
    /// A list of such texts.
    template <class Parse>
    [[nodiscard]] auto words(const std::string& key, Parse parse) const {
        std::vector<typename decltype(parse(""))::value_type> values;
        for (const auto& item : texts(key)) {
            values.push_back(known(key, item, parse));
        }
        return values;
    }

    /// `vi` and `en` go on the sentence "File x: /path/key ..."
    [[noreturn]] void fail(const std::string& key, const std::string& vi,
                           const std::string& en) const;

private:
    struct Node;

    explicit JsonObject(std::shared_ptr<const Node> node) : m_node(std::move(node)) {}

    template <class Parse>
    [[nodiscard]] auto known(const std::string& key, const std::string& text, Parse parse) const {
        const auto value = parse(text);
        if (!value) {
            fail(key, "có giá trị không biết \"" + text + "\"",
                 "has the unknown value \"" + text + "\"");
        }
        return *value;
    }

    std::shared_ptr<const Node> m_node;
};

/// The *.json files of a folder, in the order of their names.
[[nodiscard]] std::vector<std::filesystem::path> json_files(const std::filesystem::path& folder);

} // namespace gis::analysis
