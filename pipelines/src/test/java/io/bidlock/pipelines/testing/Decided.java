package io.bidlock.pipelines.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.view.Settlement;
import io.bidlock.pipelines.arbitration.ArbitrateBids;
import io.bidlock.pipelines.arbitration.RecordOrder;
import io.bidlock.pipelines.coders.LogEntryCoder;
import io.bidlock.pipelines.runner.UnreadOutputs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;

/** What a runner has decided on a log. */
public record Decided(List<Ruling> rulings, List<Settlement> settlements) {

  /** Runs a job that decides the log, to its end. */
  public static Decided on(
      PipelineOptions options,
      PTransform<PBegin, PCollection<KV<String, LogEntry>>> log,
      RecordOrder order) {
    return on(options, log, ArbitrateBids.inOrder(order));
  }

  /** Runs a job that decides the log in a way of its own, to its end. */
  public static Decided on(
      PipelineOptions options,
      PTransform<PBegin, PCollection<KV<String, LogEntry>>> log,
      ArbitrateBids arbitrate) {
    Pipeline pipeline = Pipeline.create(options);
    Collected<Ruling> rulings = new Collected<>();
    Collected<Settlement> settlements = new Collected<>();
    PCollectionTuple decided = pipeline.apply("Log", log).apply("ArbitrateBids", arbitrate);
    decided.get(ArbitrateBids.RULINGS).apply("Rulings", rulings);
    decided.get(ArbitrateBids.SETTLEMENTS).apply("Settlements", settlements);
    UnreadOutputs.readOnSpark(pipeline);
    pipeline.run().waitUntilFinish();
    return new Decided(rulings.values(), settlements.values());
  }

  /** A log that has ended, in no order. */
  public static PTransform<PBegin, PCollection<KV<String, LogEntry>>> shuffled(
      List<LogEntry> log, long seed) {
    List<KV<String, LogEntry>> elements =
        new ArrayList<>(log.stream().map(entry -> KV.of(entry.record().itemId(), entry)).toList());
    Collections.shuffle(elements, new Random(seed));
    return Create.of(elements).withCoder(KvCoder.of(StringUtf8Coder.of(), LogEntryCoder.of()));
  }

  /**
   * Compares with what the plain Arbiter decides: rulings, hash by hash, and settlements.
   *
   * @param items how many have closed
   */
  public void assertSameAs(List<LogEntry> log, int items) {
    PlainArbitration expected = PlainArbitration.of(log);
    assertThat(PlainArbitration.closeHashes(rulings))
        .hasSize(items)
        .isEqualTo(expected.closeHashes());
    assertThat(rulings).hasSameSizeAs(expected.rulings());
    assertThat(PlainArbitration.byPlace(rulings))
        .isEqualTo(PlainArbitration.byPlace(expected.rulings()));
    assertThat(expected.settlements()).isNotEmpty();
    assertThat(settlements).containsExactlyInAnyOrderElementsOf(expected.settlements());
  }
}
