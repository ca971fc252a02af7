package io.bidlock.pipelines.gold;

import io.bidlock.pipelines.coders.FlatRowCoder;
import io.bidlock.pipelines.elements.FreeTimestamps;
import io.bidlock.pipelines.elements.SumOfBundle;
import io.bidlock.pipelines.elements.Total;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
import org.joda.time.Instant;

/**
 * Sums facts up to a table of gold. In: facts, each once, in any order. Out: rows with absolute
 * values; in streaming as often as the windowing says, each later one of a row more complete.
 */
final class Tally extends PTransform<PCollectionList<Row>, PCollection<Row>> {
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
  public PCollection<Row> expand(PCollectionList<Row> sources) {
    PCollectionList<KV<Row, List<BigDecimal>>> contributions =
        PCollectionList.empty(sources.getPipeline());
    PCollectionList<KV<Row, KV<Integer, String>>> names =
        PCollectionList.empty(sources.getPipeline());
    for (int place = 0; place < sources.size(); place++) {
      String of = sources.size() == 1 ? "" : " " + place;
      PCollection<Row> facts = sources.get(place);
      contributions =
          contributions.and(
              facts
                  .apply("Contribute" + of, ParDo.of(new Contribute(metric, period, windows)))
                  .setCoder(coder()));
      if (!metric.distinct().isEmpty()) {
        names =
            names.and(
                facts
                    .apply("Name" + of, ParDo.of(new Name(metric, period, windows)))
                    .setCoder(nameCoder()));
      }
    }
    PCollection<KV<Row, List<BigDecimal>>> all =
        contributions
            .apply("Contributions", Flatten.pCollections())
            .apply("Window", windows.of(period));
    if (!metric.distinct().isEmpty()) {
      all = PCollectionList.of(all).and(counts(names)).apply("Both", Flatten.pCollections());
    }
    return all.apply("Sum", Combine.perKey(Total.of(List::of, Tally::plus)))
        .apply("ToRow", ParDo.of(new ToRow(metric, windows.timeZone())))
        .setCoder(FlatRowCoder.of(metric.table().columns()))
        .apply("Unwindow", Window.into(new GlobalWindows()));
  }

  private PCollection<KV<Row, List<BigDecimal>>> counts(
      PCollectionList<KV<Row, KV<Integer, String>>> names) {
    return names
        .apply("Names", Flatten.pCollections())
        .apply("WindowNames", windows.of(period))
        .apply("Distinct", Distinct.create())
        .apply("CountOne", ParDo.of(new CountOne(metric)))
        .setCoder(coder())
        // A step that has waited for its trigger has another one after it.
        .apply("WindowCounts", windows.of(period));
  }

  private KvCoder<Row, KV<Integer, String>> nameCoder() {
    return KvCoder.of(
        FlatRowCoder.of(metric.keyColumns()), KvCoder.of(VarIntCoder.of(), StringUtf8Coder.of()));
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
    private final Period period;
    private final ZoneId timeZone;
    private transient SumOfBundle<Row, List<BigDecimal>> sums;

    Contribute(Metric metric, Period period, GoldWindows windows) {
      this.metric = metric;
      this.period = period;
      this.timeZone = ZoneId.of(windows.timeZone());
    }

    @StartBundle
    public void startBundle() {
      sums = new SumOfBundle<>(Tally::plus);
    }

    @ProcessElement
    public void contribute(@Element Row fact, OutputReceiver<KV<Row, List<BigDecimal>>> out) {
      Instant time = metric.time(fact);
      sums.add(
          metric.key(fact),
          period.number(time, timeZone),
          time,
          withZeros(metric.measures(fact)),
          out);
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) {
      sums.tell(context);
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

    /** Names in memory, at most: what a bundle names again is left out. */
    private static final int MAX = 20_000;

    private final Metric metric;
    private final Period period;
    private final ZoneId timeZone;
    private transient Set<Object> named;

    Name(Metric metric, Period period, GoldWindows windows) {
      this.metric = metric;
      this.period = period;
      this.timeZone = ZoneId.of(windows.timeZone());
    }

    @StartBundle
    public void startBundle() {
      named = new HashSet<>();
    }

    @ProcessElement
    public void name(@Element Row fact, OutputReceiver<KV<Row, KV<Integer, String>>> out) {
      Row key = metric.key(fact);
      Instant time = metric.time(fact);
      for (int place = 0; place < metric.distinct().size(); place++) {
        String name = fact.getString(metric.distinct().get(place));
        if (name != null) {
          KV<Row, KV<Integer, String>> one = KV.of(key, KV.of(place, name));
          if (named.add(KV.of(period.number(time, timeZone), one))) {
            out.outputWithTimestamp(one, time);
          }
        }
      }
      if (named.size() >= MAX) {
        named.clear();
      }
    }
  }

  private static final class CountOne
      extends FreeTimestamps<KV<Row, KV<Integer, String>>, KV<Row, List<BigDecimal>>> {
    private static final long serialVersionUID = 1L;
    private final List<List<BigDecimal>> ones = new ArrayList<>();
    private transient SumOfBundle<Row, List<BigDecimal>> sums;

    CountOne(Metric metric) {
      for (int place = 0; place < metric.distinct().size(); place++) {
        List<BigDecimal> one =
            new ArrayList<>(
                Collections.nCopies(
                    metric.measureCount() + metric.distinct().size(), BigDecimal.ZERO));
        one.set(metric.measureCount() + place, BigDecimal.ONE);
        ones.add(one);
      }
    }

    @StartBundle
    public void startBundle() {
      sums = new SumOfBundle<>(Tally::plus);
    }

    @ProcessElement
    public void count(
        @Element KV<Row, KV<Integer, String>> first,
        @Timestamp Instant timestamp,
        BoundedWindow window,
        OutputReceiver<KV<Row, List<BigDecimal>>> out) {
      sums.add(first.getKey(), window, timestamp, ones.get(first.getValue().getKey()), out);
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) {
      sums.tell(context);
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
