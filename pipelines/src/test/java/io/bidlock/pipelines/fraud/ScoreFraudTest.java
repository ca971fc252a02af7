package io.bidlock.pipelines.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.pipelines.gold.Gold;
import io.bidlock.pipelines.gold.GoldWindows;
import io.bidlock.pipelines.silver.Silver;
import io.bidlock.pipelines.table.Table;
import io.bidlock.pipelines.testing.Collected;
import io.bidlock.pipelines.testing.GeneratedLog;
import io.bidlock.pipelines.testing.PlainArbitration;
import io.bidlock.pipelines.testing.Runners;
import io.bidlock.pipelines.testing.SilverRun;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Scores of final windows are the same in every order and on every runner. */
class ScoreFraudTest {
  private static final String ZONE = "Europe/Vienna";
  private static final BigDecimal THRESHOLD = new BigDecimal("0.1");
  private static final long SEED = 3;
  private static List<Ruling> rulings;
  private static Map<Table, Map<String, List<Object>>> batch;

  @BeforeAll
  static void score() {
    rulings = PlainArbitration.of(GeneratedLog.closed(SEED, 40, 2_000)).rulings();
    batch = new SilverRun(rulings, List.of()).bounded(Runners.direct(), bounded());
  }

  /** From the rows of silver that the same run wrote, one after the other. */
  @Test
  void aPlainModelScoresTheSame() {
    Map<String, List<Object>> bids = batch.get(Silver.BIDS);
    Map<String, Evidence> expected = new TreeMap<>();
    for (List<Object> values : bids.values()) {
      Row bid = Silver.BIDS.row(values.toArray());
      if (bid.getInt64("item_seq") != null) {
        add(expected, bid, "placed_at", Evidence.ofBid(bid));
      }
    }
    for (List<Object> values : batch.get(Silver.PARTICIPATIONS).values()) {
      Row one = Silver.PARTICIPATIONS.row(values.toArray());
      add(expected, one, "closed_at", Evidence.ofParticipation(one));
    }

    assertThat(batch.get(Silver.FRAUD_SCORES).keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (key, evidence) -> {
          Row row = Silver.FRAUD_SCORES.row(batch.get(Silver.FRAUD_SCORES).get(key).toArray());
          FraudScore score = FraudScore.of(evidence);
          assertThat(row.getDecimal("score")).as(key).isEqualByComparingTo(score.score());
          assertThat(row.getString("reasons")).as(key).isEqualTo(score.reasonsJson());
          assertThat(row.getBoolean("alert")).isEqualTo(score.score().compareTo(THRESHOLD) >= 0);
        });
    assertThat(batch.get(Silver.FRAUD_SCORES).values())
        .as("some are suspicious, or nothing is shown")
        .anySatisfy(row -> assertThat((BigDecimal) row.get(3)).isPositive());
  }

  private static void add(Map<String, Evidence> expected, Row row, String time, Evidence evidence) {
    if (!evidence.isNone()) {
      LocalDate day =
          java.time.Instant.ofEpochMilli(row.getDateTime(time).getMillis())
              .atZone(java.time.ZoneId.of(ZONE))
              .toLocalDate();
      expected.merge(ZONE + "/" + day + "/" + row.getString("bidder_id"), evidence, Evidence::plus);
    }
  }

  @Test
  void flinkScoresTheSame() {
    List<Ruling> shuffled = new ArrayList<>(rulings);
    Collections.shuffle(shuffled, new Random(SEED));

    assertThat(new SilverRun(shuffled, List.of()).bounded(Runners.flinkBatch(), bounded()))
        .isEqualTo(batch);
  }

  @Test
  void aStreamComesToTheSameAndTellsOfEachTenthOnce() {
    Collected<FraudAlert> alerts = new Collected<>();
    assertThat(
            new SilverRun(rulings, List.of())
                .stream(
                    Runners.direct(),
                    (silver, users) -> {
                      GoldWindows windows = GoldWindows.growing(ZONE);
                      PCollection<Row> scores =
                          silver
                              .newBids()
                              .apply(new ScoreFraud(silver.participations(), windows, THRESHOLD));
                      scores.apply(new RaiseAlerts()).apply("CollectAlerts", alerts);
                      return of(scores, windows);
                    }))
        .isEqualTo(batch);

    Map<String, FraudAlert> byId = new HashMap<>();
    for (FraudAlert alert : alerts.values()) {
      assertThat(byId.put(alert.alertId(), alert)).as(alert.alertId()).isNull();
      assertThat(alert.score()).isGreaterThanOrEqualTo(THRESHOLD);
    }
    long alerting =
        batch.get(Silver.FRAUD_SCORES).values().stream().filter(r -> (Boolean) r.get(5)).count();
    assertThat(alerting).isPositive();
    assertThat(byId.values().stream().map(a -> a.day() + a.bidderId()).distinct().count())
        .as("nobody who ends over the threshold is passed over")
        .isGreaterThanOrEqualTo(alerting);
  }

  @Test
  void aStreamOnFlinkScoresTheSame() {
    assertThat(
            new SilverRun(rulings, List.of())
                .stream(Runners.flinkStreaming(), step(GoldWindows.growing(ZONE))))
        .isEqualTo(batch);
  }

  private static SilverRun.Step bounded() {
    return step(GoldWindows.once(ZONE));
  }

  private static SilverRun.Step step(GoldWindows windows) {
    return (silver, users) ->
        of(
            silver.newBids().apply(new ScoreFraud(silver.participations(), windows, THRESHOLD)),
            windows);
  }

  private static Map<Table, PCollection<Row>> of(PCollection<Row> scores, GoldWindows windows) {
    return Map.of(
        Silver.FRAUD_SCORES, scores, Gold.FRAUD_SUMMARY, scores.apply(new FraudSummary(windows)));
  }
}
