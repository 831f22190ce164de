#pragma once

#include "gis/core/date.hpp"
#include "gis/core/ids.hpp"
#include "gis/core/sha256.hpp"
#include "gis/model/atlas_data.hpp"
#include "gis/model/changeset.hpp"
#include "gis/store/accounts.hpp"
#include "gis/store/proposals.hpp"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace gis::store {

/// What a request that was sent before has become.
using RequestOutcome = std::variant<model::Applied, model::Proposal>;

/// While it lives, what is applied to the store is not yet durable, and seen by the store itself
/// alone. Destroyed without commit() it undoes all of that.
class Group {
public:
    virtual ~Group() = default;
    Group(const Group&) = delete;
    Group& operator=(const Group&) = delete;
    Group(Group&&) = delete;
    Group& operator=(Group&&) = delete;

    /// False when a failure has undone all of it already.
    [[nodiscard]] virtual bool holds() const noexcept = 0;

    /// On return everything survives power loss. @throws Error{storage} or Error{no_space}: the
    /// store is as it was before the group
    virtual void commit() = 0;

protected:
    Group() = default;
};

/// Where the atlas is kept. Everything is loaded once; afterwards only changes are written, each as
/// a changeset that is durable when apply() returns. The store knows nothing of snapshots, reports
/// or HTTP, and who calls it knows nothing of the engine. One thread at a time.
class Store {
public:
    virtual ~Store() = default;

    /// @throws Error{storage}
    [[nodiscard]] virtual Revision revision() const = 0;

    /// The hash of the newest changeset, and through it of the whole history; zero before the
    /// first. Noted outside the store it proves later that nothing was altered. @throws
    /// Error{storage}
    [[nodiscard]] virtual Digest head() const = 0;

    /// Reads everything. @throws Error{storage, code "damaged-store"} when a row cannot be what we
    /// wrote
    [[nodiscard]] virtual model::AtlasData load() const = 0;

    /// Writes a changeset, all or nothing; on return it survives power loss. A draft whose key has
    /// been carried out before, with the same content, is not written again: what became of it then
    /// is returned (`repeated`, rows in the order of the history).
    /// @throws Error{conflict} when the store is no longer at `base`, or the proposal that it
    /// accepts is open no more; Error{not_found} when a row names an id that is not there;
    /// Error{invalid_data, "request-key-reused"} for a key with other content; Error{storage}
    /// otherwise. The store is unchanged after any of them.
    virtual model::Applied apply(const model::ChangesetDraft& draft, Revision base) = 0;

    /// Lets the changesets and proposals that follow become durable together: one flush of the disk
    /// for all. Each of them still happens whole or not at all. @pre no other group lives
    /// @throws Error{storage}
    [[nodiscard]] virtual std::unique_ptr<Group> begin_group() = 0;

    /// What a key of an author has led to; nothing when it is new. Asked before an edit is planned
    /// again on a later revision.
    /// @throws Error{invalid_data, "request-key-reused"} for a key with other content
    [[nodiscard]] virtual std::optional<RequestOutcome>
    find_request(const std::string& author, const model::RequestKey& key) const = 0;

    /// Newest first; at most `limit` before changeset `before` (absent: the newest).
    [[nodiscard]] virtual std::vector<model::ChangesetSummary>
    history(std::size_t limit, std::optional<ChangesetId> before) const = 0;

    /// Users, their sessions and passwords; on the same thread.
    [[nodiscard]] virtual Accounts& accounts() = 0;

    /// What a changeset did, in the order in which it was written.
    /// @throws Error{not_found, "unknown-changeset"}
    [[nodiscard]] virtual std::vector<model::Change> changes(ChangesetId id) const = 0;

    /// What happened to an entity, newest first; at most `limit` changesets before `before`. Empty
    /// when there is no such entity.
    [[nodiscard]] virtual std::vector<model::EntityVersion>
    entity_history(model::EntityRef entity, std::size_t limit,
                   std::optional<ChangesetId> before) const = 0;

    /// What an entity was made from and what was made from it, oldest first.
    [[nodiscard]] virtual std::vector<model::Lineage> lineage(model::EntityRef entity) const = 0;

    /// Every line of the history without its content, oldest first.
    [[nodiscard]] virtual std::vector<model::LastChange> last_changes() const = 0;

    /// The way back from now to a revision. @throws Error{not_found, "unknown-revision"} for one
    /// that has not been reached
    [[nodiscard]] virtual model::Rewind rewind(Revision revision) const = 0;

    /// The newest revision that had been recorded by the end of a day in Vietnam; 0 when none had.
    [[nodiscard]] virtual Revision revision_on(Date day) const = 0;

    [[nodiscard]] virtual Proposals& proposals() = 0;

protected:
    Store() = default;
    Store(const Store&) = default;
    Store& operator=(const Store&) = default;
    Store(Store&&) = default;
    Store& operator=(Store&&) = default;
};

/// Settings of the database engine that hold for the whole process. Call it first in main(): they
/// come too late once any library has used SQLite (PROJ and GDAL do). open_store() calls it again,
/// without harm.
void initialize_engine() noexcept;

enum class Access : std::uint8_t {
    read_write, ///< creates and migrates; holds the folder's lock until destroyed
    read_only,  ///< beside a running server; the store must exist and be of this version
};

/// Opens the store of a data folder (`atlas.sqlite` in it), making the folder and the store on
/// first use.
/// @throws Error{busy, code "store-locked"} when another process writes to it; Error{storage} when
/// it cannot be opened, is not ours ("foreign-store") or was written by a newer program
/// ("newer-store"): the file is left as it was
[[nodiscard]] std::unique_ptr<Store> open_store(const std::filesystem::path& data_folder,
                                                Access access);

} // namespace gis::store
