package io.bidlock.pipelines.gold;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.pipelines.silver.Silver;
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
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

/** The nine features, by examples that can be reckoned by hand, and the same on every runner. */
class BidderFeaturesTest {
  private static final String ZONE = "Europe/Vienna";
  private static final Instant OPENED = Instant.parse("2026-03-01T10:00:00Z");

  /** Ten hours after its opening an auction closes, so that an hour is a tenth. */
  private static final Instant CLOSED = Instant.parse("2026-03-01T20:00:00Z");

  private static Instant hour(int hours) {
    return OPENED.plus(hours * 3_600_000L);
  }

  private static Row item(String id, String startPrice, long acceptedBids) {
    return Row.withSchema(Silver.ITEMS.columns())
        .withFieldValue("item_id", id)
        .withFieldValue("item_seq", 9L)
        .withFieldValue("category", "lots")
        .withFieldValue("currency", "EUR")
        .withFieldValue("start_price", new BigDecimal(startPrice))
        .withFieldValue("accepted_bids", acceptedBids)
        .withFieldValue("closed_at", CLOSED)
        .build();
  }

  private static Row took(
      String itemId,
      String bidder,
      String seller,
      String startPrice,
      long itemBids,
      long bids,
      long successive,
      int first,
      int last,
      boolean won) {
    return Silver.PARTICIPATIONS.row(
        itemId,
        bidder,
        seller,
        "lots",
        "EUR",
        new BigDecimal(startPrice),
        OPENED,
        CLOSED,
        itemBids,
        bids,
        0L,
        successive,
        hour(first),
        hour(last),
        won);
  }

  @Test
  void eachFeatureIsWhatIsWrittenOfIt() {
    List<Row> items = List.of(item("cheap", "10", 6), item("dear", "30", 2), item("none", "1", 0));
    List<Row> participations =
        List.of(
            took("cheap", "ann", "sue", "10", 6, 4, 2, 1, 4, false),
            took("cheap", "bob", "sue", "10", 6, 2, 1, 9, 10, true),
            took("dear", "ann", "tim", "30", 2, 2, 0, 0, 5, true));
    Pipeline pipeline = Pipeline.create(Runners.direct());
    GoldWindows windows = GoldWindows.once(ZONE);
    PCollection<Row> closed =
        pipeline.apply("Items", Create.of(items).withRowSchema(Silver.ITEMS.columns()));
    Collected<Row> collected = new Collected<>();
    pipeline
        .apply(
            "Participations",
            Create.of(participations).withRowSchema(Silver.PARTICIPATIONS.columns()))
        .apply(new BidderFeatures(closed, windows))
        .apply(collected);
    pipeline.run().waitUntilFinish();

    Map<String, List<Object>> rows = Tables.kept(Gold.BIDDER_FEATURES, collected.values());

    assertThat(rows).hasSize(3);
    // Tendency, ratio, successive, last, auction bids (average 4), start (average 20), early, lost.
    assertThat(features(rows, "cheap/ann"))
        .containsExactly(
            "0.5", "0.666667", "1", "0.6", "0.333333", "0.5", "0.9", "0.5", "0.416667");
    assertThat(features(rows, "cheap/bob"))
        .containsExactly("1", "0.333333", "0.5", "0", "0.333333", "0.5", "0.1", "0", "0.416667");
    assertThat(features(rows, "dear/ann"))
        .containsExactly("0.5", "1", "0", "0.5", "0", "0", "1", "0.5", "0.416667");
  }

  private static List<String> features(Map<String, List<Object>> rows, String key) {
    return rows.get(ZONE + "/" + key).subList(6, 15).stream()
        .map(value -> ((BigDecimal) value).toPlainString())
        .toList();
  }

  @Test
  void aDayIsTheSameInEveryOrderAndOnEveryRunner() {
    List<Ruling> rulings = PlainArbitration.of(GeneratedLog.closed(5, 30, 1_500)).rulings();
    List<Ruling> shuffled = new ArrayList<>(rulings);
    Collections.shuffle(shuffled, new Random(5));
    GoldWindows once = GoldWindows.once(ZONE);
    GoldWindows growing = GoldWindows.growing(ZONE);

    Map<Table, Map<String, List<Object>>> batch =
        new SilverRun(rulings, List.of()).bounded(Runners.direct(), features(once));

    assertThat(batch.get(Gold.BIDDER_FEATURES)).hasSizeGreaterThan(30);
    assertThat(new SilverRun(shuffled, List.of()).bounded(Runners.flinkBatch(), features(once)))
        .isEqualTo(batch);
    assertThat(new SilverRun(rulings, List.of()).stream(Runners.direct(), features(growing)))
        .isEqualTo(batch);
    assertThat(
            new SilverRun(rulings, List.of()).stream(Runners.flinkStreaming(), features(growing)))
        .isEqualTo(batch);
  }

  private static SilverRun.Step features(GoldWindows windows) {
    return (silver, users) ->
        Map.of(
            Gold.BIDDER_FEATURES,
            silver.participations().apply(new BidderFeatures(silver.closedItems(), windows)));
  }
}
