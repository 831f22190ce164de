#include "server/app.hpp"

#include "gis/tiles/touched.hpp"
#include "server/edit_json.hpp"
#include "server/json.hpp"

#include <algorithm>
#include <limits>

namespace server {

namespace {

constexpr std::size_t most_announced_tiles = 512;
/// Rows of a change from which on to start threads takes less time than they save.
constexpr std::size_t rows_worth_threads = 500;

/// What a map shows first.
gis::geometry::Box home_of(const gis::model::Units& units, const gis::tiles::TileSet& tiles) {
    gis::geometry::Box box;
    for (const auto* list : {&units.communes, &units.hamlets}) {
        for (const auto& unit : *list) {
            box.add(gis::geometry::box_of(unit.boundary));
        }
    }
    return box.empty() ? tiles.bounds() : box;
}

/// How plans stand in a snapshot; that of `other` where no entry differs.
std::shared_ptr<const Planning> planning_of(const std::shared_ptr<const Planning>& product,
                                            const gis::model::Snapshot& snapshot,
                                            const View* other) {
    if (other != nullptr && other->snapshot->plan_entries() == snapshot.plan_entries()) {
        return other->planning;
    }
    return snapshot.plan_entries()->empty()
               ? product
               : std::make_shared<const Planning>(product->with(*snapshot.plan_entries()));
}

/// The same view with other proposals that wait.
std::shared_ptr<const View> with_pending(const View& view, std::shared_ptr<const Pending> pending) {
    auto other = std::make_shared<View>(view);
    other->pending = std::move(pending);
    other->answers = std::make_shared<AnswerCache>();
    return other;
}

} // namespace

App::App(AppParts parts) : m_parts(std::move(parts)), m_tile_cache(m_parts.tile_cache_bytes) {
    for (const auto& rules : m_parts.rules.all()) {
        m_hardened.push_back(
            gis::tiles::HardenedTable::from([&rules](auto road_class, auto surface) {
                return rules.verdict(road_class, surface);
            }));
    }
}

const gis::tiles::HardenedTable& App::hardened(const gis::analysis::HardeningRules& rules) const {
    return m_hardened[static_cast<std::size_t>(&rules - m_parts.rules.all().data())];
}

const gis::ParallelFor& App::threads_for(std::size_t rows) const {
    static const gis::ParallelFor alone = gis::sequential_for;
    return rows < rows_worth_threads ? alone : m_parts.parallel_for;
}

void App::load() {
    View loaded;
    loaded.snapshot = gis::model::Snapshot::build(m_parts.store->load(), m_parts.parallel_for);
    loaded.ledger = gis::analysis::Ledger::build(*loaded.snapshot, m_parts.parallel_for);
    loaded.last_changes =
        std::make_shared<const gis::model::LastChanges>(m_parts.store->last_changes());
    loaded.planning = planning_of(m_parts.planning, *loaded.snapshot, nullptr);
    load_proposals();
    publish(loaded);
}

void App::load_proposals() {
    gis::model::ProposalQuery waiting;
    waiting.state = gis::model::ProposalState::open;
    waiting.limit = std::numeric_limits<std::size_t>::max();
    m_open.clear();
    for (auto& proposal : m_parts.store->proposals().list(waiting)) {
        auto operations = operations_from_text(proposal.draft.operations);
        m_open.push_back({std::move(proposal), std::move(operations)});
    }
    std::reverse(m_open.begin(), m_open.end());
}

std::shared_ptr<const View> App::view() const {
    auto view = m_view.get();
    if (!view) {
        throw gis::Error{gis::ErrorKind::busy,
                         "loading",
                         {"Dữ liệu đang được nạp, hãy thử lại sau giây lát.",
                          "The data are being loaded, try again in a moment."}};
    }
    return view;
}

std::string App::version_of(const View& view) const {
    const auto revision = std::to_string(view.snapshot->revision().get());
    return m_parts.product_version.empty() ? revision : revision + "-" + m_parts.product_version;
}

std::shared_ptr<const View> App::latest() const {
    auto latest = m_latest ? m_latest : view();
    if (!m_group || !m_group->proposals_changed) {
        return latest;
    }
    // What has been proposed in this group counts for the next of it, such as a code that is taken.
    auto now = std::make_shared<View>(*latest);
    now->pending = make_pending(m_open, *now->snapshot);
    return now;
}

void App::together(const std::function<void()>& work) {
    m_group.emplace();
    m_group->before = m_latest;
    m_group->rows_before = m_unpublished_rows;
    try {
        work();
        if (m_group->failure) {
            std::rethrow_exception(m_group->failure);
        }
        if (m_group->stored) {
            m_group->stored->commit();
        }
    } catch (...) {
        undo_group();
        throw;
    }
    const auto proposals_changed = m_group->proposals_changed;
    m_group.reset();
    if (m_latest) { // stays when publishing fails, so that the next group publishes it
        publish(*m_latest);
        m_latest = nullptr;
    } else if (proposals_changed) {
        publish_pending();
    }
}

void App::undo_group() {
    m_latest = std::move(m_group->before);
    m_unpublished_rows = m_group->rows_before;
    if (m_group->proposals_changed) {
        m_open = std::move(m_group->open_before);
    }
    m_group.reset(); // rolls the store back
}

template <class Work>
std::invoke_result_t<Work> App::in_group(const Work& work) {
    if (!m_group) {
        std::optional<std::invoke_result_t<Work>> result;
        together([&] { result = in_group(work); });
        return *std::move(result);
    }
    if (!m_group->stored) {
        m_group->stored = m_parts.store->begin_group();
    }
    try {
        return work();
    } catch (...) {
        if (!m_group->stored->holds()) {
            m_group->failure = std::current_exception();
        }
        throw;
    }
}

template <class Derive>
void App::derive(const Derive& derive) {
    try {
        derive();
    } catch (...) { // stored, and nothing that shows it
        m_group->failure = std::current_exception();
        throw;
    }
}

std::vector<OpenProposal>& App::changing_proposals() {
    if (!m_group->proposals_changed) {
        m_group->open_before = m_open;
        m_group->proposals_changed = true;
    }
    return m_open;
}

gis::model::Applied App::apply(const gis::model::ChangesetDraft& draft) {
    return in_group([&] {
        const auto before = latest();
        auto applied = m_parts.store->apply(draft, before->snapshot->revision());
        if (!applied.repeated && applied.revision > before->snapshot->revision()) {
            derive([&] {
                m_unpublished_rows += applied.rows.size();
                if (draft.acceptance) {
                    std::erase_if(changing_proposals(), [&](const OpenProposal& open) {
                        return open.proposal.id == draft.acceptance->proposal;
                    });
                }
                auto after = std::make_shared<View>();
                after->snapshot =
                    before->snapshot->apply(applied, threads_for(applied.rows.size()));
                if (!after->snapshot->units().hold_on(gis::Date::today())) { // a reform since
                    after->snapshot =
                        after->snapshot->with_units_of(gis::Date::today(), m_parts.parallel_for);
                }
                after->ledger =
                    before->ledger->update(*after->snapshot, threads_for(applied.rows.size()));
                after->last_changes = std::make_shared<const gis::model::LastChanges>(
                    before->last_changes->with(applied));
                after->box = before->box;
                after->answers = std::make_shared<AnswerCache>();
                after->pending = before->pending;
                after->planning = planning_of(m_parts.planning, *after->snapshot, before.get());
                m_latest = std::move(after);
            });
        }
        return applied;
    });
}

gis::model::Proposal App::propose(const gis::model::ProposalDraft& draft,
                                  const std::optional<gis::model::RequestKey>& key) {
    return in_group([&] {
        auto proposal = m_parts.store->proposals().add(draft, key);
        derive([&] {
            const bool is_new =
                std::none_of(m_open.begin(), m_open.end(), [&](const OpenProposal& open) {
                    return open.proposal.id == proposal.id;
                });
            if (is_new && proposal.state == gis::model::ProposalState::open) {
                changing_proposals().push_back({proposal, operations_from_text(draft.operations)});
            }
        });
        return proposal;
    });
}

gis::model::Proposal App::decide(gis::ProposalId id, const gis::model::Decision& decision) {
    return in_group([&] {
        auto proposal = m_parts.store->proposals().decide(id, decision);
        derive([&] {
            std::erase_if(changing_proposals(),
                          [id](const OpenProposal& open) { return open.proposal.id == id; });
        });
        return proposal;
    });
}

OpenProposal App::open_proposal(gis::ProposalId id) const {
    for (const auto& open : m_open) {
        if (open.proposal.id == id) {
            return open;
        }
    }
    if (m_parts.store->proposals().find(id)) {
        throw gis::Error{gis::ErrorKind::conflict,
                         "proposal-decided",
                         {"Đề xuất này đã được xử lý.", "This proposal has been decided."},
                         "id"};
    }
    throw gis::Error{gis::ErrorKind::not_found,
                     "unknown-proposal",
                     {"Không có đề xuất mang số này.", "There is no proposal of that number."},
                     "id"};
}

gis::store::Store& App::reader() const {
    if (!m_parts.open_reader) {
        return *m_parts.store;
    }
    if (!m_reader) {
        m_reader = m_parts.open_reader();
    }
    return *m_reader;
}

std::shared_ptr<const View> App::view_at(gis::Revision revision) const {
    const auto now = view();
    if (revision == now->snapshot->revision()) {
        return now;
    }
    return m_past_views.get({revision, std::nullopt}, [&] {
        const auto rewind =
            ask([revision](const gis::store::Store& store) { return store.rewind(revision); });
        auto snapshot = now->snapshot->rewound(rewind, m_parts.parallel_for);
        auto past = std::make_shared<View>();
        past->ledger = now->ledger->update(*snapshot, m_parts.parallel_for);
        past->box = now->box;
        past->answers = std::make_shared<AnswerCache>();
        past->pending = std::make_shared<const Pending>();
        past->planning = planning_of(m_parts.planning, *snapshot, now.get());
        past->snapshot = std::move(snapshot);
        return past;
    });
}

std::shared_ptr<const View> App::divided(std::shared_ptr<const View> view, gis::Date day) const {
    const auto& units = view->snapshot->units();
    if (units.hold_on(day)) {
        return view;
    }
    // Before the first unit there is no first day; that division has no units.
    const auto since = units.in_time->span_around(day).first.value_or(gis::Date{1, 1, 1});
    const PastViews::Key key{view->snapshot->revision(), since};
    auto found = m_divided_views.get(key, [&] {
        auto other = std::make_shared<View>(*view);
        other->snapshot = view->snapshot->with_units_of(day, m_parts.parallel_for);
        const auto& snapshot = *other->snapshot;
        other->ledger = gis::analysis::Ledger::build(snapshot, m_parts.parallel_for);
        other->answers = std::make_shared<AnswerCache>();
        if (view->tiles) { // else a view of an earlier revision, which has none of these
            other->tiles = gis::tiles::TileSet::build(
                snapshot, nullptr,
                {.today = gis::Date::today(), .parallel_for = m_parts.parallel_for});
            other->box = home_of(snapshot.units(), *other->tiles);
            other->search = SearchIndex::build(snapshot, nullptr);
            other->coverage = std::make_shared<const gis::analysis::CoverageBasis>(
                other->snapshot, m_parts.norms, m_parts.parallel_for, nullptr);
            other->overlays = std::make_shared<CoverageOverlays>();
        }
        return other;
    });
    if (found->pending != view->pending) { // proposals come and go within a revision
        found = with_pending(*found, view->pending);
        m_divided_views.replace(key, found);
    }
    return found;
}

void App::publish(const View& latest) {
    auto view = std::make_shared<View>(latest);
    const auto& snapshot = *view->snapshot;
    const auto before = m_view.get();
    const bool same_units = before && before->snapshot->shared_units() == snapshot.shared_units();
    const auto& threads = same_units ? threads_for(m_unpublished_rows) : m_parts.parallel_for;
    view->head = m_parts.store->head();
    view->tiles =
        gis::tiles::TileSet::build(snapshot, before ? before->tiles.get() : nullptr,
                                   {.today = gis::Date::today(), .parallel_for = threads});
    view->search = SearchIndex::build(snapshot, before ? before->search.get() : nullptr);
    view->coverage = std::make_shared<const gis::analysis::CoverageBasis>(
        view->snapshot, m_parts.norms, m_parts.parallel_for,
        before ? before->coverage.get() : nullptr);
    view->overlays = std::make_shared<CoverageOverlays>();
    view->box = same_units && !snapshot.units().communes.empty()
                    ? before->box
                    : home_of(snapshot.units(), *view->tiles);
    view->answers = std::make_shared<AnswerCache>();
    view->pending = make_pending(m_open, snapshot);
    m_view.set(view);
    m_unpublished_rows = 0;
    announce(before.get(), *view);
}

void App::publish_pending() {
    const auto before = view();
    const auto view = with_pending(*before, make_pending(m_open, *before->snapshot));
    m_view.set(view);
    m_events.publish(view->snapshot->revision().get(), "proposals",
                     Json{{"open", m_open.size()}}.dump());
}

void App::announce(const View* before, const View& now) const {
    if (before == nullptr) {
        return; // nobody can have seen anything
    }
    const auto touched =
        gis::tiles::touched_tiles(*before->snapshot, *now.snapshot, most_announced_tiles);
    m_events.publish(now.snapshot->revision().get(), "revision",
                     revision_json(*this, now, touched).dump());
}

} // namespace server
