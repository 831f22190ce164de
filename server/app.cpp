#include "server/app.hpp"

#include <algorithm>

namespace server {

namespace {

gis::geometry::Box box_of(const gis::model::Snapshot& snapshot) {
    gis::geometry::Box box;
    for (const auto* list : {&snapshot.units().communes, &snapshot.units().hamlets}) {
        for (const auto& unit : *list) {
            box.add(gis::geometry::box_of(unit.boundary));
        }
    }
    if (box.empty()) {
        for (const auto& part : snapshot.parts()) {
            for (const auto& road : part->roads) {
                box.add(gis::geometry::box_of(road.line));
            }
        }
    }
    return box;
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

void App::load() {
    auto snapshot = gis::model::Snapshot::build(m_parts.store->load(), m_parts.parallel_for);
    auto ledger = gis::analysis::Ledger::build(*snapshot, m_parts.parallel_for);
    publish(std::move(snapshot), std::move(ledger));
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

gis::model::Applied App::apply(const gis::model::ChangesetDraft& draft) {
    const auto before = view();
    auto applied = m_parts.store->apply(draft, before->snapshot->revision());
    auto snapshot = before->snapshot->apply(applied, m_parts.parallel_for);
    auto ledger = before->ledger->update(*snapshot, m_parts.parallel_for);
    publish(std::move(snapshot), std::move(ledger));
    return applied;
}

void App::publish(std::shared_ptr<const gis::model::Snapshot> snapshot,
                  std::shared_ptr<const gis::analysis::Ledger> ledger) {
    auto view = std::make_shared<View>();
    const auto before = m_view.get();
    view->tiles = gis::tiles::TileSet::build(
        *snapshot, before ? before->tiles.get() : nullptr,
        {.today = gis::Date::today(), .parallel_for = m_parts.parallel_for});
    for (const auto& part : ledger->parts()) {
        view->settled_on = std::max(view->settled_on, part->latest_from);
    }
    view->search = SearchIndex::build(*snapshot);
    view->coverage = std::make_shared<const gis::analysis::CoverageBasis>(
        snapshot, m_parts.norms, m_parts.parallel_for, before ? before->coverage.get() : nullptr);
    view->overlays = std::make_shared<CoverageOverlays>();
    view->box = box_of(*snapshot);
    view->answers = std::make_shared<AnswerCache>();
    view->ledger = std::move(ledger);
    view->snapshot = std::move(snapshot);
    m_view.set(std::move(view));
}

} // namespace server
