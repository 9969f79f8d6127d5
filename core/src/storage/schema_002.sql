-- Version 2.
-- What a copy of a profile had written and not released when it found out that it was one: kept to be written again.
CREATE TABLE unsent (n INTEGER PRIMARY KEY, space BLOB NOT NULL, entry BLOB NOT NULL, kind INTEGER NOT NULL, time_ms INTEGER NOT NULL, body BLOB NOT NULL) STRICT;
-- whole 1: the 32 bytes are the history key; 0: an epoch's key alone, for somebody who may not read back.
ALTER TABLE epoch ADD COLUMN whole INTEGER NOT NULL DEFAULT 1;
-- The latest time seen when a later epoch was first known; its mailbox is read for a while yet.
ALTER TABLE epoch ADD COLUMN followed_ms INTEGER;
-- Devices that are known to have come over to an epoch.
CREATE TABLE moved (space INTEGER NOT NULL, epoch BLOB NOT NULL, device INTEGER NOT NULL, PRIMARY KEY (space, epoch, device)) STRICT, WITHOUT ROWID;
-- Removals for which this device has signed what it held.
CREATE TABLE cut_signed (space INTEGER NOT NULL, act BLOB NOT NULL, PRIMARY KEY (space, act)) STRICT, WITHOUT ROWID;
-- Data entries beyond what stands: kept in the log, shown to nobody but those who decide. Rebuilt from the log.
CREATE TABLE quarantine (space INTEGER NOT NULL, device INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (space, device, seq)) STRICT, WITHOUT ROWID;
-- Those of them that somebody at this device has put away.
CREATE TABLE quarantine_dropped (space INTEGER NOT NULL, device INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (space, device, seq)) STRICT, WITHOUT ROWID;

-- Recovery. Shares that this device keeps for others; who holds the shares of my own set.
CREATE TABLE guarded (person BLOB PRIMARY KEY, set_id BLOB NOT NULL, made_ms INTEGER NOT NULL, share BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE share_held (set_id BLOB NOT NULL, guardian BLOB NOT NULL, at_ms INTEGER NOT NULL, PRIMARY KEY (set_id, guardian)) STRICT, WITHOUT ROWID;
-- Requests that I, a guardian, help with (state 0 waits, 1 gone, 2 stopped), and alerts of such requests.
CREATE TABLE recovery_help (
  ask BLOB NOT NULL, person BLOB NOT NULL, request BLOB NOT NULL, in_person INTEGER NOT NULL, at_ms INTEGER NOT NULL, due_ms INTEGER NOT NULL,
  state INTEGER NOT NULL, PRIMARY KEY (ask, person)
) STRICT, WITHOUT ROWID;
CREATE TABLE recovery_alert (
  ask BLOB NOT NULL, person BLOB NOT NULL, guardian BLOB NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL, in_person INTEGER NOT NULL,
  at_ms INTEGER NOT NULL, due_ms INTEGER NOT NULL, stopped INTEGER NOT NULL, PRIMARY KEY (ask, person, guardian)
) STRICT;
-- On a new device: shares that came back, and who was asked to give back what we share. On a member's: who has been answered.
CREATE TABLE recovery_share (set_id BLOB NOT NULL, place INTEGER NOT NULL, share BLOB NOT NULL, at_ms INTEGER NOT NULL, PRIMARY KEY (set_id, place)) STRICT, WITHOUT ROWID;
CREATE TABLE return_asked (person BLOB PRIMARY KEY, at_ms INTEGER NOT NULL, answered_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE return_answered (device BLOB PRIMARY KEY, at_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
-- Tombstones, as erasures in the log ask for them: they may come before what they name. Dropped and rebuilt from the log.
CREATE TABLE erasure (
  space INTEGER NOT NULL, device INTEGER NOT NULL, seq INTEGER NOT NULL, id BLOB NOT NULL, person BLOB NOT NULL, entry BLOB NOT NULL,
  successor BLOB, reason TEXT NOT NULL, time_ms INTEGER NOT NULL,
  PRIMARY KEY (space, device, seq, id, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX erasure_id ON erasure (id);
-- Which entries lie in which envelope at the relay, as this device put or got it. gaps: those that lie there without their bodies.
CREATE TABLE envelope_cover (
  tag BLOB NOT NULL, hash BLOB NOT NULL, lane INTEGER NOT NULL, device INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, space INTEGER NOT NULL, gaps BLOB,
  PRIMARY KEY (tag, hash, lane, device, first)
) STRICT, WITHOUT ROWID;
CREATE INDEX envelope_cover_entry ON envelope_cover (space, lane, device, last);
-- Envelopes that the relay is to drop, or has dropped (done 1): kept, so that a relay that brings one back is asked again.
CREATE TABLE envelope_gone (tag BLOB NOT NULL, hash BLOB NOT NULL, space INTEGER NOT NULL, done INTEGER NOT NULL, PRIMARY KEY (tag, hash)) STRICT, WITHOUT ROWID;
-- FTS5 keeps deleted words in its segments until they are merged; from here on a word that goes is gone at once.
INSERT INTO note_text (note_text, rank) VALUES ('secure-delete', 1);
-- Facts that are read as they stand, by number: holds, what is kept, closings, requests for data. A projection.
CREATE TABLE statement (
  id BLOB PRIMARY KEY, space INTEGER NOT NULL, device INTEGER NOT NULL, seq INTEGER NOT NULL, author BLOB NOT NULL, kind INTEGER NOT NULL,
  body BLOB NOT NULL, time_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_kind ON statement (space, kind);
-- Who has opened what about whom, by day. A projection.
CREATE TABLE access (
  space INTEGER NOT NULL, viewer BLOB NOT NULL, about BLOB NOT NULL, day INTEGER NOT NULL, what INTEGER NOT NULL, how INTEGER NOT NULL,
  PRIMARY KEY (space, about, viewer, day, what, how)
) STRICT, WITHOUT ROWID;
-- What was opened on this device and has not been said yet.
CREATE TABLE opened (
  space INTEGER NOT NULL, about BLOB NOT NULL, day INTEGER NOT NULL, what INTEGER NOT NULL, how INTEGER NOT NULL,
  PRIMARY KEY (space, about, day, what, how)
) STRICT, WITHOUT ROWID;
