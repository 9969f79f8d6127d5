-- Version 3. Drops that cross from phone to phone.
-- How far a drop has come: 0 to no phone yet, 1 to one that it is for, 2 to all that are known to want it.
ALTER TABLE outbox ADD COLUMN reached INTEGER NOT NULL DEFAULT 0;
-- 1: somebody else's drop, kept for the person's other devices.
ALTER TABLE outbox ADD COLUMN carried INTEGER NOT NULL DEFAULT 0;
-- Devices that a drop in the outbox has reached from here; gone with it, since its number may be used again.
CREATE TABLE drop_reached (drop_n INTEGER NOT NULL, device INTEGER NOT NULL, PRIMARY KEY (drop_n, device)) STRICT, WITHOUT ROWID;
CREATE TRIGGER outbox_gone AFTER DELETE ON outbox BEGIN DELETE FROM drop_reached WHERE drop_n = old.n; END;
