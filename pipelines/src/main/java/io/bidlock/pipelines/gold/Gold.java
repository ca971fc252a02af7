package io.bidlock.pipelines.gold;

import io.bidlock.pipelines.table.Table;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;

/** The tables of gold; what their columns mean stands in {@code docs/metrics.md}. */
public final class Gold {
  private static final String LAYER = "gold";

  public static final Table DAILY_REVENUE =
      Table.growing(
              LAYER,
              "daily_revenue",
              Schema.builder()
                  .addStringField("time_zone")
                  .addLogicalTypeField("day", SqlTypes.DATE)
                  .addStringField("category")
                  .addStringField("currency")
                  .addDecimalField("revenue")
                  .addInt64Field("transactions")
                  .build(),
              "transactions",
              "time_zone",
              "day",
              "category",
              "currency")
          .withTime("day");

  public static final Table AUCTION_PERFORMANCE =
      Table.growing(
              LAYER,
              "auction_performance",
              Schema.builder()
                  .addStringField("time_zone")
                  .addLogicalTypeField("day", SqlTypes.DATE)
                  .addStringField("category")
                  .addStringField("currency")
                  .addInt64Field("auctions")
                  .addInt64Field("sold")
                  .addInt64Field("reserve_not_met")
                  .addInt64Field("no_bids")
                  .addInt64Field("withdrawn")
                  .addInt64Field("taken")
                  .addNullableField("success_rate", FieldType.DECIMAL)
                  .addInt64Field("bids")
                  .addDecimalField("bids_per_auction")
                  .addDecimalField("start_total")
                  .addDecimalField("hammer_total")
                  .addNullableField("price_increase", FieldType.DECIMAL)
                  .addNullableField("seconds_to_first_bid", FieldType.DECIMAL)
                  .build(),
              "auctions",
              "time_zone",
              "day",
              "category",
              "currency")
          .withTime("day");

  public static final Table SELLER_PERFORMANCE =
      Table.growing(
              LAYER,
              "seller_performance",
              Schema.builder()
                  .addStringField("time_zone")
                  .addLogicalTypeField("day", SqlTypes.DATE)
                  .addStringField("seller_id")
                  .addStringField("currency")
                  .addInt64Field("auctions")
                  .addInt64Field("sold")
                  .addNullableField("success_rate", FieldType.DECIMAL)
                  .addInt64Field("bids")
                  .addDecimalField("revenue")
                  .build(),
              "auctions",
              "time_zone",
              "day",
              "seller_id",
              "currency")
          .withTime("day");

  public static final Table HOURLY_ACTIVITY =
      Table.growing(
              LAYER,
              "hourly_activity",
              Schema.builder()
                  .addDateTimeField("hour")
                  .addStringField("currency")
                  .addInt64Field("bids")
                  .addInt64Field("accepted_bids")
                  .addInt64Field("rejected_bids")
                  .addInt64Field("bidders")
                  .addInt64Field("items")
                  .build(),
              "bids",
              "hour",
              "currency")
          .withTime("hour");

  public static final Table BIDDER_ANALYTICS =
      Table.growing(
              LAYER,
              "bidder_analytics",
              Schema.builder()
                  .addStringField("time_zone")
                  .addLogicalTypeField("day", SqlTypes.DATE)
                  .addStringField("bidder_id")
                  .addStringField("currency")
                  .addStringField("segment")
                  .addStringField("new_or_returning")
                  .addNullableField("region", FieldType.STRING)
                  .addInt64Field("bids")
                  .addInt64Field("accepted_bids")
                  .addInt64Field("items")
                  .addInt64Field("auctions")
                  .addInt64Field("wins")
                  .addNullableField("win_rate", FieldType.DECIMAL)
                  .addDecimalField("spent")
                  .addInt64Field("version")
                  .build(),
              "version",
              "time_zone",
              "day",
              "bidder_id",
              "currency")
          .withTime("day");

  public static final Table FRAUD_SUMMARY =
      Table.growing(
              LAYER,
              "fraud_summary",
              Schema.builder()
                  .addStringField("time_zone")
                  .addLogicalTypeField("day", SqlTypes.DATE)
                  .addInt64Field("bidders")
                  .addInt64Field("evidence")
                  .addInt64Field("alerts")
                  .addInt64Field("unsuspicious")
                  .addInt64Field("low")
                  .addInt64Field("medium")
                  .addInt64Field("high")
                  .addInt64Field("successive_outbidding")
                  .addInt64Field("bidding_ratio")
                  .addInt64Field("last_moment_bidding")
                  .addInt64Field("early_bidding")
                  .addInt64Field("velocity")
                  .addInt64Field("amount_outliers")
                  .addInt64Field("seller_tendency")
                  .addInt64Field("win_ratio")
                  .build(),
              "evidence",
              "time_zone",
              "day")
          .withTime("day");

  public static final Table BIDDER_FEATURES =
      Table.growing(
              LAYER,
              "bidder_features",
              Schema.builder()
                  .addStringField("time_zone")
                  .addLogicalTypeField("day", SqlTypes.DATE)
                  .addStringField("item_id")
                  .addStringField("bidder_id")
                  .addStringField("category")
                  .addStringField("currency")
                  .addDecimalField("bidder_tendency")
                  .addDecimalField("bidding_ratio")
                  .addDecimalField("successive_outbidding")
                  .addNullableField("last_bidding", FieldType.DECIMAL)
                  .addDecimalField("auction_bids")
                  .addDecimalField("starting_price_average")
                  .addNullableField("early_bidding", FieldType.DECIMAL)
                  .addDecimalField("winning_ratio")
                  .addDecimalField("auction_duration")
                  .addInt64Field("version")
                  .build(),
              "version",
              "time_zone",
              "item_id",
              "bidder_id")
          .withTime("day");

  private Gold() {}

  /** All of them. */
  public static List<Table> tables() {
    return List.of(
        DAILY_REVENUE,
        AUCTION_PERFORMANCE,
        SELLER_PERFORMANCE,
        HOURLY_ACTIVITY,
        BIDDER_ANALYTICS,
        FRAUD_SUMMARY,
        BIDDER_FEATURES);
  }
}
