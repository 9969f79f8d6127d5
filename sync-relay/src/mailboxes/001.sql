CREATE TABLE relay (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    log_epoch INTEGER NOT NULL,
    appended INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    probed INTEGER NOT NULL
) STRICT;

CREATE TABLE mailbox (
    id INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,
    tag BLOB NOT NULL,
    head INTEGER NOT NULL,
    head_link BLOB NOT NULL,
    floor INTEGER NOT NULL,
    floor_link BLOB NOT NULL,
    bytes INTEGER NOT NULL,
    claimed INTEGER NOT NULL,
    UNIQUE (kind, tag)
) STRICT;

-- body is null once the envelope was dropped; the hash stays a while, so that nobody puts it back.
CREATE TABLE envelope (
    id INTEGER PRIMARY KEY,
    mailbox INTEGER NOT NULL REFERENCES mailbox (id),
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL,
    link BLOB NOT NULL,
    day INTEGER NOT NULL,
    body BLOB,
    UNIQUE (mailbox, seq),
    UNIQUE (mailbox, hash)
) STRICT;

CREATE INDEX envelope_day ON envelope (day, id);
