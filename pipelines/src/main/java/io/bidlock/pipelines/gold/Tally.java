package io.bidlock.pipelines.gold;

import io.bidlock.pipelines.coders.FlatRowCoder;
import io.bidlock.pipelines.elements.FreeTimestamps;
import io.bidlock.pipelines.elements.Total;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.beam.sdk.coders.BigDecimalCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Distinct;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
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
 * Sums facts up to a table of gold. In: facts, each once, in any order. Out: rows with absolute
 * values; in streaming as often as the windowing says, each later one of a row more complete.
 */
final class Tally extends PTransform<PCollection<Row>, PCollection<Row>> {
  private static final long serialVersionUID = 1L;

  private final Metric metric;
  private final Period period;
  private final GoldWindows windows;

  Tally(Metric metric, Period period, GoldWindows windows) {
    this.metric = metric;
    this.period = period;
    this.windows = windows;
  }

  @Override
  public PCollection<Row> expand(PCollection<Row> facts) {
    PCollection<KV<Row, List<BigDecimal>>> contributions =
        facts
            .apply("Contribute", ParDo.of(new Contribute(metric)))
            .setCoder(coder())
            .apply("Window", windows.of(period));
    return counted(facts, contributions)
        .apply("Sum", Combine.perKey(Total.of(List::of, Tally::plus)))
        .apply("ToRow", ParDo.of(new ToRow(metric, windows.timeZone())))
        .setCoder(FlatRowCoder.of(metric.table().columns()))
        .apply("Unwindow", Window.into(new GlobalWindows()));
  }

  private PCollection<KV<Row, List<BigDecimal>>> counted(
      PCollection<Row> facts, PCollection<KV<Row, List<BigDecimal>>> contributions) {
    if (metric.distinct().isEmpty()) {
      return contributions;
    }
    PCollection<KV<Row, List<BigDecimal>>> firsts =
        facts
            .apply("Name", ParDo.of(new Name(metric)))
            .setCoder(
                KvCoder.of(
                    FlatRowCoder.of(metric.keyColumns()),
                    KvCoder.of(VarIntCoder.of(), StringUtf8Coder.of())))
            .apply("WindowNames", windows.of(period))
            .apply("Distinct", Distinct.create())
            .apply("CountOne", ParDo.of(new CountOne(metric)))
            .setCoder(coder())
            // A step that has waited for its trigger has another one after it.
            .apply("WindowCounts", windows.of(period));
    return PCollectionList.of(contributions).and(firsts).apply("Both", Flatten.pCollections());
  }

  private KvCoder<Row, List<BigDecimal>> coder() {
    return KvCoder.of(FlatRowCoder.of(metric.keyColumns()), ListCoder.of(BigDecimalCoder.of()));
  }

  /** Both, place by place, exactly. Of equal length, or empty. */
  private static List<BigDecimal> plus(List<BigDecimal> one, List<BigDecimal> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    List<BigDecimal> sums = new ArrayList<>(one.size());
    for (int place = 0; place < one.size(); place++) {
      sums.add(one.get(place).add(other.get(place)));
    }
    return sums;
  }

  private static final class Contribute extends FreeTimestamps<Row, KV<Row, List<BigDecimal>>> {
    private static final long serialVersionUID = 1L;
    private final Metric metric;

    Contribute(Metric metric) {
      this.metric = metric;
    }

    @ProcessElement
    public void contribute(@Element Row fact, OutputReceiver<KV<Row, List<BigDecimal>>> out) {
      out.outputWithTimestamp(
          KV.of(metric.key(fact), withZeros(metric.measures(fact))), metric.time(fact));
    }

    /** Places for what is counted apart. */
    private List<BigDecimal> withZeros(List<BigDecimal> measures) {
      if (metric.distinct().isEmpty()) {
        return measures;
      }
      List<BigDecimal> all = new ArrayList<>(measures);
      metric.distinct().forEach(column -> all.add(BigDecimal.ZERO));
      return all;
    }
  }

  /** Which things a fact is about, each by its place among those that are counted. */
  private static final class Name extends FreeTimestamps<Row, KV<Row, KV<Integer, String>>> {
    private static final long serialVersionUID = 1L;
    private final Metric metric;

    Name(Metric metric) {
      this.metric = metric;
    }

    @ProcessElement
    public void name(@Element Row fact, OutputReceiver<KV<Row, KV<Integer, String>>> out) {
      Row key = metric.key(fact);
      for (int place = 0; place < metric.distinct().size(); place++) {
        String name = fact.getString(metric.distinct().get(place));
        if (name != null) {
          out.outputWithTimestamp(KV.of(key, KV.of(place, name)), metric.time(fact));
        }
      }
    }
  }

  private static final class CountOne
      extends DoFn<KV<Row, KV<Integer, String>>, KV<Row, List<BigDecimal>>> {
    private static final long serialVersionUID = 1L;
    private final Metric metric;

    CountOne(Metric metric) {
      this.metric = metric;
    }

    @ProcessElement
    public void count(
        @Element KV<Row, KV<Integer, String>> first,
        OutputReceiver<KV<Row, List<BigDecimal>>> out) {
      int place = metric.measureCount() + first.getValue().getKey();
      List<BigDecimal> one =
          new ArrayList<>(
              Collections.nCopies(
                  metric.measureCount() + metric.distinct().size(), BigDecimal.ZERO));
      one.set(place, BigDecimal.ONE);
      out.output(KV.of(first.getKey(), one));
    }
  }

  private static final class ToRow extends DoFn<KV<Row, List<BigDecimal>>, Row> {
    private static final long serialVersionUID = 1L;
    private final Metric metric;
    private final String timeZone;

    ToRow(Metric metric, String timeZone) {
      this.metric = metric;
      this.timeZone = timeZone;
    }

    @ProcessElement
    public void toRow(
        @Element KV<Row, List<BigDecimal>> sums, BoundedWindow window, OutputReceiver<Row> out) {
      GoldTime when = Period.of((IntervalWindow) window, timeZone);
      out.output(metric.row(when, sums.getKey(), sums.getValue()));
    }
  }
}
