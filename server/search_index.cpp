#include "server/search_index.hpp"

#include "gis/core/text.hpp"
#include "gis/geometry/chainage.hpp"
#include "gis/geometry/interior_point.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace server {

namespace {

constexpr int no_match = 7;

/// Where, from `from` on, a word of the text begins with what is wanted; npos: nowhere.
std::size_t find_word_start(std::string_view text, std::string_view wanted,
                            std::size_t from = 0) noexcept {
    auto at = text.find(wanted, from);
    while (at != std::string_view::npos && at != 0 && text[at - 1] != ' ') {
        at = text.find(wanted, at + 1);
    }
    return at;
}

bool is_in_word_start(std::string_view text, std::string_view wanted) noexcept {
    return find_word_start(text, wanted) != std::string_view::npos;
}

std::vector<std::string> words_of(std::string_view folded) {
    std::vector<std::string> words;
    while (!folded.empty()) {
        const auto end = std::min(folded.find(' '), folded.size());
        words.emplace_back(folded.substr(0, end));
        folded.remove_prefix(std::min(end + 1, folded.size()));
    }
    return words;
}

/// Whether words of the text begin with these, one after the other.
bool has_in_order(std::string_view text, const std::vector<std::string>& words) noexcept {
    std::size_t from = 0;
    for (const auto& word : words) {
        const auto at = find_word_start(text, word, from);
        if (at == std::string_view::npos) {
            return false;
        }
        from = at + word.size();
    }
    return true;
}

/// Whether roads differ in their surfaces alone, as after most edits.
bool have_same_names(const gis::model::Part& a, const gis::model::Part& b) {
    return std::equal(a.roads.begin(), a.roads.end(), b.roads.begin(), b.roads.end(),
                      [](const gis::model::Road& one, const gis::model::Road& other) {
                          return &one == &other ||
                                 (one.id == other.id && one.road_class == other.road_class &&
                                  one.code == other.code && one.name == other.name &&
                                  one.line == other.line);
                      });
}

} // namespace

struct SearchIndex::Asked {
    std::string exact;
    std::string folded;
    std::vector<std::string> words;    ///< of folded
    std::vector<std::string> distinct; ///< words, each once: one repeated costs nothing
};

std::shared_ptr<const SearchIndex> SearchIndex::build(const gis::model::Snapshot& snapshot,
                                                      const SearchIndex* previous) {
    auto index = std::make_shared<SearchIndex>();
    index->m_units = snapshot.shared_units();
    const bool same_units = previous != nullptr && previous->m_units == index->m_units;
    index->m_unit_block = same_units ? previous->m_unit_block
                                     : std::make_shared<const Block>(units_block(snapshot.units()));
    const auto parts = snapshot.parts();
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (same_units && previous->m_parts[i].part == parts[i]) {
            index->m_parts.push_back(previous->m_parts[i]);
            continue;
        }
        const auto commune = parts[i]->commune ? snapshot.units().communes[*parts[i]->commune].code
                                               : gis::UnitCode{};
        const bool same_roads =
            same_units && have_same_names(*previous->m_parts[i].part, *parts[i]);
        const bool same_facilities =
            same_units && previous->m_parts[i].part->facilities == parts[i]->facilities;
        index->m_parts.push_back(
            {parts[i],
             same_roads ? previous->m_parts[i].roads
                        : std::make_shared<const Block>(roads_block(*parts[i], commune)),
             same_facilities
                 ? previous->m_parts[i].facilities
                 : std::make_shared<const Block>(facilities_block(*parts[i], commune))});
    }
    return index;
}

void SearchIndex::Block::add(SearchEntry entry, std::string_view code) {
    keys.push_back({gis::lower(entry.name), gis::fold(entry.name), gis::fold_name(entry.name),
                    gis::fold(code)});
    entries.push_back(std::move(entry));
}

SearchIndex::Block SearchIndex::units_block(const gis::model::Units& units) {
    Block block;
    for (const auto* list : {&units.communes, &units.hamlets}) {
        for (const auto& unit : *list) {
            if (!unit.boundary.empty()) {
                block.add({SearchEntry::Type::unit, unit.code.get(), unit.name, to_text(unit.kind),
                           unit.parent, box_of(unit.boundary), interior_point(unit.boundary)},
                          unit.code.get());
            }
        }
    }
    return block;
}

SearchIndex::Block SearchIndex::roads_block(const gis::model::Part& part,
                                            const gis::UnitCode& commune) {
    struct Group {
        const gis::model::Road* longest = nullptr;
        gis::geometry::Box box;
    };
    std::map<std::string, Group> groups;
    for (const auto& road : part.roads) {
        if (road.name.empty() && road.code.empty()) {
            continue;
        }
        auto& group = groups[road.name.empty() ? "#" + road.code : road.name];
        group.box.add(gis::geometry::box_of(road.line));
        if (group.longest == nullptr || road.length_m > group.longest->length_m) {
            group.longest = &road;
        }
    }
    Block block;
    for (const auto& [key, group] : groups) {
        const auto& road = *group.longest;
        const gis::geometry::Chainage chainage{road.line};
        block.add({SearchEntry::Type::road, std::to_string(road.id.get()),
                   road.name.empty() ? road.code : road.name, to_text(road.road_class), commune,
                   group.box, chainage.position(chainage.length_m() / 2)},
                  road.code);
    }
    return block;
}

SearchIndex::Block SearchIndex::facilities_block(const gis::model::Part& part,
                                                 const gis::UnitCode& commune) {
    Block block;
    for (const auto& facility : part.facilities) {
        gis::geometry::Box box;
        box.add(facility.location);
        block.add({SearchEntry::Type::facility, std::to_string(facility.id.get()), facility.name,
                   to_text(facility.kind), commune, box, facility.location},
                  facility.code);
    }
    return block;
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
    return keys.folded.find(asked.folded) == std::string::npos ? rank_by_words(keys, asked) : 4;
}

int SearchIndex::rank_by_words(const Keys& keys, const Asked& asked) noexcept {
    if (asked.words.size() < 2 || !std::all_of(asked.distinct.begin(), asked.distinct.end(),
                                               [&keys](const std::string& word) {
                                                   return is_in_word_start(keys.folded, word);
                                               })) {
        return no_match;
    }
    return has_in_order(keys.folded, asked.words) ? 5 : 6;
}

std::vector<const SearchIndex::Block*> SearchIndex::blocks() const {
    std::vector<const Block*> all;
    all.reserve(1 + 2 * m_parts.size());
    all.push_back(m_unit_block.get());
    for (const auto& part : m_parts) {
        all.push_back(part.roads.get());
    }
    for (const auto& part : m_parts) {
        all.push_back(part.facilities.get());
    }
    return all;
}

std::vector<const SearchEntry*> SearchIndex::find(std::string_view query, std::size_t limit) const {
    Asked asked{gis::lower(gis::clean(query)), gis::fold(query), {}, {}};
    asked.words = words_of(asked.folded);
    asked.distinct = asked.words;
    std::sort(asked.distinct.begin(), asked.distinct.end());
    asked.distinct.erase(std::unique(asked.distinct.begin(), asked.distinct.end()),
                         asked.distinct.end());
    if (asked.folded.empty()) {
        return {};
    }
    struct Hit {
        int rank;
        std::size_t length;
        std::size_t position; ///< in the order of blocks: units, roads, facilities
        const SearchEntry* entry;
    };
    std::vector<Hit> hits;
    std::size_t position = 0;
    for (const auto* block : blocks()) {
        for (std::size_t i = 0; i < block->entries.size(); ++i, ++position) {
            if (const int found = rank(block->keys[i], asked); found < no_match) {
                hits.push_back({found, block->keys[i].folded.size(), position, &block->entries[i]});
            }
        }
    }
    const auto order = [](const Hit& hit) {
        return std::tuple{hit.rank, hit.entry->type, hit.length, hit.position};
    };
    const auto count = std::min(limit, hits.size());
    std::partial_sort(hits.begin(), hits.begin() + static_cast<std::ptrdiff_t>(count), hits.end(),
                      [&](const Hit& a, const Hit& b) { return order(a) < order(b); });
    std::vector<const SearchEntry*> result;
    for (std::size_t i = 0; i < count; ++i) {
        result.push_back(hits[i].entry);
    }
    return result;
}

} // namespace server
