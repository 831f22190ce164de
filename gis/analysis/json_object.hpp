#pragma once

#include "gis/core/date.hpp"
#include "gis/core/error.hpp"
#include "gis/geometry/types.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace gis::analysis {

/// What errors say of a JSON text.
struct JsonOrigin {
    std::string code; ///< of the Error
    Message name;     ///< begins the sentence: "Rules file x.json"

    [[nodiscard]] static JsonOrigin rules_file(const std::string& file);
};

/// A JSON object from outside, read member by member; it knows where it stands, for errors. Every
/// call throws Error{invalid_data} with the origin's code that names the origin and the JSON path
/// when a member is missing or of another kind.
class JsonObject {
public:
    /// Values may be nested 32 deep.
    [[nodiscard]] static JsonObject parse(std::string_view text, const JsonOrigin& origin);
    /// A rules or norms file. @throws also Error{storage, "unreadable-file"}
    [[nodiscard]] static JsonObject read(const std::filesystem::path& path);

    /// Refuses members of any other name.
    void only(const std::set<std::string>& known) const;
    /// False also for null.
    [[nodiscard]] bool has(const std::string& key) const;
    /// True for a member that is there and null.
    [[nodiscard]] bool is_null(const std::string& key) const;
    [[nodiscard]] std::vector<std::string> keys() const;

    /// Not empty.
    [[nodiscard]] std::string text(const std::string& key) const;
    /// Empty too.
    [[nodiscard]] std::string any_text(const std::string& key) const;
    [[nodiscard]] double number(const std::string& key, double min, double max) const;
    [[nodiscard]] std::int64_t whole(const std::string& key, std::int64_t min,
                                     std::int64_t max) const;
    /// `[lon, lat]` in degrees.
    [[nodiscard]] geometry::Point point(const std::string& key) const;
    [[nodiscard]] std::vector<geometry::Point> points(const std::string& key,
                                                      std::size_t most) const;
    [[nodiscard]] std::vector<std::int64_t> whole_numbers(const std::string& key, std::int64_t min,
                                                          std::int64_t max, std::size_t most) const;
    /// A text or a number, as text.
    [[nodiscard]] std::string scalar(const std::string& key) const;
    [[nodiscard]] bool flag(const std::string& key, bool fallback) const;
    [[nodiscard]] Date day(const std::string& key) const;
    [[nodiscard]] JsonObject object(const std::string& key) const;
    [[nodiscard]] std::vector<JsonObject>
    objects(const std::string& key,
            std::size_t most = std::numeric_limits<std::size_t>::max()) const;
    [[nodiscard]] std::vector<std::string> texts(const std::string& key) const;

    /// The member as it is, as JSON text.
    [[nodiscard]] std::string json(const std::string& key) const;

    /// A text that `reader` makes a value of, else an error.
    template <class Read>
    [[nodiscard]] auto word(const std::string& key, Read reader) const {
        return known(key, text(key), reader);
    }
    /// A list of such texts.
    template <class Read>
    [[nodiscard]] auto words(const std::string& key, Read reader) const {
        std::vector<typename decltype(reader(""))::value_type> values;
        for (const auto& item : texts(key)) {
            values.push_back(known(key, item, reader));
        }
        return values;
    }

    /// `vi` and `en` go on the sentence "Rules file x: /path/key ..."
    [[noreturn]] void fail(const std::string& key, const std::string& vi,
                           const std::string& en) const;

private:
    struct Node;

    explicit JsonObject(std::shared_ptr<const Node> node) : m_node(std::move(node)) {}

    template <class Read>
    [[nodiscard]] auto known(const std::string& key, const std::string& word, Read reader) const {
        const auto value = reader(word);
        if (!value) {
            fail(key, "có giá trị không biết \"" + word + "\"",
                 "has the unknown value \"" + word + "\"");
        }
        return *value;
    }

    std::shared_ptr<const Node> m_node;
};

/// The *.json files of a folder, in the order of their names.
[[nodiscard]] std::vector<std::filesystem::path> json_files(const std::filesystem::path& folder);

} // namespace gis::analysis
