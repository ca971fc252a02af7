package io.bidlock.pipelines.testing;

import io.bidlock.pipelines.arbitration.ArbitrationPipeline;
import io.bidlock.servers.ChildProcess;
import io.bidlock.servers.Classpaths;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The arbitration job in a JVM of its own, as it runs in earnest. */
public final class ArbitrationJob {
  private static final List<String> JVM_ARGUMENTS =
      List.of(
          "-Xmx1g",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.time=ALL-UNNAMED",
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
          "-Dorg.slf4j.simpleLogger.log.io.bidlock=info");

  private ArbitrationJob() {}

  /** Starts the job and returns at once. */
  public static ChildProcess start(Path directory, String runner, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--runner=" + runner);
    arguments.add("--endWithInput=true");
    arguments.addAll(List.of(more));
    return ChildProcess.start(
        ChildProcess.Command.of(
                "arbitration job",
                Classpaths.find().of("pipelines"),
                ArbitrationPipeline.class.getName(),
                directory.resolve("arbitration.log"))
            .withJvmArguments(JVM_ARGUMENTS)
            .withArguments(arguments)
            .withReady(Pattern.compile("takes records")));
  }
}
