package io.bidlock.launcher.house;

import io.bidlock.servers.ChildProcess;
import io.bidlock.servers.Classpaths;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** How BidLock's own parts are started. */
final class PartCommands {
  /** Exit status of a pipeline that has given way to one with a newer epoch. */
  static final int SUPERSEDED = 3;

  /** Fixed for the life of a log; the pipeline takes the most cores that divide it evenly. */
  static final int PARTITIONS = 4;

  private static final int INGEST_HEAP_MEGABYTES = 512;
  private static final int PIPELINE_HEAP_MEGABYTES = 1_536;
  private static final int MEDALLION_HEAP_MEGABYTES = 1_536;
  private static final int MEDALLION_NICENESS = 5;

  private static final Pattern PIPELINE_READY = Pattern.compile("takes records");

  private PartCommands() {}

  static ChildProcess.Command ingest(
      Classpaths classpaths, int port, String bootstrapServers, String redisUri, Path directory) {
    return ChildProcess.Command.of(
            "ingest service",
            classpaths.of("ingest-service"),
            "io.bidlock.ingest.IngestMain",
            directory.resolve("ingest.log"))
        .withJvmArguments(JvmArguments.common(INGEST_HEAP_MEGABYTES))
        .withArguments(
            List.of(
                "--port=" + port,
                "--bootstrap-servers=" + bootstrapServers,
                "--redis-uri=" + redisUri,
                "--partitions=" + PARTITIONS,
                "--exit-with-parent"));
  }

  /**
   * @param bronze where records are that the log may no longer have; empty in a house without
   */
  static ChildProcess.Command pipeline(
      Classpaths classpaths,
      String bootstrapServers,
      String redisUri,
      Optional<Path> bronze,
      long epoch,
      Path directory) {
    return ChildProcess.Command.of(
            "arbitration pipeline",
            classpaths.of("pipelines"),
            "io.bidlock.pipelines.arbitration.ArbitrationPipeline",
            directory.resolve("pipeline.log"))
        .withJvmArguments(PipelinesJvm.arguments(PIPELINE_HEAP_MEGABYTES))
        .withArguments(
            List.of(
                "--runner=FlinkRunner",
                "--bootstrapServers=" + bootstrapServers,
                "--redisUri=" + redisUri,
                "--bronze=" + bronze.map(path -> path.toUri().toString()).orElse(""),
                "--epoch=" + epoch,
                "--endWithInput=true"))
        .withReady(PIPELINE_READY);
  }

  static ChildProcess.Command medallion(
      Classpaths classpaths,
      String bootstrapServers,
      String redisUri,
      String jdbcUrl,
      Path bronze,
      House.Medallion medallion,
      Path directory) {
    return ChildProcess.Command.of(
            "medallion pipeline",
            classpaths.of("pipelines"),
            "io.bidlock.pipelines.medallion.MedallionPipeline",
            directory.resolve("medallion.log"))
        .withJvmArguments(PipelinesJvm.frugal(MEDALLION_HEAP_MEGABYTES))
        .withArguments(
            List.of(
                "--runner=FlinkRunner",
                "--mode=STREAMING",
                "--bootstrapServers=" + bootstrapServers,
                "--redisUri=" + redisUri,
                "--bronze=" + bronze.toUri(),
                "--silver=" + jdbcUrl,
                "--gold=" + jdbcUrl,
                "--bronzeFileSeconds=" + medallion.bronzeFile().toSeconds(),
                "--timeZone=" + medallion.timeZone(),
                "--checkpointDirectory=" + directory.resolve("checkpoints"),
                "--endWithInput=true"))
        // Somebody waits for the answer to a bid, and nobody for a row.
        .withNiceness(MEDALLION_NICENESS)
        .withReady(PIPELINE_READY);
  }
}
