package io.bidlock.pipelines.postgres;

/**
 * A row that PostgreSQL cannot take, now or ever.
 *
 * @param table as in SQL: {@code silver.bids}
 * @param row as a JSON object, a field a column; a number has the digits it had
 * @param reason what PostgreSQL said
 * @param sqlState PostgreSQL's code for it
 */
public record DeadRow(String table, String row, String reason, String sqlState) {}
