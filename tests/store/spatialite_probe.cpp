#include "spatialite_probe.hpp"

#include <sqlite3.h>

#include <spatialite/gaiageo.h>

#include <spatialite.h>

#include <stdexcept>

namespace gis::store::testing {

namespace {

struct Finalizer {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};

struct LayersFreer {
    void operator()(gaiaVectorLayersListPtr list) const noexcept { gaiaFreeVectorLayersList(list); }
};

std::unique_ptr<sqlite3_stmt, Finalizer> prepare(sqlite3* database, const std::string& sql) {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr);
    return std::unique_ptr<sqlite3_stmt, Finalizer>{statement};
}

std::string column_text(sqlite3_stmt* statement, int column) {
    const auto* text = sqlite3_column_text(statement, column);
    return text == nullptr ? "NULL" : reinterpret_cast<const char*>(text);
}

} // namespace

void SpatialiteProbe::CacheCloser::operator()(void* cache) const noexcept {
    spatialite_cleanup_ex(cache);
}

void SpatialiteProbe::Closer::operator()(sqlite3* database) const noexcept {
    sqlite3_close(database);
}

SpatialiteProbe::SpatialiteProbe() : SpatialiteProbe(":memory:") {}

SpatialiteProbe::SpatialiteProbe(const std::filesystem::path& file)
    : m_cache(spatialite_alloc_connection()) {
    sqlite3* database = nullptr;
    const int code = sqlite3_open(file.c_str(), &database);
    m_database.reset(database);
    if (code != SQLITE_OK) {
        throw std::runtime_error{sqlite3_errmsg(database)};
    }
    spatialite_init_ex(database, m_cache.get(), 0);
}

std::string SpatialiteProbe::text(const std::string& expression,
                                  const geometry::Bytes& bound) const {
    const auto statement = prepare(m_database.get(), "SELECT " + expression);
    if (!bound.empty()) {
        sqlite3_bind_blob64(statement.get(), 1, bound.data(), bound.size(), SQLITE_STATIC);
    }
    if (sqlite3_step(statement.get()) != SQLITE_ROW) {
        return std::string{"error: "} + sqlite3_errmsg(m_database.get());
    }
    return column_text(statement.get(), 0);
}

geometry::Bytes SpatialiteProbe::blob(const std::string& expression) const {
    const auto statement = prepare(m_database.get(), "SELECT " + expression);
    if (sqlite3_step(statement.get()) != SQLITE_ROW) {
        return {};
    }
    const auto* bytes = static_cast<const std::byte*>(sqlite3_column_blob(statement.get(), 0));
    return {bytes, bytes + sqlite3_column_bytes(statement.get(), 0)};
}

std::vector<std::string> SpatialiteProbe::rows(const std::string& sql) const {
    const auto statement = prepare(m_database.get(), sql);
    std::vector<std::string> result;
    int code = SQLITE_ROW;
    while (statement && (code = sqlite3_step(statement.get())) == SQLITE_ROW) {
        std::string row;
        for (int column = 0; column < sqlite3_column_count(statement.get()); ++column) {
            row += (column == 0 ? "" : "|") + column_text(statement.get(), column);
        }
        result.push_back(row);
    }
    if (!statement || code != SQLITE_DONE) {
        return {std::string{"error: "} + sqlite3_errmsg(m_database.get())};
    }
    return result;
}

std::vector<std::string> SpatialiteProbe::layers() const {
    const std::unique_ptr<gaiaVectorLayersList, LayersFreer> list{
        gaiaGetVectorLayersList(m_database.get(), nullptr, nullptr, GAIA_VECTORS_LIST_PESSIMISTIC)};
    std::vector<std::string> result;
    for (auto* layer = list ? list->First : nullptr; layer != nullptr; layer = layer->Next) {
        const bool read_only = layer->AuthInfos != nullptr && layer->AuthInfos->IsReadOnly != 0;
        result.push_back(std::string{layer->TableName} + "|" + layer->GeometryName + "|" +
                         std::to_string(layer->GeometryType) + "|" + std::to_string(layer->Srid) +
                         "|" + std::to_string(layer->SpatialIndex) + "|" +
                         std::to_string(read_only ? 1 : 0));
    }
    return result;
}

} // namespace gis::store::testing
