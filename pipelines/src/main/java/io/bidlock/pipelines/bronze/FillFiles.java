package io.bidlock.pipelines.bronze;

import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Duration;

/** Gathers a partition's records in state and makes files of them; see {@link WriteBronze}. */
final class FillFiles extends DoFn<KV<String, byte[]>, String> {
  private static final long serialVersionUID = 1L;
  private static final String RECORDS = "records";
  private static final String BYTES = "bytes";
  private static final String DUE = "due";
  private static final String END = "end";

  @StateId(RECORDS)
  private final StateSpec<BagState<byte[]>> recordsSpec = StateSpecs.bag(ByteArrayCoder.of());

  @StateId(BYTES)
  private final StateSpec<ValueState<Integer>> bytesSpec = StateSpecs.value(VarIntCoder.of());

  @TimerId(DUE)
  private final TimerSpec dueSpec = TimerSpecs.timer(TimeDomain.PROCESSING_TIME);

  @TimerId(END)
  private final TimerSpec endSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

  private final BronzeStore store;
  private final BronzeFormat format;
  private final Duration patience;
  private final int fileBytes;
  private final Counter files = Metrics.counter(WriteBronze.class, "files");
  private final Counter recordsInFiles = Metrics.counter(WriteBronze.class, "records");

  FillFiles(BronzeStore store, BronzeFormat format, Duration patience, int fileBytes) {
    this.store = store;
    this.format = format;
    this.patience = patience;
    this.fileBytes = fileBytes;
  }

  @ProcessElement
  public void add(
      @Element KV<String, byte[]> record,
      BoundedWindow window,
      @StateId(RECORDS) BagState<byte[]> records,
      @StateId(BYTES) ValueState<Integer> bytes,
      @TimerId(DUE) Timer due,
      @TimerId(END) Timer end,
      OutputReceiver<String> out)
      throws IOException {
    records.add(record.getValue());
    Integer before = bytes.read();
    if (before == null) {
      due.offset(patience).setRelative();
      // Time may end before it is due: with the input, or when the job is drained.
      end.set(window.maxTimestamp());
    }
    int now = (before == null ? 0 : before) + record.getValue().length;
    bytes.write(now);
    if (now >= fileBytes) {
      due.clear();
      write(records, bytes, out);
    }
  }

  @OnTimer(DUE)
  public void onDue(
      @StateId(RECORDS) BagState<byte[]> records,
      @StateId(BYTES) ValueState<Integer> bytes,
      OutputReceiver<String> out)
      throws IOException {
    write(records, bytes, out);
  }

  @OnTimer(END)
  public void onEnd(
      @StateId(RECORDS) BagState<byte[]> records,
      @StateId(BYTES) ValueState<Integer> bytes,
      OutputReceiver<String> out)
      throws IOException {
    write(records, bytes, out);
  }

  /** Empties the state only when all that was in it is in files. */
  private void write(
      BagState<byte[]> records, ValueState<Integer> bytes, OutputReceiver<String> out)
      throws IOException {
    for (List<BronzeRecord> hour : byHour(records.read())) {
      out.output(write(hour));
    }
    records.clear();
    bytes.clear();
  }

  private static Iterable<List<BronzeRecord>> byHour(Iterable<byte[]> encoded) throws IOException {
    Map<LocalDateTime, List<BronzeRecord>> hours = new TreeMap<>();
    for (byte[] bytes : encoded) {
      BronzeRecord record = CoderUtils.decodeFromByteArray(BronzeRecordCoder.of(), bytes);
      hours.computeIfAbsent(BronzeFile.hourOf(record), hour -> new ArrayList<>()).add(record);
    }
    return hours.values();
  }

  private String write(List<BronzeRecord> hour) throws IOException {
    List<BronzeRecord> records = inOrder(hour);
    String uri = store.write(records, format).uri();
    files.inc();
    recordsInFiles.inc(records.size());
    return uri;
  }

  /** By offset, and each once, even where the input repeats itself. */
  private static List<BronzeRecord> inOrder(List<BronzeRecord> records) {
    List<BronzeRecord> sorted = new ArrayList<>(records.size());
    records.sort(Comparator.comparingLong(BronzeRecord::offset));
    for (BronzeRecord record : records) {
      if (sorted.isEmpty() || sorted.get(sorted.size() - 1).offset() != record.offset()) {
        sorted.add(record);
      }
    }
    return sorted;
  }
}
