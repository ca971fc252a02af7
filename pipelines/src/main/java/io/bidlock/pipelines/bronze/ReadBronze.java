package io.bidlock.pipelines.bronze;

import io.bidlock.pipelines.bronze.BronzeStore.Stored;
import java.io.IOException;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Impulse;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * Reads what {@link WriteBronze} has written, each record once, in either format. Out: records in
 * no order, all at the beginning of Beam's time: what follows gives them the times that it needs,
 * and a watermark that runs ahead of those would drop them as late.
 *
 * <p>Repeats are dropped without a shuffle of records: a record's hour and partition are its own
 * for ever, so only files of one hour and one partition whose spans of offsets overlap can repeat
 * each other, which their names tell. They are read one after another by one worker, which
 * remembers the offsets that it has seen; every other file stands by itself.
 *
 * <p>The job fails, and says why, when there is nothing to read (unless that is allowed), or when a
 * file cannot be read or is not what was written. Files that have other names than bronze gives are
 * left alone.
 */
public final class ReadBronze extends PTransform<PBegin, PCollection<BronzeRecord>> {
  private static final long serialVersionUID = 1L;

  private final Wanted wanted;

  private ReadBronze(Wanted wanted) {
    super("ReadBronze");
    this.wanted = wanted;
  }

  /**
   * All that there is.
   *
   * @param uri {@code s3://…}, {@code gs://…}, {@code file:…} or a path
   * @throws IllegalArgumentException when it is something else
   */
  public static ReadBronze from(String uri) {
    return new ReadBronze(
        new Wanted(BronzeStore.at(uri), new TreeSet<>(), LocalDate.MIN, LocalDate.MAX, false));
  }

  /** Only some topics. */
  public ReadBronze topics(Set<String> topics) {
    return new ReadBronze(
        new Wanted(wanted.store, new TreeSet<>(topics), wanted.from, wanted.to, wanted.orNothing));
  }

  /** Only records from a day on, by log time in UTC. */
  public ReadBronze from(LocalDate day) {
    return new ReadBronze(
        new Wanted(wanted.store, wanted.topics, day, wanted.to, wanted.orNothing));
  }

  /** Only records up to a day, that day included, by log time in UTC. */
  public ReadBronze to(LocalDate day) {
    return new ReadBronze(
        new Wanted(wanted.store, wanted.topics, wanted.from, day, wanted.orNothing));
  }

  /** Nothing to read is no failure. */
  public ReadBronze orNothing() {
    return new ReadBronze(new Wanted(wanted.store, wanted.topics, wanted.from, wanted.to, true));
  }

  /**
   * How many records there are at most, as the names of files tell; records that stand in two files
   * count twice.
   *
   * @throws IOException when the files cannot be listed
   */
  public long atMost() throws IOException {
    return wanted.store.list(wanted.topics, wanted.from, wanted.to).stream()
        .mapToLong(stored -> stored.file().lastOffset() - stored.file().firstOffset() + 1)
        .sum();
  }

  @Override
  public PCollection<BronzeRecord> expand(PBegin begin) {
    return begin
        .apply("Once", Impulse.create())
        .apply("List", ParDo.of(new ListFiles(wanted)))
        .setCoder(ListCoder.of(SerializableCoder.of(Stored.class)))
        .apply("Spread", Reshuffle.viaRandomKey())
        .apply("Read", ParDo.of(new ReadFiles()))
        .setCoder(BronzeRecordCoder.of());
  }

  private record Wanted(
      BronzeStore store, TreeSet<String> topics, LocalDate from, LocalDate to, boolean orNothing)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
      StringBuilder text = new StringBuilder();
      text.append(topics.isEmpty() ? "any topic" : String.join(", ", topics));
      if (!from.equals(LocalDate.MIN)) {
        text.append(" from ").append(from);
      }
      if (!to.equals(LocalDate.MAX)) {
        text.append(" up to ").append(to);
      }
      return text.append(" under ").append(store).toString();
    }
  }

  /** Finds the files, those together that may repeat each other. */
  private static final class ListFiles extends DoFn<byte[], List<Stored>> {
    private static final long serialVersionUID = 1L;
    private final Wanted wanted;

    ListFiles(Wanted wanted) {
      this.wanted = wanted;
    }

    @ProcessElement
    public void list(OutputReceiver<List<Stored>> out) throws IOException {
      List<Stored> files = wanted.store.list(wanted.topics, wanted.from, wanted.to);
      if (files.isEmpty() && !wanted.orNothing) {
        throw new IllegalStateException("There is no bronze of " + wanted + ".");
      }
      Overlaps.groups(files).forEach(out::output);
    }
  }

  /** Reads files that belong together. */
  private static final class ReadFiles extends DoFn<List<Stored>, BronzeRecord> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void read(@Element List<Stored> files, OutputReceiver<BronzeRecord> out) {
      OffsetSet seen = new OffsetSet();
      for (Stored stored : files) {
        for (BronzeRecord record : BronzeStore.read(stored)) {
          if (files.size() == 1 || seen.add(record.offset())) {
            out.output(record);
          }
        }
      }
    }
  }
}
