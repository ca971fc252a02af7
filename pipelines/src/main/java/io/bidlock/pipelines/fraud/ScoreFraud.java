package io.bidlock.pipelines.fraud;

import io.bidlock.pipelines.coders.FlatRowCoder;
import io.bidlock.pipelines.elements.FreeTimestamps;
import io.bidlock.pipelines.elements.SumOfBundle;
import io.bidlock.pipelines.elements.Total;
import io.bidlock.pipelines.gold.GoldTime;
import io.bidlock.pipelines.gold.GoldWindows;
import io.bidlock.pipelines.gold.Period;
import io.bidlock.pipelines.silver.Silver;
import java.math.BigDecimal;
import java.time.ZoneId;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;

/**
 * Scores each bidder by what they did on a day of the house. In: bids on items and participations
 * of silver, each once. Out: rows of {@code silver.fraud_scores} in the windows of their days; in
 * streaming again as evidence comes in, a later one with more of it. Nothing that is decided hangs
 * on them.
 */
public final class ScoreFraud extends PTransform<PCollection<Row>, PCollection<Row>> {
  private static final long serialVersionUID = 1L;

  private final PCollection<Row> participations;
  private final GoldWindows windows;
  private final BigDecimal alertThreshold;

  /**
   * @param participations rows of {@code silver.participations}; the bids come as the input
   * @param alertThreshold the score from which on a bidder gives an alert
   */
  public ScoreFraud(
      PCollection<Row> participations, GoldWindows windows, BigDecimal alertThreshold) {
    this.participations = participations;
    this.windows = windows;
    this.alertThreshold = alertThreshold;
  }

  @Override
  public PCollection<Row> expand(PCollection<Row> bids) {
    return PCollectionList.of(evidence("OfBids", bids, "placed_at", Evidence::ofBid))
        .and(evidence("OfParticipations", participations, "closed_at", Evidence::ofParticipation))
        .apply("Evidence", Flatten.pCollections())
        .apply("Window", windows.of(Period.DAY))
        .apply("Gather", Combine.perKey(Total.of(() -> Evidence.NONE, Evidence::plus)))
        .apply("Score", ParDo.of(new Score(windows.timeZone(), alertThreshold)))
        .setCoder(FlatRowCoder.of(Silver.FRAUD_SCORES.columns()));
  }

  private PCollection<KV<String, Evidence>> evidence(
      String name,
      PCollection<Row> rows,
      String time,
      SerializableFunction<Row, Evidence> toEvidence) {
    return rows.apply(
            name, ParDo.of(new ToEvidence(time, toEvidence, ZoneId.of(windows.timeZone()))))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), new EvidenceCoder()));
  }

  private static final class ToEvidence extends FreeTimestamps<Row, KV<String, Evidence>> {
    private static final long serialVersionUID = 1L;
    private final String time;
    private final SerializableFunction<Row, Evidence> toEvidence;
    private final ZoneId timeZone;
    private transient SumOfBundle<String, Evidence> sums;

    ToEvidence(String time, SerializableFunction<Row, Evidence> toEvidence, ZoneId timeZone) {
      this.time = time;
      this.toEvidence = toEvidence;
      this.timeZone = timeZone;
    }

    @StartBundle
    public void startBundle() {
      sums = new SumOfBundle<>(Evidence::plus);
    }

    @ProcessElement
    public void toEvidence(@Element Row row, OutputReceiver<KV<String, Evidence>> out) {
      Evidence evidence = toEvidence.apply(row);
      if (!evidence.isNone()) {
        Instant happened = row.getDateTime(time).toInstant();
        long day = Period.DAY.number(happened, timeZone);
        sums.add(row.getString("bidder_id"), day, happened, evidence, out);
      }
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) {
      sums.tell(context);
    }
  }

  private static final class Score extends DoFn<KV<String, Evidence>, Row> {
    private static final long serialVersionUID = 1L;
    private final String timeZone;
    private final BigDecimal alertThreshold;

    Score(String timeZone, BigDecimal alertThreshold) {
      this.timeZone = timeZone;
      this.alertThreshold = alertThreshold;
    }

    @ProcessElement
    public void score(
        @Element KV<String, Evidence> bidder, BoundedWindow window, OutputReceiver<Row> out) {
      GoldTime when = Period.of((IntervalWindow) window, timeZone);
      Evidence evidence = bidder.getValue();
      FraudScore score = FraudScore.of(evidence);
      out.output(
          Silver.FRAUD_SCORES.row(
              when.timeZone(),
              when.day(),
              bidder.getKey(),
              score.score(),
              score.reasonsJson(),
              score.score().compareTo(alertThreshold) >= 0,
              evidence.of(Measure.BIDS),
              evidence.of(Measure.AUCTIONS),
              evidence.of(Measure.FACTS)));
    }
  }
}
