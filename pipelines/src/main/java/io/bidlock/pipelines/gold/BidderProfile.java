package io.bidlock.pipelines.gold;

import io.bidlock.pipelines.silver.Silver;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.apache.beam.sdk.values.Row;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * What is known of a bidder beside their days. It only ever becomes more exact, whatever the order
 * of the news.
 *
 * @param user their row of {@code silver.users} with the highest version
 * @param firstDay the first day on which they bid, as an epoch day
 */
record BidderProfile(@Nullable Row user, @Nullable Long firstDay) {
  static final BidderProfile NOTHING = new BidderProfile(null, null);

  BidderProfile withUser(Row news) {
    boolean newer = user == null || version(news) > version(user);
    return newer ? new BidderProfile(news, firstDay) : this;
  }

  /** A day on which they only lost or won has no bid of theirs. */
  BidderProfile withDay(Row day) {
    if (day.getInt64("bids") == 0) {
      return this;
    }
    long epochDay = epochDay(day);
    boolean earlier = firstDay == null || epochDay < firstDay;
    return earlier ? new BidderProfile(user, epochDay) : this;
  }

  /** The row of {@code gold.bidder_analytics} for a row of {@link BidderDays}. */
  Row analytics(Row day) {
    boolean returning = firstDay != null && firstDay < epochDay(day);
    BigDecimal auctions = BigDecimal.valueOf(day.getInt64("auctions"));
    BigDecimal wins = BigDecimal.valueOf(day.getInt64("wins"));
    return Gold.BIDDER_ANALYTICS.row(
        day.getString("time_zone"),
        day.getValue("day"),
        day.getString("bidder_id"),
        day.getString("currency"),
        segment(day),
        returning ? "RETURNING" : "NEW",
        user == null ? null : user.getString("region"),
        day.getInt64("bids"),
        day.getInt64("accepted_bids"),
        day.getInt64("items"),
        day.getInt64("auctions"),
        day.getInt64("wins"),
        Figures.ratio(wins, auctions),
        day.getDecimal("spent"),
        // Each part only grows, and whatever changes in the row lets one of them grow.
        day.getInt64("facts")
            + day.getInt64("items")
            + (user == null ? 0 : version(user) + 1)
            + (returning ? 1 : 0));
  }

  private static String segment(Row day) {
    if (day.getInt64("wins") > 0) {
      return "BUYER";
    }
    if (day.getInt64("accepted_bids") > 0) {
      return "BIDDER";
    }
    return day.getInt64("bids") > 0 ? "REFUSED" : "OUTBID";
  }

  static long epochDay(Row day) {
    LocalDate date = day.getLogicalTypeValue("day", LocalDate.class);
    return date.toEpochDay();
  }

  private static long version(Row user) {
    return user.getInt64(Silver.USERS.version().orElseThrow());
  }
}
