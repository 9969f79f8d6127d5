-- An envelope that was deleted keeps its place and its hash; a hash that was deleted before its envelope came is kept by itself.
ALTER TABLE envelope ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;
CREATE TABLE gone (
    mailbox INTEGER NOT NULL REFERENCES mailbox (id),
    hash BLOB NOT NULL,
    day INTEGER NOT NULL,
    PRIMARY KEY (mailbox, hash)
) STRICT, WITHOUT ROWID;
