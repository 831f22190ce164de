#include "gis/store/stored_rows.hpp"

#include "gis/store/row_reader.hpp"

#include <algorithm>

namespace gis::store {

namespace {

std::size_t index_of(model::EntityKind kind) noexcept {
    return static_cast<std::size_t>(kind);
}

struct BoxOf {
    geometry::Box operator()(const model::Unit& unit) const {
        return geometry::box_of(unit.boundary);
    }
    geometry::Box operator()(const model::Road& road) const { return geometry::box_of(road.line); }
    geometry::Box operator()(const model::SurfaceRecord&) const { return {}; }
    geometry::Box operator()(const model::Facility& facility) const {
        return geometry::box_of({&facility.location, 1});
    }
    geometry::Box operator()(const model::PopulationPoint& point) const {
        return geometry::box_of({&point.location, 1});
    }
    geometry::Box operator()(const model::PlanEntry&) const { return {}; }
};

} // namespace

geometry::Box box_of(const model::Row& row) {
    return std::visit(BoxOf{}, row);
}

void RowHashes::add(model::EntityRef entity, const Digest& hash) {
    m_rows.at(index_of(entity.kind)).push_back({entity.id, hash, true});
}

const RowHashes::Entry* RowHashes::entry(model::EntityRef entity) const noexcept {
    const auto& rows = m_rows[index_of(entity.kind)];
    // Ids mostly run from 1 without a gap.
    const auto place = static_cast<std::size_t>(entity.id - 1);
    if (place < rows.size() && rows[place].id == entity.id) {
        return &rows[place];
    }
    const auto found =
        std::lower_bound(rows.begin(), rows.end(), entity.id,
                         [](const Entry& each, std::int64_t id) { return each.id < id; });
    return found != rows.end() && found->id == entity.id ? &*found : nullptr;
}

const Digest* RowHashes::find(model::EntityRef entity) const noexcept {
    const auto* found = entry(entity);
    return found != nullptr && found->present ? &found->hash : nullptr;
}

void RowHashes::set(model::EntityRef entity, const Digest& hash) noexcept {
    if (auto* found = const_cast<Entry*>(entry(entity))) {
        found->hash = hash;
    }
}

void RowHashes::remove(model::EntityRef entity) noexcept {
    if (auto* found = const_cast<Entry*>(entry(entity))) {
        found->present = false;
    }
}

void RowHashes::each(const std::function<void(model::EntityRef)>& visit) const {
    for (std::size_t kind = 0; kind < m_rows.size(); ++kind) {
        for (const auto& row : m_rows[kind]) {
            if (row.present) {
                visit({static_cast<model::EntityKind>(kind), row.id});
            }
        }
    }
}

std::int64_t RowHashes::count(model::EntityKind kind) const noexcept {
    return static_cast<std::int64_t>(m_rows[index_of(kind)].size());
}

void scan_rows(const Connection& connection, model::EntityKind kind,
               const std::function<void(const StoredRow&)>& visit,
               const std::function<void(std::int64_t id, const Error&)>& damaged) {
    std::int64_t id = 0;
    try {
        Statement select{connection, select_rows(kind)};
        select.bind_all(first_id, last_id);
        while (select.step()) {
            id = select.integer(0);
            try {
                visit({id, read_row(kind, select), stored_hash(select)});
            } catch (const Error& error) {
                damaged(id, error);
            }
        }
    } catch (const Error& error) {
        damaged(id + 1, error);
    }
}

} // namespace gis::store
