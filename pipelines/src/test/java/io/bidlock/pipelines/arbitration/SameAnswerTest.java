package io.bidlock.pipelines.arbitration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.pipelines.testing.Collected;
import io.bidlock.pipelines.testing.Decided;
import io.bidlock.pipelines.testing.GeneratedLog;
import io.bidlock.pipelines.testing.HostileStream;
import io.bidlock.pipelines.testing.PlainArbitration;
import io.bidlock.pipelines.testing.Runners;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.values.KV;
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

    Decided.on(Runners.direct(), Decided.shuffled(log, seed), RecordOrder.OFFSET)
        .assertSameAs(log, ITEMS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void boundedOnFlink(long seed) {
    List<LogEntry> log = GeneratedLog.closed(seed, ITEMS, COMMANDS);

    Decided.on(Runners.flinkBatch(), Decided.shuffled(log, seed), RecordOrder.OFFSET)
        .assertSameAs(log, ITEMS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void streamingOnDirectOnArrivalUnderAWildWatermark(long seed) {
    List<LogEntry> log = GeneratedLog.closed(seed, ITEMS, COMMANDS);
    TestStream<KV<String, LogEntry>> stream = HostileStream.inOrderUnderAWildWatermark(log, seed);

    Decided.on(Runners.direct(), stream, RecordOrder.ARRIVAL).assertSameAs(log, ITEMS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void streamingOnDirectByOffsetFromAShuffledStream(long seed) {
    List<LogEntry> log = GeneratedLog.closed(seed, ITEMS, COMMANDS);
    TestStream<KV<String, LogEntry>> stream = HostileStream.shuffledUnderATrueWatermark(log, seed);

    Decided.on(Runners.direct(), stream, RecordOrder.OFFSET).assertSameAs(log, ITEMS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void streamingOnFlinkOnArrivalUnderAWildWatermark(long seed) {
    List<LogEntry> log = GeneratedLog.closed(seed, ITEMS, COMMANDS);
    TestStream<KV<String, LogEntry>> stream = HostileStream.inOrderUnderAWildWatermark(log, seed);

    Decided.on(Runners.flinkStreaming(), stream, RecordOrder.ARRIVAL).assertSameAs(log, ITEMS);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void streamingOnFlinkByOffsetFromAShuffledStream(long seed) {
    List<LogEntry> log = GeneratedLog.closed(seed, ITEMS, COMMANDS);
    TestStream<KV<String, LogEntry>> stream = HostileStream.shuffledUnderATrueWatermark(log, seed);

    Decided.on(Runners.flinkStreaming(), stream, RecordOrder.OFFSET).assertSameAs(log, ITEMS);
  }

  @Test
  void whatArrivesOutOfOrderEndsTheJobAndNamesItemAndPlace() {
    List<LogEntry> log = GeneratedLog.closed(13, 1, 20);
    List<LogEntry> swapped = new ArrayList<>(log);
    Collections.swap(swapped, 5, 6);

    assertThatThrownBy(
            () ->
                Decided.on(
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
}
