-- Whether the source has said of a record that shares a counterpart that it is over: then it need not be asked again.
ALTER TABLE occurrence ADD COLUMN IF NOT EXISTS ended BOOLEAN DEFAULT FALSE NOT NULL;
