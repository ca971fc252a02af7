-- What was expected of the data, and whether it held.

CREATE TABLE quality.results (
  run_at      timestamptz NOT NULL,
  mode        text        NOT NULL CHECK (mode IN ('BATCH', 'STREAMING')),
  expectation text        NOT NULL,
  layer       text        NOT NULL,
  rule        text        NOT NULL,
  severity    text        NOT NULL CHECK (severity IN ('CRITICAL', 'WARNING')),
  threshold   numeric     NOT NULL CHECK (threshold BETWEEN 0 AND 1),
  checked     bigint      NOT NULL CHECK (checked >= 0),
  failed      bigint      NOT NULL CHECK (failed >= 0),
  held        boolean     NOT NULL,
  example     text,
  PRIMARY KEY (run_at, expectation)
);

COMMENT ON TABLE quality.results IS 'What was expected in each run of the medallion job, and whether it held; in streaming as of now';
COMMENT ON COLUMN quality.results.run_at IS 'When the run began';
COMMENT ON COLUMN quality.results.threshold IS 'The share of what is checked that may fail';
COMMENT ON COLUMN quality.results.example IS 'One that failed: an item, or a key';
