#include "gis/store/verification.hpp"

#include "gis/store/canonical.hpp"
#include "gis/store/changeset_writer.hpp"
#include "gis/store/history_walk.hpp"
#include "gis/store/migrations.hpp"
#include "gis/store/row_hash.hpp"
#include "gis/store/row_reader.hpp"
#include "gis/store/seals.hpp"
#include "gis/store/store_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace gis::store {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_damages = 1000;

constexpr std::string_view select_hashes =
    "SELECT id, hash, hash_version, row_count FROM changesets ORDER BY id";
constexpr std::string_view select_hash = "SELECT hash FROM changesets WHERE id = ?1";
constexpr std::array history_tables{"changesets", "changes", "lineage"};

class Verifier {
public:
    explicit Verifier(const fs::path& file) : m_connection(file, Purpose::read) {}

    Verification run(std::span<const KnownHead> known) {
        const ReadTransaction one_moment{m_connection};
        m_found.schema = m_connection.integer("PRAGMA user_version");
        attempt([this] { check_file(); });
        attempt([this] { check_references(); });
        for (std::size_t i = 0; i < std::variant_size_v<model::Row>; ++i) {
            const auto kind = static_cast<model::EntityKind>(i);
            attempt([this, kind] { check_rows(kind); });
        }
        attempt([this] { check_history(); });
        attempt([this] { check_seals(); });
        attempt([this] { count_history(); });
        attempt([&] { check_known(known); });
        m_found.damages = m_damages.list();
        m_found.damage_count = m_damages.count();
        return std::move(m_found);
    }

private:
    /// What cannot even be read is a damage too, and does not keep the rest from being looked at.
    template <class Check>
    void attempt(const Check& check) {
        try {
            check();
        } catch (const Error& error) {
            m_damages.add("", "", error.message());
        }
    }

    void damaged(std::string_view table, std::int64_t row, std::string_view vi,
                 std::string_view en) {
        m_damages.add(table, row,
                      {fmt::format("Bảng {}, bản ghi {}: {}.", table, row, vi),
                       fmt::format("Table {}, row {}: {}.", table, row, en)});
    }

    void check_file() {
        Statement check{m_connection, "PRAGMA integrity_check(100)"};
        while (check.step()) {
            if (const std::string said{check.text(0)}; said != "ok") {
                m_damages.add("", "",
                              {fmt::format("Tệp bị hỏng (SQLite: {}).", said),
                               fmt::format("The file is damaged (SQLite: {}).", said)});
            }
        }
    }

    void check_references() {
        Statement check{m_connection, "PRAGMA foreign_key_check"};
        while (check.step()) {
            const std::string parent{check.text(2)};
            damaged(check.text(0), check.integer(1),
                    fmt::format("trỏ tới một bản ghi không có trong {}", parent),
                    fmt::format("it refers to a row that is not in {}", parent));
        }
    }

    void check_rows(model::EntityKind kind) {
        const auto table = table_of(kind);
        const bool has_boxes =
            kind != model::EntityKind::surface_record && kind != model::EntityKind::plan_entry;
        auto boxes = has_boxes ? read_boxes(table) : Boxes{};
        scan_rows(
            m_connection, kind,
            [&](const StoredRow& row) {
                const auto hash = row_hash(row.row, row.id);
                m_rows.add({kind, row.id}, hash);
                if (row.hash != hash) {
                    damaged(table, row.id, "nội dung khác với khi được ghi",
                            "its content is not what was written");
                }
                if (has_boxes) {
                    check_box(table, row, boxes);
                }
            },
            [&](std::int64_t id, const Error& error) {
                m_damages.add(table, id, error.message());
                boxes.erase(id);
            });
        for (const auto& [id, box] : boxes) {
            damaged(table, id, "chỉ mục không gian có, bảng không có",
                    "it is in the spatial index and not in the table");
        }
        m_found.rows[std::string{table}] = m_rows.count(kind);
    }

    using Boxes = std::unordered_map<std::int64_t, geometry::Box>;

    Boxes read_boxes(std::string_view table) {
        Boxes boxes;
        if (const auto said =
                m_connection.text(fmt::format("SELECT rtreecheck('idx_{}_geometry')", table));
            said != "ok") {
            m_damages.add(table, "",
                          {fmt::format("Chỉ mục không gian của {} bị hỏng: {}.", table, said),
                           fmt::format("The spatial index of {} is damaged: {}.", table, said)});
        }
        Statement select{
            m_connection,
            fmt::format("SELECT pkid, xmin, xmax, ymin, ymax FROM idx_{}_geometry", table)};
        while (select.step()) {
            boxes[select.integer(0)] = {select.real(1), select.real(3), select.real(2),
                                        select.real(4)};
        }
        return boxes;
    }

    /// A box of 32-bit floats covers the row, and by no more than their rounding.
    void check_box(std::string_view table, const StoredRow& row, Boxes& boxes) {
        constexpr double rounding = 5e-7;
        const auto close = [](double inner, double outer) {
            return inner >= outer && inner - outer <= rounding * std::max(1.0, std::abs(inner));
        };
        const auto wanted = box_of(row.row);
        const auto found = boxes.find(row.id);
        const bool good = wanted.empty() ? found == boxes.end()
                                         : found != boxes.end() &&
                                               close(wanted.min_lon, found->second.min_lon) &&
                                               close(wanted.min_lat, found->second.min_lat) &&
                                               close(-wanted.max_lon, -found->second.max_lon) &&
                                               close(-wanted.max_lat, -found->second.max_lat);
        if (!good) {
            damaged(table, row.id, "chỉ mục không gian không khớp với hình",
                    "the spatial index does not fit its geometry");
        }
        boxes.erase(row.id);
    }

    void check_history() {
        const auto walked = walk_history(m_connection, std::move(m_rows), m_damages);
        const auto hashes = make_chain(m_connection, walked, true);
        Statement select{m_connection, select_hashes};
        std::int64_t expected = 0;
        for (std::size_t i = 0; i < hashes.size() && select.step(); ++i) {
            const auto id = select.integer(0);
            if (id != ++expected) {
                damaged("changesets", id, "thay đổi trước đó bị mất",
                        "the changeset before it is missing");
                expected = id;
            }
            if (select.integer(2) != hash_version) {
                damaged("changesets", id, "không rõ cách tính mã băm",
                        "it is not known how its hash was made");
            } else if (digest_at(select, 1) != hashes[i]) {
                damaged("changesets", id,
                        fmt::format("mã băm của thay đổi {} không khớp với nội dung của nó và của "
                                    "các thay đổi trước",
                                    id),
                        fmt::format("the hash of changeset {} does not fit what it and those "
                                    "before it contain",
                                    id));
            }
            if (select.integer(3) != walked[i].rows) {
                damaged("changesets", id,
                        fmt::format("phải có {} bản ghi, tìm thấy {}", select.integer(3),
                                    walked[i].rows),
                        fmt::format("it must have {} rows, {} were found", select.integer(3),
                                    walked[i].rows));
            }
        }
        select.reset();
        m_found.revision = read_revision(m_connection);
        m_found.head = read_head(m_connection);
    }

    void check_seals() {
        for (const auto& table : sealed_tables) {
            Statement select{m_connection, fmt::format("SELECT id, seal IS {} FROM {}",
                                                       seal_expression(table), table.name)};
            std::int64_t count = 0;
            while (select.step()) {
                ++count;
                if (select.integer(1) != 1) {
                    damaged(table.name, select.integer(0), "nội dung khác với khi được ghi",
                            "its content is not what was written");
                }
            }
            m_found.rows[std::string{table.name}] = count;
        }
    }

    void count_history() {
        for (const std::string table : history_tables) {
            m_found.rows[table] =
                m_connection.integer(fmt::format("SELECT count(*) FROM {}", table));
        }
    }

    void check_known(std::span<const KnownHead> known) {
        for (const auto& each : known) {
            const auto revision = each.revision.get();
            Statement select{m_connection, select_hash};
            select.bind_all(revision);
            const bool same = revision == 0 ? each.hash == Digest{}
                                            : select.step() && digest_at(select, 0) == each.hash;
            if (!same) {
                damaged("changesets", revision, "không có mã băm đã được ghi lại ở nơi khác",
                        "it does not have the hash that was noted elsewhere");
            }
        }
    }

    Connection m_connection;
    RowHashes m_rows;
    DamageList m_damages{most_damages};
    Verification m_found;
};

} // namespace

Verification verify_file(const fs::path& file, std::span<const KnownHead> known) {
    require_current(file);
    return Verifier{file}.run(known);
}

Verification verify_store(const fs::path& data_folder, std::span<const KnownHead> known) {
    return verify_file(store_file(data_folder), known);
}

} // namespace gis::store
