package io.bidlock.pipelines.bronze;

import io.bidlock.pipelines.bronze.BronzeStore.Stored;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Reads a topic of bronze from beginning to end without a pipeline, a file or so at a time. */
public final class ScanBronze {
  private final BronzeStore store;
  private final String topic;

  ScanBronze(BronzeStore store, String topic) {
    this.store = store;
    this.topic = topic;
  }

  /**
   * One topic.
   *
   * @param uri {@code s3://…}, {@code gs://…}, {@code file:…} or a path
   * @throws IllegalArgumentException when it is something else
   */
  public static ScanBronze of(String uri, String topic) {
    return new ScanBronze(BronzeStore.at(uri), topic);
  }

  /** Whether there is no file of it. */
  public boolean isEmpty() throws IOException {
    return files().isEmpty();
  }

  /**
   * Gives all records, each once, those of one partition in the order of their offsets.
   *
   * @throws IllegalStateException when a file cannot be read, or is not what was written
   */
  public void forEach(Consumer<BronzeRecord> action) throws IOException {
    for (List<Stored> group : Overlaps.inOrder(files())) {
      BronzeStore.read(group).forEach(action);
    }
  }

  private List<Stored> files() throws IOException {
    return store.list(Set.of(topic), LocalDate.MIN, LocalDate.MAX);
  }
}
