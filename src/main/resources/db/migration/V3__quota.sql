-- Calls that count against a vendor's monthly quota, one row for each account and calendar month (UTC).
CREATE TABLE call_quota (
  account   VARCHAR(200) NOT NULL,
  cal_month VARCHAR(7)   NOT NULL,
  calls     BIGINT       NOT NULL,
  PRIMARY KEY (account, cal_month)
);
