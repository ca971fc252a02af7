package io.bidlock.pipelines.log;

import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.wire.LogRecordJson;
import io.bidlock.auction.wire.UnreadableRecord;
import io.bidlock.pipelines.coders.LogEntryCoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.kafka.KafkaRecord;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Reads what raw records of the auction log say. In: the log's bytes. Out: {@link #ENTRIES}, keyed
 * by item id, and {@link #DEAD_LETTERS} for what cannot be read: malformed, of an unknown version,
 * or under a key that is not its item's, so that it is not in that item's order.
 */
public final class ParseLog
    extends PTransform<PCollection<KafkaRecord<byte[], byte[]>>, PCollectionTuple> {
  private static final long serialVersionUID = 1L;

  public static final TupleTag<KV<String, LogEntry>> ENTRIES = new TupleTag<>("entries") {};
  public static final TupleTag<DeadLetter> DEAD_LETTERS = new TupleTag<>("dead-letters") {};

  private final int era;

  private ParseLog(int era) {
    super("ParseLog");
    this.era = era;
  }

  /** For the log of one era. */
  public static ParseLog ofEra(int era) {
    return new ParseLog(era);
  }

  @Override
  public PCollectionTuple expand(PCollection<KafkaRecord<byte[], byte[]>> records) {
    PCollectionTuple parsed =
        records.apply(
            "Parse",
            ParDo.of(new Parse(era)).withOutputTags(ENTRIES, TupleTagList.of(DEAD_LETTERS)));
    parsed.get(ENTRIES).setCoder(KvCoder.of(StringUtf8Coder.of(), LogEntryCoder.of()));
    parsed.get(DEAD_LETTERS).setCoder(DeadLetterCoder.of());
    return parsed;
  }

  /**
   * What one record of the log says.
   *
   * @throws UnreadableRecord when it says nothing that can be read, or stands under another key
   */
  public static LogRecord read(byte @Nullable [] key, byte @Nullable [] value)
      throws UnreadableRecord {
    if (value == null) {
      throw new UnreadableRecord("the record has no value");
    }
    LogRecord record = LogRecordJson.read(value);
    if (key == null || !Arrays.equals(key, record.itemId().getBytes(StandardCharsets.UTF_8))) {
      throw new UnreadableRecord("the record's key is not its item_id " + record.itemId());
    }
    return record;
  }

  private static final class Parse extends DoFn<KafkaRecord<byte[], byte[]>, KV<String, LogEntry>> {
    private static final long serialVersionUID = 1L;
    private static final byte[] NOTHING = {};

    private final Counter deadLetters = Metrics.counter(ParseLog.class, "dead-letters");
    private final int era;

    Parse(int era) {
      this.era = era;
    }

    @ProcessElement
    public void parse(@Element KafkaRecord<byte[], byte[]> record, MultiOutputReceiver out) {
      if (record.getOffset() == EarlierOffsets.END) {
        return;
      }
      Position position = EarlierOffsets.position(era, record.getPartition(), record.getOffset());
      try {
        LogRecord said = read(record.getKV().getKey(), record.getKV().getValue());
        out.get(ENTRIES)
            .output(KV.of(said.itemId(), new LogEntry(position, record.getTimestamp(), said)));
      } catch (UnreadableRecord e) {
        deadLetters.inc();
        out.get(DEAD_LETTERS).output(deadLetter(record, position, e));
      }
    }

    private static DeadLetter deadLetter(
        KafkaRecord<byte[], byte[]> record, Position position, UnreadableRecord error) {
      byte[] key = record.getKV().getKey();
      byte[] value = record.getKV().getValue();
      return new DeadLetter(
          record.getTopic(),
          position.toString(),
          record.getTimestamp(),
          key == null ? NOTHING : key,
          value == null ? NOTHING : value,
          String.valueOf(error.getMessage()));
    }
  }
}
