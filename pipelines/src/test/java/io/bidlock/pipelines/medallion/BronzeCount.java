package io.bidlock.pipelines.medallion;

import io.bidlock.pipelines.bronze.BronzeRecord;
import io.bidlock.pipelines.bronze.ReadBronze;
import io.bidlock.pipelines.testing.Collected;
import io.bidlock.pipelines.testing.Runners;
import java.nio.file.Path;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;

/** How many different records of a topic stand in bronze. */
final class BronzeCount {
  private BronzeCount() {}

  static int of(Path bronze, String topic) {
    Pipeline pipeline = Pipeline.create(Runners.direct());
    Collected<BronzeRecord> records = new Collected<>();
    pipeline.apply(ReadBronze.from(bronze.toString()).topics(Set.of(topic))).apply(records);
    pipeline.run().waitUntilFinish();
    return records.values().size();
  }
}
