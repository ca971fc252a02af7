package io.bidlock.pipelines.arbitration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.view.Settlement;
import io.bidlock.pipelines.coders.LogEntryCoder;
import io.bidlock.pipelines.testing.Collected;
import io.bidlock.pipelines.testing.GeneratedLog;
import io.bidlock.pipelines.testing.HostileStream;
import io.bidlock.pipelines.testing.PlainArbitration;
import io.bidlock.pipelines.testing.Runners;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every runner decides the same two logs as the plain Arbiter does: the same rulings, hash by hash,
 * and the same settlements.
 */
class SameAnswerTest {
  private static final int ITEMS = 30;
  private static final int COMMANDS = 1_500;

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void boundedOnDirect(long seed) {
    List<LogEntry> log = GeneratedLog.closed(seed, ITEMS, COMMANDS);

    assertSame(log, decide(Runners.direct(), shuffled(log, seed), RecordOrder.OFFSET));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void boundedOnFlink(long seed) {
    List<LogEntry> log = GeneratedLog.closed(seed, ITEMS, COMMANDS);

    assertSame(log, decide(Runners.flinkBatch(), shuffled(log, seed), RecordOrder.OFFSET));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void streamingOnDirectOnArrivalUnderAWildWatermark(long seed) {
    List<LogEntry> log = GeneratedLog.closed(seed, ITEMS, COMMANDS);
    TestStream<KV<String, LogEntry>> stream = HostileStream.inOrderUnderAWildWatermark(log, seed);

    assertSame(log, decide(Runners.direct(), stream, RecordOrder.ARRIVAL));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void streamingOnDirectByOffsetFromAShuffledStream(long seed) {
    List<LogEntry> log = GeneratedLog.closed(seed, ITEMS, COMMANDS);
    TestStream<KV<String, LogEntry>> stream = HostileStream.shuffledUnderATrueWatermark(log, seed);

    assertSame(log, decide(Runners.direct(), stream, RecordOrder.OFFSET));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void streamingOnFlinkOnArrivalUnderAWildWatermark(long seed) {
    List<LogEntry> log = GeneratedLog.closed(seed, ITEMS, COMMANDS);
    TestStream<KV<String, LogEntry>> stream = HostileStream.inOrderUnderAWildWatermark(log, seed);

    assertSame(log, decide(Runners.flinkStreaming(), stream, RecordOrder.ARRIVAL));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void streamingOnFlinkByOffsetFromAShuffledStream(long seed) {
    List<LogEntry> log = GeneratedLog.closed(seed, ITEMS, COMMANDS);
    TestStream<KV<String, LogEntry>> stream = HostileStream.shuffledUnderATrueWatermark(log, seed);

    assertSame(log, decide(Runners.flinkStreaming(), stream, RecordOrder.OFFSET));
  }

  @Test
  void whatArrivesOutOfOrderEndsTheJobAndNamesItemAndPlace() {
    List<LogEntry> log = GeneratedLog.closed(13, 1, 20);
    List<LogEntry> swapped = new ArrayList<>(log);
    Collections.swap(swapped, 5, 6);

    assertThatThrownBy(
            () ->
                decide(
                    Runners.direct(),
                    HostileStream.inOrderUnderAWildWatermark(swapped, 13),
                    RecordOrder.ARRIVAL))
        .hasRootCauseInstanceOf(OutOfOrder.class)
        .hasStackTraceContaining("Item item-0")
        .hasStackTraceContaining(log.get(5).position().toString());
  }

  @Test
  void anOverlapIsSkippedWhereItIsKnownToBePossible() {
    List<LogEntry> log = GeneratedLog.closed(14, 5, 200);
    List<LogEntry> overlapping = new ArrayList<>(log.subList(0, 150));
    overlapping.addAll(log.subList(50, log.size()));
    Pipeline pipeline = Pipeline.create(Runners.direct());
    Collected<Ruling> rulings = new Collected<>();
    pipeline
        .apply(HostileStream.inOrderUnderAWildWatermark(overlapping, 14))
        .apply(ArbitrateBids.inOrder(RecordOrder.ARRIVAL).withRepeats(Repeats.SKIP))
        .get(ArbitrateBids.RULINGS)
        .apply(rulings);

    pipeline.run().waitUntilFinish();

    Map<String, Ruling> told = PlainArbitration.byPlace(rulings.values());
    told.keySet().removeIf(place -> place.startsWith("no-such-item"));
    Map<String, Ruling> expected = PlainArbitration.byPlace(PlainArbitration.of(log).rulings());
    expected.keySet().removeIf(place -> place.startsWith("no-such-item"));
    assertThat(told).isEqualTo(expected);
  }

  private static PTransform<PBegin, PCollection<KV<String, LogEntry>>> shuffled(
      List<LogEntry> log, long seed) {
    List<KV<String, LogEntry>> elements =
        new ArrayList<>(log.stream().map(entry -> KV.of(entry.record().itemId(), entry)).toList());
    Collections.shuffle(elements, new Random(seed));
    return Create.of(elements).withCoder(KvCoder.of(StringUtf8Coder.of(), LogEntryCoder.of()));
  }

  private record Told(List<Ruling> rulings, List<Settlement> settlements) {}

  private static Told decide(
      PipelineOptions options,
      PTransform<PBegin, PCollection<KV<String, LogEntry>>> log,
      RecordOrder order) {
    Pipeline pipeline = Pipeline.create(options);
    Collected<Ruling> rulings = new Collected<>();
    Collected<Settlement> settlements = new Collected<>();
    PCollectionTuple decided =
        pipeline.apply("Log", log).apply("ArbitrateBids", ArbitrateBids.inOrder(order));
    decided.get(ArbitrateBids.RULINGS).apply("Rulings", rulings);
    decided.get(ArbitrateBids.SETTLEMENTS).apply("Settlements", settlements);
    pipeline.run().waitUntilFinish();
    return new Told(rulings.values(), settlements.values());
  }

  private static void assertSame(List<LogEntry> log, Told told) {
    PlainArbitration expected = PlainArbitration.of(log);
    assertThat(PlainArbitration.closeHashes(told.rulings()))
        .hasSize(ITEMS)
        .isEqualTo(expected.closeHashes());
    assertThat(told.rulings()).hasSameSizeAs(expected.rulings());
    assertThat(PlainArbitration.byPlace(told.rulings()))
        .isEqualTo(PlainArbitration.byPlace(expected.rulings()));
    assertThat(expected.settlements()).isNotEmpty();
    assertThat(told.settlements()).containsExactlyInAnyOrderElementsOf(expected.settlements());
  }
}
