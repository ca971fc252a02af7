package io.bidlock.pipelines.testing;

import io.bidlock.auction.log.LogEntry;
import io.bidlock.pipelines.coders.LogEntryCoder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Instant;

/** A log as an unkind runner might bring it. The same for the same seed. */
public final class HostileStream {
  private static final KvCoder<String, LogEntry> CODER =
      KvCoder.of(StringUtf8Coder.of(), LogEntryCoder.of());
  private static final int LARGEST_BUNDLE = 60;

  private HostileStream() {}

  /**
   * Each item's records in their order, but under a watermark that runs wild: far ahead of what is
   * to come, or far behind.
   */
  public static TestStream<KV<String, LogEntry>> inOrderUnderAWildWatermark(
      List<LogEntry> log, long seed) {
    Random random = new Random(seed);
    List<TimestampedValue<KV<String, LogEntry>>> elements = elements(log);
    TestStream.Builder<KV<String, LogEntry>> stream = TestStream.create(CODER);
    Instant watermark = elements.get(0).getTimestamp().minus(1_000_000);
    for (List<TimestampedValue<KV<String, LogEntry>>> bundle : bundles(elements, random)) {
      stream = add(stream, bundle);
      watermark = watermark.plus(random.nextInt(20_000_000));
      stream = stream.advanceWatermarkTo(watermark);
    }
    return stream.advanceWatermarkToInfinity();
  }

  /** Records in any order within the watermark's promise, which is pushed as far as it goes. */
  public static TestStream<KV<String, LogEntry>> shuffledUnderATrueWatermark(
      List<LogEntry> log, long seed) {
    Random random = new Random(seed);
    List<TimestampedValue<KV<String, LogEntry>>> elements = elements(log);
    for (List<TimestampedValue<KV<String, LogEntry>>> part : bundles(elements, random)) {
      Collections.shuffle(part, random);
    }
    TestStream.Builder<KV<String, LogEntry>> stream = TestStream.create(CODER);
    Instant watermark = new Instant(0);
    int told = 0;
    for (List<TimestampedValue<KV<String, LogEntry>>> bundle : bundles(elements, random)) {
      stream = add(stream, bundle);
      told += bundle.size();
      Instant promise =
          elements.subList(told, elements.size()).stream()
              .map(TimestampedValue::getTimestamp)
              .min(Instant::compareTo)
              .orElse(watermark);
      if (random.nextInt(3) > 0 && promise.isAfter(watermark)) {
        watermark = promise;
        stream = stream.advanceWatermarkTo(watermark);
      }
    }
    return stream.advanceWatermarkToInfinity();
  }

  /** With event times as the reader of the log gives them: the partition's running maximum. */
  private static List<TimestampedValue<KV<String, LogEntry>>> elements(List<LogEntry> log) {
    Map<Integer, Long> latest = new HashMap<>();
    List<TimestampedValue<KV<String, LogEntry>>> elements = new ArrayList<>();
    for (LogEntry entry : log) {
      long millis = latest.merge(entry.position().partition(), entry.timeMillis(), Math::max);
      elements.add(TimestampedValue.of(KV.of(entry.record().itemId(), entry), new Instant(millis)));
    }
    return elements;
  }

  /** Views of consecutive parts, of random sizes. */
  private static <T> List<List<T>> bundles(List<T> elements, Random random) {
    List<List<T>> bundles = new ArrayList<>();
    for (int from = 0; from < elements.size(); ) {
      int to = Math.min(elements.size(), from + 1 + random.nextInt(LARGEST_BUNDLE));
      bundles.add(elements.subList(from, to));
      from = to;
    }
    return bundles;
  }

  @SafeVarargs
  private static TestStream.Builder<KV<String, LogEntry>> add(
      TestStream.Builder<KV<String, LogEntry>> stream,
      List<TimestampedValue<KV<String, LogEntry>>> bundle,
      TimestampedValue<KV<String, LogEntry>>... none) {
    return stream.addElements(bundle.get(0), bundle.subList(1, bundle.size()).toArray(none));
  }
}
