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
/// commune are one entry (the id is the longest one's). Immutable; the index after a change shares
/// with the one before what is of unchanged communes.
class SearchIndex {
public:
    /// @param previous  of the snapshot before, or null
    [[nodiscard]] static std::shared_ptr<const SearchIndex>
    build(const gis::model::Snapshot& snapshot, const SearchIndex* previous = nullptr);

    /// Best first: the name begins with the query, accents and all; the same without accents; a
    /// word of it does; it is somewhere inside; the name has a word that begins with each word of
    /// the query, in this order; in another. Within these units before roads before facilities,
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
    /// Entries of one kind of one place.
    struct Block {
        std::vector<SearchEntry> entries;
        std::vector<Keys> keys; ///< parallel to entries

        void add(SearchEntry entry, std::string_view code);
    };
    struct PartBlocks {
        std::shared_ptr<const gis::model::Part> part;
        std::shared_ptr<const Block> roads;
        std::shared_ptr<const Block> facilities;
    };

    [[nodiscard]] static Block units_block(const gis::model::Units& units);
    [[nodiscard]] static Block roads_block(const gis::model::Part& part,
                                           const gis::UnitCode& commune);
    [[nodiscard]] static Block facilities_block(const gis::model::Part& part,
                                                const gis::UnitCode& commune);
    [[nodiscard]] static int rank(const Keys& keys, const Asked& asked) noexcept;
    [[nodiscard]] static int rank_by_words(const Keys& keys, const Asked& asked) noexcept;
    /// Units, then roads, then facilities.
    [[nodiscard]] std::vector<const Block*> blocks() const;

    std::shared_ptr<const gis::model::Units> m_units;
    std::shared_ptr<const Block> m_unit_block;
    std::vector<PartBlocks> m_parts; ///< parallel to Snapshot::parts()
};

} // namespace server
