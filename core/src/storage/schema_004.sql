-- Version 4. Every end and every confirmation of a visit is kept beside the others; which of them counts follows from who wrote it,
-- so that nobody's entry can take the place of another's.
ALTER TABLE visit_end RENAME TO visit_end_before;
CREATE TABLE visit_end (
  visit BLOB NOT NULL, id BLOB NOT NULL, author BLOB NOT NULL, device INTEGER NOT NULL, seq INTEGER NOT NULL, ended_ms INTEGER NOT NULL,
  minutes INTEGER NOT NULL, done INTEGER NOT NULL, how INTEGER NOT NULL, text TEXT NOT NULL, handover TEXT NOT NULL, given BLOB NOT NULL,
  PRIMARY KEY (visit, id)
) STRICT, WITHOUT ROWID;
INSERT INTO visit_end (visit, id, author, device, seq, ended_ms, minutes, done, how, text, handover, given)
  SELECT e.visit, e.id, v.visitor, e.device, e.seq, e.ended_ms, e.minutes, e.done, e.how, e.text, e.handover, e.given
  FROM visit_end_before e JOIN visit v ON v.id = e.visit;
DROP TABLE visit_end_before;
ALTER TABLE visit_confirmed RENAME TO visit_confirmed_before;
CREATE TABLE visit_confirmed (visit BLOB NOT NULL, id BLOB NOT NULL, person BLOB NOT NULL, attest BLOB NOT NULL, PRIMARY KEY (visit, id)) STRICT, WITHOUT ROWID;
INSERT INTO visit_confirmed SELECT visit, id, person, attest FROM visit_confirmed_before;
DROP TABLE visit_confirmed_before;
