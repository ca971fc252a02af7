/** What a table is, whoever keeps it: PostgreSQL or Parquet files. */
package io.bidlock.pipelines.table;
