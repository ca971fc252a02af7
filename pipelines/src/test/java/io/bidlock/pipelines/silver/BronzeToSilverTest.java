package io.bidlock.pipelines.silver;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemClosed;
import io.bidlock.auction.arbitration.Outcome;
import io.bidlock.auction.arbitration.Reason;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogRecord.Kind;
import io.bidlock.pipelines.coders.ItemRulingsCoder;
import io.bidlock.pipelines.coders.RulingCoder;
import io.bidlock.pipelines.table.Table;
import io.bidlock.pipelines.testing.Collected;
import io.bidlock.pipelines.testing.GeneratedLog;
import io.bidlock.pipelines.testing.PlainArbitration;
import io.bidlock.pipelines.testing.Runners;
import io.bidlock.pipelines.testing.SilverRun;
import io.bidlock.pipelines.testing.Tables;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Silver is the same whoever makes it and however often it is told, and says what happened. */
class BronzeToSilverTest {
  private static final long SEED = 5;
  private static final int BUNDLE = 40;
  private static List<Ruling> rulings;
  private static Map<Table, Map<String, List<Object>>> silver;

  @BeforeAll
  static void follow() {
    rulings = PlainArbitration.of(GeneratedLog.closed(SEED, 30, 2_000)).rulings();
    silver = silver(Runners.direct(), BronzeToSilverTest::bounded);
  }

  @Test
  void flinkSaysTheSame() {
    assertThat(silver(Runners.flinkBatch(), BronzeToSilverTest::bounded)).isEqualTo(silver);
  }

  @Test
  void aStreamWithRepeatsSaysTheSame() {
    assertThat(silver(Runners.direct(), BronzeToSilverTest::stream)).isEqualTo(silver);
  }

  @Test
  void aStreamWithRepeatsOnFlinkSaysTheSame() {
    assertThat(silver(Runners.flinkStreaming(), BronzeToSilverTest::stream)).isEqualTo(silver);
  }

  /** As on Dataflow, which promises no order. */
  @ParameterizedTest
  @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
  void aStreamInNoOrderSaysTheSame(String runner) {
    PipelineOptions options =
        runner.equals("DirectRunner") ? Runners.direct() : Runners.flinkStreaming();

    assertThat(silver(options, BronzeToSilverTest::streamInNoOrder)).isEqualTo(silver);
  }

  @Test
  void everyBidIsARowWithItsDecision() {
    List<Decision> bids = decisions(Kind.BID_PLACED);

    assertThat(silver.get(Silver.BIDS)).hasSameSizeAs(bids);
    for (Decision bid : bids) {
      List<Object> row =
          silver
              .get(Silver.BIDS)
              .get(
                  bid.position().era()
                      + "/"
                      + bid.position().partition()
                      + "/"
                      + bid.position().offset());
      assertThat(value(Silver.BIDS, row, "bid_id")).isEqualTo(bid.bidId().orElseThrow());
      assertThat(value(Silver.BIDS, row, "outcome"))
          .isEqualTo(bid.accepted() ? "ACCEPTED" : "REJECTED");
      assertThat(value(Silver.BIDS, row, "reason"))
          .isEqualTo(bid.reason().map(Reason::name).orElse(null));
      assertThat((BigDecimal) value(Silver.BIDS, row, "amount"))
          .isEqualByComparingTo(bid.amount().orElseThrow().toBigDecimal());
      assertThat(value(Silver.BIDS, row, "channel")).isEqualTo("WEB");
    }
    assertThat(silver.get(Silver.RETRACTIONS)).hasSameSizeAs(decisions(Kind.BID_RETRACTED));
  }

  @Test
  void everyItemEndsAsTheArbiterSaysAndCountsAsItCounts() {
    List<ItemClosed> closes = closes();

    assertThat(silver.get(Silver.ITEMS)).hasSameSizeAs(closes);
    for (ItemClosed close : closes) {
      List<Object> row = silver.get(Silver.ITEMS).get(close.itemId());
      assertThat(value(Silver.ITEMS, row, "outcome")).isEqualTo(close.outcome().name());
      assertThat(value(Silver.ITEMS, row, "close_hash")).isEqualTo(close.hash().toString());
      assertThat(value(Silver.ITEMS, row, "bids")).isEqualTo(close.bids());
      assertThat(value(Silver.ITEMS, row, "accepted_bids")).isEqualTo(close.acceptedBids());
      assertThat(value(Silver.ITEMS, row, "winner_id")).isEqualTo(close.winner().orElse(null));
      assertThat(value(Silver.ITEMS, row, "item_seq")).isEqualTo(close.itemSeq());
    }
  }

  @Test
  void everySaleIsOneTransaction() {
    List<ItemClosed> sold =
        closes().stream().filter(close -> close.outcome() == Outcome.SOLD).toList();

    assertThat(sold).isNotEmpty();
    assertThat(silver.get(Silver.TRANSACTIONS)).hasSameSizeAs(sold);
    for (ItemClosed close : sold) {
      List<Object> row = silver.get(Silver.TRANSACTIONS).get(close.itemId());
      assertThat(value(Silver.TRANSACTIONS, row, "buyer_id"))
          .isEqualTo(close.winner().orElseThrow());
      assertThat((BigDecimal) value(Silver.TRANSACTIONS, row, "hammer_price"))
          .isEqualByComparingTo(
              BigDecimal.valueOf(close.priceMinor().orElseThrow(), close.currencyScale()));
    }
  }

  /** Counted again from the decisions, in a slower and more obvious way. */
  @Test
  void whatEachBidderDidIsToldOnceTheAuctionIsOver() {
    Map<String, long[]> counts = new TreeMap<>();
    Map<String, String> lastBidder = new HashMap<>();
    Set<String> closed = new HashSet<>();
    for (Ruling ruling : rulings) {
      if (ruling instanceof ItemClosed close) {
        closed.add(close.itemId());
      } else if (ruling instanceof Decision bid
          && bid.command() == Kind.BID_PLACED
          && bid.itemSeq() > 0
          && !closed.contains(bid.itemId())
          && bid.reason()
              .filter(Set.of(Reason.DUPLICATE_BID, Reason.IDEMPOTENCY_CONFLICT)::contains)
              .isEmpty()) {
        String bidder = bid.bidderId().orElseThrow();
        long[] count = counts.computeIfAbsent(bid.itemId() + "/" + bidder, key -> new long[3]);
        count[bid.accepted() ? 0 : 1]++;
        if (bid.accepted() && bidder.equals(lastBidder.put(bid.itemId(), bidder))) {
          count[2]++;
        }
      }
    }
    Map<String, List<Object>> told = silver.get(Silver.PARTICIPATIONS);
    assertThat(told.keySet()).isEqualTo(counts.keySet());
    counts.forEach(
        (key, count) -> {
          List<Object> row = told.get(key);
          assertThat(value(Silver.PARTICIPATIONS, row, "bids")).as(key).isEqualTo(count[0]);
          assertThat(value(Silver.PARTICIPATIONS, row, "rejected_bids")).isEqualTo(count[1]);
          assertThat(value(Silver.PARTICIPATIONS, row, "successive_bids")).isEqualTo(count[2]);
        });
  }

  @Test
  void everyGrantIsALockAndEveryReleaseAndCommitEndsOne() {
    List<Decision> grants =
        decisions(Kind.LOCK_REQUESTED).stream().filter(Decision::accepted).toList();

    assertThat(grants).isNotEmpty();
    assertThat(silver.get(Silver.LOCKS)).hasSameSizeAs(grants);
    assertThat(
            silver.get(Silver.LOCKS).values().stream()
                .filter(row -> "RELEASED".equals(value(Silver.LOCKS, row, "ending"))))
        .hasSameSizeAs(decisions(Kind.LOCK_RELEASED).stream().filter(Decision::accepted).toList());
    assertThat(
            silver.get(Silver.LOCKS).values().stream()
                .filter(row -> "COMMITTED".equals(value(Silver.LOCKS, row, "ending"))))
        .hasSameSizeAs(decisions(Kind.LOCK_COMMITTED).stream().filter(Decision::accepted).toList());
  }

  private static List<Decision> decisions(Kind command) {
    return rulings.stream()
        .filter(Decision.class::isInstance)
        .map(Decision.class::cast)
        .filter(decision -> decision.command() == command)
        .toList();
  }

  private static List<ItemClosed> closes() {
    return rulings.stream()
        .filter(ItemClosed.class::isInstance)
        .map(ItemClosed.class::cast)
        .toList();
  }

  private static Object value(Table table, List<Object> row, String column) {
    return row.get(table.columns().indexOf(column));
  }

  private static List<Ruling> shuffled() {
    List<Ruling> shuffled = new ArrayList<>(rulings);
    Collections.shuffle(shuffled, new Random(SEED));
    return shuffled;
  }

  private static SilverCollections bounded(Pipeline pipeline) {
    return pipeline
        .apply("Items", Create.of(SilverRun.byItem(shuffled())).withCoder(ItemRulingsCoder.of()))
        .apply("BronzeToSilver", BronzeToSilver.atOnce());
  }

  /** As a generation tells them that was stopped half-way, and then another from the beginning. */
  private static SilverCollections stream(Pipeline pipeline) {
    List<Ruling> told = new ArrayList<>(rulings.subList(0, rulings.size() / 2));
    told.addAll(rulings);
    TestStream.Builder<Ruling> stream = TestStream.create(RulingCoder.of());
    for (int from = 0; from < told.size(); from += BUNDLE) {
      List<Ruling> bundle = told.subList(from, Math.min(told.size(), from + BUNDLE));
      stream =
          stream.addElements(
              bundle.get(0), bundle.subList(1, bundle.size()).toArray(Ruling[]::new));
    }
    return pipeline
        .apply("Rulings", stream.advanceWatermarkToInfinity())
        .apply("BronzeToSilver", BronzeToSilver.onArrival());
  }

  /** Each bundle is shuffled, and belongs to one time, which the watermark then passes. */
  private static SilverCollections streamInNoOrder(Pipeline pipeline) {
    Random random = new Random(SEED);
    TestStream.Builder<Ruling> stream = TestStream.create(RulingCoder.of());
    Instant time = Instant.EPOCH;
    for (int from = 0; from < rulings.size(); from += BUNDLE) {
      Instant now = time;
      List<TimestampedValue<Ruling>> bundle = new ArrayList<>();
      rulings
          .subList(from, Math.min(rulings.size(), from + BUNDLE))
          .forEach(ruling -> bundle.add(TimestampedValue.of(ruling, now)));
      Collections.shuffle(bundle, random);
      stream = add(stream, bundle);
      time = time.plus(Duration.standardSeconds(1));
      stream = stream.advanceWatermarkTo(time);
    }
    return pipeline
        .apply("Rulings", stream.advanceWatermarkToInfinity())
        .apply("BronzeToSilver", BronzeToSilver.afterWatermark());
  }

  @SafeVarargs
  private static TestStream.Builder<Ruling> add(
      TestStream.Builder<Ruling> stream,
      List<TimestampedValue<Ruling>> bundle,
      TimestampedValue<Ruling>... none) {
    return stream.addElements(bundle.get(0), bundle.subList(1, bundle.size()).toArray(none));
  }

  private static Map<Table, Map<String, List<Object>>> silver(
      PipelineOptions options, Function<Pipeline, SilverCollections> input) {
    Pipeline pipeline = Pipeline.create(options);
    SilverCollections rows = input.apply(pipeline);
    Map<Table, Collected<Row>> collected = new LinkedHashMap<>();
    rows.byTable()
        .forEach(
            (table, written) -> {
              Collected<Row> collect = new Collected<>();
              collected.put(table, collect);
              written.apply("Collect" + table, collect);
            });
    Collected<Row> closedItems = new Collected<>();
    rows.closedItems().apply("CollectClosedItems", closedItems);
    Collected<Row> newBids = new Collected<>();
    rows.newBids().apply("CollectNewBids", newBids);
    pipeline.run().waitUntilFinish();

    assertThat(closedItems.values()).as("each close once").hasSize(closes().size());
    assertThat(newBids.values())
        .as("each bid on an item once")
        .hasSize((int) decisions(Kind.BID_PLACED).stream().filter(b -> b.itemSeq() > 0).count());
    Map<Table, Map<String, List<Object>>> kept = new LinkedHashMap<>();
    collected.forEach((table, written) -> kept.put(table, Tables.kept(table, written.values())));
    return kept;
  }
}
