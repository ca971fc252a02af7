package io.bidlock.pipelines.medallion;

import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.wire.RulingJson;
import io.bidlock.auction.wire.UnreadableRecord;
import io.bidlock.pipelines.bronze.BronzeRecord;
import io.bidlock.pipelines.coders.FlatRowCoder;
import io.bidlock.pipelines.coders.LogEntryCoder;
import io.bidlock.pipelines.coders.RulingCoder;
import io.bidlock.pipelines.log.DeadLetter;
import io.bidlock.pipelines.log.DeadLetterCoder;
import io.bidlock.pipelines.runner.JobCounters;
import io.bidlock.pipelines.silver.Silver;
import io.bidlock.pipelines.silver.UserRows;
import java.io.Serializable;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.Row;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Reads what records of bronze say. Out: what was read, and dead letters for what cannot be.
 *
 * @param <T> what they say
 */
public final class ParseRecords<T> extends PTransform<PCollection<BronzeRecord>, PCollectionTuple> {
  private static final long serialVersionUID = 1L;
  private static final byte[] NOTHING = {};
  private static final String DEAD_LETTERS = "dead-letters";

  /** Reads one record. */
  private interface Reader<T> extends Serializable {
    T read(BronzeRecord record) throws UnreadableRecord;
  }

  private final TupleTag<T> read = new TupleTag<>("read");
  private final TupleTag<DeadLetter> deadLetters = new TupleTag<>("dead-letters");
  private final Reader<T> reader;
  private final Coder<T> coder;

  private ParseRecords(String name, Reader<T> reader, Coder<T> coder) {
    super(name);
    this.reader = reader;
    this.coder = coder;
  }

  /** {@code auction.bids}: the log's entries by item. */
  public static ParseRecords<KV<String, LogEntry>> log() {
    return new ParseRecords<>(
        "ParseLog",
        record -> {
          LogEntry entry = record.logEntry();
          return KV.of(entry.record().itemId(), entry);
        },
        KvCoder.of(StringUtf8Coder.of(), LogEntryCoder.of()));
  }

  /** {@code auction.decisions}: rulings. */
  public static ParseRecords<Ruling> rulings() {
    return new ParseRecords<>(
        "ParseDecisions",
        record -> {
          if (record.value() == null) {
            throw new UnreadableRecord("the record has no value");
          }
          return RulingJson.read(record.value());
        },
        RulingCoder.of());
  }

  /** {@code auction.users}: rows of {@code silver.users}. */
  public static ParseRecords<Row> users() {
    return new ParseRecords<>(
        "ParseUsers",
        record -> UserRows.of(record.key(), record.value(), record.offset()),
        FlatRowCoder.of(Silver.USERS.columns()));
  }

  /** How many records could not be read, in a job that has ended. */
  static long deadLetters(PipelineResult result) {
    return JobCounters.of(result, ParseRecords.class).getOrDefault(DEAD_LETTERS, 0L);
  }

  @Override
  public PCollectionTuple expand(PCollection<BronzeRecord> records) {
    PCollectionTuple parsed =
        records.apply(
            "Parse",
            ParDo.of(new Parse<>(reader, deadLetters))
                .withOutputTags(read, TupleTagList.of(deadLetters)));
    parsed.get(read).setCoder(coder);
    parsed.get(deadLetters).setCoder(DeadLetterCoder.of());
    return parsed;
  }

  /** What could be read. */
  public PCollection<T> readOf(PCollectionTuple parsed) {
    return parsed.get(read);
  }

  /** What could not. */
  public PCollection<DeadLetter> deadLettersOf(PCollectionTuple parsed) {
    return parsed.get(deadLetters);
  }

  private static final class Parse<T> extends DoFn<BronzeRecord, T> {
    private static final long serialVersionUID = 1L;
    private final Counter unreadable = Metrics.counter(ParseRecords.class, DEAD_LETTERS);
    private final Reader<T> reader;
    private final TupleTag<DeadLetter> deadLetters;

    Parse(Reader<T> reader, TupleTag<DeadLetter> deadLetters) {
      this.reader = reader;
      this.deadLetters = deadLetters;
    }

    @ProcessElement
    public void parse(ProcessContext context) {
      BronzeRecord record = context.element();
      try {
        context.output(reader.read(record));
      } catch (UnreadableRecord e) {
        unreadable.inc();
        context.output(deadLetters, deadLetter(record, e));
      }
    }

    private static DeadLetter deadLetter(BronzeRecord record, UnreadableRecord error) {
      byte[] key = record.key();
      byte[] value = record.value();
      return new DeadLetter(
          record.topic(),
          record.position().toString(),
          record.timestampMillis(),
          key == null ? NOTHING : key,
          value == null ? NOTHING : value,
          String.valueOf(error.getMessage()));
    }
  }
}
