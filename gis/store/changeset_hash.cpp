#include "gis/store/changeset_hash.hpp"

#include "gis/store/canonical.hpp"

namespace gis::store {

void ChangesetHash::add_line(const ChangeKey& line, const std::optional<std::string_view>& before,
                             const std::optional<std::string_view>& after, const Digest& rows) {
    Canonical bytes;
    bytes.text("change");
    bytes.integer(line.id);
    bytes.text(to_text(line.entity.kind));
    bytes.integer(line.entity.id);
    bytes.integer(line.last_id);
    bytes.optional_text(before);
    bytes.optional_text(after);
    bytes.digest(rows);
    m_content.add(bytes.bytes());
}

void ChangesetHash::add_lineage(std::int64_t id, std::string_view entity, std::int64_t parent,
                                std::int64_t child) {
    Canonical bytes;
    bytes.text("lineage");
    bytes.integer(id);
    bytes.text(entity);
    bytes.integer(parent);
    bytes.integer(child);
    m_content.add(bytes.bytes());
}

void ChangesetHash::add_acceptance(const Digest& proposal_seal) {
    Canonical bytes;
    bytes.text("proposal");
    bytes.digest(proposal_seal);
    m_content.add(bytes.bytes());
}

Digest chain(const Digest& previous, const ChangesetFields& fields, const Digest& content) {
    Canonical bytes;
    bytes.integer(hash_version);
    bytes.digest(previous);
    bytes.integer(fields.id);
    bytes.text(fields.author);
    bytes.text(fields.at);
    bytes.text(fields.comment);
    bytes.text(fields.source);
    bytes.integer(fields.row_count);
    bytes.flag(fields.bulk);
    bytes.digest(content);
    return bytes.hash();
}

} // namespace gis::store
