-- What editing by several people needs: who proposed what, which request has been carried out already, and what an
-- entity was made from.

-- An edit by somebody who may not decide it. Decided once.
CREATE TABLE proposals (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    author TEXT NOT NULL,
    at TEXT NOT NULL,                      -- UTC, ISO 8601
    comment TEXT NOT NULL,
    base INTEGER NOT NULL CHECK (base >= 0), -- revision that the author saw
    operations TEXT NOT NULL,              -- as the server writes them
    communes TEXT NOT NULL CHECK (communes GLOB '[[]*]'), -- codes; '' = outside every commune
    state TEXT NOT NULL CHECK (
        state = 'open' OR state = 'accepted' OR state = 'returned' OR state = 'withdrawn'),
    decided_by TEXT NOT NULL,              -- '' while open
    decided_at TEXT NOT NULL,              -- '' while open
    reason TEXT NOT NULL,
    changeset INTEGER REFERENCES changesets (id) DEFERRABLE INITIALLY DEFERRED, -- that carried it out
    CHECK ((state = 'open') = (decided_at = '')),
    CHECK ((state = 'accepted') = (changeset IS NOT NULL))
) STRICT;
CREATE INDEX proposals_by_state ON proposals (state, id);
CREATE UNIQUE INDEX proposals_by_changeset ON proposals (changeset) WHERE changeset IS NOT NULL;

-- A request that a client may send again because it never saw the answer.
CREATE TABLE request_keys (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    author TEXT NOT NULL,
    key TEXT NOT NULL CHECK (key <> ''),
    content TEXT NOT NULL,
    changeset INTEGER REFERENCES changesets (id) DEFERRABLE INITIALLY DEFERRED,
    proposal INTEGER REFERENCES proposals (id) DEFERRABLE INITIALLY DEFERRED,
    CHECK ((changeset IS NULL) <> (proposal IS NULL)),
    UNIQUE (author, key)
) STRICT;

-- The second part of a road that was split, a surface record that was carried to another line.
CREATE TABLE lineage (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    changeset INTEGER NOT NULL REFERENCES changesets (id) DEFERRABLE INITIALLY DEFERRED,
    entity TEXT NOT NULL CHECK (entity = 'road' OR entity = 'surface_record' OR entity = 'facility'),
    parent INTEGER NOT NULL CHECK (parent > 0),
    child INTEGER NOT NULL CHECK (child > 0 AND child <> parent)
) STRICT;
CREATE INDEX lineage_by_parent ON lineage (entity, parent);
CREATE INDEX lineage_by_child ON lineage (entity, child);

-- Which run of a bulk changeset an id is in.
CREATE INDEX changes_runs ON changes (entity, first_id) WHERE last_id > first_id;

CREATE TRIGGER proposals_no_insert BEFORE INSERT ON proposals
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER proposals_no_update BEFORE UPDATE ON proposals
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER proposals_no_delete BEFORE DELETE ON proposals
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER request_keys_no_insert BEFORE INSERT ON request_keys
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER request_keys_no_update BEFORE UPDATE ON request_keys
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER request_keys_no_delete BEFORE DELETE ON request_keys
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER lineage_no_insert BEFORE INSERT ON lineage
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER lineage_no_update BEFORE UPDATE ON lineage
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER lineage_no_delete BEFORE DELETE ON lineage
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
