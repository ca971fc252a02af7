package io.bidlock.clusters.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.bidlock.pipelines.testing.AuctionTopics;
import io.bidlock.servers.KafkaServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A jar that comes over REST runs its main inside the JobManager, which has others to look after.
 */
class RefusedSubmissionTest {
  @TempDir private Path directory;

  @Test
  void aJobThatCannotBeSaysWhyAndTheClusterLivesOn() throws Exception {
    try (KafkaServer kafka = KafkaServer.start(KafkaServer.Options.in(directory.resolve("kafka")));
        AuctionTopics topics = new AuctionTopics(kafka.bootstrapServers());
        FlinkCluster flink = FlinkCluster.start(directory.resolve("flink"), 0)) {
      Map<String, String> own =
          Map.of("bootstrapServers", kafka.bootstrapServers(), "redisUri", "", "bronze", "");
      assertThatThrownBy(() -> flink.submit("arbitration", 2, "", own))
          .isInstanceOf(FlinkRest.Refuses.class)
          .hasMessageContaining("Start the ingest service first: it makes the topics.");

      topics.create(4);
      assertThatThrownBy(() -> flink.submit("arbitration", 3, "", own))
          .isInstanceOf(FlinkRest.Refuses.class)
          .hasMessageContaining("Choose a parallelism that divides 4.");
      assertThatThrownBy(
              () ->
                  flink.submit(
                      "medallion", 2, "", Map.of("mode", "BATCH", "bronze", "", "silver", "")))
          .isInstanceOf(FlinkRest.Refuses.class)
          .hasMessageContaining("--bronze=URI is required in batch");
      assertThat(flink.jobManagerIsAlive()).isTrue();

      String job = flink.submit("arbitration", 2, "", own);
      assertThat(flink.rest().state(job)).isIn("CREATED", "RUNNING");
      assertThat(flink.jobManagerIsAlive()).isTrue();
    }
  }
}
