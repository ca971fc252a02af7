package io.bidlock.pipelines.quality;

import static io.bidlock.pipelines.quality.Expectation.critical;

import io.bidlock.pipelines.gold.Gold;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.apache.beam.sdk.values.Row;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What is expected of gold. In streaming a row is looked at while it grows, so nothing here
 * compares figures that come from different facts, which arrive one after the other.
 */
final class GoldExpectations {
  private static final String GOLD = "gold";

  /** Columns of the fraud summary that count for whom a rule found something. */
  private static final List<String> RULES =
      List.of(
          "successive_outbidding",
          "bidding_ratio",
          "last_moment_bidding",
          "early_bidding",
          "velocity",
          "amount_outliers",
          "seller_tendency",
          "win_ratio");

  /** Features that are always there and can be no more than all. */
  private static final List<String> SHARES =
      List.of(
          "bidder_tendency",
          "bidding_ratio",
          "successive_outbidding",
          "auction_bids",
          "starting_price_average",
          "winning_ratio");

  private GoldExpectations() {}

  static List<RowExpectation> ofRows() {
    return List.of(
        new RowExpectation(
            critical(GOLD, "daily_revenue.positive", "a day with sales has revenue"),
            Gold.DAILY_REVENUE,
            day -> day.getDecimal("revenue").signum() > 0 && day.getInt64("transactions") > 0),
        new RowExpectation(
            critical(GOLD, "auction_performance.adds-up", "auctions are the sum of their outcomes"),
            Gold.AUCTION_PERFORMANCE,
            day ->
                day.getInt64("auctions")
                    == Stream.of("sold", "reserve_not_met", "no_bids", "withdrawn", "taken")
                        .mapToLong(day::getInt64)
                        .sum()),
        new RowExpectation(
            critical(
                GOLD, "hourly_activity.adds-up", "bids are the accepted and the rejected ones"),
            Gold.HOURLY_ACTIVITY,
            hour ->
                hour.getInt64("bids")
                    == hour.getInt64("accepted_bids") + hour.getInt64("rejected_bids")),
        new RowExpectation(
            critical(
                GOLD,
                "bidder_analytics.parts",
                "accepted bids are among a bidder's bids, and wins among their auctions"),
            Gold.BIDDER_ANALYTICS,
            bidder ->
                among(bidder, "accepted_bids", bidder.getInt64("bids"))
                    && among(bidder, "wins", bidder.getInt64("auctions"))),
        new RowExpectation(
            critical(
                GOLD,
                "bidder_analytics.win-rate",
                "a win rate is from 0 to 1, and there where auctions are"),
            Gold.BIDDER_ANALYTICS,
            bidder ->
                bidder.getInt64("auctions") == 0
                    ? bidder.getDecimal("win_rate") == null
                    : share(bidder.getDecimal("win_rate"))),
        new RowExpectation(
            critical(
                GOLD,
                "seller_performance.sold",
                "sold auctions are among a seller's auctions, at a rate from 0 to 1"),
            Gold.SELLER_PERFORMANCE,
            seller ->
                among(seller, "sold", seller.getInt64("auctions"))
                    && (seller.getDecimal("success_rate") == null
                        || share(seller.getDecimal("success_rate")))),
        new RowExpectation(
            critical(
                GOLD,
                "seller_performance.revenue",
                "a seller has revenue where something was sold, and only there"),
            Gold.SELLER_PERFORMANCE,
            seller ->
                seller.getDecimal("revenue").signum() == Long.signum(seller.getInt64("sold"))),
        new RowExpectation(
            critical(GOLD, "fraud_summary.adds-up", "bidders are the sum of the bands of scores"),
            Gold.FRAUD_SUMMARY,
            day ->
                day.getInt64("bidders")
                    == day.getInt64("unsuspicious")
                        + day.getInt64("low")
                        + day.getInt64("medium")
                        + day.getInt64("high")),
        new RowExpectation(
            critical(
                GOLD,
                "fraud_summary.parts",
                "alerts are among the bidders, and whom a rule is about among the suspicious"),
            Gold.FRAUD_SUMMARY,
            day -> {
              long bidders = day.getInt64("bidders");
              long suspicious = bidders - day.getInt64("unsuspicious");
              return among(day, "alerts", bidders)
                  && RULES.stream().allMatch(rule -> among(day, rule, suspicious));
            }),
        new RowExpectation(
            critical(GOLD, "bidder_features.shares", "features that are shares are from 0 to 1"),
            Gold.BIDDER_FEATURES,
            one -> SHARES.stream().allMatch(feature -> share(one.getDecimal(feature)))),
        new RowExpectation(
            critical(
                GOLD, "bidder_features.first-then-last", "a first bid is not later than the last"),
            Gold.BIDDER_FEATURES,
            one -> {
              BigDecimal first = one.getDecimal("early_bidding");
              BigDecimal last = one.getDecimal("last_bidding");
              return (first == null) == (last == null)
                  && (first == null || first.compareTo(last) >= 0);
            }));
  }

  private static boolean among(Row row, String part, long whole) {
    return row.getInt64(part) >= 0 && row.getInt64(part) <= whole;
  }

  private static boolean share(@Nullable BigDecimal value) {
    return value != null && value.signum() >= 0 && value.compareTo(BigDecimal.ONE) <= 0;
  }
}
