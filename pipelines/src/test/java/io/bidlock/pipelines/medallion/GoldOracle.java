package io.bidlock.pipelines.medallion;

import io.bidlock.pipelines.gold.Gold;
import io.bidlock.pipelines.table.Table;
import java.util.Map;

/**
 * Gold once more, from silver by plain SQL, as {@code docs/metrics.md} defines it: an auditor that
 * shares nothing with the pipeline but the definitions.
 */
final class GoldOracle {
  private static final String DAY = "(closed_at AT TIME ZONE '%s')::date";

  private GoldOracle() {}

  /** A query for each table, with the table's columns in their order. */
  static Map<Table, String> queries(String timeZone) {
    String day = DAY.formatted(timeZone);
    return Map.of(
        Gold.DAILY_REVENUE,
        """
        SELECT '%1$s', %2$s, category, currency, sum(hammer_price), count(*)
        FROM silver.transactions
        GROUP BY 1, 2, 3, 4
        """
            .formatted(timeZone, day),
        Gold.AUCTION_PERFORMANCE,
        """
        SELECT '%1$s', %2$s, category, currency, count(*),
          count(*) FILTER (WHERE outcome = 'SOLD'),
          count(*) FILTER (WHERE outcome = 'RESERVE_NOT_MET'),
          count(*) FILTER (WHERE outcome = 'NO_BIDS'),
          count(*) FILTER (WHERE outcome = 'WITHDRAWN'),
          count(*) FILTER (WHERE outcome = 'TAKEN'),
          round(count(*) FILTER (WHERE outcome = 'SOLD')::numeric
            / nullif(count(*) FILTER (WHERE outcome NOT IN ('WITHDRAWN', 'TAKEN')), 0), 6),
          sum(accepted_bids),
          round(sum(accepted_bids) / count(*), 6),
          coalesce(sum(start_price) FILTER (WHERE outcome = 'SOLD'), 0),
          coalesce(sum(hammer_price), 0),
          round((sum(hammer_price) - sum(start_price) FILTER (WHERE outcome = 'SOLD'))
            / sum(start_price) FILTER (WHERE outcome = 'SOLD'), 6),
          round(avg(extract(epoch FROM first_bid_at - opens_at)), 6)
        FROM silver.items
        WHERE outcome IS NOT NULL
        GROUP BY 1, 2, 3, 4
        """
            .formatted(timeZone, day),
        Gold.SELLER_PERFORMANCE,
        """
        SELECT '%1$s', %2$s, seller_id, currency, count(*),
          count(*) FILTER (WHERE outcome = 'SOLD'),
          round(count(*) FILTER (WHERE outcome = 'SOLD')::numeric
            / nullif(count(*) FILTER (WHERE outcome NOT IN ('WITHDRAWN', 'TAKEN')), 0), 6),
          sum(accepted_bids),
          coalesce(sum(hammer_price), 0)
        FROM silver.items
        WHERE outcome IS NOT NULL
        GROUP BY 1, 2, 3, 4
        """
            .formatted(timeZone, day),
        Gold.HOURLY_ACTIVITY,
        """
        SELECT date_trunc('hour', placed_at, 'UTC'), coalesce(currency, ''), count(*),
          count(*) FILTER (WHERE outcome = 'ACCEPTED'),
          count(*) FILTER (WHERE outcome = 'REJECTED'),
          count(DISTINCT bidder_id),
          count(DISTINCT item_id)
        FROM silver.bids
        WHERE item_seq IS NOT NULL
        GROUP BY 1, 2
        """);
  }

  /** Rows that only one of the two has: none where they agree. */
  static String differences(Table table, String oracle) {
    String columns = String.join(", ", table.columns().getFieldNames());
    return """
    WITH oracle (%1$s) AS (%2$s), pipeline AS (SELECT %1$s FROM %3$s)
    SELECT count(*) FROM (
      (SELECT * FROM oracle EXCEPT SELECT * FROM pipeline)
      UNION ALL
      (SELECT * FROM pipeline EXCEPT SELECT * FROM oracle)) AS difference
    """
        .formatted(columns, oracle, table);
  }
}
