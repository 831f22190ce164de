#include "server/search_index.hpp"

#include "gis/core/text.hpp"
#include "gis/geometry/chainage.hpp"
#include "gis/geometry/interior_point.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace server {

namespace {

constexpr int no_match = 5;

bool is_in_word_start(std::string_view text, std::string_view wanted) noexcept {
    for (auto at = text.find(wanted); at != std::string_view::npos;
         at = text.find(wanted, at + 1)) {
        if (at == 0 || text[at - 1] == ' ') {
            return true;
        }
    }
    return false;
}

gis::UnitCode commune_code(const gis::model::Snapshot& snapshot, std::size_t part) {
    const auto commune = snapshot.parts()[part]->commune;
    return commune ? snapshot.units().communes[*commune].code : gis::UnitCode{};
}

} // namespace

struct SearchIndex::Asked {
    std::string exact;
    std::string folded;
};

std::shared_ptr<const SearchIndex> SearchIndex::build(const gis::model::Snapshot& snapshot) {
    auto index = std::make_shared<SearchIndex>();
    index->add_units(snapshot.units());
    index->add_roads(snapshot);
    index->add_facilities(snapshot);
    return index;
}

void SearchIndex::add(SearchEntry entry, std::string_view code) {
    m_keys.push_back({gis::lower(entry.name), gis::fold(entry.name), gis::fold_name(entry.name),
                      gis::fold(code)});
    m_entries.push_back(std::move(entry));
}

void SearchIndex::add_units(const gis::model::Units& units) {
    for (const auto* list : {&units.communes, &units.hamlets}) {
        for (const auto& unit : *list) {
            if (!unit.boundary.empty()) {
                add({SearchEntry::Type::unit, unit.code.get(), unit.name, to_text(unit.kind),
                     unit.parent, box_of(unit.boundary), interior_point(unit.boundary)},
                    unit.code.get());
            }
        }
    }
}

void SearchIndex::add_roads(const gis::model::Snapshot& snapshot) {
    for (std::size_t part = 0; part < snapshot.parts().size(); ++part) {
        struct Group {
            const gis::model::Road* longest = nullptr;
            gis::geometry::Box box;
        };
        std::map<std::string, Group> groups;
        for (const auto& road : snapshot.parts()[part]->roads) {
            if (road.name.empty() && road.code.empty()) {
                continue;
            }
            auto& group = groups[road.name.empty() ? "#" + road.code : road.name];
            group.box.add(gis::geometry::box_of(road.line));
            if (group.longest == nullptr || road.length_m > group.longest->length_m) {
                group.longest = &road;
            }
        }
        for (const auto& [key, group] : groups) {
            const auto& road = *group.longest;
            const gis::geometry::Chainage chainage{road.line};
            add({SearchEntry::Type::road, std::to_string(road.id.get()),
                 road.name.empty() ? road.code : road.name, to_text(road.road_class),
                 commune_code(snapshot, part), group.box,
                 chainage.position(chainage.length_m() / 2)},
                road.code);
        }
    }
}

void SearchIndex::add_facilities(const gis::model::Snapshot& snapshot) {
    for (std::size_t part = 0; part < snapshot.parts().size(); ++part) {
        for (const auto& facility : snapshot.parts()[part]->facilities) {
            gis::geometry::Box box;
            box.add(facility.location);
            add({SearchEntry::Type::facility, std::to_string(facility.id.get()), facility.name,
                 to_text(facility.kind), commune_code(snapshot, part), box, facility.location},
                facility.code);
        }
    }
}

int SearchIndex::rank(const Keys& keys, const Asked& asked) noexcept {
    if (is_in_word_start(keys.exact, asked.exact)) {
        const bool begins =
            keys.exact.starts_with(asked.exact) || keys.bare.starts_with(asked.folded);
        return begins ? 0 : 1;
    }
    if (keys.code == asked.folded) {
        return 0;
    }
    if (keys.folded.starts_with(asked.folded) || keys.bare.starts_with(asked.folded) ||
        keys.code.starts_with(asked.folded)) {
        return 2;
    }
    if (is_in_word_start(keys.folded, asked.folded)) {
        return 3;
    }
    return keys.folded.find(asked.folded) == std::string::npos ? no_match : 4;
}

std::vector<const SearchEntry*> SearchIndex::find(std::string_view query, std::size_t limit) const {
    const Asked asked{gis::lower(gis::clean(query)), gis::fold(query)};
    if (asked.folded.empty()) {
        return {};
    }
    struct Hit {
        int rank;
        std::size_t entry;
    };
    std::vector<Hit> hits;
    for (std::size_t i = 0; i < m_entries.size(); ++i) {
        if (const int found = rank(m_keys[i], asked); found < no_match) {
            hits.push_back({found, i});
        }
    }
    const auto order = [this](const Hit& hit) {
        return std::tuple{hit.rank, m_entries[hit.entry].type, m_keys[hit.entry].folded.size(),
                          hit.entry};
    };
    const auto count = std::min(limit, hits.size());
    std::partial_sort(hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(count), hits.end(),
                      [&](const Hit& a, const Hit& b) { return order(a) < order(b); });
    std::vector<const SearchEntry*> result;
    for (std::size_t i = 0; i < count; ++i) {
        result.push_back(&m_entries[hits[i].entry]);
    }
    return result;
}

} // namespace server
