package io.bidlock.pipelines.fraud;

import io.bidlock.pipelines.coders.FlatRowCoder;
import io.bidlock.pipelines.elements.Total;
import io.bidlock.pipelines.gold.Gold;
import io.bidlock.pipelines.gold.GoldTime;
import io.bidlock.pipelines.gold.GoldWindows;
import io.bidlock.pipelines.gold.Period;
import io.bidlock.pipelines.silver.Silver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;

/**
 * How many bidders of a day looked how suspicious, and why. In: rows of {@code silver.fraud_scores}
 * in the windows of their days; a later one of a bidder takes the place of an earlier one. Out:
 * rows of {@code gold.fraud_summary}.
 */
public final class FraudSummary extends PTransform<PCollection<Row>, PCollection<Row>> {
  private static final long serialVersionUID = 1L;
  private static final ListCoder<Long> COUNTS = ListCoder.of(VarLongCoder.of());

  private final GoldWindows windows;

  public FraudSummary(GoldWindows windows) {
    this.windows = windows;
  }

  @Override
  public PCollection<Row> expand(PCollection<Row> scores) {
    return scores
        .apply("ByBidder", ParDo.of(new RaiseAlerts.ByBidder()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), FlatRowCoder.of(Silver.FRAUD_SCORES.columns())))
        .apply("Change", ParDo.of(new Change()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), COUNTS))
        // A step that has waited for its trigger has another one after it.
        .apply("Window", windows.of(Period.DAY))
        .apply("Sum", Combine.perKey(Total.of(FraudSummary::zeros, FraudSummary::plus)))
        .apply("ToRow", ParDo.of(new ToRow(windows.timeZone())))
        .setCoder(FlatRowCoder.of(Gold.FRAUD_SUMMARY.columns()))
        .apply("Unwindow", Window.into(new GlobalWindows()));
  }

  /** What a row counts: itself, its evidence, its alert, its band, and each of its reasons. */
  static List<Long> counts(Row score) {
    List<Long> counts = new ArrayList<>();
    counts.add(1L);
    counts.add(score.getInt64("evidence"));
    counts.add(score.getBoolean("alert") ? 1L : 0L);
    Band band = Band.of(score.getDecimal("score"));
    for (Band one : Band.values()) {
      counts.add(one == band ? 1L : 0L);
    }
    String reasons = score.getString("reasons");
    for (FraudRule rule : FraudRule.values()) {
      counts.add(reasons.contains('"' + rule.name() + '"') ? 1L : 0L);
    }
    return counts;
  }

  private static List<Long> zeros() {
    return Collections.nCopies(3 + Band.values().length + FraudRule.values().length, 0L);
  }

  private static List<Long> plus(List<Long> one, List<Long> other) {
    List<Long> sum = new ArrayList<>(one.size());
    for (int place = 0; place < one.size(); place++) {
      sum.add(one.get(place) + other.get(place));
    }
    return sum;
  }

  /** What a bidder's row adds to the day beyond what their last one added. */
  private static final class Change extends DoFn<KV<String, Row>, KV<String, List<Long>>> {
    private static final long serialVersionUID = 1L;
    private static final int EVIDENCE = 1;

    @StateId("counted")
    private final StateSpec<ValueState<List<Long>>> countedSpec = StateSpecs.value(COUNTS);

    @ProcessElement
    public void change(
        @Element KV<String, Row> bidder,
        @StateId("counted") ValueState<List<Long>> counted,
        OutputReceiver<KV<String, List<Long>>> out) {
      List<Long> before = counted.read();
      List<Long> after = counts(bidder.getValue());
      if (before == null) {
        before = zeros();
      }
      // The order of panes is no promise of every runner; evidence only grows.
      if (after.get(EVIDENCE) >= before.get(EVIDENCE) && !after.equals(before)) {
        List<Long> difference = new ArrayList<>();
        for (int place = 0; place < after.size(); place++) {
          difference.add(after.get(place) - before.get(place));
        }
        counted.write(after);
        out.output(KV.of("", difference));
      }
    }
  }

  private static final class ToRow extends DoFn<KV<String, List<Long>>, Row> {
    private static final long serialVersionUID = 1L;
    private final String timeZone;

    ToRow(String timeZone) {
      this.timeZone = timeZone;
    }

    @ProcessElement
    public void toRow(
        @Element KV<String, List<Long>> sums, BoundedWindow window, OutputReceiver<Row> out) {
      GoldTime when = Period.of((IntervalWindow) window, timeZone);
      List<Object> values = new ArrayList<>(List.of(when.timeZone(), when.day()));
      values.addAll(sums.getValue());
      out.output(Row.withSchema(Gold.FRAUD_SUMMARY.columns()).addValues(values).build());
    }
  }
}
