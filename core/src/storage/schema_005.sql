-- Version 5. Entries of the data lane whose time is shown otherwise than their headers say: their author's clock was wrong, or had been.
-- doubted 0: as the author's clock said; 1: by the author's own later word, or their doubt; 2: later than was plausible when it came here.
CREATE TABLE clock (
  space INTEGER NOT NULL, device INTEGER NOT NULL, seq INTEGER NOT NULL, shown_ms INTEGER NOT NULL, doubted INTEGER NOT NULL,
  PRIMARY KEY (space, device, seq)
) STRICT, WITHOUT ROWID;
