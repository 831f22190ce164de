#include "tests/golden/spatialite_ledger.hpp"

#include <nlohmann/json.hpp>

// sqlite3.h comes before spatialite.h
#include <sqlite3.h>

#include <spatialite.h>

#include <fstream>
#include <memory>
#include <stdexcept>

namespace golden {

namespace {

struct Connection {
    sqlite3* handle = nullptr;
    void* cache = spatialite_alloc_connection();

    Connection() {
        if (sqlite3_open(":memory:", &handle) != SQLITE_OK) {
            throw std::runtime_error{"sqlite3_open"};
        }
        spatialite_init_ex(handle, cache, 0);
    }
    ~Connection() {
        sqlite3_close(handle);
        spatialite_cleanup_ex(cache);
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    Connection(Connection&&) = delete;
    Connection& operator=(Connection&&) = delete;

    void run(const char* sql) const {
        if (sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
            throw std::runtime_error{std::string{sqlite3_errmsg(handle)} + " in " + sql};
        }
    }
};

struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

Statement prepare(const Connection& connection, const char* sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(connection.handle, sql, -1, &statement, nullptr) != SQLITE_OK) {
        throw std::runtime_error{std::string{sqlite3_errmsg(connection.handle)} + " in " + sql};
    }
    return Statement{statement};
}

void insert(const Connection& connection, sqlite3_stmt* statement,
            const std::vector<std::string>& values) {
    for (std::size_t i = 0; i < values.size(); ++i) {
        sqlite3_bind_text(statement, static_cast<int>(i) + 1, values[i].c_str(), -1,
                          SQLITE_TRANSIENT);
    }
    if (sqlite3_step(statement) != SQLITE_DONE) {
        throw std::runtime_error{sqlite3_errmsg(connection.handle)};
    }
    sqlite3_reset(statement);
}

nlohmann::json features_of(const std::filesystem::path& file) {
    std::ifstream stream{file};
    return nlohmann::json::parse(stream).at("features");
}

std::string text(const nlohmann::json& properties, const char* key, const char* fallback = "") {
    const auto& value = properties.at(key);
    return value.is_null() ? fallback : value.get<std::string>();
}

constexpr const char* schema = R"sql(
    CREATE TABLE hamlet (code TEXT PRIMARY KEY, commune TEXT, geom BLOB);
    CREATE TABLE road (class TEXT, surface TEXT, managing TEXT, geom BLOB);
)sql";

constexpr const char* ledger_sql = R"sql(
    WITH candidate AS (
        SELECT r.rowid AS road, r.class, r.surface, r.geom AS line, h.code, h.geom AS area,
               h.commune <> r.managing AS foreign_hamlet
        FROM road r JOIN hamlet h
          ON MbrMinX(r.geom) <= MbrMaxX(h.geom) AND MbrMaxX(r.geom) >= MbrMinX(h.geom)
         AND MbrMinY(r.geom) <= MbrMaxY(h.geom) AND MbrMaxY(r.geom) >= MbrMinY(h.geom)
        WHERE ST_Intersects(r.geom, h.geom) = 1
    ), before AS (
        SELECT a.road, a.code, ST_Union(b.area) AS taken
        FROM candidate a JOIN candidate b
          ON a.road = b.road AND (b.foreign_hamlet, b.code) < (a.foreign_hamlet, a.code)
        GROUP BY a.road, a.code
    )
    SELECT c.code, c.class, c.surface,
           ST_Length(CASE WHEN p.taken IS NULL THEN ST_Intersection(c.line, c.area)
                          ELSE ST_Difference(ST_Intersection(c.line, c.area), p.taken) END, 1)
    FROM candidate c LEFT JOIN before p ON p.road = c.road AND p.code = c.code
)sql";

} // namespace

LengthTable spatialite_ledger(const std::filesystem::path& folder) {
    const Connection connection;
    connection.run("SELECT InitSpatialMetaData(1)");
    connection.run(schema);
    connection.run("BEGIN");
    const auto add_hamlet = prepare(
        connection, "INSERT INTO hamlet VALUES (?1, ?2, SetSRID(GeomFromGeoJSON(?3), 4326))");
    for (const auto& feature : features_of(folder / "hamlets.geojson")) {
        const auto& properties = feature.at("properties");
        insert(
            connection, add_hamlet.get(),
            {text(properties, "code"), text(properties, "parent"), feature.at("geometry").dump()});
    }
    const auto add_road = prepare(
        connection, "INSERT INTO road VALUES (?1, ?2, ?3, SetSRID(GeomFromGeoJSON(?4), 4326))");
    for (const auto& feature : features_of(folder / "roads.geojson")) {
        const auto& properties = feature.at("properties");
        insert(connection, add_road.get(),
               {text(properties, "road_class"), text(properties, "surface", "unknown"),
                text(properties, "managing_commune"), feature.at("geometry").dump()});
    }
    connection.run("COMMIT");
    LengthTable table;
    const auto query = prepare(connection, ledger_sql);
    int step = SQLITE_ROW;
    while ((step = sqlite3_step(query.get())) == SQLITE_ROW) {
        const auto column = [&](int i) {
            return std::string{reinterpret_cast<const char*>(sqlite3_column_text(query.get(), i))};
        };
        // A road that only touches a hamlet has a point in common with it, whose length is NULL.
        if (sqlite3_column_type(query.get(), 3) != SQLITE_NULL) {
            table[{column(0), column(1), column(2)}] += sqlite3_column_double(query.get(), 3);
        }
    }
    if (step != SQLITE_DONE) {
        throw std::runtime_error{sqlite3_errmsg(connection.handle)};
    }
    return table;
}

} // namespace golden
