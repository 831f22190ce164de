#pragma once

#include "gis/core/date.hpp"
#include "gis/files/aliases.hpp"
#include "gis/files/encoding.hpp"
#include "gis/files/field_map.hpp"
#include "gis/files/fields.hpp"
#include "gis/files/gdal.hpp"
#include "gis/files/issues.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace gis::files {

/// How the bytes of a layer's texts are read.
struct TextRule {
    Encoding encoding = Encoding::utf8;
    /// GDAL hands out UTF-8, but the text in it was once taken for CP1252.
    bool mistaken = false;
};

/// What all layers of one import share.
struct ColumnContext {
    const std::filesystem::path& file; ///< for messages
    Layer layer;
    const FieldMap* map = nullptr; ///< null: by aliases
    const Aliases& aliases;
    TextRule text;
    model::ImportBatch& batch;
    Issues& issues;
};

/// The columns of one layer of a file, tied to our fields. Fields are named by their position in
/// fields_of(layer).
class Columns {
public:
    /// Drops from reading what nothing is tied to.
    /// @throws Error{invalid_data} "missing-column" when the map names columns that the layer does
    /// not have, listing those it has
    Columns(const ColumnContext& context, OGRLayer& layer);

    /// Position of a field of the layer. @pre there is one
    [[nodiscard]] static std::size_t slot(Layer layer, std::string_view field);

    /// Whether anything fills a field.
    [[nodiscard]] bool has(std::size_t slot) const { return m_bound[slot].bound(); }

    /// The first column of the file that fills a field; empty when none does.
    [[nodiscard]] const std::string& column_of(std::size_t slot) const {
        return column_name(m_bound[slot]);
    }

    /// Whether the `where` of the map takes the row; true without one.
    [[nodiscard]] bool belongs(const OGRFeature& feature) const;

    /// The row that the next calls are about.
    void set_row(const OGRFeature& feature, std::int64_t row) {
        m_feature = &feature;
        m_row = row;
    }

    /// Empty when nothing is known. @throws Error{invalid_data} "bad-encoding", "text-too-long"
    [[nodiscard]] std::string text(std::size_t slot);

    /// Our code for the value of a choice field; nothing when empty or not known to any rule, then
    /// counted in ImportBatch::unmapped.
    /// @throws Error{invalid_data} code skipped_by_rule when the map leaves rows of this value out
    [[nodiscard]] std::optional<std::string_view> choice(std::size_t slot);

    /// Nothing when empty; also, with a warning, for what is no number.
    [[nodiscard]] std::optional<double> number(std::size_t slot);
    [[nodiscard]] std::optional<Date> date(std::size_t slot);
    [[nodiscard]] std::optional<bool> flag(std::size_t slot);
    [[nodiscard]] std::vector<std::string> list(std::size_t slot);

    /// Tells that a value of this row is not `vi`, `en` (what it should be) and so not used.
    void warn_bad_value(std::size_t slot, std::string_view value, std::string_view vi,
                        std::string_view en);

private:
    /// What a rule makes of one value of the file.
    struct Outcome {
        std::optional<std::string> ours; ///< nothing: unknown
        bool skip = false;
        bool unmapped = false;
    };
    struct Bound {
        const FieldInfo* info = nullptr;
        const FieldRule* rule = nullptr;
        std::vector<int> columns;
        std::unordered_map<std::string, Outcome> seen;

        [[nodiscard]] bool bound() const noexcept {
            return !columns.empty() || (rule != nullptr && rule->constant);
        }
    };
    struct Condition {
        int column;
        std::vector<std::string> values; ///< empty: any
    };

    [[nodiscard]] int find(std::string_view column) const;
    [[nodiscard]] std::vector<int> find_all(const std::vector<std::string>& columns) const;
    void bind_by_map();
    void bind_by_aliases();
    void ignore_the_rest(OGRLayer& layer) const;
    [[noreturn]] void missing(const std::vector<std::string>& columns) const;

    [[nodiscard]] std::string decoded(int column) const;
    [[nodiscard]] std::string raw(const Bound& bound) const;
    [[nodiscard]] const std::string& column_name(const Bound& bound) const;
    [[nodiscard]] Outcome resolve(const Bound& bound, const std::string& value) const;
    /// @throws Error{invalid_data} code skipped_by_rule
    const Outcome& outcome(Bound& bound, const std::string& value);
    [[noreturn]] void skip(const Bound& bound, const std::string& value) const;
    /// The value of the file after the rule's `values`; empty when unknown.
    [[nodiscard]] std::string mapped(Bound& bound);
    /// The value of a column that holds numbers, as it is.
    [[nodiscard]] std::optional<double> stored_number(const Bound& bound) const;

    const ColumnContext& m_context;
    std::vector<std::string> m_names; ///< columns of the file, decoded
    std::vector<std::string> m_squeezed;
    std::vector<Bound> m_bound; ///< parallel to fields_of(layer)
    std::vector<Condition> m_where;
    const OGRFeature* m_feature = nullptr;
    std::int64_t m_row = 0;
};

} // namespace gis::files
