#pragma once

#include "gis/core/sha256.hpp"
#include "gis/store/change_lines.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gis::store {

/// The columns of `changesets` that its hash covers.
struct ChangesetFields {
    std::int64_t id = 0;
    std::string author;
    std::string at;
    std::string comment;
    std::string source;
    std::int64_t row_count = 0;
    bool bulk = false;
};

/// The hash of a changeset: SHA-256 over `hash_version`, the hash of the changeset before (32 zero
/// bytes for the first), its own columns, and the digest of its content: each line of `changes`
/// with both JSON texts and the hashes of the rows that it left, then its lines of `lineage`, then
/// the seal of the proposal that it carried out. Add in that order.
class ChangesetHash {
public:
    /// @param rows  SHA-256 over the hashes of the line's rows as the changeset left them, by id
    void add_line(const ChangeKey& line, const std::optional<std::string_view>& before,
                  const std::optional<std::string_view>& after, const Digest& rows);
    void add_lineage(std::int64_t id, std::string_view entity, std::int64_t parent,
                     std::int64_t child);
    void add_acceptance(const Digest& proposal_seal);

    /// Digest of everything that was added.
    [[nodiscard]] Digest content() noexcept { return m_content.finish(); }

private:
    Sha256 m_content;
};

[[nodiscard]] Digest chain(const Digest& previous, const ChangesetFields& fields,
                           const Digest& content);

} // namespace gis::store
