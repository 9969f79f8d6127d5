-- Version 2.
-- What a copy of a profile had written and not released when it found out that it was one: kept to be written again.
CREATE TABLE unsent (n INTEGER PRIMARY KEY, space BLOB NOT NULL, entry BLOB NOT NULL, kind INTEGER NOT NULL, time_ms INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
