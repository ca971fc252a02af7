/** Questions in SQL, asked of the medallion's Parquet files. */
package io.bidlock.launcher.query;
