-- How the items of plans stand: works, results, tasks, difficulties, contributions, households. A plan is a document that
-- comes from a file; what changes about it is kept here, one row an item, in the history like every other row.

CREATE TABLE plan_entries (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    plan TEXT NOT NULL CHECK (plan <> ''),
    kind TEXT NOT NULL CHECK (
        kind = 'plan' OR kind = 'work' OR kind = 'criterion_result' OR kind = 'target_result' OR kind = 'task' OR
        kind = 'difficulty' OR kind = 'contribution' OR kind = 'household'),
    key TEXT NOT NULL CHECK (key <> ''),
    commune TEXT NOT NULL,         -- '' = the district as a whole
    body TEXT NOT NULL CHECK (body = '' OR body GLOB '{*}'), -- '' = taken back
    hash BLOB CHECK (length(hash) = 32),
    UNIQUE (plan, kind, key)
) STRICT;

CREATE TRIGGER plan_entries_no_insert BEFORE INSERT ON plan_entries
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER plan_entries_no_update BEFORE UPDATE ON plan_entries
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER plan_entries_no_delete BEFORE DELETE ON plan_entries
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;

-- The history takes the new kind of entity: a CHECK cannot be altered, so the table is made anew. Its rows and their ids
-- stay as they are.
CREATE TABLE changes_with_plan (
    id INTEGER PRIMARY KEY,
    changeset INTEGER NOT NULL REFERENCES changesets (id) DEFERRABLE INITIALLY DEFERRED,
    entity TEXT NOT NULL CHECK (
        entity = 'unit' OR entity = 'road' OR entity = 'surface_record' OR entity = 'facility' OR
        entity = 'population_point' OR entity = 'plan_entry'),
    first_id INTEGER NOT NULL CHECK (first_id > 0), -- of units: units.id
    last_id INTEGER NOT NULL CHECK (last_id >= first_id),
    before TEXT CHECK (before GLOB '{*}'),         -- NULL: there was none
    after TEXT CHECK (after GLOB '{*}'),           -- NULL: of a bulk changeset
    CHECK (last_id = first_id OR (before IS NULL AND after IS NULL))
) STRICT;
INSERT INTO changes_with_plan SELECT id, changeset, entity, first_id, last_id, before, after FROM changes ORDER BY id;
DROP TABLE changes;
ALTER TABLE changes_with_plan RENAME TO changes;
CREATE INDEX changes_by_changeset ON changes (changeset);
CREATE INDEX changes_by_entity ON changes (entity, first_id);
CREATE INDEX changes_runs ON changes (entity, first_id) WHERE last_id > first_id;
CREATE TRIGGER changes_no_insert BEFORE INSERT ON changes
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER changes_no_update BEFORE UPDATE ON changes
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER changes_no_delete BEFORE DELETE ON changes
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
