#include "gis/store/history_walk.hpp"

#include "gis/store/canonical.hpp"
#include "gis/store/change_lines.hpp"
#include "gis/store/changeset_hash.hpp"
#include "gis/store/row_hash.hpp"
#include "gis/store/row_reader.hpp"
#include "gis/store/seals.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace gis::store {

namespace {

constexpr std::string_view select_ids = "SELECT id FROM changesets ORDER BY id DESC";
constexpr std::string_view select_all_lineage =
    "SELECT changeset, id, entity, parent, child FROM lineage ORDER BY id";
constexpr std::string_view select_fields =
    "SELECT id, author, at, comment, source, row_count, bulk, hash FROM changesets ORDER BY id";
constexpr std::string_view put_changeset_hash =
    "UPDATE changesets SET hash = ?2, hash_version = ?3 WHERE id = ?1";

constexpr std::string_view table_exists =
    "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = '{}'";

struct LineageLine {
    std::int64_t id = 0;
    std::string entity;
    std::int64_t parent = 0;
    std::int64_t child = 0;
};

/// What hangs on changesets beside their lines.
struct Attached {
    std::map<std::int64_t, std::vector<LineageLine>> lineage;
    std::map<std::int64_t, Digest> acceptances;
};

Attached read_attached(const Connection& connection) {
    Attached attached;
    Statement lines{connection, select_all_lineage};
    while (lines.step()) {
        attached.lineage[lines.integer(0)].push_back(
            {lines.integer(1), std::string{lines.text(2)}, lines.integer(3), lines.integer(4)});
    }
    Statement seals{connection,
                    fmt::format("SELECT changeset, {} FROM proposals WHERE changeset IS NOT NULL",
                                seal_expression(sealed_proposals))};
    while (seals.step()) {
        attached.acceptances[seals.integer(0)] = digest_at(seals, 1).value_or(Digest{});
    }
    return attached;
}

/// One walk, newest changeset first.
class Walk {
public:
    Walk(const Connection& connection, RowHashes rows, DamageList& damages)
        : m_attached(read_attached(connection)), m_select(connection, select_changes_of_changeset),
          m_rows(std::move(rows)), m_damages(damages) {}

    WalkedChangeset changeset(std::int64_t id) {
        const auto lines = lines_of(id);
        std::vector<Digest> left(lines.size());
        WalkedChangeset walked{id, {}, 0};
        // A row that was there already comes before one that was made: the other way round, a row
        // that was made and changed in one changeset would be gone before its change is looked at.
        for (const bool made : {false, true}) {
            for (auto i = lines.size(); i-- > 0;) {
                if (made == !lines[i].before) {
                    left[i] = made ? unmake(lines[i]) : step_back(lines[i]);
                }
            }
        }
        ChangesetHash hash;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const auto& line = lines[i];
            hash.add_line(line.key, line.before, line.after, left[i]);
            walked.rows += line.key.last_id - line.key.entity.id + 1;
        }
        for (const auto& line : m_attached.lineage[id]) {
            hash.add_lineage(line.id, line.entity, line.parent, line.child);
        }
        if (const auto found = m_attached.acceptances.find(id);
            found != m_attached.acceptances.end()) {
            hash.add_acceptance(found->second);
        }
        walked.content = hash.content();
        return walked;
    }

    /// Rows that nothing in the history has made.
    void finish() {
        m_rows.each([this](model::EntityRef entity) {
            m_damages.add(table_of(entity.kind), entity.id,
                          {fmt::format("Bảng {}, bản ghi {}: lịch sử không có thay đổi nào tạo ra.",
                                       table_of(entity.kind), entity.id),
                           fmt::format("Table {}, row {}: no change of the history has made it.",
                                       table_of(entity.kind), entity.id)});
        });
    }

private:
    std::vector<ChangeLine> lines_of(std::int64_t id) {
        std::vector<ChangeLine> lines;
        try {
            m_select.bind_all(id);
            while (m_select.step()) {
                lines.push_back(read_line(m_select));
            }
        } catch (const Error& error) {
            m_select.reset();
            m_damages.add("changesets", id, error.message());
        }
        return lines;
    }

    std::optional<Digest> hash_of(const ChangeLine& line, const std::optional<std::string>& json,
                                  std::string_view column) {
        try {
            return row_hash(parse(line, *json, column), line.key.entity.id);
        } catch (const Error& error) {
            m_damages.add("changes", line.key.id, error.message());
            return std::nullopt;
        }
    }

    void missing(const ChangeLine& line, std::int64_t id) {
        const auto table = table_of(line.key.entity.kind);
        m_damages.add(
            table, id,
            {fmt::format("Bảng {}, bản ghi {}: không còn, dù thay đổi {} đã ghi nó (changes, dòng "
                         "{}).",
                         table, id, line.changeset.get(), line.key.id),
             fmt::format("Table {}, row {}: it is gone, though changeset {} has written it "
                         "(changes, row {}).",
                         table, id, line.changeset.get(), line.key.id)});
    }

    /// The row after the line, as what came later and the line itself say.
    Digest after(const ChangeLine& line) {
        const auto& entity = line.key.entity;
        const auto* later = m_rows.find(entity);
        if (later == nullptr) {
            missing(line, entity.id);
        }
        const auto said = line.after ? hash_of(line, line.after, "after") : std::nullopt;
        if (said && later != nullptr && *said != *later) {
            const auto table = table_of(entity.kind);
            m_damages.add(
                table, entity.id,
                {fmt::format("Bảng {}, bản ghi {}: không khớp với thay đổi {} trong lịch sử "
                             "(changes, dòng {}).",
                             table, entity.id, line.changeset.get(), line.key.id),
                 fmt::format("Table {}, row {}: it is not what changeset {} of the history says "
                             "(changes, row {}).",
                             table, entity.id, line.changeset.get(), line.key.id)});
        }
        return said ? *said : later != nullptr ? *later : Digest{};
    }

    Digest step_back(const ChangeLine& line) {
        const auto left = after(line);
        if (const auto before = hash_of(line, line.before, "before")) {
            m_rows.set(line.key.entity, *before);
        }
        return sha256_of({&left, 1});
    }

    Digest unmake(const ChangeLine& line) {
        Sha256 left;
        if (!line.is_run()) {
            left.add(after(line));
            m_rows.remove(line.key.entity);
            return left.finish();
        }
        const auto& first = line.key.entity;
        for (auto id = first.id; id <= line.key.last_id; ++id) {
            const auto* row = m_rows.find({first.kind, id});
            if (row == nullptr) {
                missing(line, id);
                if (m_damages.count() > most_missing) {
                    break; // the length of the run itself is wrong
                }
                continue;
            }
            left.add(*row);
            m_rows.remove({first.kind, id});
        }
        return left.finish();
    }

    static constexpr std::size_t most_missing = 100000;

    Attached m_attached;
    Statement m_select;
    RowHashes m_rows;
    DamageList& m_damages;
};

} // namespace

std::vector<WalkedChangeset> walk_history(const Connection& connection, RowHashes rows,
                                          DamageList& damages) {
    std::vector<std::int64_t> ids;
    Statement select{connection, select_ids};
    while (select.step()) {
        ids.push_back(select.integer(0));
    }
    Walk walk{connection, std::move(rows), damages};
    std::vector<WalkedChangeset> walked;
    walked.reserve(ids.size());
    for (const auto id : ids) {
        walked.push_back(walk.changeset(id));
    }
    walk.finish();
    std::reverse(walked.begin(), walked.end());
    return walked;
}

std::vector<Digest> make_chain(const Connection& connection,
                               const std::vector<WalkedChangeset>& walked, bool stored) {
    std::vector<Digest> chained;
    chained.reserve(walked.size());
    Digest previous{};
    Statement select{connection, select_fields};
    for (const auto& changeset : walked) {
        if (!select.step()) {
            break;
        }
        const auto text = [&select](int column) {
            return std::string{select.text(column)};
        };
        const ChangesetFields fields{
            select.integer(0),     text(1), text(2), text(3), text(4), select.integer(5),
            select.integer(6) == 1};
        chained.push_back(chain(previous, fields, changeset.content));
        previous = stored ? digest_at(select, 7).value_or(Digest{}) : chained.back();
    }
    return chained;
}

void hash_everything(Connection& connection) {
    DamageList ignored{0}; // what is damaged now is hashed as it is, and stays to be found
    RowHashes rows;
    for (std::size_t i = 0; i < std::variant_size_v<model::Row>; ++i) {
        const auto kind = static_cast<model::EntityKind>(i);
        if (connection.integer(fmt::format(table_exists, table_of(kind))) == 0) {
            continue; // made by a later step
        }
        Statement put{connection,
                      fmt::format("UPDATE {} SET hash = ?2 WHERE id = ?1", table_of(kind))};
        std::vector<std::pair<std::int64_t, Digest>> hashes;
        scan_rows(
            connection, kind,
            [&](const StoredRow& row) { hashes.emplace_back(row.id, row_hash(row.row, row.id)); },
            [](std::int64_t, const Error& error) { throw error; });
        for (const auto& [id, hash] : hashes) {
            put.run(id, std::span<const std::byte>{hash});
            rows.add({kind, id}, hash);
        }
    }
    const auto walked = walk_history(connection, std::move(rows), ignored);
    const auto hashes = make_chain(connection, walked, false);
    Statement put{connection, put_changeset_hash};
    for (std::size_t i = 0; i < hashes.size(); ++i) {
        put.run(walked[i].id, std::span<const std::byte>{hashes[i]}, hash_version);
    }
    seal_all(connection);
}

} // namespace gis::store
