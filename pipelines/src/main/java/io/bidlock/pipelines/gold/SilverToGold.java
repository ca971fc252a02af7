package io.bidlock.pipelines.gold;

import io.bidlock.pipelines.silver.SilverCollections;
import io.bidlock.pipelines.table.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.Row;

/** The figures that people look at, from silver's rows. */
public final class SilverToGold {
  private SilverToGold() {}

  /**
   * The rows of each table of gold.
   *
   * @param users rows of {@code silver.users}
   */
  public static Map<Table, PCollection<Row>> of(
      SilverCollections silver, PCollection<Row> users, GoldWindows windows) {
    Map<Table, PCollection<Row>> gold = new LinkedHashMap<>();
    gold.put(
        Gold.DAILY_REVENUE,
        PCollectionList.of(silver.transactions())
            .apply("DailyRevenue", new Tally(new DailyRevenue(), Period.DAY, windows)));
    gold.put(
        Gold.AUCTION_PERFORMANCE,
        PCollectionList.of(silver.closedItems())
            .apply("AuctionPerformance", new Tally(new AuctionPerformance(), Period.DAY, windows)));
    gold.put(
        Gold.SELLER_PERFORMANCE,
        PCollectionList.of(silver.closedItems())
            .apply("SellerPerformance", new Tally(new SellerPerformance(), Period.DAY, windows)));
    gold.put(
        Gold.HOURLY_ACTIVITY,
        PCollectionList.of(silver.newBids())
            .apply("HourlyActivity", new Tally(new HourlyActivity(), Period.HOUR, windows)));
    gold.put(
        Gold.BIDDER_ANALYTICS,
        users.apply("BidderAnalytics", new BidderAnalytics(silver, windows)));
    gold.put(
        Gold.BIDDER_FEATURES,
        silver
            .participations()
            .apply("BidderFeatures", new BidderFeatures(silver.closedItems(), windows)));
    return gold;
  }
}
