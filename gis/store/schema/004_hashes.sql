-- What damage and tampering are noticed by: the hash of every row, a chain of hashes over the changesets, and seals on the
-- rows of all other tables. How they are made: row_hash.hpp, changeset_hash.hpp, seals.hpp. Existing rows get theirs from the
-- program, in the transaction of this step.

ALTER TABLE units ADD COLUMN hash BLOB CHECK (length(hash) = 32);
ALTER TABLE roads ADD COLUMN hash BLOB CHECK (length(hash) = 32);
ALTER TABLE surface_records ADD COLUMN hash BLOB CHECK (length(hash) = 32);
ALTER TABLE facilities ADD COLUMN hash BLOB CHECK (length(hash) = 32);
ALTER TABLE population_points ADD COLUMN hash BLOB CHECK (length(hash) = 32);

ALTER TABLE changesets ADD COLUMN hash BLOB CHECK (length(hash) = 32); -- of this and, through the one before, of all before
ALTER TABLE changesets ADD COLUMN hash_version INTEGER CHECK (hash_version > 0); -- how it was made

ALTER TABLE users ADD COLUMN seal BLOB CHECK (length(seal) = 32);
ALTER TABLE sessions ADD COLUMN seal BLOB CHECK (length(seal) = 32);
ALTER TABLE application_passwords ADD COLUMN seal BLOB CHECK (length(seal) = 32);
ALTER TABLE setup_links ADD COLUMN seal BLOB CHECK (length(seal) = 32);
ALTER TABLE account_events ADD COLUMN seal BLOB CHECK (length(seal) = 32);
ALTER TABLE proposals ADD COLUMN seal BLOB CHECK (length(seal) = 32);
ALTER TABLE request_keys ADD COLUMN seal BLOB CHECK (length(seal) = 32);
