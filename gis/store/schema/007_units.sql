-- A reform gives the code of a unit out again. units.code is the key that names a unit for ever: the code itself for its first holder,
-- "25345@2025-07-01" for a later one. The views that others read show the code.

DROP VIEW communes;
DROP VIEW hamlets;
CREATE VIEW communes AS
    SELECT id, CAST(substr(code, 1, instr(code || '@', '@') - 1) AS TEXT) AS code, kind, name, population, households, valid_from,
           valid_to, geometry
    FROM units WHERE level = 'commune';
CREATE VIEW hamlets AS
    SELECT id, code, kind, name, CAST(substr(parent, 1, instr(parent || '@', '@') - 1) AS TEXT) AS parent, population, households,
           valid_from, valid_to, geometry
    FROM units WHERE level = 'hamlet';
