#pragma once

#include "gis/model/changeset.hpp"
#include "gis/store/changeset_hash.hpp"
#include "gis/store/connection.hpp"
#include "gis/store/row_writer.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace gis::store {

/// Carries out Store::apply() on the writing connection; its statements are prepared once.
class ChangesetWriter {
public:
    /// @pre the connection outlives the writer
    explicit ChangesetWriter(Connection& connection);

    /// As Store::apply().
    [[nodiscard]] model::Applied write(const model::ChangesetDraft& draft, Revision base);

private:
    /// Where a row goes.
    struct Target {
        std::int64_t id = 0;
        bool is_new = false;
    };

    /// @return what was written, or the changeset that had carried the request out before
    [[nodiscard]] std::variant<model::Applied, ChangesetId>
    write_once(const model::ChangesetDraft& draft, Revision base);
    /// Gives every row its id and every surface record its road.
    [[nodiscard]] std::vector<Target> assign_ids(std::vector<model::Row>& rows);
    [[nodiscard]] std::vector<Target> assign_unit_ids(const std::vector<model::Row>& rows);
    void resolve_roads(std::vector<model::Row>& rows);
    void write_rows(const std::vector<model::Row>& rows, const std::vector<Target>& targets,
                    ChangesetId changeset, bool bulk);
    /// @return the row's hash
    Digest write_row(const model::Row& row, std::size_t position, Target target,
                     ChangesetId changeset, bool bulk);
    void write_change(ChangesetId changeset, const ChangeKey& line,
                      const std::optional<std::string>& before,
                      const std::optional<std::string>& after, const Digest& rows);
    void accept(const model::Acceptance& acceptance, ChangesetId changeset, const std::string& at);
    void write_changeset(const ChangesetFields& fields);

    void write_lineage(const std::vector<model::Lineage>& lineage,
                       const std::vector<model::Row>& rows, ChangesetId changeset);

    Connection& m_connection;
    RowWriter m_rows;
    Statement m_insert_changeset;
    Statement m_insert_change;
    Statement m_insert_lineage;
    ChangesetHash m_hash; ///< of the changeset that is being written
};

/// The hash of the newest changeset, and so of the whole history; zero while there is none.
[[nodiscard]] Digest read_head(const Connection& connection);

/// Revision of the store behind a connection.
[[nodiscard]] Revision read_revision(const Connection& connection);

} // namespace gis::store
