package io.bidlock.pipelines.quality;

import io.bidlock.pipelines.coders.FlatRowCoder;
import io.bidlock.pipelines.elements.Total;
import io.bidlock.pipelines.log.DeadLetter;
import io.bidlock.pipelines.silver.ItemRows;
import io.bidlock.pipelines.table.Table;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.AfterProcessingTime;
import org.apache.beam.sdk.transforms.windowing.GlobalWindows;
import org.apache.beam.sdk.transforms.windowing.Repeatedly;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Duration;
import org.joda.time.Instant;

/**
 * Checks what is expected, {@link Expectations}: rows in streaming and batch, items in batch. What
 * comes of it are rows of {@link QualityResults}, one an expectation; in streaming they are told
 * again as they grow.
 */
public final class CheckQuality {
  static final KvCoder<String, Check> CHECKS =
      KvCoder.of(StringUtf8Coder.of(), SerializableCoder.of(Check.class));

  private static final Duration EVERY = Duration.standardSeconds(10);

  private final Run run;

  /** When and how it was checked. */
  private record Run(long atMillis, String mode) implements Serializable {
    private static final long serialVersionUID = 1L;
  }

  /**
   * @param atMillis when the run began, which tells runs apart
   * @param mode {@code BATCH} or {@code STREAMING}
   */
  public CheckQuality(long atMillis, String mode) {
    this.run = new Run(atMillis, mode);
  }

  /** What every mode checks: rows by themselves. */
  public PCollection<Row> ofRows(Map<Table, PCollection<Row>> tables) {
    return results(rowChecks(tables));
  }

  /**
   * What batch checks: rows by themselves, all rows of each item, and how much could not be read.
   *
   * @param tables of silver and gold
   * @param items all rows of each item
   * @param deadLetters of the log, beside what the items were made of
   */
  public PCollection<Row> ofAll(
      Map<Table, PCollection<Row>> tables,
      PCollection<ItemRows> items,
      PCollection<DeadLetter> deadLetters) {
    List<PCollection<KV<String, Check>>> checks = new ArrayList<>(rowChecks(tables));
    checks.add(items.apply("CheckItems", ParDo.of(new CheckItems())).setCoder(CHECKS));
    checks.add(
        together(deadLetters)
            .apply("Unreadable", ParDo.of(new CountUnreadable()))
            .setCoder(CHECKS));
    return results(checks);
  }

  private static List<PCollection<KV<String, Check>>> rowChecks(
      Map<Table, PCollection<Row>> tables) {
    List<PCollection<KV<String, Check>>> checks = new ArrayList<>();
    tables.forEach(
        (table, rows) -> {
          if (Expectations.ofRows().stream().anyMatch(one -> one.isOf(table))) {
            checks.add(
                together(rows)
                    .apply("Check " + table, ParDo.of(new CheckRows(table)))
                    .setCoder(CHECKS));
          }
        });
    return checks;
  }

  /** A day of gold is a window, and a result is not. */
  static <T> PCollection<T> together(PCollection<T> elements) {
    Window<T> one = Window.into(new GlobalWindows());
    return elements.apply(
        "Together " + elements.getName(),
        elements.isBounded() == IsBounded.BOUNDED ? one : growing(one));
  }

  private static <T> Window<T> growing(Window<T> one) {
    return one.triggering(
            Repeatedly.forever(AfterProcessingTime.pastFirstElementInPane().plusDelayOf(EVERY)))
        .withAllowedLateness(Duration.ZERO)
        .accumulatingFiredPanes();
  }

  private PCollection<Row> results(List<PCollection<KV<String, Check>>> checks) {
    List<PCollection<KV<String, Check>>> all = new ArrayList<>(checks);
    PCollection<KV<String, Check>> nothing =
        checks
            .get(0)
            .getPipeline()
            .apply("Expectations", Create.of(nothingYet()).withCoder(CHECKS));
    boolean bounded = checks.stream().allMatch(one -> one.isBounded() == IsBounded.BOUNDED);
    all.add(
        bounded ? nothing : nothing.apply("Growing", growing(Window.into(new GlobalWindows()))));
    return PCollectionList.of(all)
        .apply("AllChecks", Flatten.pCollections())
        .apply("Sum", Combine.perKey(Total.of(() -> Check.NOTHING, Check::plus)))
        .apply("Results", ParDo.of(new ToRow(run)))
        .setCoder(FlatRowCoder.of(QualityResults.TABLE.columns()));
  }

  /** What was looked for and not met stands in the results too. */
  private static List<KV<String, Check>> nothingYet() {
    return Expectations.all().stream().map(one -> KV.of(one.name(), Check.NOTHING)).toList();
  }

  private static final class CountUnreadable extends CountChecks<DeadLetter> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void count(@Element DeadLetter letter, @Timestamp Instant timestamp) {
      count(Expectations.DEAD_LETTERS.name(), Check.of(false, letter.position()), timestamp);
    }
  }

  private static final class ToRow extends DoFn<KV<String, Check>, Row> {
    private static final long serialVersionUID = 1L;
    private final Run run;
    private transient Map<String, Expectation> expectations;

    ToRow(Run run) {
      this.run = run;
    }

    @Setup
    public void setUp() {
      expectations = new HashMap<>();
      Expectations.all().forEach(one -> expectations.put(one.name(), one));
    }

    @ProcessElement
    public void row(@Element KV<String, Check> element, OutputReceiver<Row> out) {
      Expectation expectation = expectations.get(element.getKey());
      Check check = element.getValue();
      out.output(
          QualityResults.TABLE.row(
              new Instant(run.atMillis()),
              run.mode(),
              expectation.name(),
              expectation.layer(),
              expectation.rule(),
              expectation.severity().name(),
              expectation.threshold(),
              check.checked(),
              check.failed(),
              expectation.holds(check.checked(), check.failed()),
              check.example()));
    }
  }
}
