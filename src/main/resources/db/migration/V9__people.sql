-- How the target's own rules left a counterpart that had just been created, JSON: the signs of a person at work as they
-- were then, and the update fields that were given other values than ours until they have been corrected.
ALTER TABLE entry ADD COLUMN IF NOT EXISTS baseline TEXT;
ALTER TABLE entry ADD COLUMN IF NOT EXISTS overruled TEXT;
