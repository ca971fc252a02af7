package io.bidlock.pipelines.bronze;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.pipelines.bronze.BronzeStore.Stored;
import io.bidlock.pipelines.testing.Collected;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.Create;

/** Bronze under one URI, as a test writes and reads it. */
final class BronzeFolder {
  private final String uri;
  private final PipelineOptions options;

  BronzeFolder(String uri, PipelineOptions options) {
    this.uri = uri;
    this.options = options;
  }

  WriteBronze writer() {
    return WriteBronze.to(uri);
  }

  /** Runs a batch job that writes these records. */
  void write(WriteBronze writer, Collection<BronzeRecord> records) {
    Pipeline pipeline = Pipeline.create(options);
    pipeline.apply(Create.of(records).withCoder(BronzeRecordCoder.of())).apply(writer);
    pipeline.run().waitUntilFinish();
  }

  void write(BronzeFormat format, Collection<BronzeRecord> records) {
    write(writer().as(format), records);
  }

  /** Runs a batch job that reads it all. */
  List<BronzeRecord> read() {
    return read(ReadBronze.from(uri));
  }

  /** Runs a batch job that reads. */
  List<BronzeRecord> read(ReadBronze reader) {
    Pipeline pipeline = Pipeline.create(options);
    Collected<BronzeRecord> found = new Collected<>();
    pipeline.apply(reader).apply(found);
    pipeline.run().waitUntilFinish();
    return found.values();
  }

  /** The files, in the order of their names. */
  List<Stored> files() throws IOException {
    return BronzeStore.at(uri).list(Set.of(), LocalDate.MIN, LocalDate.MAX);
  }

  /** What stands in all files, repeats included. */
  List<BronzeRecord> inFiles() throws IOException {
    List<BronzeRecord> records = new ArrayList<>();
    files().forEach(stored -> records.addAll(BronzeStore.read(stored)));
    return records;
  }

  void assertHoldsOnce(Collection<BronzeRecord> records) {
    assertThat(read()).containsExactlyInAnyOrderElementsOf(records);
  }
}
