package io.bidlock.pipelines.gold;

import io.bidlock.pipelines.coders.FlatRowCoder;
import io.bidlock.pipelines.elements.FreeTimestamps;
import io.bidlock.pipelines.silver.Silver;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.RowCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.FieldType;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.Row;

/**
 * What each bidder did in each auction, as the nine features of the Shill Bidding dataset (UCI 562,
 * Alzahrani and Sadaoui). In: participations, and items as they closed. Out: rows of {@code
 * gold.bidder_features}.
 *
 * <p>Some of them compare with what else closed on that day. So a day is told when it is over, and
 * again where something comes late. A day's participations are state until then and as long as
 * gold's windows stay open.
 */
final class BidderFeatures extends PTransform<PCollection<Row>, PCollection<Row>> {
  private static final long serialVersionUID = 1L;

  /** A row of {@code silver.participations} and what its bidder did in all auctions of the day. */
  private static final Schema PARTICIPATION =
      Schema.builder()
          .addRowField("own", Silver.PARTICIPATIONS.columns())
          .addInt64Field("auctions")
          .addInt64Field("wins")
          .addInt64Field("auctions_of_seller")
          .build();

  private static final Schema MARKET =
      Schema.builder().addStringField("category").addStringField("currency").build();

  /** What an item that closed adds to the averages of its market. */
  private static final Schema AUCTION =
      Schema.builder().addInt64Field("bids").addDecimalField("start_price").build();

  /** Either somebody's participation or an auction that closed. */
  private static final Schema OF_MARKET =
      Schema.builder()
          .addNullableField("participation", FieldType.row(PARTICIPATION))
          .addNullableField("auction", FieldType.row(AUCTION))
          .build();

  private static final Coder<KV<Row, Row>> OF_MARKET_CODER =
      KvCoder.of(FlatRowCoder.of(MARKET), RowCoder.of(OF_MARKET));

  private final PCollection<Row> closedItems;
  private final GoldWindows windows;

  BidderFeatures(PCollection<Row> closedItems, GoldWindows windows) {
    this.closedItems = closedItems;
    this.windows = windows;
  }

  /** Takes rows of {@code silver.participations}. */
  @Override
  public PCollection<Row> expand(PCollection<Row> participations) {
    PCollection<KV<Row, Row>> taken =
        participations
            .apply("ByBidder", ParDo.of(new ByBidder()))
            .setCoder(
                KvCoder.of(StringUtf8Coder.of(), FlatRowCoder.of(Silver.PARTICIPATIONS.columns())))
            .apply("WindowOfBidder", windows.whole(Period.DAY))
            .apply("DayOfBidder", GroupByKey.create())
            .apply("CompareWithOwn", ParDo.of(new CompareWithOwn()))
            .setCoder(OF_MARKET_CODER)
            .apply("WindowOfTaken", windows.whole(Period.DAY));
    PCollection<KV<Row, Row>> items =
        closedItems
            .apply("ByMarket", ParDo.of(new ByMarket()))
            .setCoder(OF_MARKET_CODER)
            .apply("WindowOfItems", windows.whole(Period.DAY));
    return PCollectionList.of(taken)
        .and(items)
        .apply("Both", Flatten.pCollections())
        .apply("DayOfMarket", GroupByKey.create())
        .apply("CompareWithMarket", ParDo.of(new CompareWithMarket(windows.timeZone())))
        .setCoder(FlatRowCoder.of(Gold.BIDDER_FEATURES.columns()))
        .apply("Unwindow", Window.into(new GlobalWindows()));
  }

  private static Row market(Row row) {
    return Row.withSchema(MARKET)
        .addValues(row.getString("category"), row.getString("currency"))
        .build();
  }

  private static final class ByBidder extends FreeTimestamps<Row, KV<String, Row>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void byBidder(@Element Row one, OutputReceiver<KV<String, Row>> out) {
      if (one.getInt64("bids") > 0) {
        out.outputWithTimestamp(
            KV.of(one.getString("bidder_id"), one), one.getDateTime("closed_at").toInstant());
      }
    }
  }

  private static final class ByMarket extends FreeTimestamps<Row, KV<Row, Row>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void byMarket(@Element Row item, OutputReceiver<KV<Row, Row>> out) {
      if (item.getInt64("accepted_bids") > 0) {
        Row auction =
            Row.withSchema(AUCTION)
                .addValues(item.getInt64("accepted_bids"), item.getDecimal("start_price"))
                .build();
        out.outputWithTimestamp(
            KV.of(
                market(item), Row.withSchema(OF_MARKET).withFieldValue("auction", auction).build()),
            item.getDateTime("closed_at").toInstant());
      }
    }
  }

  /** Counts what a bidder did in all auctions of the day. */
  private static final class CompareWithOwn extends DoFn<KV<String, Iterable<Row>>, KV<Row, Row>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void compare(
        @Element KV<String, Iterable<Row>> bidder, OutputReceiver<KV<Row, Row>> out) {
      List<Row> all = new ArrayList<>();
      Map<String, Long> auctionsBySeller = new HashMap<>();
      long wins = 0;
      for (Row one : bidder.getValue()) {
        all.add(one);
        auctionsBySeller.merge(one.getString("seller_id"), 1L, Long::sum);
        wins += one.getBoolean("won") ? 1 : 0;
      }
      for (Row one : all) {
        Row participation =
            Row.withSchema(PARTICIPATION)
                .addValues(
                    one, (long) all.size(), wins, auctionsBySeller.get(one.getString("seller_id")))
                .build();
        out.output(
            KV.of(
                market(one),
                Row.withSchema(OF_MARKET).withFieldValue("participation", participation).build()));
      }
    }
  }

  /**
   * Compares with all auctions of the day in the same category and currency. Where a day is told
   * again, what a bidder did may come more than once: the later one has the higher version.
   */
  private static final class CompareWithMarket extends DoFn<KV<Row, Iterable<Row>>, Row> {
    private static final long serialVersionUID = 1L;
    private static final BigDecimal DAY_MILLIS = BigDecimal.valueOf(86_400_000);
    private static final BigDecimal HALF = new BigDecimal("0.5");
    private final String timeZone;

    CompareWithMarket(String timeZone) {
      this.timeZone = timeZone;
    }

    @ProcessElement
    public void compare(
        @Element KV<Row, Iterable<Row>> market, BoundedWindow window, OutputReceiver<Row> out) {
      GoldTime when = Period.of((IntervalWindow) window, timeZone);
      long items = 0;
      long bids = 0;
      BigDecimal startPrices = BigDecimal.ZERO;
      List<Row> participations = new ArrayList<>();
      // Once: Flink does not let a group be gone through again.
      for (Row one : market.getValue()) {
        Row auction = one.getRow("auction");
        if (auction == null) {
          participations.add(one.getRow("participation"));
        } else {
          items++;
          bids += auction.getInt64("bids");
          startPrices = startPrices.add(auction.getDecimal("start_price"));
        }
      }
      // An item may be told after those who took part in it: the day is told again then.
      if (items > 0) {
        for (Row participation : participations) {
          out.output(row(when, participation, items, bids, startPrices));
        }
      }
    }

    private static Row row(
        GoldTime when, Row participation, long items, long bids, BigDecimal startPrices) {
      Row own = participation.getRow("own");
      long auctions = participation.getInt64("auctions");
      long opened = millis(own, "opens_at");
      long closed = millis(own, "closed_at");
      BigDecimal length = BigDecimal.valueOf(closed - opened);
      BigDecimal timesItems = BigDecimal.valueOf(items);
      BigDecimal itemBids = BigDecimal.valueOf(own.getInt64("item_bids"));
      return Gold.BIDDER_FEATURES.row(
          when.timeZone(),
          when.day(),
          own.getString("item_id"),
          own.getString("bidder_id"),
          own.getString("category"),
          own.getString("currency"),
          share(participation.getInt64("auctions_of_seller"), auctions),
          share(own.getInt64("bids"), own.getInt64("item_bids")),
          successive(own.getInt64("successive_bids")),
          Figures.ratio(BigDecimal.valueOf(closed - millis(own, "last_bid_at")), length),
          above(itemBids.multiply(timesItems), BigDecimal.valueOf(bids)),
          above(startPrices, own.getDecimal("start_price").multiply(timesItems)),
          Figures.ratio(BigDecimal.valueOf(closed - millis(own, "first_bid_at")), length),
          share(auctions - participation.getInt64("wins"), auctions),
          Figures.ratio(length, DAY_MILLIS),
          auctions + items);
    }

    private static BigDecimal share(long part, long whole) {
      return Figures.ratio(BigDecimal.valueOf(part), BigDecimal.valueOf(whole));
    }

    private static BigDecimal successive(long bids) {
      if (bids == 0) {
        return BigDecimal.ZERO;
      }
      return bids == 1 ? HALF : BigDecimal.ONE;
    }

    /** {@code 1 - less / more}, where there is more; else 0. */
    private static BigDecimal above(BigDecimal more, BigDecimal less) {
      return more.compareTo(less) > 0 ? Figures.ratio(more.subtract(less), more) : BigDecimal.ZERO;
    }

    private static long millis(Row row, String column) {
      return row.getDateTime(column).getMillis();
    }
  }
}
