package io.bidlock.pipelines.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.log.Topics;
import io.bidlock.pipelines.arbitration.ArbitrationOptions;
import io.bidlock.pipelines.arbitration.ArbitrationPipeline;
import io.bidlock.pipelines.log.LogLayout;
import io.bidlock.pipelines.medallion.MedallionPipeline;
import io.bidlock.pipelines.testing.AuctionTopics;
import io.bidlock.pipelines.testing.GraphNames;
import io.bidlock.servers.Classpaths;
import io.bidlock.servers.KafkaServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Steps keep their names: by its name a step finds its state again, in a savepoint of Flink's and
 * in an update on Dataflow.
 */
class StableNamesTest {
  private static final String WRITE = "graphs";
  private static final String HOW_TO_WRITE =
      "mvn -pl pipelines -am test -Dtest=StableNamesTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -D"
          + WRITE
          + "=write";

  private static final Path GRAPHS =
      Classpaths.find().home().resolve("pipelines/src/test/resources/graphs");

  @TempDir static Path directory;
  private static KafkaServer kafka;

  @BeforeAll
  static void startKafka() throws Exception {
    kafka = KafkaServer.start(KafkaServer.Options.in(directory.resolve("kafka")));
    try (AuctionTopics topics = new AuctionTopics(kafka.bootstrapServers())) {
      topics.create(2);
    }
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  @Test
  void arbitration() throws Exception {
    ArbitrationOptions options =
        ArbitrationPipeline.options(
            ArbitrationOptions.class,
            "--runner=FlinkRunner",
            "--bootstrapServers=" + kafka.bootstrapServers(),
            "--redisUri=redis://localhost:6379");
    LogLayout layout = LogLayout.read(kafka.bootstrapServers(), Topics.BIDS);

    assertStable("arbitration", new ArbitrationPipeline(options, layout).build());
  }

  @Test
  void medallionInStreaming() throws Exception {
    assertStable(
        "medallion-streaming",
        medallion(
            "--mode=STREAMING",
            "--bootstrapServers=" + kafka.bootstrapServers(),
            "--redisUri=redis://localhost:6379",
            "--gold=jdbc:postgresql://localhost:5432/bidlock"));
  }

  @Test
  void medallionInBatch() throws Exception {
    assertStable("medallion-batch", medallion("--mode=BATCH", "--gold=" + directory));
  }

  private static Pipeline medallion(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--runner=FlinkRunner");
    all.add("--bronze=" + directory.resolve("bronze"));
    all.add("--silver=jdbc:postgresql://localhost:5432/bidlock");
    return new MedallionPipeline(MedallionPipeline.options(all.toArray(String[]::new))).build();
  }

  private static void assertStable(String graph, Pipeline pipeline) throws IOException {
    Path file = GRAPHS.resolve(graph + ".txt");
    List<String> names = GraphNames.of(pipeline);
    if (System.getProperty(WRITE) != null) {
      Files.createDirectories(GRAPHS);
      Files.write(file, names);
      return;
    }
    List<String> before = Files.readAllLines(file);
    assertThat(names).as(() -> whatItMeans(graph, before, names)).isEqualTo(before);
  }

  private static String whatItMeans(String graph, List<String> before, List<String> now) {
    List<String> gone = new ArrayList<>(before);
    gone.removeAll(now);
    List<String> added = new ArrayList<>(now);
    added.removeAll(before);
    return """
    The graph %s is not what it was.
      gone: %s
      new:  %s
    A step that keeps something (state and timers stand in brackets; groups and places in topics do
    not) loses it with its name: a job that goes on from a savepoint, or is updated on Dataflow, starts
    that step with nothing. Give it its old name, or tell those who run it to start a new generation
    (docs/flink-settings.md). In batch nothing is lost. If it is to be so, write it down:
      %s
    """
        .formatted(graph, gone, added, HOW_TO_WRITE);
  }
}
