-- How far a source was read whose changes can be asked for by number; written when a cycle left nothing over.
CREATE TABLE source_position (
  sync         VARCHAR(200)             PRIMARY KEY,
  -- where the next reading of changes begins; without it the whole collection is read
  since        BIGINT,
  -- the highest number that the last reading saw
  highest      BIGINT                   NOT NULL,
  -- when the last reading of the whole collection began, of two in a row the first
  full_read_at TIMESTAMP WITH TIME ZONE NOT NULL,
  -- mapping and settings that the records were compared with
  rules        VARCHAR(80)              NOT NULL,
  cycle        BIGINT                   NOT NULL
);
