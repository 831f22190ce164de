-- Accounts: who can sign in, and what was done with accounts. Secrets that the program made itself are 256 random bits and
-- kept as SHA-256; passwords that people chose as argon2id text. Times are seconds since 1970, UTC.

CREATE TABLE users (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    name TEXT NOT NULL UNIQUE CHECK (name <> ''), -- normal form C, lower case
    display_name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (
        role = 'viewer' OR role = 'commune_editor' OR role = 'approver' OR role = 'administrator'),
    communes TEXT NOT NULL CHECK (communes GLOB '[[]*]'), -- codes, of a commune_editor
    enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
    password TEXT NOT NULL,                       -- argon2id; '' = none set yet
    created_at INTEGER NOT NULL CHECK (created_at >= 0)
) STRICT;

CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    secret BLOB NOT NULL UNIQUE CHECK (length(secret) = 32),
    user TEXT NOT NULL REFERENCES users (name) DEFERRABLE INITIALLY DEFERRED,
    device TEXT NOT NULL,                         -- what the browser calls itself
    signed_in_at INTEGER NOT NULL CHECK (signed_in_at >= 0),
    last_seen_at INTEGER NOT NULL CHECK (last_seen_at >= signed_in_at)
) STRICT;

CREATE TABLE application_passwords (
    id INTEGER PRIMARY KEY,
    secret BLOB NOT NULL UNIQUE CHECK (length(secret) = 32),
    user TEXT NOT NULL REFERENCES users (name) DEFERRABLE INITIALLY DEFERRED,
    label TEXT NOT NULL CHECK (label <> ''),
    scope TEXT NOT NULL CHECK (scope = 'read' OR scope = 'edit'),
    created_at INTEGER NOT NULL CHECK (created_at >= 0),
    expires_at INTEGER CHECK (expires_at > created_at), -- NULL = never
    last_used_at INTEGER CHECK (last_used_at >= created_at),
    revoked INTEGER NOT NULL CHECK (revoked IN (0, 1))
) STRICT;

-- One-time links to set a password with.
CREATE TABLE setup_links (
    id INTEGER PRIMARY KEY,
    secret BLOB NOT NULL UNIQUE CHECK (length(secret) = 32),
    user TEXT NOT NULL,                           -- '' = makes the first administrator
    expires_at INTEGER NOT NULL CHECK (expires_at >= 0)
) STRICT;

CREATE TABLE account_events (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    at INTEGER NOT NULL CHECK (at >= 0),
    actor TEXT NOT NULL,                          -- user; '' = nobody signed in
    event TEXT NOT NULL CHECK (event <> ''),
    user TEXT NOT NULL,                           -- whose account
    detail TEXT NOT NULL,
    address TEXT NOT NULL                         -- where the request came from; '' = the command line
) STRICT;

CREATE TRIGGER users_no_insert BEFORE INSERT ON users
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER users_no_update BEFORE UPDATE ON users
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER users_no_delete BEFORE DELETE ON users
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER sessions_no_insert BEFORE INSERT ON sessions
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER sessions_no_update BEFORE UPDATE ON sessions
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER sessions_no_delete BEFORE DELETE ON sessions
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER application_passwords_no_insert BEFORE INSERT ON application_passwords
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER application_passwords_no_update BEFORE UPDATE ON application_passwords
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER application_passwords_no_delete BEFORE DELETE ON application_passwords
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER setup_links_no_insert BEFORE INSERT ON setup_links
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER setup_links_no_update BEFORE UPDATE ON setup_links
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER setup_links_no_delete BEFORE DELETE ON setup_links
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER account_events_no_insert BEFORE INSERT ON account_events
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER account_events_no_update BEFORE UPDATE ON account_events
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
CREATE TRIGGER account_events_no_delete BEFORE DELETE ON account_events
    BEGIN SELECT RAISE(ABORT, 'only ntm-atlas writes to its store'); END;
