package io.bidlock.pipelines.silver;

import io.bidlock.pipelines.table.Table;
import java.util.List;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.schemas.logicaltypes.SqlTypes;

/** The tables of silver; what their columns mean stands in {@code sql/V2__silver.sql}. */
public final class Silver {
  private static final String LAYER = "silver";

  /** A bidder may write more decimals than any currency has; the bid is then refused, but kept. */
  private static final FieldType AS_WRITTEN = FieldType.DECIMAL.withMetadata("scale", "18");

  public static final Table USERS =
      Table.growing(
          LAYER,
          "users",
          Schema.builder()
              .addStringField("user_id")
              .addInt64Field("version")
              .addNullableField("region", FieldType.STRING)
              .addNullableField("approved", FieldType.BOOLEAN)
              .addNullableField("bid_limit", FieldType.DECIMAL)
              .addNullableField("deposit", FieldType.DECIMAL)
              .build(),
          "version",
          "user_id");

  /** All but the key may be absent: of a stub there is nothing else. */
  public static final Table ITEMS =
      Table.growing(
              LAYER,
              "items",
              Schema.builder()
                  .addStringField("item_id")
                  .addInt64Field("item_seq")
                  .addNullableField("seller_id", FieldType.STRING)
                  .addNullableField("title", FieldType.STRING)
                  .addNullableField("category", FieldType.STRING)
                  .addNullableField("currency", FieldType.STRING)
                  .addNullableField("format", FieldType.STRING)
                  .addNullableField("proxy", FieldType.BOOLEAN)
                  .addNullableField("start_price", FieldType.DECIMAL)
                  .addNullableField("reserve_price", FieldType.DECIMAL)
                  .addNullableField("buy_now_price", FieldType.DECIMAL)
                  .addNullableField("goods_id", FieldType.STRING)
                  .addNullableField("sale_id", FieldType.STRING)
                  .addNullableField("relisted_from", FieldType.STRING)
                  .addNullableField("listed_at", FieldType.DATETIME)
                  .addNullableField("opens_at", FieldType.DATETIME)
                  .addNullableField("closes_at", FieldType.DATETIME)
                  .addNullableField("ends_at", FieldType.DATETIME)
                  .addNullableField("paused", FieldType.BOOLEAN)
                  .addNullableField("current_price", FieldType.DECIMAL)
                  .addNullableField("leader_id", FieldType.STRING)
                  .addNullableField("bids", FieldType.INT64)
                  .addNullableField("accepted_bids", FieldType.INT64)
                  .addNullableField("bidders", FieldType.INT64)
                  .addNullableField("first_bid_at", FieldType.DATETIME)
                  .addNullableField("last_bid_at", FieldType.DATETIME)
                  .addNullableField("outcome", FieldType.STRING)
                  .addNullableField("winner_id", FieldType.STRING)
                  .addNullableField("hammer_price", FieldType.DECIMAL)
                  .addNullableField("closed_at", FieldType.DATETIME)
                  .addNullableField("close_hash", FieldType.STRING)
                  .build(),
              "item_seq",
              "item_id")
          .withParent("seller_id", USERS)
          .withParent("leader_id", USERS)
          .withParent("winner_id", USERS)
          .withTimes("listed_at", "closed_at");

  public static final Table BIDS =
      Table.fixed(
              LAYER,
              "bids",
              Schema.builder()
                  .addInt32Field("era")
                  .addInt32Field("log_partition")
                  .addInt64Field("log_offset")
                  .addStringField("item_id")
                  .addNullableField("item_seq", FieldType.INT64)
                  .addStringField("bid_id")
                  .addStringField("bidder_id")
                  .addField("amount", AS_WRITTEN)
                  .addNullableField("currency", FieldType.STRING)
                  .addDateTimeField("placed_at")
                  .addNullableField("channel", FieldType.STRING)
                  .addStringField("outcome")
                  .addNullableField("reason", FieldType.STRING)
                  .addNullableField("price_before", FieldType.DECIMAL)
                  .addNullableField("price_after", FieldType.DECIMAL)
                  .addNullableField("leader_id", FieldType.STRING)
                  .addNullableField("minimum_next_bid", FieldType.DECIMAL)
                  .addNullableField("hash", FieldType.STRING)
                  .build(),
              "era",
              "log_partition",
              "log_offset")
          .withParent("item_id", ITEMS)
          .withParent("bidder_id", USERS)
          .withTime("placed_at");

  public static final Table RETRACTIONS =
      Table.fixed(
              LAYER,
              "retractions",
              Schema.builder()
                  .addInt32Field("era")
                  .addInt32Field("log_partition")
                  .addInt64Field("log_offset")
                  .addStringField("item_id")
                  .addNullableField("item_seq", FieldType.INT64)
                  .addStringField("bid_id")
                  .addStringField("actor_id")
                  .addNullableField("why", FieldType.STRING)
                  .addDateTimeField("retracted_at")
                  .addStringField("outcome")
                  .addNullableField("reason", FieldType.STRING)
                  .addNullableField("price_before", FieldType.DECIMAL)
                  .addNullableField("price_after", FieldType.DECIMAL)
                  .addNullableField("hash", FieldType.STRING)
                  .build(),
              "era",
              "log_partition",
              "log_offset")
          .withParent("item_id", ITEMS)
          .withTime("retracted_at");

  public static final Table LOCKS =
      Table.growing(
              LAYER,
              "locks",
              Schema.builder()
                  .addStringField("item_id")
                  .addInt64Field("token")
                  .addInt64Field("item_seq")
                  .addStringField("holder")
                  .addDateTimeField("granted_at")
                  .addDateTimeField("held_until")
                  .addNullableField("ended_at", FieldType.DATETIME)
                  .addNullableField("ending", FieldType.STRING)
                  .build(),
              "item_seq",
              "item_id",
              "token")
          .withParent("item_id", ITEMS)
          .withTime("granted_at");

  public static final Table TRANSACTIONS =
      Table.fixed(
              LAYER,
              "transactions",
              Schema.builder()
                  .addStringField("item_id")
                  .addInt64Field("item_seq")
                  .addStringField("seller_id")
                  .addStringField("buyer_id")
                  .addDecimalField("hammer_price")
                  .addStringField("currency")
                  .addStringField("category")
                  .addNullableField("goods_id", FieldType.STRING)
                  .addNullableField("sale_id", FieldType.STRING)
                  .addDateTimeField("closed_at")
                  .addStringField("close_hash")
                  .build(),
              "item_id")
          .withParent("item_id", ITEMS)
          .withParent("seller_id", USERS)
          .withParent("buyer_id", USERS)
          .withTime("closed_at");

  public static final Table PARTICIPATIONS =
      Table.fixed(
              LAYER,
              "participations",
              Schema.builder()
                  .addStringField("item_id")
                  .addStringField("bidder_id")
                  .addStringField("seller_id")
                  .addStringField("category")
                  .addStringField("currency")
                  .addDecimalField("start_price")
                  .addDateTimeField("opens_at")
                  .addDateTimeField("closed_at")
                  .addInt64Field("item_bids")
                  .addInt64Field("bids")
                  .addInt64Field("rejected_bids")
                  .addInt64Field("successive_bids")
                  .addNullableField("first_bid_at", FieldType.DATETIME)
                  .addNullableField("last_bid_at", FieldType.DATETIME)
                  .addBooleanField("won")
                  .build(),
              "item_id",
              "bidder_id")
          .withParent("item_id", ITEMS)
          .withParent("bidder_id", USERS)
          .withParent("seller_id", USERS)
          .withTime("closed_at");

  /** Rows of a bidder and a day: what looks like fraud. */
  public static final Table FRAUD_SCORES =
      Table.growing(
              LAYER,
              "fraud_scores",
              Schema.builder()
                  .addStringField("time_zone")
                  .addLogicalTypeField("day", SqlTypes.DATE)
                  .addStringField("bidder_id")
                  .addDecimalField("score")
                  .addStringField("reasons")
                  .addBooleanField("alert")
                  .addInt64Field("bids")
                  .addInt64Field("auctions")
                  .addInt64Field("evidence")
                  .build(),
              "evidence",
              "time_zone",
              "day",
              "bidder_id")
          .withParent("bidder_id", USERS)
          .withTime("day");

  private Silver() {}

  /** All of them, parents first. */
  public static List<Table> tables() {
    return List.of(
        USERS, ITEMS, BIDS, RETRACTIONS, LOCKS, TRANSACTIONS, PARTICIPATIONS, FRAUD_SCORES);
  }
}
