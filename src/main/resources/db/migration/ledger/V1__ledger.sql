-- One text for SQLite and PostgreSQL; what differs is filled in by the store (store/Dialect).
-- All moments are milliseconds since 1970, UTC.

-- One row a sync. last_cycle is also the fence: a process whose cycle is no longer the last one may not write.
CREATE TABLE sync (
  name            TEXT   PRIMARY KEY,
  last_cycle      BIGINT NOT NULL,
  last_step       BIGINT NOT NULL,
  source_identity TEXT,
  target_identity TEXT,
  -- cycles in a row that had their first creates refused and none accepted
  cycles_refused  INT    NOT NULL DEFAULT 0,
  -- when a schedule last began a cycle, by the store's clock
  turn_at         BIGINT NOT NULL DEFAULT 0
);

-- One row a cycle: what it did and how it ended. Without ended_at it is running or was killed.
CREATE TABLE cycle (
  sync       TEXT   NOT NULL,
  cycle      BIGINT NOT NULL,
  started_at BIGINT NOT NULL,
  ended_at   BIGINT,
  outcome    TEXT,
  summary    TEXT,
  -- when it began and ended by the target's clock, whatever ours showed
  started_there BIGINT,
  ended_there   BIGINT,
  PRIMARY KEY (sync, cycle)
);

-- Those that went through their whole source.
CREATE INDEX cycle_finished ON cycle (sync, cycle) WHERE outcome IN ('complete', 'partial', 'guarded');

-- One row for each source record that has, had or shall have a counterpart.
CREATE TABLE entry (
  sync          TEXT    NOT NULL,
  source_key    TEXT    NOT NULL,
  generation    INT     NOT NULL,
  -- intended, in-doubt, open, closing, closed, dead
  state         TEXT    NOT NULL,
  marker        TEXT    NOT NULL,
  target_id     TEXT,
  -- fingerprints of the mapped fields and of the note: wanted, and accepted by the target
  desired       TEXT    NOT NULL,
  applied       TEXT,
  -- the update fields as the target last accepted them, JSON
  written       TEXT,
  -- how to close the counterpart, JSON: the record is gone by then
  closing       TEXT,
  summary       TEXT    NOT NULL,
  -- of what is capped, the severest go first (0 is the gravest), and devices in turn
  severity      INT     NOT NULL,
  device        TEXT,
  -- complete cycles in a row that did not list the record
  missed        INT     NOT NULL,
  -- a person ended the counterpart; no new one until the record has been away
  held          BOOLEAN NOT NULL,
  -- when the last create came to nothing, or into doubt
  attempted_at  BIGINT,
  -- complete scans of the target that did not find the marker of a create in doubt
  scans         INT     NOT NULL,
  commented_at  BIGINT,
  -- the beginning of its story; the rest of it is in the table event
  seen_cycle    BIGINT  NOT NULL,
  seen_at       BIGINT  NOT NULL,
  created_cycle BIGINT,
  created_at    BIGINT,
  -- how the target's own rules left the counterpart that had just been created, JSON: what would show a person at work as
  -- it was then, and the update fields that were given other values than ours, until they have been corrected
  baseline      TEXT,
  overruled     TEXT,
  -- since when its counterpart is over and nothing keeps the record from having another one
  ended_at      BIGINT,
  PRIMARY KEY (sync, source_key)
);

CREATE INDEX entry_state ON entry (sync, state);

-- Closed ones that wait for their record to leave.
CREATE INDEX entry_held ON entry (sync) WHERE held;

CREATE INDEX entry_ended ON entry (sync, ended_at) WHERE ended_at IS NOT NULL;

-- What is left of an entry that ended long ago, for good: a record that returns has had those generations, and may come back
-- to the counterpart that these fields closed.
CREATE TABLE ended_entry (
  sync       TEXT NOT NULL,
  source_key TEXT NOT NULL,
  generation INT  NOT NULL,
  marker     TEXT NOT NULL,
  target_id  TEXT,
  closing    TEXT,
  PRIMARY KEY (sync, source_key)
) ${compact};

-- Where several records share a counterpart: which ones it has stood for.
CREATE TABLE occurrence (
  sync       TEXT    NOT NULL,
  source_key TEXT    NOT NULL,
  record_key TEXT    NOT NULL,
  opened_at  BIGINT  NOT NULL,
  -- what the counterpart does not say of it yet
  untold     TEXT,
  -- whether the source has said that it is over: then it need not be asked again
  ended      BOOLEAN NOT NULL DEFAULT FALSE,
  PRIMARY KEY (sync, source_key, record_key)
);

CREATE INDEX occurrence_record ON occurrence (sync, record_key);

-- The journal: every write to a target, committed before it is sent. It holds only what is on its way or in doubt.
CREATE TABLE step (
  sync        TEXT   NOT NULL,
  step        BIGINT NOT NULL,
  cycle       BIGINT NOT NULL,
  source_key  TEXT   NOT NULL,
  generation  INT    NOT NULL,
  -- create, update, comment, close, double (the closing of a counterpart that bears another one's marker)
  op          TEXT   NOT NULL,
  -- intended, in-doubt (what became of it is not known); a step that is known to be over leaves the table
  state       TEXT   NOT NULL,
  desired     TEXT,
  payload     TEXT   NOT NULL,
  -- by the target's clock: nothing of it can be there earlier
  intended_at BIGINT NOT NULL,
  -- by ours: it was sent before, if at all
  doubted_at  BIGINT,
  PRIMARY KEY (sync, step)
) ${compact};

-- Markers that scans did not find and that may come up late all the same: they are looked for once more before they are
-- sent again, and for a day after. since_at is by the target's clock, the others by ours.
CREATE TABLE watched_marker (
  sync       TEXT   NOT NULL,
  marker     TEXT   NOT NULL,
  source_key TEXT   NOT NULL,
  generation INT    NOT NULL,
  since_at   BIGINT NOT NULL,
  absent_at  BIGINT NOT NULL,
  looked_at  BIGINT NOT NULL,
  PRIMARY KEY (sync, marker)
);

-- Counterparts with a marker of no record that was listed when a ledger that was lost or went back in time was searched
-- for: a record that comes again has one of them. created_at is by the target's clock.
CREATE TABLE unclaimed_counterpart (
  sync       TEXT    NOT NULL,
  marker     TEXT    NOT NULL,
  target_id  TEXT    NOT NULL,
  age_order  BIGINT  NOT NULL,
  over       BOOLEAN NOT NULL,
  touched    BOOLEAN NOT NULL,
  created_at BIGINT,
  found_at   BIGINT  NOT NULL,
  -- complete cycles, that one and those since, that did not list its record
  missed     INT     NOT NULL,
  PRIMARY KEY (sync, marker, target_id)
);

-- Creates, updates and closes that an overtaken cycle had sent and whose end it learned too late to write it down: no fence
-- keeps them out, and the next cycle takes them up. A create without a target_id: nobody knows whether the target took it.
CREATE TABLE late_write (
  sync        TEXT   NOT NULL,
  source_key  TEXT   NOT NULL,
  generation  INT    NOT NULL,
  cycle       BIGINT NOT NULL,
  op          TEXT   NOT NULL,
  marker      TEXT   NOT NULL,
  target_id   TEXT,
  -- what the record wanted then: its entry may have been forgotten meanwhile
  desired     TEXT   NOT NULL,
  closing     TEXT,
  summary     TEXT   NOT NULL,
  -- of an update
  payload     TEXT   NOT NULL,
  -- by the target's clock
  intended_at BIGINT NOT NULL,
  PRIMARY KEY (sync, source_key, generation, cycle, op)
) ${compact};

-- Changes that the target refused, with what was sent; retried once when the record, mapping or settings change.
CREATE TABLE dead_letter (
  sync       TEXT   NOT NULL,
  source_key TEXT   NOT NULL,
  op         TEXT   NOT NULL,
  generation INT    NOT NULL,
  cycle      BIGINT NOT NULL,
  died_at    BIGINT NOT NULL,
  desired    TEXT   NOT NULL,
  rules      TEXT   NOT NULL,
  reason     TEXT   NOT NULL,
  payload    TEXT   NOT NULL,
  -- which double could not be closed; empty for the record's own counterpart
  double_id  TEXT   NOT NULL,
  PRIMARY KEY (sync, source_key, op, double_id)
);

-- What ended in the last hour although nothing confirmed it: that limits how much more may. Way: closed (its record is gone),
-- released (its record is gone, and it had no counterpart or one that a person ended), gone (the target does not know it).
CREATE TABLE recent_end (
  sync       TEXT   NOT NULL,
  way        TEXT   NOT NULL,
  source_key TEXT   NOT NULL,
  ended_at   BIGINT NOT NULL,
  PRIMARY KEY (sync, way, source_key)
) ${compact};

-- When a record was read first that waits for its counterpart although its source says that it begins later.
CREATE TABLE first_reading (
  sync       TEXT   NOT NULL,
  source_key TEXT   NOT NULL,
  read_at    BIGINT NOT NULL,
  PRIMARY KEY (sync, source_key)
) ${compact};

-- The story of each record: what happened to it and in which cycle.
CREATE TABLE event (
  id         ${identity},
  sync       TEXT   NOT NULL,
  source_key TEXT   NOT NULL,
  cycle      BIGINT NOT NULL,
  at         BIGINT NOT NULL,
  event      TEXT   NOT NULL,
  detail     TEXT   NOT NULL
);

CREATE INDEX event_key ON event (sync, source_key);

-- How far a source was read whose changes can be asked for by number; written when a cycle left nothing over.
CREATE TABLE source_position (
  sync         TEXT   PRIMARY KEY,
  -- where the next reading of changes begins; without it the whole collection is read
  since        BIGINT,
  -- the highest number that the last reading saw
  highest      BIGINT NOT NULL,
  -- when the last reading of the whole collection began, of two in a row the first
  full_read_at BIGINT NOT NULL,
  -- mapping and settings that the records were compared with
  rules        TEXT   NOT NULL,
  cycle        BIGINT NOT NULL
);

-- How syncs and accounts stand that were ever in trouble, for operators to be told of.
CREATE TABLE concern (
  -- aborts, guard, dead-letters: of a sync; credentials: of an account
  topic    TEXT    NOT NULL,
  subject  TEXT    NOT NULL,
  -- those of one account are told together
  account  TEXT    NOT NULL,
  -- aborted cycles in a row, dead letters so far
  number   BIGINT  NOT NULL,
  -- whether it is in trouble now
  troubled BOOLEAN NOT NULL,
  -- the sync and cycle that it showed in
  sync     TEXT    NOT NULL,
  cycle    BIGINT  NOT NULL,
  at       BIGINT  NOT NULL,
  detail   TEXT    NOT NULL,
  PRIMARY KEY (topic, subject)
) ${compact};

-- What each notify Pipe has told of them, and when it told that it was in trouble and that this was over.
CREATE TABLE told_concern (
  notifier   TEXT    NOT NULL,
  topic      TEXT    NOT NULL,
  subject    TEXT    NOT NULL,
  number     BIGINT  NOT NULL,
  troubled   BOOLEAN NOT NULL,
  trouble_at BIGINT  NOT NULL,
  over_at    BIGINT  NOT NULL,
  PRIMARY KEY (notifier, topic, subject)
) ${compact};

-- Who runs a cycle of which sync, and until when (ShedLock); by the store's clock.
CREATE TABLE shedlock (
  name       TEXT   PRIMARY KEY,
  lock_until BIGINT NOT NULL,
  locked_at  BIGINT NOT NULL,
  locked_by  TEXT   NOT NULL
);

-- What the audits of Datto RMM devices said: one call each, so what is known is kept.
CREATE TABLE datto_audit (
  account      TEXT NOT NULL,
  device       TEXT NOT NULL,
  -- the device's lastAuditDate as Datto writes it; a device that shows another one is asked about again
  audited_at   TEXT NOT NULL,
  -- null where the audit does not say
  serial       TEXT,
  manufacturer TEXT,
  model        TEXT,
  -- about when a cycle last listed the device
  used_at      BIGINT NOT NULL,
  PRIMARY KEY (account, device)
) ${compact};
