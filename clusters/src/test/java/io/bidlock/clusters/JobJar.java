package io.bidlock.clusters;

import io.bidlock.servers.Classpaths;
import java.nio.file.Files;
import java.nio.file.Path;

/** The jars that the build of this module makes, one an engine. */
public final class JobJar {
  private JobJar() {}

  /**
   * The jar with the jobs and all that an engine does not bring.
   *
   * @param engine {@code flink} or {@code spark}
   */
  public static Path of(String engine) {
    Path jar =
        Classpaths.find().home().resolve("pipelines/target/bidlock-%s.jar".formatted(engine));
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(jar + " is missing: start with mvn -Pclusters verify");
    }
    return jar;
  }
}
