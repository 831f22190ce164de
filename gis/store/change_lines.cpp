#include "gis/store/change_lines.hpp"

#include "gis/store/failures.hpp"
#include "gis/store/row_json.hpp"

namespace gis::store {

model::EntityKind kind_from(const Statement& row, int column) {
    const auto kind = model::entity_kind(row.text(column));
    if (!kind) {
        throw damaged_row("changes", std::to_string(row.integer(0)), "entity");
    }
    return *kind;
}

ChangeLine read_line(const Statement& row) {
    const auto text = [&row](int column) {
        return row.type(column) == ValueType::null ? std::nullopt
                                                   : std::optional{std::string{row.text(column)}};
    };
    return {{row.integer(0), {kind_from(row, 2), row.integer(3)}, row.integer(4)},
            ChangesetId{row.integer(1)},
            text(5),
            text(6)};
}

model::Row parse(const ChangeLine& line, const std::string& json, std::string_view column) {
    auto row = row_from_json(to_text(line.key.entity.kind), json);
    if (!row) {
        throw damaged_row("changes", std::to_string(line.key.id), column);
    }
    return *std::move(row);
}

std::optional<model::Row> parse_before(const ChangeLine& line) {
    return line.before ? std::optional{parse(line, *line.before, "before")} : std::nullopt;
}

} // namespace gis::store
