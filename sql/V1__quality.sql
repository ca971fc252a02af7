-- What was refused on its way into silver and gold, and why.

CREATE SCHEMA IF NOT EXISTS quality;

-- A row that differs from the one that stands under its key, in a table whose rows never change. The stored row stays.
-- One is more than there should ever be: two runs that disagree about what was decided.
CREATE TABLE quality.divergence (
  found_at   timestamptz NOT NULL DEFAULT now(),
  table_name text        NOT NULL,
  key        jsonb       NOT NULL,
  stored     jsonb       NOT NULL,
  refused    jsonb       NOT NULL
);

-- Said once, however often the same row is written. By digest: a row may be longer than an index can hold.
CREATE UNIQUE INDEX divergence_once ON quality.divergence (table_name, md5(key::text), md5(refused::text));

-- A row that the database cannot take, now or ever. It is text and not jsonb, which takes no NUL either.
CREATE TABLE quality.rejected_rows (
  found_at   timestamptz NOT NULL DEFAULT now(),
  table_name text        NOT NULL,
  row_json   text        NOT NULL,
  reason     text        NOT NULL,
  sqlstate   text        NOT NULL
);

CREATE UNIQUE INDEX rejected_rows_once ON quality.rejected_rows (table_name, md5(row_json));
