package io.bidlock.pipelines.quality;

import static io.bidlock.pipelines.quality.ExpectationsTest.row;

import io.bidlock.pipelines.gold.Gold;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.values.Row;

/** Rows of gold that fail the expectation of that name. */
final class BadGoldRows {
  private BadGoldRows() {}

  static Map<String, List<Row>> byExpectation() {
    Map<String, List<Row>> rows = new LinkedHashMap<>();
    put(
        rows,
        "daily_revenue.positive",
        row(Gold.DAILY_REVENUE, "revenue", decimal("0")),
        row(Gold.DAILY_REVENUE, "transactions", 0L));
    put(rows, "auction_performance.adds-up", row(Gold.AUCTION_PERFORMANCE, "auctions", 6L));
    put(rows, "hourly_activity.adds-up", row(Gold.HOURLY_ACTIVITY, "bids", 3L));
    put(
        rows,
        "bidder_analytics.parts",
        row(Gold.BIDDER_ANALYTICS, "accepted_bids", 3L),
        row(Gold.BIDDER_ANALYTICS, "wins", 6L),
        row(Gold.BIDDER_ANALYTICS, "wins", -1L));
    put(
        rows,
        "bidder_analytics.win-rate",
        row(Gold.BIDDER_ANALYTICS, "win_rate", decimal("1.2")),
        row(Gold.BIDDER_ANALYTICS, "win_rate", null),
        row(Gold.BIDDER_ANALYTICS, "auctions", 0L));
    put(
        rows,
        "seller_performance.sold",
        row(Gold.SELLER_PERFORMANCE, "sold", 6L),
        row(Gold.SELLER_PERFORMANCE, "success_rate", decimal("-0.1")));
    put(
        rows,
        "seller_performance.revenue",
        row(Gold.SELLER_PERFORMANCE, "sold", 0L),
        row(Gold.SELLER_PERFORMANCE, "revenue", decimal("0")));
    put(
        rows,
        "fraud_summary.adds-up",
        row(Gold.FRAUD_SUMMARY, "bidders", 5L),
        row(Gold.FRAUD_SUMMARY, "high", 0L));
    put(
        rows,
        "fraud_summary.parts",
        row(Gold.FRAUD_SUMMARY, "alerts", 5L),
        row(Gold.FRAUD_SUMMARY, "velocity", 4L),
        row(Gold.FRAUD_SUMMARY, "win_ratio", -1L));
    put(
        rows,
        "bidder_features.shares",
        row(Gold.BIDDER_FEATURES, "bidding_ratio", decimal("1.000001")),
        row(Gold.BIDDER_FEATURES, "auction_bids", decimal("-0.5")),
        row(Gold.BIDDER_FEATURES, "winning_ratio", decimal("3")));
    put(
        rows,
        "bidder_features.first-then-last",
        row(Gold.BIDDER_FEATURES, "early_bidding", decimal("0.2"), "last_bidding", decimal("0.3")),
        row(Gold.BIDDER_FEATURES, "early_bidding", decimal("0.2")));
    return rows;
  }

  private static void put(Map<String, List<Row>> rows, String expectation, Row... bad) {
    rows.put(expectation, List.of(bad));
  }

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text);
  }
}
