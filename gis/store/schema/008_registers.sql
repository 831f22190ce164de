-- Plans keep more kinds of items: co-operatives, OCOP products, titles of hamlets, the capital ledger, guidance that communes
-- ask for. A CHECK cannot be altered, so the table is made anew. Its rows and their ids stay as they are.

CREATE TABLE plan_entries_with_registers (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    plan TEXT NOT NULL CHECK (plan <> ''),
    kind TEXT NOT NULL CHECK (
        kind = 'plan' OR kind = 'work' OR kind = 'criterion_result' OR kind = 'target_result' OR kind = 'task' OR
        kind = 'difficulty' OR kind = 'contribution' OR kind = 'household' OR kind = 'period_report' OR
        kind = 'cooperative' OR kind = 'product' OR kind = 'hamlet_title' OR kind = 'capital' OR kind = 'guidance'),
    key TEXT NOT NULL CHECK (key <> ''),
    commune TEXT NOT NULL,         -- '' = the district as a whole
    body TEXT NOT NULL CHECK (body = '' OR body GLOB '{*}'), -- '' = taken back
    hash BLOB CHECK (length(hash) = 32),
    UNIQUE (plan, kind, key)
) STRICT;
INSERT INTO plan_entries_with_registers SELECT id, plan, kind, key, commune, body, hash FROM plan_entries ORDER BY id;
DROP TABLE plan_entries;
ALTER TABLE plan_entries_with_registers RENAME TO plan_entries;
CREATE TRIGGER plan_entries_no_insert BEFORE INSERT ON plan_entries
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER plan_entries_no_update BEFORE UPDATE ON plan_entries
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER plan_entries_no_delete BEFORE DELETE ON plan_entries
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
