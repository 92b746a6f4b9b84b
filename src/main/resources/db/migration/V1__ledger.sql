-- One row for each sync: its cycle counter, the fence that keeps a process without its lock from writing,
-- and the identities of both ends as the first cycle saw them.
CREATE TABLE sync (
  name            VARCHAR(200) PRIMARY KEY,
  last_cycle      BIGINT       NOT NULL DEFAULT 0,
  source_identity VARCHAR(500),
  target_identity VARCHAR(500),
  accept_closes   INT          NOT NULL DEFAULT 0,
  guarded_since   BIGINT
);
