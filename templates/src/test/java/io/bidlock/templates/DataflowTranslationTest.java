package io.bidlock.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.bidlock.pipelines.arbitration.ArbitrationPipeline;
import io.bidlock.pipelines.medallion.MedallionPipeline;
import io.bidlock.pipelines.testing.AuctionTopics;
import io.bidlock.servers.KafkaServer;
import io.bidlock.servers.PostgresServer;
import io.bidlock.servers.RedisServer;
import io.bidlock.templates.DataflowJob.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both jobs as Dataflow would get them: what it does not support fails here, without a cloud. */
class DataflowTranslationTest {
  /** What the service takes without {@code --experiments=upload_graph}. */
  private static final int LARGEST_REQUEST = 10 * 1024 * 1024;

  @TempDir static Path servers;
  private static KafkaServer kafka;
  private static RedisServer redis;
  private static PostgresServer postgres;

  @TempDir Path directory;

  @BeforeAll
  static void startServers() throws Exception {
    kafka = KafkaServer.start(KafkaServer.Options.in(servers.resolve("kafka")));
    redis = RedisServer.start(RedisServer.Options.in(servers.resolve("redis")));
    postgres = PostgresServer.start(PostgresServer.Options.in(servers.resolve("postgres")));
    try (AuctionTopics topics = new AuctionTopics(kafka.bootstrapServers())) {
      topics.create(4);
    }
  }

  @AfterAll
  static void stopServers() {
    postgres.close();
    redis.close();
    kafka.close();
  }

  @Test
  void arbitrationHoldsRecordsUntilNoneBeforeThemCanCome() {
    DataflowJob job = describe(ArbitrationPipeline::run, arbitration());

    assertThat(job.type()).isEqualTo("JOB_TYPE_STREAMING");
    assertThat(job.stepsOf("ArbitrateBids/")).singleElement().matches(Step::isStateful);
    assertThat(job.stepsOf("ArbitrateBids/"))
        .extracting(Step::function)
        .allMatch(function -> function.endsWith("DecideAfterWatermark"));
    assertThat(job.stepsOf("CheckItemLock/")).isNotEmpty();
    assertThat(job.stepsOf("PublishDecisions/")).isNotEmpty();
    assertThat(job.bytes()).isLessThan(LARGEST_REQUEST);
  }

  @Test
  void medallionInStreamingHoldsRulingsUntilNoneBeforeThemCanCome() {
    DataflowJob job = describe(MedallionPipeline::run, medallionInStreaming());

    assertThat(job.type()).isEqualTo("JOB_TYPE_STREAMING");
    assertThat(job.stepsOf("BronzeToSilver/Fold")).singleElement().matches(Step::isStateful);
    assertThat(job.stepsOf("BronzeToSilver/Fold"))
        .extracting(Step::function)
        .allMatch(function -> function.endsWith("FoldAfterWatermark"));
    assertThat(job.stepsOf("WriteBronze/")).isNotEmpty();
    assertThat(job.environment().toString())
        .as("what the job's page shows")
        .doesNotContain("an-open-secret");
    assertThat(job.bytes()).isLessThan(LARGEST_REQUEST);
  }

  @Test
  void medallionInBatchWantsNothingSortedAndKeepsNothing() {
    DataflowJob job = describe(MedallionPipeline::run, medallionInBatch());

    assertThat(job.type()).isEqualTo("JOB_TYPE_BATCH");
    assertThat(job.stepsOf("ArbitrateBids/")).isNotEmpty().noneMatch(Step::isStateful);
    assertThat(job.stepsOf("ArbitrateBids/")).noneMatch(Step::sortsValues);
    assertThat(job.bytes()).isLessThan(LARGEST_REQUEST);
  }

  @Test
  void dataflowsOwnOptionsGoToIt() {
    DataflowJob job =
        describe(
            ArbitrationPipeline::run,
            arbitration(),
            "--jobName=sothebys",
            "--enableStreamingEngine",
            "--numWorkers=2",
            "--maxNumWorkers=7",
            "--autoscalingAlgorithm=THROUGHPUT_BASED",
            "--workerMachineType=n2-standard-4",
            "--network=auctions",
            "--subnetwork=regions/europe-west1/subnetworks/auctions",
            "--usePublicIps=false",
            "--serviceAccount=bidlock@auction-house.iam.gserviceaccount.com",
            "--labels={\"house\": \"north\"}",
            "--experiments=min_num_workers=2",
            "--update",
            "--transformNameMapping={\"ArbitrateBids\": \"Decide\"}",
            "--updateCompatibilityVersion=2.69.0");

    assertThat(job.name()).isEqualTo("sothebys");
    assertThat(job.experiments())
        .contains("min_num_workers=2", "enable_streaming_engine", "disable_runner_v2");
    JsonNode workers = job.workers();
    assertThat(workers.at("/numWorkers").asInt()).isEqualTo(2);
    assertThat(workers.at("/autoscalingSettings/maxNumWorkers").asInt()).isEqualTo(7);
    assertThat(workers.at("/machineType").asText()).isEqualTo("n2-standard-4");
    assertThat(workers.at("/network").asText()).isEqualTo("auctions");
    assertThat(workers.at("/subnetwork").asText()).endsWith("subnetworks/auctions");
    assertThat(workers.at("/ipConfiguration").asText()).isEqualTo("WORKER_IP_PRIVATE");
    JsonNode environment = job.environment();
    assertThat(environment.at("/serviceAccountEmail").asText()).startsWith("bidlock@");
    JsonNode options = environment.at("/sdkPipelineOptions/options");
    assertThat(options.at("/update").asBoolean()).isTrue();
    assertThat(options.at("/updateCompatibilityVersion").asText()).isEqualTo("2.69.0");
  }

  @Test
  void whatDataflowWouldFailAtLaterIsRefusedAtSubmission() {
    assertThatThrownBy(() -> describe(ArbitrationPipeline::run, arbitration(), "--order=ARRIVAL"))
        .hasMessageContaining("say --order=OFFSET");
    assertThatThrownBy(
            () ->
                describe(
                    MedallionPipeline::run,
                    medallionInStreaming(),
                    "--experiments=use_runner_v2,enable_lineage"))
        .hasMessageContaining("leave out --experiments=use_runner_v2");
    assertThatThrownBy(() -> describe(MedallionPipeline::run, medallionInBatch(), "--progress"))
        .hasMessageContaining("--progress");
  }

  private List<String> arbitration() {
    return List.of("--bootstrapServers=" + kafka.bootstrapServers(), "--redisUri=" + redis.uri());
  }

  private List<String> medallionInStreaming() {
    return List.of(
        "--mode=STREAMING",
        "--bootstrapServers=" + kafka.bootstrapServers(),
        "--redisUri=" + redis.uri(),
        "--bronze=" + directory.resolve("bronze"),
        "--silver=" + postgres.jdbcUrl(),
        "--gold=" + postgres.jdbcUrl(),
        "--postgresPassword=an-open-secret");
  }

  private List<String> medallionInBatch() {
    return List.of(
        "--mode=BATCH",
        "--bronze=" + directory.resolve("bronze"),
        "--silver=" + postgres.jdbcUrl(),
        "--gold=" + directory.resolve("gold"));
  }

  private DataflowJob describe(DataflowJob.Submission job, List<String> arguments, String... more) {
    return DataflowJob.describe(
        directory, job, Stream.concat(arguments.stream(), Stream.of(more)).toList());
  }
}
