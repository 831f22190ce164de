#pragma once

#include "gis/geometry/wkb.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

struct sqlite3;

namespace gis::store::testing {

/// SpatiaLite as another program would use it, with nothing of ours: an independent reader of what
/// the store writes.
class SpatialiteProbe {
public:
    /// In memory.
    SpatialiteProbe();
    /// @param file  opened for reading and writing, as QGIS does
    explicit SpatialiteProbe(const std::filesystem::path& file);

    /// The value of an SQL expression as text, with ?1 bound; "NULL" for NULL, "error: ..." when it
    /// fails.
    [[nodiscard]] std::string text(const std::string& expression,
                                   const geometry::Bytes& bound = {}) const;
    [[nodiscard]] geometry::Bytes blob(const std::string& expression) const;

    /// All rows of a query, columns joined by '|'; one "error: ..." when it fails.
    [[nodiscard]] std::vector<std::string> rows(const std::string& sql) const;

    /// The layers that SpatiaLite offers to QGIS: "name|column|geometry type|SRID|spatial
    /// index|read only".
    [[nodiscard]] std::vector<std::string> layers() const;

private:
    struct CacheCloser {
        void operator()(void* cache) const noexcept;
    };
    struct Closer {
        void operator()(sqlite3* database) const noexcept;
    };
    std::unique_ptr<void, CacheCloser> m_cache;
    std::unique_ptr<sqlite3, Closer> m_database;
};

} // namespace gis::store::testing
