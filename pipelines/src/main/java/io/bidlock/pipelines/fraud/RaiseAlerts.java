package io.bidlock.pipelines.fraud;

import io.bidlock.pipelines.coders.FlatRowCoder;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.Row;

/**
 * Tells when a bidder looks suspicious enough to be looked at, as soon as they do. In: rows of
 * {@code silver.fraud_scores} as they grow, in the windows of their days. Out: an alert when a
 * score first is at the threshold or over it, and one more for each further tenth that it comes to:
 * three a bidder and day at a threshold of 0.8. What is remembered for that is a number a bidder
 * and window, forgotten with the window.
 */
public final class RaiseAlerts extends PTransform<PCollection<Row>, PCollection<FraudAlert>> {
  private static final long serialVersionUID = 1L;

  @Override
  public PCollection<FraudAlert> expand(PCollection<Row> scores) {
    return scores
        .apply("ByBidder", ParDo.of(new ByBidder()))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), FlatRowCoder.of(scores.getSchema())))
        .apply("Raise", ParDo.of(new Raise()))
        .setCoder(SerializableCoder.of(FraudAlert.class));
  }

  /** Rows by their bidder. */
  static final class ByBidder extends DoFn<Row, KV<String, Row>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void byBidder(@Element Row score, OutputReceiver<KV<String, Row>> out) {
      out.output(KV.of(score.getString("bidder_id"), score));
    }
  }

  private static final class Raise extends DoFn<KV<String, Row>, FraudAlert> {
    private static final long serialVersionUID = 1L;

    @StateId("told")
    private final StateSpec<ValueState<Integer>> toldSpec = StateSpecs.value(VarIntCoder.of());

    @ProcessElement
    public void raise(
        @Element KV<String, Row> bidder,
        BoundedWindow window,
        @StateId("told") ValueState<Integer> told,
        OutputReceiver<FraudAlert> out) {
      Row score = bidder.getValue();
      if (!score.getBoolean("alert")) {
        return;
      }
      int tenths = score.getDecimal("score").movePointRight(1).intValue();
      Integer before = told.read();
      if (before == null || tenths > before) {
        told.write(tenths);
        out.output(alert(score, tenths, ((IntervalWindow) window).start().getMillis()));
      }
    }

    private static FraudAlert alert(Row score, int tenths, long dayStartMillis) {
      String bidderId = score.getString("bidder_id");
      String timeZone = score.getString("time_zone");
      String day = score.getLogicalTypeValue("day", LocalDate.class).toString();
      return new FraudAlert(
          day + "/" + timeZone + "/" + BigDecimal.valueOf(tenths, 1) + "/" + bidderId,
          bidderId,
          timeZone,
          day,
          dayStartMillis,
          score.getDecimal("score"),
          score.getString("reasons"));
    }
  }
}
