#include "gis/model/last_changes.hpp"

#include <algorithm>
#include <iterator>
#include <map>

namespace gis::model {

namespace {

/// So many changes are copied with each changeset before they become part of the runs.
constexpr std::size_t most_recent = 1024;

/// Runs while lines are laid over one another: first id -> last id and revision.
class RunMap {
public:
    void assign(std::int64_t first, std::int64_t last, Revision revision) {
        cut(first);
        cut(last + 1);
        m_runs.erase(m_runs.lower_bound(first), m_runs.lower_bound(last + 1));
        m_runs[first] = {last, revision};
    }

    template <class Run>
    [[nodiscard]] std::vector<Run> runs() const {
        std::vector<Run> result;
        result.reserve(m_runs.size());
        for (const auto& [first, rest] : m_runs) {
            const auto [last, revision] = rest;
            if (!result.empty() && result.back().last_id + 1 == first &&
                result.back().revision == revision) {
                result.back().last_id = last;
            } else {
                result.push_back({first, last, revision});
            }
        }
        return result;
    }

private:
    /// Makes a run begin at `id` where one passes over it.
    void cut(std::int64_t id) {
        const auto next = m_runs.lower_bound(id);
        if (next == m_runs.begin()) {
            return;
        }
        auto& [last, revision] = std::prev(next)->second;
        if (last >= id) {
            m_runs.emplace_hint(next, id, std::pair{last, revision});
            last = id - 1;
        }
    }

    std::map<std::int64_t, std::pair<std::int64_t, Revision>> m_runs;
};

} // namespace

LastChanges::LastChanges(const std::vector<LastChange>& lines) {
    std::array<RunMap, kinds> maps;
    for (const auto& line : lines) {
        if (line.kind != EntityKind::unit) {
            maps.at(static_cast<std::size_t>(line.kind))
                .assign(line.first_id, line.last_id, line.revision);
        }
    }
    std::array<Runs, kinds> runs;
    for (std::size_t kind = 0; kind < kinds; ++kind) {
        runs.at(kind) = maps.at(kind).runs<Run>();
    }
    m_runs = std::make_shared<const std::array<Runs, kinds>>(std::move(runs));
}

void LastChanges::put(Recent& recent, std::int64_t id, Revision revision) {
    const auto at = std::lower_bound(
        recent.begin(), recent.end(), id,
        [](const auto& entry, std::int64_t wanted) { return entry.first < wanted; });
    if (at != recent.end() && at->first == id) {
        at->second = revision;
    } else {
        recent.insert(at, {id, revision});
    }
}

LastChanges::Runs LastChanges::merged(const Runs& runs, const Recent& recent) {
    RunMap map;
    for (const auto& run : runs) {
        map.assign(run.first_id, run.last_id, run.revision);
    }
    for (const auto& [id, revision] : recent) {
        map.assign(id, id, revision);
    }
    return map.runs<Run>();
}

LastChanges LastChanges::with(const Applied& applied) const {
    auto next = *this;
    std::array<Recent, kinds> changed;
    std::size_t most = 0;
    for (const auto& row : applied.rows) {
        if (row.index() != static_cast<std::size_t>(EntityKind::unit)) {
            changed.at(row.index()).emplace_back(id_of(row), applied.revision);
        }
    }
    for (std::size_t kind = 0; kind < kinds; ++kind) {
        most = std::max(most, changed.at(kind).size() + m_recent.at(kind).size());
    }
    if (most <= most_recent) {
        for (std::size_t kind = 0; kind < kinds; ++kind) {
            for (const auto& [id, revision] : changed.at(kind)) {
                put(next.m_recent.at(kind), id, revision);
            }
        }
        return next;
    }
    std::array<Runs, kinds> runs;
    for (std::size_t kind = 0; kind < kinds; ++kind) {
        runs.at(kind) = merged(merged(m_runs->at(kind), m_recent.at(kind)), changed.at(kind));
        next.m_recent.at(kind).clear();
    }
    next.m_runs = std::make_shared<const std::array<Runs, kinds>>(std::move(runs));
    return next;
}

Revision LastChanges::of(EntityRef entity) const {
    const auto index = static_cast<std::size_t>(entity.kind);
    const auto id = entity.id;
    const auto& recent = m_recent.at(index);
    const auto entry =
        std::lower_bound(recent.begin(), recent.end(), id,
                         [](const auto& each, std::int64_t wanted) { return each.first < wanted; });
    if (entry != recent.end() && entry->first == id) {
        return entry->second;
    }
    const auto& runs = m_runs->at(index);
    const auto next =
        std::upper_bound(runs.begin(), runs.end(), id,
                         [](std::int64_t wanted, const Run& run) { return wanted < run.first_id; });
    if (next == runs.begin() || std::prev(next)->last_id < id) {
        return {};
    }
    return std::prev(next)->revision;
}

Revision LastChanges::of(const Road& road) const {
    auto revision = of(EntityRef{EntityKind::road, road.id.get()});
    for (const auto& record : road.surfaces) {
        revision = std::max(revision, of(EntityRef{EntityKind::surface_record, record.id.get()}));
    }
    return revision;
}

Revision LastChanges::of(const Facility& facility) const {
    return of(EntityRef{EntityKind::facility, facility.id.get()});
}

} // namespace gis::model
