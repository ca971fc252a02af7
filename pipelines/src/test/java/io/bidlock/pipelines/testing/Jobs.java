package io.bidlock.pipelines.testing;

import io.bidlock.pipelines.arbitration.ArbitrationPipeline;
import io.bidlock.pipelines.medallion.MedallionPipeline;
import io.bidlock.servers.ChildProcess;
import io.bidlock.servers.Classpaths;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** BidLock's jobs, each in a JVM of its own, as they run in earnest. */
public final class Jobs {
  private static final List<String> JVM_ARGUMENTS =
      List.of(
          "-Xmx1g",
          "--add-opens=java.base/java.util=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--add-opens=java.base/java.time=ALL-UNNAMED",
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
          "-Dorg.slf4j.simpleLogger.log.io.bidlock=info");

  private Jobs() {}

  /** Starts the arbitration job and returns at once. */
  public static ChildProcess arbitration(Path directory, String runner, String... more) {
    return start("arbitration", ArbitrationPipeline.class, directory, runner, more);
  }

  /** Starts the medallion job in streaming and returns at once. */
  public static ChildProcess medallion(Path directory, String runner, String... more) {
    return start("medallion", MedallionPipeline.class, directory, runner, more);
  }

  private static ChildProcess start(
      String name, Class<?> main, Path directory, String runner, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--runner=" + runner);
    arguments.add("--endWithInput=true");
    arguments.addAll(List.of(more));
    return ChildProcess.start(
        ChildProcess.Command.of(
                name + " job",
                Classpaths.find().of("pipelines"),
                main.getName(),
                directory.resolve(name + ".log"))
            .withJvmArguments(JVM_ARGUMENTS)
            .withArguments(arguments)
            .withReady(Pattern.compile("takes records")));
  }
}
