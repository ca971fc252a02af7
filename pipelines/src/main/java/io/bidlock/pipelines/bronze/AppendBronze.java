package io.bidlock.pipelines.bronze;

import io.bidlock.auction.log.Topics;
import java.io.IOException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps a log that did not come by way of Kafka as files, without a pipeline: one partition of one
 * era, whose records come in the order of their offsets. The same records become the same files
 * each time, so that it may be done again after a crash; a log of which bronze holds other records
 * in the same era is refused before anything is written.
 */
public final class AppendBronze {
  /** Records of a file, at most, and so in memory: some dozen megabytes. */
  private static final int FILE_RECORDS = 50_000;

  private final BronzeStore store;
  private final BronzeFormat format;
  private final int era;

  private AppendBronze(BronzeStore store, BronzeFormat format, int era) {
    this.store = store;
    this.format = format;
    this.era = era;
  }

  /** Gives all records of a log, as often as it is asked. */
  @FunctionalInterface
  public interface Log {
    /**
     * Gives each record to a taker, in the order of their offsets.
     *
     * @throws IOException when they cannot be read, or the taker cannot write
     */
    void forEach(Taker taker) throws IOException;
  }

  /** Takes a record. */
  @FunctionalInterface
  public interface Taker {
    void take(BronzeRecord record) throws IOException;
  }

  /**
   * @param uri {@code s3://…}, {@code gs://…}, {@code file:…} or a path
   * @param era of all records
   * @throws IllegalArgumentException when it is no such URI
   */
  public static AppendBronze to(String uri, BronzeFormat format, int era) {
    return new AppendBronze(BronzeStore.at(uri), format, era);
  }

  /**
   * Writes a log.
   *
   * @return how many files it is
   * @throws IllegalStateException when bronze holds another log of this era
   * @throws IOException when it cannot be written
   */
  public int write(Log log) throws IOException {
    requireRoom(log);
    return forEachFile(log, records -> store.write(records, format));
  }

  private void requireRoom(Log log) throws IOException {
    Set<String> there = new HashSet<>();
    store.list(Set.of(Topics.BIDS), LocalDate.MIN, LocalDate.MAX).stream()
        .map(BronzeStore.Stored::file)
        .filter(file -> file.era() == era)
        .forEach(file -> there.add(file.path()));
    if (there.isEmpty()) {
      return;
    }
    forEachFile(log, records -> there.remove(BronzeFile.of(records, format).path()));
    if (!there.isEmpty()) {
      throw new IllegalStateException(
          store
              + " holds another log of era "
              + era
              + ", with "
              + there.stream().sorted().findFirst().orElseThrow()
              + "; give this one an era of its own");
    }
  }

  private interface Write {
    void write(List<BronzeRecord> records) throws IOException;
  }

  private static int forEachFile(Log log, Write write) throws IOException {
    Cut cut = new Cut(write);
    log.forEach(cut::add);
    cut.end();
    return cut.files;
  }

  /** Where one file ends and the next begins: with the hour, or when it is full. */
  private static final class Cut {
    private final Write write;
    private List<BronzeRecord> records = new ArrayList<>();
    private LocalDateTime hour = LocalDateTime.MIN;
    private int files;

    Cut(Write write) {
      this.write = write;
    }

    void add(BronzeRecord record) throws IOException {
      LocalDateTime its = BronzeFile.hourOf(record);
      if (!its.equals(hour) || records.size() == FILE_RECORDS) {
        end();
        hour = its;
      }
      records.add(record);
    }

    void end() throws IOException {
      if (!records.isEmpty()) {
        write.write(records);
        records = new ArrayList<>();
        files++;
      }
    }
  }
}
