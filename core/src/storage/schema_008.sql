-- Version 8. What stands in an entry of the log is not kept a second time beside it: half of what a settled coin took.
ALTER TABLE coin_item DROP COLUMN bytes;
