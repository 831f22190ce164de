#pragma once

#include "gis/core/error.hpp"
#include "gis/model/import_batch.hpp"

#include <cstdint>
#include <map>
#include <string>

namespace gis::files {

/// Code of the error for a row that a field map leaves out: not a fault of the row.
inline constexpr auto skipped_by_rule = "skipped-by-rule";

/// Adds to a batch's issues, at most so many of a code; the rest is counted and summed up at the
/// end.
class Issues {
public:
    Issues(model::ImportBatch& batch, std::size_t limit_per_code)
        : m_batch(batch), m_limit(limit_per_code) {}

    /// A row was left out because of `why`. Rows left out by rule are summed up by value.
    void refuse(std::int64_t row, const Error& why);
    void warn(std::int64_t row, const std::string& code, const std::string& field, Message message);

    /// Adds a line for every code that had more issues than were kept.
    void finish();

private:
    void add(model::ImportIssue issue);
    [[nodiscard]] model::ImportIssue not_listed(const std::string& code) const;

    model::ImportBatch& m_batch;
    std::size_t m_limit;
    struct Cases {
        std::size_t count = 0;
        std::int64_t first_row = 0; ///< 0: the whole file
    };
    std::map<std::string, Cases> m_cases;         ///< by code
    std::map<std::string, std::size_t> m_by_rule; ///< "highway=footway" -> rows
};

} // namespace gis::files
