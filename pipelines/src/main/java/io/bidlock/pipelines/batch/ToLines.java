package io.bidlock.pipelines.batch;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemClosed;
import io.bidlock.auction.arbitration.Ruling;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/**
 * Writes rulings as lines, each with the part it goes to and its sort key: decisions by their place
 * in the log, outcomes by item.
 */
final class ToLines extends DoFn<Ruling, KV<Integer, KV<String, byte[]>>> {
  private static final long serialVersionUID = 1L;

  static final TupleTag<KV<Integer, KV<String, byte[]>>> DECISIONS = new TupleTag<>("decisions") {};
  static final TupleTag<KV<Integer, KV<String, byte[]>>> OUTCOMES = new TupleTag<>("outcomes") {};

  /** Decisions in a part: some ten megabytes. */
  private static final long DECISIONS_OF_A_PART = 20_000;

  private static final int OUTCOME_PARTS = 32;

  private transient Map<String, Counter> counters;

  @Setup
  public void setUp() {
    counters = new HashMap<>();
  }

  @ProcessElement
  public void write(@Element Ruling ruling, MultiOutputReceiver out) {
    counters
        .computeIfAbsent(
            OutputLine.summary(ruling), name -> Metrics.counter(BatchArbitration.class, name))
        .inc();
    if (ruling instanceof Decision decision) {
      long offset = decision.position().offset();
      out.get(DECISIONS)
          .output(
              KV.of(
                  Math.toIntExact(offset / DECISIONS_OF_A_PART),
                  KV.of(String.format("%016x", offset), OutputLine.of(decision))));
    } else if (ruling instanceof ItemClosed closed) {
      out.get(OUTCOMES)
          .output(
              KV.of(
                  Math.floorMod(closed.itemId().hashCode(), OUTCOME_PARTS),
                  KV.of(closed.itemId(), csv(closed))));
    }
  }

  private static byte[] csv(ItemClosed closed) {
    StringWriter line = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(line)) {
      csv.writeRecord(OutputLine.of(closed));
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot fail", e);
    }
    return line.toString().getBytes(StandardCharsets.UTF_8);
  }
}
