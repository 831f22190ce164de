#pragma once

#include "gis/geometry/types.hpp"
#include "gis/model/snapshot.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace server {

/// One thing that can be found.
struct SearchEntry {
    enum class Type : std::uint8_t { unit, road, facility };

    Type type = Type::unit;
    std::string id; ///< a unit's code; a road's or facility's number
    std::string name;
    std::string_view kind;       ///< unit kind, road class or facility kind
    gis::UnitCode parent;        ///< empty: none
    gis::geometry::Box box;      ///< lon/lat
    gis::geometry::Point center; ///< a place on it
};

/// Names of units, roads and facilities, found with or without accents. Roads of one name in one
/// commune are one entry (the id is the longest one's). Immutable.
class SearchIndex {
public:
    [[nodiscard]] static std::shared_ptr<const SearchIndex>
    build(const gis::model::Snapshot& snapshot);

    /// Best first: the name begins with the query, accents and all; the same without accents; a
    /// word of it does; it is somewhere inside. Within these units before roads before facilities,
    /// short names first. A code counts as a name.
    [[nodiscard]] std::vector<const SearchEntry*> find(std::string_view query,
                                                       std::size_t limit) const;

private:
    struct Keys {
        std::string exact;  ///< lower case with accents
        std::string folded; ///< `xa tan hung`
        std::string bare;   ///< `tan hung`
        std::string code;   ///< folded
    };
    struct Asked;

    void add(SearchEntry entry, std::string_view code);
    void add_units(const gis::model::Units& units);
    void add_roads(const gis::model::Snapshot& snapshot);
    void add_facilities(const gis::model::Snapshot& snapshot);
    [[nodiscard]] static int rank(const Keys& keys, const Asked& asked) noexcept;

    std::vector<SearchEntry> m_entries;
    std::vector<Keys> m_keys; ///< parallel to m_entries
};

} // namespace server
