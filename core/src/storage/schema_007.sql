-- Version 7. Pictures and documents: the entries that name them (rebuilt from the log), which phones say that they have one whole (the same),
-- and the bytes, which come apart from the log.
CREATE TABLE attachment (
  id BLOB PRIMARY KEY, space INTEGER NOT NULL, device INTEGER NOT NULL, seq INTEGER NOT NULL, author BLOB NOT NULL, time_ms INTEGER NOT NULL,
  thing BLOB NOT NULL, tag BLOB NOT NULL, body BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX attachment_thing ON attachment (thing);
CREATE INDEX attachment_tag ON attachment (tag);
CREATE INDEX attachment_space ON attachment (space, time_ms);
CREATE TABLE attachment_fetched (attachment BLOB NOT NULL, device INTEGER NOT NULL, space INTEGER NOT NULL, PRIMARY KEY (attachment, device)) STRICT, WITHOUT ROWID;
-- whole 0: pieces are missing; 1: all here, and what it was said to be; 2: all came, and it is not. relay 0: not known to be there; 1: there;
-- 2: dropped there. asked 1: a person wants it whatever the settings say.
CREATE TABLE attachment_state (
  id BLOB PRIMARY KEY, whole INTEGER NOT NULL DEFAULT 0, relay INTEGER NOT NULL DEFAULT 0, asked INTEGER NOT NULL DEFAULT 0, tries INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE TABLE piece (attachment BLOB NOT NULL, number INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (attachment, number)) STRICT;
-- Mailboxes of what was erased: the rights alone, nothing that opens anything. done 1: the relay has dropped what lay there; one that comes
-- back from an older copy is asked again.
CREATE TABLE attachment_gone (
  tag BLOB PRIMARY KEY, read_seed BLOB NOT NULL, write_seed BLOB NOT NULL, done INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
