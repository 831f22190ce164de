#include "gis/store/history.hpp"

#include "gis/core/error.hpp"
#include "gis/store/change_lines.hpp"
#include "gis/store/changeset_writer.hpp"
#include "gis/store/failures.hpp"
#include "gis/store/row_reader.hpp"
#include "gis/store/statement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <set>
#include <string>

namespace gis::store {

namespace {

using model::EntityKind;
using model::EntityRef;

constexpr std::string_view select_history =
    "SELECT c.id, c.author, c.at, c.comment, c.source, c.row_count, coalesce(p.decided_by, '')"
    " FROM changesets c LEFT JOIN proposals p ON p.changeset = c.id"
    " WHERE c.id < ?1 ORDER BY c.id DESC LIMIT ?2";
constexpr std::string_view select_changes_after =
    "SELECT id, changeset, entity, first_id, last_id, before, after FROM changes"
    " WHERE changeset > ?1 ORDER BY id";
// Of one entity: its own lines and the run that made it.
constexpr std::string_view select_changes_of =
    "SELECT id, changeset, entity, first_id, last_id, before, after FROM changes"
    " WHERE entity = ?1 AND first_id = ?2 AND last_id = first_id"
    " UNION ALL "
    "SELECT id, changeset, entity, first_id, last_id, before, after FROM changes"
    " WHERE entity = ?1 AND first_id <= ?2 AND last_id >= ?2 AND last_id > first_id"
    " ORDER BY id";
constexpr std::string_view select_next_before =
    "SELECT before FROM changes WHERE entity = ?1 AND first_id = ?2 AND id > ?3"
    " ORDER BY id LIMIT 1";
constexpr std::string_view select_records_of = "SELECT id FROM surface_records WHERE road = ?1";
constexpr std::string_view select_last_changes =
    "SELECT entity, first_id, last_id, changeset FROM changes ORDER BY id";
constexpr std::string_view select_lineage =
    "SELECT entity, parent, child FROM lineage WHERE entity = ?1 AND (parent = ?2 OR child = ?2)"
    " ORDER BY id";
constexpr std::string_view select_revision_before =
    "SELECT id FROM changesets WHERE at < ?1 ORDER BY id DESC LIMIT 1";

constexpr std::size_t kinds = std::variant_size_v<model::Row>;

/// Rows as they stand, ids from `first` to `last`.
std::vector<model::Row> read_rows(const Connection& connection, EntityKind kind, std::int64_t first,
                                  std::int64_t last) {
    Statement select{connection, select_rows(kind)};
    select.bind_all(first, last);
    std::vector<model::Row> rows;
    while (select.step()) {
        rows.push_back(read_row(kind, select));
    }
    return rows;
}

model::Row current_row(const Connection& connection, EntityRef entity) {
    auto rows = read_rows(connection, entity.kind, entity.id, entity.id);
    if (rows.empty()) {
        throw damaged_row("changes", std::to_string(entity.id), "first_id");
    }
    return std::move(rows.front());
}

/// What a row was after a line that does not say so: the `before` of its next line, else the row as
/// it stands.
model::Row row_after(const Connection& connection, const ChangeLine& line, EntityRef entity) {
    if (line.after) {
        return parse(line, *line.after, "after");
    }
    Statement select{connection, select_next_before};
    select.bind_all(to_text(entity.kind), entity.id, line.key.id);
    if (select.step() && select.type(0) == ValueType::text) {
        return parse(line, std::string{select.text(0)}, "before");
    }
    return current_row(connection, entity);
}

/// Nobody above the store knows the ids of units: their runs are written out.
void add_units(const Connection& connection, const ChangeLine& line,
               std::vector<model::Change>& changes) {
    for (auto id = line.key.entity.id; id <= line.key.last_id; ++id) {
        const EntityRef unit{EntityKind::unit, id};
        changes.push_back({unit, id, std::nullopt, row_after(connection, line, unit)});
    }
}

model::ChangesetSummary read_summary(const Statement& row) {
    return {ChangesetId{row.integer(0)}, std::string{row.text(1)}, std::string{row.text(2)},
            std::string{row.text(3)},    std::string{row.text(4)}, row.integer(5),
            std::string{row.text(6)}};
}

std::optional<model::ChangesetSummary> find_summary(const Connection& connection, ChangesetId id) {
    if (id.get() == last_id) {
        return std::nullopt;
    }
    Statement select{connection, select_history};
    select.bind_all(id.get() + 1, std::int64_t{1});
    if (!select.step() || select.integer(0) != id.get()) {
        return std::nullopt;
    }
    return read_summary(select);
}

/// What happened to one row, oldest first, by changeset.
void collect(const Connection& connection, EntityRef entity, std::int64_t before,
             std::map<std::int64_t, std::vector<model::Change>>& by_changeset) {
    for (const auto& line :
         read_lines(connection, select_changes_of, to_text(entity.kind), entity.id)) {
        if (line.changeset.get() < before) {
            by_changeset[line.changeset.get()].push_back(
                {entity, entity.id, parse_before(line), row_after(connection, line, entity)});
        }
    }
}

/// Rows that are newer than a revision are those with ids from here on.
using FirstNew = std::array<std::int64_t, kinds>;

FirstNew first_new_ids(const std::vector<ChangeLine>& lines) {
    FirstNew first;
    first.fill(last_id);
    for (const auto& line : lines) {
        if (!line.before) {
            auto& lowest = first.at(static_cast<std::size_t>(line.key.entity.kind));
            lowest = std::min(lowest, line.key.entity.id);
        }
    }
    return first;
}

Error unknown(std::string_view code, std::int64_t number) {
    return {ErrorKind::not_found,
            std::string{code},
            {fmt::format("Chưa có thay đổi số {}.", number),
             fmt::format("There is no changeset {} yet.", number)},
            "id"};
}

} // namespace

std::vector<model::ChangesetSummary> read_history(Connection& connection, std::size_t limit,
                                                  std::optional<ChangesetId> before) {
    constexpr auto no_limit = static_cast<std::size_t>(std::numeric_limits<std::int64_t>::max());
    Statement select{connection, select_history};
    select.bind_all(before ? before->get() : last_id,
                    static_cast<std::int64_t>(std::min(limit, no_limit)));
    std::vector<model::ChangesetSummary> history;
    while (select.step()) {
        history.push_back(read_summary(select));
    }
    return history;
}

std::vector<model::Change> read_changes(Connection& connection, ChangesetId id) {
    const ReadTransaction one_moment{connection};
    if (!find_summary(connection, id)) {
        throw unknown("unknown-changeset", id.get());
    }
    std::vector<model::Change> changes;
    for (const auto& line : read_lines(connection, select_changes_of_changeset, id.get())) {
        if (!line.is_run()) {
            changes.push_back({line.key.entity, line.key.last_id, parse_before(line),
                               row_after(connection, line, line.key.entity)});
        } else if (line.key.entity.kind == EntityKind::unit) {
            add_units(connection, line, changes);
        } else {
            changes.push_back({line.key.entity, line.key.last_id, std::nullopt, std::nullopt});
        }
    }
    return changes;
}

std::vector<model::EntityVersion> read_entity_history(Connection& connection, EntityRef entity,
                                                      std::size_t limit,
                                                      std::optional<ChangesetId> before) {
    const ReadTransaction one_moment{connection};
    const auto end = before ? before->get() : last_id;
    std::map<std::int64_t, std::vector<model::Change>> by_changeset;
    collect(connection, entity, end, by_changeset);
    if (entity.kind == EntityKind::road) {
        Statement select{connection, select_records_of};
        select.bind_all(entity.id);
        while (select.step()) {
            collect(connection, {EntityKind::surface_record, select.integer(0)}, end, by_changeset);
        }
    }
    std::vector<model::EntityVersion> versions;
    for (auto at = by_changeset.rbegin(); at != by_changeset.rend() && versions.size() < limit;
         ++at) {
        auto summary = find_summary(connection, ChangesetId{at->first});
        if (!summary) {
            throw damaged_row("changes", std::to_string(at->first), "changeset");
        }
        versions.push_back({*std::move(summary), std::move(at->second)});
    }
    return versions;
}

std::vector<model::Lineage> read_lineage(const Connection& connection, EntityRef entity) {
    Statement select{connection, select_lineage};
    select.bind_all(to_text(entity.kind), entity.id);
    std::vector<model::Lineage> lineage;
    while (select.step()) {
        lineage.push_back({entity.kind, select.integer(1), select.integer(2)});
    }
    return lineage;
}

std::vector<model::LastChange> read_last_changes(const Connection& connection) {
    Statement select{connection, select_last_changes};
    select.bind_all();
    std::vector<model::LastChange> lines;
    while (select.step()) {
        lines.push_back({kind_from(select, 0), select.integer(1), select.integer(2),
                         Revision{select.integer(3)}});
    }
    return lines;
}

model::Rewind read_rewind(Connection& connection, Revision revision) {
    const ReadTransaction one_moment{connection};
    if (revision.get() < 0 || revision > read_revision(connection)) {
        throw unknown("unknown-revision", revision.get());
    }
    model::Rewind rewind;
    rewind.revision = revision;
    const auto lines = read_lines(connection, select_changes_after, revision.get());
    const auto first_new = first_new_ids(lines);
    std::set<EntityRef> seen;
    for (const auto& line : lines) {
        const bool is_new =
            line.key.entity.id >= first_new.at(static_cast<std::size_t>(line.key.entity.kind));
        if (!is_new && line.before && seen.insert(line.key.entity).second) {
            rewind.restored.push_back(parse(line, *line.before, "before"));
        }
    }
    for (std::size_t kind = 0; kind < kinds; ++kind) {
        if (first_new.at(kind) != last_id) {
            for (auto& row : read_rows(connection, static_cast<EntityKind>(kind),
                                       first_new.at(kind), last_id)) {
                rewind.removed.push_back(std::move(row));
            }
        }
    }
    return rewind;
}

Revision read_revision_on(const Connection& connection, Date day) {
    // Midnight after a day in Vietnam (UTC+7).
    const auto end = day.iso() + "T17:00:00";
    Statement select{connection, select_revision_before};
    select.bind_all(end);
    return Revision{select.step() ? select.integer(0) : 0};
}

} // namespace gis::store
