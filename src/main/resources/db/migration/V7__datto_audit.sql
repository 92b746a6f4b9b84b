-- What the audits of Datto RMM devices said: one call each, so what is known is kept.
CREATE TABLE IF NOT EXISTS datto_audit (
  account      VARCHAR(200) NOT NULL,
  device       VARCHAR(200) NOT NULL,
  -- the device's lastAuditDate as Datto writes it; a device that shows another one is asked about again
  audited_at   VARCHAR(60)  NOT NULL,
  -- null where the audit does not say
  serial       VARCHAR(500),
  manufacturer VARCHAR(500),
  model        VARCHAR(500),
  PRIMARY KEY (account, device)
);
