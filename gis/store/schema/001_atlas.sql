-- The atlas: units, roads with their dated surface records, facilities, population points, and who changed what.
--
-- A CHECK compares with each word in turn: IN with a list of words would build a temporary index for every
-- row. References are checked at COMMIT, so that no statement needs a journal of its own.
--
-- Geometry is SpatiaLite BLOB, EPSG:4326, written by gis/store/blob.cpp. The columns are registered by hand instead of
-- AddGeometryColumn: its triggers hand every geometry to SpatiaLite's parser and break under trusted_schema=OFF. The
-- R*Trees idx_<table>_geometry are kept by the program, in the transaction that writes the row; triggers make every
-- other program a reader. The program's own connection has triggers switched off.

SELECT InitSpatialMetaData(0, 'NONE');
SELECT InsertEpsgSrid(4326);

CREATE TABLE changesets (
    id INTEGER PRIMARY KEY CHECK (id > 0), -- the revision of the atlas
    author TEXT NOT NULL,
    at TEXT NOT NULL,                      -- UTC, ISO 8601
    comment TEXT NOT NULL,
    source TEXT NOT NULL,
    row_count INTEGER NOT NULL CHECK (row_count > 0),
    bulk INTEGER NOT NULL CHECK (bulk IN (0, 1))
) STRICT;

-- One line a row. Of a bulk changeset: one line for each run of new ids (before and after NULL) and one for each row
-- that was there already (before given; after is the before of its next change, or the row itself).
CREATE TABLE changes (
    id INTEGER PRIMARY KEY,
    changeset INTEGER NOT NULL REFERENCES changesets (id) DEFERRABLE INITIALLY DEFERRED,
    entity TEXT NOT NULL CHECK (
        entity = 'unit' OR entity = 'road' OR entity = 'surface_record' OR entity = 'facility' OR
        entity = 'population_point'),
    first_id INTEGER NOT NULL CHECK (first_id > 0), -- of units: units.id
    last_id INTEGER NOT NULL CHECK (last_id >= first_id),
    before TEXT CHECK (before GLOB '{*}'),         -- NULL: there was none
    after TEXT CHECK (after GLOB '{*}'),           -- NULL: of a bulk changeset
    CHECK (last_id = first_id OR (before IS NULL AND after IS NULL))
) STRICT;
CREATE INDEX changes_by_changeset ON changes (changeset);
CREATE INDEX changes_by_entity ON changes (entity, first_id);

CREATE TABLE units (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    code TEXT NOT NULL UNIQUE CHECK (code <> ''),
    level TEXT NOT NULL CHECK (level IN ('commune', 'hamlet')),
    kind TEXT NOT NULL CHECK (
        kind = 'xa' OR kind = 'phuong' OR kind = 'thi_tran' OR kind = 'ap' OR kind = 'soc' OR kind = 'thon' OR
        kind = 'khu_pho'),
    name TEXT NOT NULL,
    parent TEXT NOT NULL,          -- code of a hamlet's commune; '' = none known
    population REAL CHECK (population BETWEEN 0 AND 1e12),
    households REAL CHECK (households BETWEEN 0 AND 1e12),
    valid_from TEXT NOT NULL CHECK (date(valid_from) IS valid_from),
    valid_to TEXT CHECK (valid_to IS NULL OR date(valid_to) IS valid_to),
    predecessors TEXT NOT NULL CHECK (predecessors GLOB '[[]*]'),
    geometry BLOB,                 -- MULTIPOLYGON; NULL = boundary unknown
    CHECK (level = 'hamlet' OR parent = ''),
    CHECK (valid_to IS NULL OR valid_to >= valid_from)
) STRICT;

CREATE TABLE roads (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    code TEXT NOT NULL,            -- '' = none
    name TEXT NOT NULL,            -- '' = unnamed
    road_class TEXT NOT NULL CHECK (
        road_class = 'xa' OR road_class = 'ap' OR road_class = 'ngo' OR road_class = 'nd' OR
        road_class = 'huyen' OR road_class = 'other'),
    managing_commune TEXT NOT NULL, -- as given; '' = derived from the map
    length_m REAL NOT NULL CHECK (length_m BETWEEN 0 AND 1e9), -- geodesic, WGS 84
    valid_from TEXT NOT NULL CHECK (date(valid_from) IS valid_from),
    valid_to TEXT CHECK (valid_to IS NULL OR date(valid_to) IS valid_to),
    geometry BLOB NOT NULL,        -- LINESTRING
    CHECK (valid_to IS NULL OR valid_to >= valid_from)
) STRICT;

CREATE TABLE surface_records (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    road INTEGER NOT NULL REFERENCES roads (id) DEFERRABLE INITIALLY DEFERRED,
    from_m REAL NOT NULL,          -- chainage, metres
    to_m REAL NOT NULL CHECK (0 <= from_m AND from_m < to_m AND to_m <= 1e9),
    surface TEXT NOT NULL CHECK (
        surface = 'nhua' OR surface = 'btxm' OR surface = 'lang_nhua' OR surface = 'da_dam' OR
        surface = 'cap_phoi' OR surface = 'gach' OR surface = 'soi_do' OR surface = 'dat' OR surface = 'unknown'),
    width_m REAL CHECK (width_m > 0 AND width_m <= 1e3),
    condition TEXT NOT NULL,
    effective_on TEXT NOT NULL CHECK (date(effective_on) IS effective_on),
    work TEXT NOT NULL,
    evidence TEXT NOT NULL,
    state TEXT NOT NULL CHECK (
        state = 'proposed' OR state = 'accepted' OR state = 'retracted')
) STRICT;
CREATE INDEX surface_records_by_road ON surface_records (road);

CREATE TABLE facilities (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    kind TEXT NOT NULL CHECK (
        kind = 'kindergarten' OR kind = 'primary' OR kind = 'lower_secondary' OR kind = 'multi_level_school' OR
        kind = 'cultural_house' OR kind = 'commune_cultural_centre' OR kind = 'health_station' OR
        kind = 'sports_ground' OR kind = 'market' OR kind = 'other'),
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    commune TEXT NOT NULL,         -- '' = derived from the location
    serves TEXT NOT NULL CHECK (serves GLOB '[[]*]'),
    standard_met INTEGER CHECK (standard_met IN (0, 1)),
    rooms TEXT NOT NULL CHECK (rooms GLOB '{*}'),
    seats INTEGER CHECK (seats >= 0),
    area_m2 REAL CHECK (area_m2 BETWEEN 0 AND 1e12),
    toilet INTEGER CHECK (toilet IN (0, 1)),
    well INTEGER CHECK (well IN (0, 1)),
    condition TEXT NOT NULL,
    valid_from TEXT NOT NULL CHECK (date(valid_from) IS valid_from),
    valid_to TEXT CHECK (valid_to IS NULL OR date(valid_to) IS valid_to),
    geometry BLOB NOT NULL,        -- POINT
    CHECK (valid_to IS NULL OR valid_to >= valid_from)
) STRICT;

CREATE TABLE population_points (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    persons REAL NOT NULL CHECK (persons BETWEEN 0 AND 1e12),
    geometry BLOB NOT NULL         -- POINT
) STRICT;

-- What QGIS and OGR look for. 2 = LINESTRING, 6 = MULTIPOLYGON, 1 = POINT; the last 1 = R*Tree.
INSERT INTO geometry_columns VALUES ('units', 'geometry', 6, 2, 4326, 1);
INSERT INTO geometry_columns VALUES ('roads', 'geometry', 2, 2, 4326, 1);
INSERT INTO geometry_columns VALUES ('facilities', 'geometry', 1, 2, 4326, 1);
INSERT INTO geometry_columns VALUES ('population_points', 'geometry', 1, 2, 4326, 1);
INSERT INTO geometry_columns_auth SELECT f_table_name, f_geometry_column, 1, 0 FROM geometry_columns; -- read-only, shown

CREATE VIRTUAL TABLE idx_units_geometry USING rtree(pkid, xmin, xmax, ymin, ymax);
CREATE VIRTUAL TABLE idx_roads_geometry USING rtree(pkid, xmin, xmax, ymin, ymax);
CREATE VIRTUAL TABLE idx_facilities_geometry USING rtree(pkid, xmin, xmax, ymin, ymax);
CREATE VIRTUAL TABLE idx_population_points_geometry USING rtree(pkid, xmin, xmax, ymin, ymax);

CREATE VIEW communes AS
    SELECT id, code, kind, name, population, households, valid_from, valid_to, geometry
    FROM units WHERE level = 'commune';
CREATE VIEW hamlets AS
    SELECT id, code, kind, name, parent, population, households, valid_from, valid_to, geometry
    FROM units WHERE level = 'hamlet';
INSERT INTO views_geometry_columns VALUES ('communes', 'geometry', 'id', 'units', 'geometry', 1);
INSERT INTO views_geometry_columns VALUES ('hamlets', 'geometry', 'id', 'units', 'geometry', 1);

-- Only the program writes: only it keeps the R*Trees and the history, and it deletes nothing.
CREATE TRIGGER changesets_no_insert BEFORE INSERT ON changesets
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER changesets_no_update BEFORE UPDATE ON changesets
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER changesets_no_delete BEFORE DELETE ON changesets
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER changes_no_insert BEFORE INSERT ON changes
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER changes_no_update BEFORE UPDATE ON changes
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER changes_no_delete BEFORE DELETE ON changes
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER units_no_insert BEFORE INSERT ON units
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER units_no_update BEFORE UPDATE ON units
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER units_no_delete BEFORE DELETE ON units
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER roads_no_insert BEFORE INSERT ON roads
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER roads_no_update BEFORE UPDATE ON roads
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER roads_no_delete BEFORE DELETE ON roads
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER surface_records_no_insert BEFORE INSERT ON surface_records
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER surface_records_no_update BEFORE UPDATE ON surface_records
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER surface_records_no_delete BEFORE DELETE ON surface_records
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER facilities_no_insert BEFORE INSERT ON facilities
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER facilities_no_update BEFORE UPDATE ON facilities
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER facilities_no_delete BEFORE DELETE ON facilities
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER population_points_no_insert BEFORE INSERT ON population_points
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER population_points_no_update BEFORE UPDATE ON population_points
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER population_points_no_delete BEFORE DELETE ON population_points
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
