#include "gis/store/changeset_writer.hpp"

#include "gis/core/error.hpp"
#include "gis/store/canonical.hpp"
#include "gis/store/proposal_rows.hpp"
#include "gis/store/request_keys.hpp"
#include "gis/store/row_checks.hpp"
#include "gis/store/row_json.hpp"
#include "gis/store/row_reader.hpp"
#include "gis/store/utc.hpp"

#include <fmt/format.h>

#include <array>
#include <string>
#include <unordered_map>

namespace gis::store {

namespace {

constexpr std::string_view select_revision = "SELECT coalesce(max(id), 0) FROM changesets";
constexpr std::string_view select_head = "SELECT hash FROM changesets ORDER BY id DESC LIMIT 1";
constexpr std::string_view insert_changeset =
    "INSERT OR FAIL INTO changesets (id, author, at, comment, source, row_count, bulk, hash,"
    " hash_version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
constexpr std::string_view insert_change =
    "INSERT OR FAIL INTO changes (changeset, entity, first_id, last_id, before, after)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
constexpr std::string_view insert_lineage =
    "INSERT OR FAIL INTO lineage (changeset, entity, parent, child) VALUES (?1, ?2, ?3, ?4)";

constexpr std::string_view select_seal_of_accepted =
    "SELECT seal FROM proposals WHERE changeset = ?1";

constexpr std::size_t row_types = std::variant_size_v<model::Row>;

Error stale(Revision base, Revision current) {
    return {ErrorKind::conflict,
            "stale-revision",
            {fmt::format("Dữ liệu đã thay đổi: bạn sửa từ phiên bản {}, hiện là phiên bản {}. Hãy "
                         "tải lại rồi sửa lại.",
                         base.get(), current.get()),
             fmt::format("The atlas has changed: you started from revision {}, it is at {} now. "
                         "Load it again and repeat the change.",
                         base.get(), current.get())}};
}

Error unknown_row(std::size_t position, std::string_view entity, std::int64_t id) {
    return {
        ErrorKind::not_found,
        "unknown-row",
        {fmt::format("Bản ghi thứ {}: không có {} số {}. Chưa có gì được lưu.", position + 1,
                     entity, id),
         fmt::format("Row {}: there is no {} {}. Nothing was saved.", position + 1, entity, id)}};
}

Error bad_road_reference(std::size_t position, std::int64_t road) {
    return {
        ErrorKind::invalid_argument,
        "bad-road-reference",
        {fmt::format("Bản ghi thứ {}: mặt đường trỏ tới đường {} không có trong thay đổi này.",
                     position + 1, road),
         fmt::format("Row {}: the surface record names road {}, which is not in this changeset.",
                     position + 1, road)},
        "road"};
}

Error proposed_before() {
    return {ErrorKind::invalid_data,
            "request-key-reused",
            {"Yêu cầu với khóa này đã được lưu thành đề xuất.",
             "The request with this key was kept as a proposal."},
            "Idempotency-Key"};
}

Error bad_lineage(std::int64_t named) {
    return {ErrorKind::invalid_argument,
            "bad-lineage",
            {fmt::format("Nguồn gốc trỏ tới đối tượng {} không có trong thay đổi này.", named),
             fmt::format("The lineage names entity {}, which is not in this changeset.", named)}};
}

Error altered_record(std::size_t position, std::int64_t id) {
    return {ErrorKind::invalid_argument,
            "surface-record-stands",
            {fmt::format("Bản ghi thứ {}: bản ghi mặt đường số {} đã lưu chỉ được đổi trạng thái. "
                         "Hãy thêm bản ghi mới.",
                         position + 1, id),
             fmt::format("Row {}: of the stored surface record {} only the state may change. Add a "
                         "new record instead.",
                         position + 1, id)},
            "id"};
}

/// Units keep their key and have no id above the store.
void set_id(model::Row& row, std::int64_t id) {
    struct SetId {
        std::int64_t id;
        void operator()(model::Unit&) const {}
        void operator()(model::Road& road) const {
            road.id = RoadId{id};
            road.surfaces.clear();
        }
        void operator()(model::SurfaceRecord& record) const { record.id = SurfaceRecordId{id}; }
        void operator()(model::Facility& facility) const { facility.id = FacilityId{id}; }
        void operator()(model::PopulationPoint& point) const { point.id = PopulationPointId{id}; }
        void operator()(model::PlanEntry& entry) const { entry.id = PlanEntryId{id}; }
    };
    std::visit(SetId{id}, row);
}

Error other_item(std::size_t position, std::int64_t id) {
    return {ErrorKind::invalid_argument,
            "plan-entry-stands",
            {fmt::format("Bản ghi thứ {}: mục kế hoạch số {} không đổi được kế hoạch, loại và mã.",
                         position + 1, id),
             fmt::format("Row {}: plan entry {} cannot change its plan, kind and key.",
                         position + 1, id)},
            "id"};
}

bool same_item(const model::Row& before, const model::Row& after) {
    const auto& was = std::get<model::PlanEntry>(before);
    const auto& is = std::get<model::PlanEntry>(after);
    return was.plan == is.plan && was.kind == is.kind && was.key == is.key;
}

bool only_state_differs(const model::Row& before, const model::Row& after) {
    auto with_same_state = std::get<model::SurfaceRecord>(before);
    with_same_state.state = std::get<model::SurfaceRecord>(after).state;
    return with_same_state == std::get<model::SurfaceRecord>(after);
}

} // namespace

Digest read_head(const Connection& connection) {
    Statement select{connection, select_head};
    select.bind_all();
    return select.step() ? digest_at(select, 0).value_or(Digest{}) : Digest{};
}

Revision read_revision(const Connection& connection) {
    return Revision{connection.integer(select_revision)};
}

ChangesetWriter::ChangesetWriter(Connection& connection)
    : m_connection(connection), m_rows(connection),
      m_insert_changeset(connection, insert_changeset), m_insert_change(connection, insert_change),
      m_insert_lineage(connection, insert_lineage) {}

std::variant<model::Applied, ChangesetId>
ChangesetWriter::write_once(const model::ChangesetDraft& draft, Revision base) {
    check_rows(draft);
    auto rows = draft.rows;
    Transaction transaction{m_connection};
    if (const auto known =
            draft.key ? find_request_key(m_connection, draft.author, *draft.key) : std::nullopt) {
        if (!known->changeset) {
            throw proposed_before();
        }
        return *known->changeset;
    }
    const auto current = read_revision(m_connection);
    if (current != base) {
        throw stale(base, current);
    }
    const ChangesetId changeset{current.get() + 1};
    const auto at = utc_now();
    if (rows.empty()) {
        return model::Applied{current, at, {}};
    }
    m_rows.discard_boxes(); // of a changeset that failed
    m_hash = {};
    const auto targets = assign_ids(rows);
    write_rows(rows, targets, changeset, draft.bulk);
    m_rows.write_boxes();
    write_lineage(draft.lineage, rows, changeset);
    if (draft.acceptance) {
        accept(*draft.acceptance, changeset, at);
    }
    write_changeset({changeset.get(), draft.author, at, draft.comment, draft.source,
                     static_cast<std::int64_t>(rows.size()), draft.bulk});
    if (draft.key) {
        remember_request(m_connection, draft.author, *draft.key, {changeset, std::nullopt});
    }
    transaction.commit();
    return model::Applied{Revision{changeset.get()}, at, std::move(rows)};
}

void ChangesetWriter::accept(const model::Acceptance& acceptance, ChangesetId changeset,
                             const std::string& at) {
    mark_accepted(m_connection, acceptance, changeset, at);
    Statement select{m_connection, select_seal_of_accepted};
    select.bind_all(changeset.get());
    if (select.step()) {
        m_hash.add_acceptance(digest_at(select, 0).value_or(Digest{}));
    }
}

/// The changeset itself comes last: its hash is that of everything it did.
void ChangesetWriter::write_changeset(const ChangesetFields& fields) {
    const auto hash = chain(read_head(m_connection), fields, m_hash.content());
    m_insert_changeset.run(fields.id, fields.author, fields.at, fields.comment, fields.source,
                           fields.row_count, fields.bulk, std::span<const std::byte>{hash},
                           hash_version);
}

void ChangesetWriter::write_change(ChangesetId changeset, const ChangeKey& line,
                                   const std::optional<std::string>& before,
                                   const std::optional<std::string>& after, const Digest& rows) {
    m_insert_change.run(changeset.get(), to_text(line.entity.kind), line.entity.id, line.last_id,
                        before, after);
    m_hash.add_line({m_connection.last_insert_id(), line.entity, line.last_id}, before, after,
                    rows);
}

model::Applied ChangesetWriter::write(const model::ChangesetDraft& draft, Revision base) {
    auto outcome = write_once(draft, base);
    if (const auto* known = std::get_if<ChangesetId>(&outcome)) {
        return read_applied(m_connection, *known);
    }
    return std::get<model::Applied>(std::move(outcome));
}

void ChangesetWriter::write_lineage(const std::vector<model::Lineage>& lineage,
                                    const std::vector<model::Row>& rows, ChangesetId changeset) {
    const auto id_of = [&](const model::Lineage& line, std::int64_t named) {
        const auto position = static_cast<std::uint64_t>(-(named + 1));
        if (named > 0) {
            return named;
        }
        if (named == 0 || position >= rows.size() || kind_of(rows[position]) != line.kind) {
            throw bad_lineage(named);
        }
        return model::id_of(rows[position]);
    };
    for (const auto& line : lineage) {
        const auto parent = id_of(line, line.parent);
        const auto child = id_of(line, line.child);
        m_insert_lineage.run(changeset.get(), to_text(line.kind), parent, child);
        m_hash.add_lineage(m_connection.last_insert_id(), to_text(line.kind), parent, child);
    }
}

std::vector<ChangesetWriter::Target>
ChangesetWriter::assign_unit_ids(const std::vector<model::Row>& rows) {
    std::vector<Target> targets(rows.size());
    std::unordered_map<UnitCode, std::int64_t> new_units;
    std::int64_t next = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto* unit = std::get_if<model::Unit>(&rows[i]);
        if (unit == nullptr) {
            continue;
        }
        if (const auto stored = m_rows.unit_id(unit->key())) {
            targets[i] = {*stored, false};
        } else if (const auto known = new_units.find(unit->key()); known != new_units.end()) {
            targets[i] = {known->second, false};
        } else {
            next = next == 0 ? m_rows.next_id(rows[i]) : next + 1;
            new_units.emplace(unit->key(), next);
            targets[i] = {next, true};
        }
    }
    return targets;
}

std::vector<ChangesetWriter::Target> ChangesetWriter::assign_ids(std::vector<model::Row>& rows) {
    auto targets = assign_unit_ids(rows);
    std::array<std::int64_t, row_types> newest{};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (std::holds_alternative<model::Unit>(rows[i])) {
            continue;
        }
        if (const auto id = model::id_of(rows[i]); id != 0) {
            targets[i] = {id, false};
        } else {
            auto& last = newest.at(rows[i].index());
            last = last == 0 ? m_rows.next_id(rows[i]) : last + 1;
            targets[i] = {last, true};
        }
        set_id(rows[i], targets[i].id);
    }
    resolve_roads(rows);
    return targets;
}

void ChangesetWriter::resolve_roads(std::vector<model::Row>& rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        auto* record = std::get_if<model::SurfaceRecord>(&rows[i]);
        if (record == nullptr) {
            continue;
        }
        const auto named = record->road.get();
        if (named > 0) {
            if (!m_rows.has_road(record->road)) {
                throw unknown_row(i, "road", named);
            }
            continue;
        }
        const auto position = static_cast<std::uint64_t>(-(named + 1));
        if (named == 0 || position >= rows.size() ||
            !std::holds_alternative<model::Road>(rows[position])) {
            throw bad_road_reference(i, named);
        }
        record->road = std::get<model::Road>(rows[position]).id;
    }
}

void ChangesetWriter::write_rows(const std::vector<model::Row>& rows,
                                 const std::vector<Target>& targets, ChangesetId changeset,
                                 bool bulk) {
    // One type after the other, in the order of the variant: roads are there before the records
    // that refer to them.
    for (std::size_t type = 0; type < row_types; ++type) {
        ChangeKey added{0, {static_cast<model::EntityKind>(type), 0}, 0};
        Sha256 added_rows;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (rows[i].index() != type) {
                continue;
            }
            const auto hash = write_row(rows[i], i, targets[i], changeset, bulk);
            if (targets[i].is_new) {
                added.entity.id = added.entity.id == 0 ? targets[i].id : added.entity.id;
                added.last_id = targets[i].id;
                added_rows.add(hash);
            }
        }
        if (bulk && added.last_id != 0) {
            // New ids of one type follow one another.
            write_change(changeset, added, std::nullopt, std::nullopt, added_rows.finish());
        }
    }
}

Digest ChangesetWriter::write_row(const model::Row& row, std::size_t position, Target target,
                                  ChangesetId changeset, bool bulk) {
    const ChangeKey line{0, {kind_of(row), target.id}, target.id};
    if (target.is_new) {
        const auto hash = m_rows.insert(row, target.id);
        if (!bulk) {
            write_change(changeset, line, std::nullopt, to_json(row), sha256_of({&hash, 1}));
        }
        return hash;
    }
    const auto stored = m_rows.find(row, target.id);
    if (!stored) {
        throw unknown_row(position, entity_of(row), target.id);
    }
    if (std::holds_alternative<model::SurfaceRecord>(row) && !only_state_differs(*stored, row)) {
        throw altered_record(position, target.id);
    }
    if (std::holds_alternative<model::PlanEntry>(row) && !same_item(*stored, row)) {
        throw other_item(position, target.id);
    }
    const auto hash = m_rows.update(row, target.id);
    write_change(changeset, line, to_json(*stored),
                 bulk ? std::nullopt : std::optional{to_json(row)}, sha256_of({&hash, 1}));
    return hash;
}

} // namespace gis::store
