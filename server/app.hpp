#pragma once

#include "gis/analysis/coverage_basis.hpp"
#include "gis/analysis/hardening_rules.hpp"
#include "gis/analysis/road_costs.hpp"
#include "gis/analysis/road_ledger.hpp"
#include "gis/core/parallel.hpp"
#include "gis/core/published.hpp"
#include "gis/model/last_changes.hpp"
#include "gis/model/snapshot.hpp"
#include "gis/store/store.hpp"
#include "gis/tiles/tile_cache.hpp"
#include "gis/tiles/tile_set.hpp"
#include "server/answer_cache.hpp"
#include "server/coverage_tiles.hpp"
#include "server/events.hpp"
#include "server/import_desk.hpp"
#include "server/past_views.hpp"
#include "server/pending.hpp"
#include "server/planning.hpp"
#include "server/search_index.hpp"
#include "server/settings.hpp"

#include <exception>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <type_traits>
#include <vector>

namespace server {

/// One version of the atlas with all that is derived from it. Immutable but for what is kept of
/// answers made from it.
struct View {
    std::shared_ptr<const gis::model::Snapshot> snapshot;
    std::shared_ptr<const gis::analysis::Ledger> ledger;
    std::shared_ptr<const gis::tiles::TileSet> tiles;
    std::shared_ptr<const SearchIndex> search;
    /// Makes what coverage needs when somebody asks.
    std::shared_ptr<const gis::analysis::CoverageBasis> coverage;
    std::shared_ptr<CoverageOverlays> overlays; ///< of `coverage`
    gis::Digest head{};     ///< of the history, as Store::head(); zero in a view of the past
    gis::geometry::Box box; ///< of all units, else of all that is mapped; empty for an empty atlas
    std::shared_ptr<AnswerCache> answers;
    /// When each road and facility was last changed; null in a view of an earlier revision.
    std::shared_ptr<const gis::model::LastChanges> last_changes;
    std::shared_ptr<const Planning> planning; ///< plans as they stand; never null
    std::shared_ptr<const Pending> pending;   ///< never null; empty for an earlier revision
};

/// What the application stands on.
struct AppParts {
    std::unique_ptr<gis::store::Store> store;
    /// Opens the store for reading beside `store`, which belongs to the writer's thread. Absent,
    /// for programs of one thread: `store` itself is asked.
    std::function<std::unique_ptr<gis::store::Store>()> open_reader;
    gis::analysis::RuleBook rules;
    std::shared_ptr<const gis::analysis::Norms> norms;
    gis::analysis::RoadCosts costs; ///< of hardening roads
    std::shared_ptr<const Planning> planning = std::make_shared<const Planning>(); ///< never null
    Settings settings;
    std::filesystem::path product_folder; ///< field maps and names of exported columns
    std::string product_version; ///< differs when rules, norms or the program do; may be empty
    gis::ParallelFor parallel_for = gis::sequential_for;
    std::size_t tile_cache_bytes = std::size_t{256} << 20U;
};

/// The composition root: joins store, snapshot, ledger and search. Knows nothing of HTTP. Readers
/// take view(), one version for the length of their work; writers come one at a time.
class App {
public:
    explicit App(AppParts parts);

    /// Loads the store and publishes the first view. @throws what Store::load() throws
    void load();

    /// The version in force. @throws gis::Error{busy, "loading"} before load() is done
    [[nodiscard]] std::shared_ptr<const View> view() const;
    /// The version in force, null before load() is done.
    [[nodiscard]] std::shared_ptr<const View> view_if_ready() const { return m_view.get(); }

    /// The version of everything that a tile rests on: revision and product. For addresses.
    [[nodiscard]] std::string version_of(const View& view) const;

    /// Makes a changeset durable, then publishes the version after it. One thread at a time.
    /// @throws what Store::apply() throws; the view is unchanged then
    gis::model::Applied apply(const gis::model::ChangesetDraft& draft);

    /// Runs `work`; what it applies and proposes becomes durable at its end, all at once, and is
    /// then published as one version. Until then latest() has it and view() has not. On the
    /// writer's thread, never within itself.
    /// @throws what `work` throws, and gis::Error when the store could not keep it: nothing of it
    /// was kept then, whatever apply() had returned, and the view is unchanged
    void together(const std::function<void()>& work);

    /// What the next change is planned on: the version in force with what together() has not
    /// published yet, then without tiles, search and coverage. On the writer's thread.
    [[nodiscard]] std::shared_ptr<const View> latest() const;

    /// The store as the writer has it. On its thread.
    [[nodiscard]] const gis::store::Store& store() const noexcept { return *m_parts.store; }

    /// Asks the store for what is not in a view: history, proposals. From any thread, one at a
    /// time.
    template <class Ask>
    [[nodiscard]] auto ask(const Ask& question) const {
        const std::scoped_lock lock{m_reader_mutex};
        return question(reader());
    }

    /// Where accounts are kept. Their writes are on the thread of the writer.
    [[nodiscard]] gis::store::Accounts& stored_accounts() const {
        return m_parts.store->accounts();
    }

    /// The atlas as it was known at an earlier revision, without tiles, search and coverage. From
    /// any thread. @throws gis::Error{not_found, "unknown-revision"}
    [[nodiscard]] std::shared_ptr<const View> view_at(gis::Revision revision) const;

    /// A view divided into the units of a day: `view` itself when those are its units.
    [[nodiscard]] std::shared_ptr<const View> divided(std::shared_ptr<const View> view,
                                                      gis::Date day) const;

    /// Keeps a proposal and shows what it would change. On the writer's thread.
    /// @throws what Proposals::add() throws
    gis::model::Proposal propose(const gis::model::ProposalDraft& draft,
                                 const std::optional<gis::model::RequestKey>& key);
    /// A proposal that waits. On the writer's thread.
    /// @throws gis::Error{not_found, "unknown-proposal"}, gis::Error{conflict, "proposal-decided"}
    [[nodiscard]] OpenProposal open_proposal(gis::ProposalId id) const;
    /// Returns or withdraws one. On the writer's thread. @throws what Proposals::decide() throws
    gis::model::Proposal decide(gis::ProposalId id, const gis::model::Decision& decision);

    /// What happens, for those who listen. Has its own locks.
    [[nodiscard]] Events& events() const noexcept { return m_events; }

    /// Files that wait to be written. Has its own lock.
    [[nodiscard]] ImportDesk& imports() noexcept { return m_imports; }

    [[nodiscard]] const gis::analysis::RuleBook& rules() const noexcept { return m_parts.rules; }
    [[nodiscard]] const gis::analysis::Norms& norms() const noexcept { return *m_parts.norms; }
    [[nodiscard]] const gis::analysis::RoadCosts& costs() const noexcept { return m_parts.costs; }
    /// Criteria sets and plans as they came; how plans stand is in each view.
    [[nodiscard]] const Planning& planning() const noexcept { return *m_parts.planning; }
    /// What tiles need of a rule set. @pre rules is one of rules()
    [[nodiscard]] const gis::tiles::HardenedTable&
    hardened(const gis::analysis::HardeningRules& rules) const;
    /// Finished tiles of all revisions. Has its own locks.
    [[nodiscard]] gis::tiles::TileCache& tile_cache() const noexcept { return m_tile_cache; }
    [[nodiscard]] const Settings& settings() const noexcept { return m_parts.settings; }
    void set_settings(Settings settings) { m_parts.settings = std::move(settings); }
    [[nodiscard]] const std::filesystem::path& product_folder() const noexcept {
        return m_parts.product_folder;
    }

private:
    /// What together() has not published yet.
    struct Group {
        std::unique_ptr<gis::store::Group> stored; ///< null: nothing was written
        std::shared_ptr<const View> before;        ///< m_latest as it was
        std::size_t rows_before = 0;               ///< m_unpublished_rows as it was
        std::vector<OpenProposal> open_before;     ///< m_open as it was, where proposals changed
        bool proposals_changed = false;
        std::exception_ptr failure; ///< why it cannot be kept
    };

    /// Does `work`, which writes to the store, in the group of the moment, else in one of its own.
    template <class Work>
    std::invoke_result_t<Work> in_group(const Work& work);
    /// Makes what follows from something that is stored: when that fails, the group fails.
    template <class Derive>
    void derive(const Derive& derive);
    /// m_open, to be changed in a group.
    [[nodiscard]] std::vector<OpenProposal>& changing_proposals();
    void undo_group();
    /// How work is done that grows with the rows of a change: starting threads costs as much as
    /// hundreds of rows.
    [[nodiscard]] const gis::ParallelFor& threads_for(std::size_t rows) const;
    /// Makes what `latest` lacks and puts it in force.
    void publish(const View& latest);
    void publish_pending();
    void load_proposals();
    void announce(const View* before, const View& now) const;
    [[nodiscard]] gis::store::Store& reader() const;

    AppParts m_parts;
    // The writer's thread's:
    std::vector<OpenProposal> m_open;     ///< oldest first
    std::shared_ptr<const View> m_latest; ///< what is stored but not published; null: nothing
    std::size_t m_unpublished_rows = 0;   ///< that m_latest has beyond what is published
    std::optional<Group> m_group;         ///< while together() runs
    mutable std::mutex m_reader_mutex;
    mutable std::unique_ptr<gis::store::Store> m_reader; ///< opened when first asked
    mutable Events m_events;
    ImportDesk m_imports;
    mutable PastViews m_past_views;
    mutable PastViews m_divided_views;
    std::vector<gis::tiles::HardenedTable> m_hardened; ///< parallel to rules().all()
    mutable gis::tiles::TileCache m_tile_cache;
    gis::Published<View> m_view;
};

} // namespace server
