"""Coverage by pgRouting and PostGIS on the same roads, and their answers beside ours, hamlet by hamlet."""
import pathlib
import sys

import postgis

ROUTING = pathlib.Path("/usr/share/postgresql/15/extension/pgrouting.control")

TABLES = """
CREATE EXTENSION pgrouting;
CREATE TABLE road (id int, code text, geom geometry(LineString, 4326));
CREATE TABLE point (hamlet text, lon float8, lat float8, persons float8, road text, at_m float8, access_m float8,
                    ours_m float8);
CREATE TABLE school (id int, lon float8, lat float8, road text, at_m float8, access_m float8);
CREATE TABLE all_season (geom geometry(LineString, 4326));
CREATE TABLE answer (hamlet text, population float8, covered float8, access_index float8, near float8);
"""

# Roads are cut where a vertex is one of another road too; lengths are geodesic.
CUT = """
CREATE UNLOGGED TABLE vertex AS
  SELECT id AS road, d.path[1] AS i, d.geom AS at, d.path[1] IN (1, ST_NPoints(r.geom)) AS is_end
  FROM road r, ST_DumpPoints(r.geom) d;
CREATE UNLOGGED TABLE cut AS
  SELECT road, i, LEAD(i) OVER (PARTITION BY road ORDER BY i) AS next
  FROM (SELECT road, i, is_end OR COUNT(*) OVER (PARTITION BY at) > 1 AS here FROM vertex) v WHERE here;
ANALYZE vertex; ANALYZE cut;
CREATE UNLOGGED TABLE stretch AS
  SELECT row_number() OVER () AS id, road, geom, length_m,
         SUM(length_m) OVER (PARTITION BY road ORDER BY i) - length_m AS from_m
  FROM (SELECT road, i, geom, ST_Length(geom::geography) AS length_m
        FROM (SELECT c.road, c.i, ST_MakeLine(v.at ORDER BY v.i) AS geom
              FROM cut c JOIN vertex v ON v.road = c.road AND v.i BETWEEN c.i AND c.next GROUP BY 1, 2) g) m;
CREATE UNIQUE INDEX ON stretch (id); ANALYZE stretch;
"""

# Nodes at the stretches' ends, as pgRouting's manual has it; a school is a node of its own inside its stretch.
TOPOLOGY = """
CREATE UNLOGGED TABLE node AS SELECT * FROM pgr_extractVertices('SELECT id, geom FROM stretch');
CREATE UNLOGGED TABLE link AS
  SELECT s.id, s.road, s.from_m, s.length_m, a.node AS source, b.node AS target FROM stretch s
  JOIN (SELECT id AS node, unnest(out_edges) AS id FROM node) a USING (id)
  JOIN (SELECT id AS node, unnest(in_edges) AS id FROM node) b USING (id);
CREATE UNLOGGED TABLE edge AS
  SELECT row_number() OVER () AS id, *, to_m - from_m AS cost FROM (
    SELECT road, node AS source, LEAD(node) OVER w AS target, at_m AS from_m, LEAD(at_m) OVER w AS to_m FROM (
      SELECT id, road, source AS node, from_m AS at_m, 0 AS rank FROM link
      UNION ALL SELECT id, road, target, from_m + length_m, 2 FROM link
      UNION ALL (SELECT DISTINCT ON (s.id) l.id, l.road, 1000000000 + s.id,
                        GREATEST(l.from_m, LEAST(l.from_m + l.length_m, s.at_m)), 1
                 FROM school s JOIN road r ON r.code = s.road JOIN link l ON l.road = r.id
                 ORDER BY s.id, ABS(s.at_m - l.from_m - l.length_m / 2) - l.length_m / 2)
    ) places WINDOW w AS (PARTITION BY id ORDER BY at_m, rank)
  ) pieces WHERE target IS NOT NULL;
"""

# No equicost => true: it loses vertices.
REACH = """
CREATE UNLOGGED TABLE reach AS
  SELECT node, MIN(agg_cost + access_m) AS metres
  FROM pgr_drivingDistance('SELECT id, source, target, cost FROM edge',
    (SELECT array_agg(1000000000 + id::bigint) FROM school WHERE road IS NOT NULL), {distance_m}, directed => false)
  JOIN school s ON from_v = 1000000000 + s.id GROUP BY node;
"""

# From our points' places on the roads, by the peer's distances.
COMPARE_REACH = """
CREATE INDEX ON edge (road); CREATE UNIQUE INDEX ON reach (node); ANALYZE edge; ANALYZE reach;
CREATE UNLOGGED TABLE theirs AS
  SELECT hamlet, persons, ours_m, metres FROM (
    SELECT p.ctid, p.hamlet, p.persons, p.ours_m,
           MIN(p.access_m + LEAST(a.metres + ABS(p.at_m - e.from_m), b.metres + ABS(e.to_m - p.at_m))) AS metres
    FROM point p LEFT JOIN road r ON r.code = p.road
    LEFT JOIN edge e ON e.road = r.id AND p.at_m BETWEEN e.from_m - 0.002 AND e.to_m + 0.002
    LEFT JOIN reach a ON a.node = e.source LEFT JOIN reach b ON b.node = e.target GROUP BY p.ctid, 2, 3, 4) t;
SELECT COUNT(*) FILTER (WHERE metres <= {distance_m}),
       COUNT(*) FILTER (WHERE (COALESCE(metres, 1e9) <= {distance_m}) <> (COALESCE(ours_m, 1e9) <= {distance_m})),
       MAX(ABS(metres - ours_m)) FILTER (WHERE metres <= {distance_m} AND ours_m <= {distance_m}) FROM theirs;
SELECT MAX(ABS(a.covered - t.covered)), SUM(a.covered), SUM(t.covered)
FROM answer a JOIN (SELECT hamlet, SUM(CASE WHEN metres <= {distance_m} THEN persons ELSE 0 END) AS covered
                    FROM theirs GROUP BY hamlet) t USING (hamlet);
"""

# The nearest road and the place on it in UTM, which is conformal; the straight leg on the ellipsoid, beside ours.
# (ST_Distance of a line's geography looks for the place on a sphere and is off by decimetres.)
COMPARE_ATTACHMENTS = """
ALTER TABLE road ADD utm geometry; UPDATE road SET utm = ST_Transform(geom, 32648);
CREATE INDEX ON road USING gist (utm); ANALYZE road;
SELECT COUNT(*), MAX(ABS(theirs - access_m)), COUNT(*) FILTER (WHERE access_m IS NULL AND theirs <= {access_m}) FROM (
  SELECT access_m, (SELECT ST_Distance(ST_Transform(ST_ClosestPoint(n.utm, ST_Transform(at, 32648)), 4326)::geography,
                                       at::geography)
                    FROM (SELECT utm FROM road ORDER BY utm <-> ST_Transform(at, 32648) LIMIT 1) n) AS theirs
  FROM (SELECT access_m, ST_SetSRID(ST_MakePoint(lon, lat), 4326) AS at FROM point ORDER BY md5(lon::text || lat::text)
        LIMIT 2000) sample) found;
"""

ACCESS_INDEX = """
CREATE UNLOGGED TABLE {name} AS
  WITH zone AS (SELECT ST_Union(ST_Buffer(ST_Transform(geom, 32648), {metres})) AS area FROM all_season)
  SELECT ma AS hamlet, ST_Area(ST_Intersection(outline, area)) / ST_Area(outline) AS share
  FROM (SELECT ma, ST_Transform(geom, 32648) AS outline FROM hamlets) h, zone;
"""

COMPARE_ACCESS_INDEX = """
SELECT MAX(ABS(a.{name} / a.population - t.share)), SUM(a.{name}) / SUM(a.population),
       SUM(t.share * a.population) / SUM(a.population)
FROM answer a JOIN {name} t USING (hamlet) WHERE a.population > 0;
"""


def numbers(text):
    """Rows of figures as psql prints them, unaligned."""
    return [[float(field or 0) for field in line.split("|")] for line in text.splitlines() if line]


def say(text):
    print(f"bench: {text}", file=sys.stderr)


def measure(folder, size, figures):
    """Seconds of pgRouting's topology and reach, and of PostGIS' access index; an empty dict without them.

    figures: what `atlas_bench peer-files` said; its files lie in folder."""
    if size == "nation" or not postgis.available() or not ROUTING.exists():
        return {}
    server = postgis.server(folder)
    server.sql(TABLES)
    for table, file in (("road", "roads"), ("point", "points"), ("school", "schools"), ("all_season", "all-season"),
                        ("answer", "coverage")):
        server.copy(table, folder / f"{file}.csv")
    server.sql("ANALYZE")
    cut_s = server.seconds(CUT)
    topology_s = server.seconds(TOPOLOGY)
    reach_s = server.seconds(REACH.format(**figures))
    say(f"pgRouting: roads cut in {cut_s:.1f} s, topology {topology_s:.2f} s, reach {reach_s:.2f} s")
    (points, mixed, apart_m), (persons, ours, theirs) = numbers(server.sql(COMPARE_REACH.format(**figures)))
    say(f"pgRouting reaches {points:.0f} points, {mixed:.0f} differ; distances {apart_m:.4f} m apart at most; "
        f"{ours:.3f} people by us, {theirs:.3f} by it, {persons:.3g} apart at most in a hamlet")
    sample, apart_m, missed = numbers(server.sql(COMPARE_ATTACHMENTS.format(**figures)))[0]
    say(f"straight legs of {sample:.0f} points: {apart_m:.4f} m apart at most from PostGIS', {missed:.0f} missed")
    index_s = access_seconds(server, "access_index", figures["access_index_m"])
    access_seconds(server, "near", figures["near_m"])
    return {"reach": topology_s + reach_s, "access_index": index_s}


def access_seconds(server, name, metres):
    """Seconds to weight the areas of hamlets within some metres of a hardened road."""
    seconds = server.seconds(ACCESS_INDEX.format(name=name, metres=metres))
    hamlet, ours, theirs = numbers(server.sql(COMPARE_ACCESS_INDEX.format(name=name)))[0]
    say(f"within {metres:.0f} m of a hardened road, in {seconds:.1f} s: {ours:.5f} of people by us, "
        f"{theirs:.5f} by PostGIS; {hamlet:.5f} apart at most in a hamlet")
    return seconds
