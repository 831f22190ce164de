#pragma once

#include "gis/core/ids.hpp"
#include "gis/core/sha256.hpp"
#include "gis/store/damage.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace gis::store {

/// The hash that a revision had when somebody noted it: in a log, a backup's manifest, a report.
struct KnownHead {
    Revision revision;
    Digest hash{};
};

/// What a store was found to be.
struct Verification {
    std::int64_t schema = 0;
    Revision revision;
    Digest head{}; ///< the hash of the newest changeset, and so of the whole history
    std::map<std::string, std::int64_t> rows; ///< by table
    std::vector<Damage> damages;              ///< the first thousand
    std::size_t damage_count = 0;

    [[nodiscard]] bool good() const noexcept { return damage_count == 0; }
};

/// Checks everything that is stored, at one moment, beside a running server if need be: SQLite's
/// own integrity and foreign keys; the hash of every row; the R*Trees against the rows; every
/// changeset against the rows and the changesets around it; the chain of hashes; totals; seals of
/// all other tables. Changes nothing.
/// @param known  hashes from elsewhere that the history must still have
/// @throws Error{storage} when the file cannot be opened as a store of this version at all:
/// "no-store", "foreign-store", "newer-store", "older-store", "damaged-store"
[[nodiscard]] Verification verify_file(const std::filesystem::path& file,
                                       std::span<const KnownHead> known = {});

/// The store of a data folder. @throws as verify_file()
[[nodiscard]] Verification verify_store(const std::filesystem::path& data_folder,
                                        std::span<const KnownHead> known = {});

} // namespace gis::store
