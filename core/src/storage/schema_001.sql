-- Version 1 of a device's database. Ids are whole; `n` columns are this file's own short numbers for them.
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE space (n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, kind INTEGER NOT NULL, joined_ms INTEGER NOT NULL) STRICT;
CREATE TABLE device (n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE) STRICT;
CREATE TABLE epoch (n INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, space INTEGER NOT NULL, history BLOB NOT NULL) STRICT;

-- The log. A body that has been erased leaves its hash; one that is held can be hashed again.
CREATE TABLE entry (
  space INTEGER NOT NULL, lane INTEGER NOT NULL, device INTEGER NOT NULL, seq INTEGER NOT NULL,
  id BLOB NOT NULL, kind INTEGER NOT NULL, time_ms INTEGER NOT NULL, epoch BLOB NOT NULL,
  salt BLOB, body BLOB, body_hash BLOB, body_len INTEGER NOT NULL,
  PRIMARY KEY (space, lane, device, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE run (
  space INTEGER NOT NULL, lane INTEGER NOT NULL, device INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, signature BLOB NOT NULL,
  PRIMARY KEY (space, lane, device, first)
) STRICT, WITHOUT ROWID;
CREATE TABLE vector (
  space INTEGER NOT NULL, lane INTEGER NOT NULL, device INTEGER NOT NULL, seq INTEGER NOT NULL, head BLOB NOT NULL, time_ms INTEGER NOT NULL,
  PRIMARY KEY (space, lane, device)
) STRICT, WITHOUT ROWID;
-- What others are known to hold. holder 0 is the relay, else a device.
CREATE TABLE held (
  space INTEGER NOT NULL, holder INTEGER NOT NULL, lane INTEGER NOT NULL, device INTEGER NOT NULL, seq INTEGER NOT NULL,
  PRIMARY KEY (space, holder, lane, device)
) STRICT, WITHOUT ROWID;
-- Runs and drops that came before what they rest on.
CREATE TABLE waiting (n INTEGER PRIMARY KEY, space INTEGER NOT NULL, epoch BLOB NOT NULL, hash BLOB NOT NULL UNIQUE, bytes BLOB NOT NULL, reason TEXT NOT NULL) STRICT;
CREATE INDEX waiting_space ON waiting (space);
CREATE TABLE refused (reason TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID;
-- Two branches of one author: kept as proof.
CREATE TABLE fork (space INTEGER NOT NULL, lane INTEGER NOT NULL, device INTEGER NOT NULL, seq INTEGER NOT NULL, run BLOB NOT NULL, PRIMARY KEY (space, lane, device, seq)) STRICT, WITHOUT ROWID;

CREATE TABLE cursor (tag BLOB PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
-- Sealed envelopes on their way to the relay: the same bytes until it says that they are durable.
CREATE TABLE outbox (n INTEGER PRIMARY KEY, tag BLOB NOT NULL, space INTEGER, epoch BLOB, envelope BLOB NOT NULL, covers BLOB NOT NULL, what TEXT NOT NULL, at_ms INTEGER NOT NULL) STRICT;
-- Chains of drops: mine into a box (out 1), another's into mine (out 0).
CREATE TABLE drop_chain (out INTEGER NOT NULL, device BLOB NOT NULL, box BLOB NOT NULL, seq INTEGER NOT NULL, head BLOB NOT NULL, PRIMARY KEY (out, device, box)) STRICT, WITHOUT ROWID;
CREATE TABLE drop_seen (hash BLOB PRIMARY KEY, at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
-- Invitations made here that may still be answered; the secret is one-use.
CREATE TABLE invitation (token BLOB PRIMARY KEY, secret BLOB NOT NULL, space BLOB NOT NULL, class TEXT NOT NULL, level INTEGER NOT NULL, made_ms INTEGER NOT NULL, used_by BLOB) STRICT, WITHOUT ROWID;

-- What screens read: dropped and rebuilt from the log, alike to the byte.
CREATE TABLE name (person BLOB PRIMARY KEY, name TEXT NOT NULL, time_ms INTEGER NOT NULL, entry BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE note (
  id BLOB PRIMARY KEY, space INTEGER NOT NULL, device INTEGER NOT NULL, seq INTEGER NOT NULL, author BLOB NOT NULL,
  kind INTEGER NOT NULL, text TEXT NOT NULL, current TEXT NOT NULL, time_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX note_newest ON note (space, time_ms DESC);
CREATE TABLE correction (id BLOB PRIMARY KEY, note BLOB NOT NULL, author BLOB NOT NULL, text TEXT NOT NULL, time_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX correction_note ON correction (note);
CREATE VIRTUAL TABLE note_text USING fts5 (current, content = 'note', content_rowid = 'rowid', tokenize = 'unicode61 remove_diacritics 2');
CREATE TABLE visit (
  id BLOB PRIMARY KEY, space INTEGER NOT NULL, device INTEGER NOT NULL, seq INTEGER NOT NULL, visitor BLOB NOT NULL, started_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX visit_newest ON visit (space, started_ms DESC);
CREATE TABLE visit_end (
  visit BLOB PRIMARY KEY, id BLOB NOT NULL, device INTEGER NOT NULL, seq INTEGER NOT NULL, ended_ms INTEGER NOT NULL, minutes INTEGER NOT NULL,
  done INTEGER NOT NULL, how INTEGER NOT NULL, text TEXT NOT NULL, handover TEXT NOT NULL, given BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE visit_confirmed (visit BLOB PRIMARY KEY, id BLOB NOT NULL, person BLOB NOT NULL, attest BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE document (
  id BLOB PRIMARY KEY, space INTEGER NOT NULL, kind INTEGER NOT NULL, device INTEGER NOT NULL, seq INTEGER NOT NULL, owner BLOB NOT NULL,
  side INTEGER NOT NULL, changed_by BLOB NOT NULL, changed_ms INTEGER NOT NULL, changed_device INTEGER NOT NULL, changed_seq INTEGER NOT NULL,
  view TEXT NOT NULL, saved BLOB NOT NULL
) STRICT;
CREATE INDEX document_space ON document (space, kind);
CREATE INDEX document_owner ON document (owner, kind);
CREATE TABLE document_waiting (document BLOB NOT NULL, device INTEGER NOT NULL, seq INTEGER NOT NULL, change BLOB NOT NULL, PRIMARY KEY (document, device, seq)) STRICT, WITHOUT ROWID;
-- Offers of profiles, for finding neighbours offline: kind 1 text, else the list's number.
CREATE TABLE offer (person BLOB NOT NULL, document BLOB NOT NULL, list TEXT NOT NULL, item TEXT NOT NULL, folded TEXT NOT NULL, PRIMARY KEY (person, document, list, item)) STRICT, WITHOUT ROWID;
-- The commons' notices: box keys, the co-op's particulars, checkpoints, story lines.
CREATE TABLE notice (id BLOB PRIMARY KEY, space INTEGER NOT NULL, device INTEGER NOT NULL, seq INTEGER NOT NULL, author BLOB NOT NULL, kind INTEGER NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL, time_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX notice_key ON notice (kind, key);
-- Coins: what a phone keeps of its own (purse) and what the office keeps (ledger), in the order it came.
CREATE TABLE coin_item (space INTEGER NOT NULL, device INTEGER NOT NULL, seq INTEGER NOT NULL, kind INTEGER NOT NULL, time_ms INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (space, device, seq)) STRICT, WITHOUT ROWID;
CREATE TABLE seen_until (space INTEGER PRIMARY KEY, time_ms INTEGER NOT NULL) STRICT;
