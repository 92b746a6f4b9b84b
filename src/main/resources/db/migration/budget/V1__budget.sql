-- Budgets: what each account may still call, shared by every process on this store.
-- All times are milliseconds since 1970 on the store's own time line, which never goes back.

-- The row that is locked: one for each account, so that a call that is charged to two buckets takes from both or from none.
CREATE TABLE budget_account (
  account         TEXT    PRIMARY KEY,
  latest_ms       BIGINT  NOT NULL DEFAULT 0,      -- the latest moment at which anything was admitted or observed
  store_ms        BIGINT  NOT NULL DEFAULT 0,      -- the same moment by the store's clock,
  boot            TEXT    NOT NULL DEFAULT '',     -- and by the monotonic clock of a machine's boot,
  up_ms           BIGINT  NOT NULL DEFAULT 0,      -- so that a later process knows how much has passed
  seen_ms         BIGINT  NOT NULL DEFAULT 0,      -- when a process last ended, by the store's clock
  paused_until_ms BIGINT  NOT NULL DEFAULT 0,      -- a block: all buckets of the account wait
  last_429_ms     BIGINT  NOT NULL DEFAULT 0,      -- 0 = none since the last accepted call
  refusals        INT     NOT NULL DEFAULT 0,      -- refusals in a row, those of one burst counted once
  one_bucket      BOOLEAN NOT NULL DEFAULT FALSE   -- the vendor counts reads and writes together
);

-- What the vendor said of one bucket; no row = nothing so far.
CREATE TABLE budget_bucket (
  account         TEXT   NOT NULL,
  bucket          TEXT   NOT NULL,
  paused_until_ms BIGINT NOT NULL DEFAULT 0,
  server_limit    INT,                             -- set where it is lower than the configured limit
  PRIMARY KEY (account, bucket)
) ${compact};

-- The window: calls admitted before bin_end_ms, and not earlier than one bin before it.
CREATE TABLE budget_bin (
  account    TEXT   NOT NULL,
  bucket     TEXT   NOT NULL,
  bin_end_ms BIGINT NOT NULL,
  taken      INT    NOT NULL,
  PRIMARY KEY (account, bucket, bin_end_ms)
) ${compact};

-- Calls that count against a vendor's monthly quota, one row for each account and calendar month (UTC).
CREATE TABLE call_quota (
  account   TEXT   NOT NULL,
  cal_month TEXT   NOT NULL,
  calls     BIGINT NOT NULL,
  PRIMARY KEY (account, cal_month)
) ${compact};

-- Credentials that a vendor refused, so that a process that starts does not ask again at once; times by the wall clock.
CREATE TABLE refused_credential (
  account  TEXT   NOT NULL,
  settings TEXT   NOT NULL,                        -- four digits that change with the account's settings
  times    INT    NOT NULL,                        -- in a row
  until_ms BIGINT NOT NULL,
  reason   TEXT   NOT NULL,                        -- what the vendor said, without secrets
  PRIMARY KEY (account, settings)
) ${compact};
