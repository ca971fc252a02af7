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
        """,
        Gold.BIDDER_ANALYTICS,
        bidderAnalytics(timeZone),
        Gold.FRAUD_SUMMARY,
        """
        SELECT time_zone, day, count(*), sum(evidence), count(*) FILTER (WHERE alert),
          count(*) FILTER (WHERE score = 0),
          count(*) FILTER (WHERE score > 0 AND score < 0.4),
          count(*) FILTER (WHERE score >= 0.4 AND score < 0.8),
          count(*) FILTER (WHERE score >= 0.8),
          count(*) FILTER (WHERE reasons::jsonb ? 'SUCCESSIVE_OUTBIDDING'),
          count(*) FILTER (WHERE reasons::jsonb ? 'BIDDING_RATIO'),
          count(*) FILTER (WHERE reasons::jsonb ? 'LAST_MOMENT_BIDDING'),
          count(*) FILTER (WHERE reasons::jsonb ? 'EARLY_BIDDING'),
          count(*) FILTER (WHERE reasons::jsonb ? 'VELOCITY'),
          count(*) FILTER (WHERE reasons::jsonb ? 'AMOUNT_OUTLIERS'),
          count(*) FILTER (WHERE reasons::jsonb ? 'SELLER_TENDENCY'),
          count(*) FILTER (WHERE reasons::jsonb ? 'WIN_RATIO')
        FROM silver.fraud_scores
        GROUP BY 1, 2
        """,
        Gold.BIDDER_FEATURES,
        bidderFeatures(timeZone));
  }

  private static String bidderFeatures(String timeZone) {
    return """
    WITH own AS (
      SELECT *, (closed_at AT TIME ZONE '%1$s')::date AS day
      FROM silver.participations
      WHERE bids > 0),
    bidder AS (
      SELECT day, bidder_id, count(*)::numeric AS auctions, count(*) FILTER (WHERE won) AS wins
      FROM own
      GROUP BY 1, 2),
    seller AS (
      SELECT day, bidder_id, seller_id, count(*) AS auctions
      FROM own
      GROUP BY 1, 2, 3),
    market AS (
      SELECT (closed_at AT TIME ZONE '%1$s')::date AS day, category, currency, count(*) AS items,
        avg(accepted_bids) AS bids, avg(start_price) AS start_price
      FROM silver.items
      WHERE outcome IS NOT NULL AND accepted_bids > 0
      GROUP BY 1, 2, 3)
    SELECT '%1$s', day, item_id, bidder_id, category, currency,
      round(seller.auctions / bidder.auctions, 6),
      round(own.bids::numeric / item_bids, 6),
      CASE successive_bids WHEN 0 THEN 0 WHEN 1 THEN 0.5 ELSE 1 END,
      round(extract(epoch FROM closed_at - last_bid_at)
        / nullif(extract(epoch FROM closed_at - opens_at), 0), 6),
      greatest(0, round(1 - market.bids / item_bids, 6)),
      greatest(0, round(1 - own.start_price / market.start_price, 6)),
      round(extract(epoch FROM closed_at - first_bid_at)
        / nullif(extract(epoch FROM closed_at - opens_at), 0), 6),
      round(1 - wins / bidder.auctions, 6),
      round(extract(epoch FROM closed_at - opens_at) / 86400, 6),
      bidder.auctions + items
    FROM own
      JOIN bidder USING (day, bidder_id)
      JOIN seller USING (day, bidder_id, seller_id)
      JOIN market USING (day, category, currency)
    """
        .formatted(timeZone);
  }

  private static String bidderAnalytics(String timeZone) {
    return """
    WITH facts AS (
      SELECT (placed_at AT TIME ZONE '%1$s')::date AS day, bidder_id,
        coalesce(currency, '') AS currency, item_id,
        1 AS bids, (outcome = 'ACCEPTED')::int AS accepted, 0 AS auctions, 0 AS wins, 0 AS spent
      FROM silver.bids
      WHERE item_seq IS NOT NULL
        AND coalesce(reason, '') NOT IN ('DUPLICATE_BID', 'IDEMPOTENCY_CONFLICT')
      UNION ALL
      SELECT (closed_at AT TIME ZONE '%1$s')::date, bidder_id, currency, NULL,
        0, 0, 1, won::int, 0
      FROM silver.participations
      WHERE bids > 0
      UNION ALL
      SELECT (closed_at AT TIME ZONE '%1$s')::date, buyer_id, currency, NULL,
        0, 0, 0, 0, hammer_price
      FROM silver.transactions),
    days AS (
      SELECT day, bidder_id, currency, sum(bids) AS bids, sum(accepted) AS accepted,
        count(DISTINCT item_id) AS items, sum(auctions) AS auctions, sum(wins) AS wins,
        sum(spent) AS spent, count(*) AS facts,
        day > min(CASE WHEN sum(bids) > 0 THEN day END) OVER (PARTITION BY bidder_id) AS returning_
      FROM facts
      GROUP BY 1, 2, 3)
    SELECT '%1$s', day, bidder_id, currency,
      CASE WHEN wins > 0 THEN 'BUYER' WHEN accepted > 0 THEN 'BIDDER'
        WHEN days.bids > 0 THEN 'REFUSED' ELSE 'OUTBID' END,
      CASE WHEN returning_ THEN 'RETURNING' ELSE 'NEW' END,
      region, days.bids, accepted, items, auctions, wins,
      round(wins::numeric / nullif(auctions, 0), 6), spent,
      facts + items + version + 1 + returning_::int
    FROM days JOIN silver.users ON user_id = bidder_id
    """
        .formatted(timeZone);
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
