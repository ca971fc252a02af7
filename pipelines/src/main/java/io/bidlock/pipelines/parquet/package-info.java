/** Rows of tables as Parquet files. */
package io.bidlock.pipelines.parquet;
