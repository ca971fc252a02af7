package io.bidlock.clusters.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.bidlock.servers.Classpaths;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A directory as Spark's distributions are, with one jar that names those that Maven has: what
 * {@code SPARK_HOME} says to workers and drivers, and the class path of executors.
 */
record SparkHome(Path directory) {
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /**
   * Makes one.
   *
   * @param directory which is not there yet
   */
  static SparkHome in(Path directory) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, jars());
    Path jar = Files.createDirectories(directory.resolve("jars")).resolve("spark.jar");
    new JarOutputStream(Files.newOutputStream(jar), manifest).close();
    return new SparkHome(directory);
  }

  /** As a manifest has them: addresses, of which a directory's ends with a slash. */
  private static String jars() {
    return Stream.of(Classpaths.find().of("clusters/spark").split(File.pathSeparator))
        .map(element -> Path.of(element).toUri().toString())
        .collect(Collectors.joining(" "));
  }

  /** As Spark itself puts it together. */
  String classpath() {
    return directory.resolve("jars") + "/*";
  }

  Map<String, String> environment() {
    return Map.of(
        "SPARK_HOME", directory.toString(),
        "SPARK_SCALA_VERSION", "2.12",
        "SPARK_LOCAL_DIRS", directory.resolveSibling("local").toString(),
        "SPARK_LOCAL_IP", "127.0.0.1",
        "JAVA_HOME", System.getProperty("java.home"));
  }

  /**
   * What {@code spark-submit} starts: that script asks Spark itself, and so does this.
   *
   * @return the command that follows {@code java}
   */
  List<String> submission(List<String> arguments) throws IOException, InterruptedException {
    List<String> question =
        new ArrayList<>(
            List.of(
                JAVA,
                "-cp",
                classpath(),
                "org.apache.spark.launcher.Main",
                "org.apache.spark.deploy.SparkSubmit"));
    question.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(question).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().putAll(environment());
    Process process = builder.start();
    String answer = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("Spark does not say how it is started: " + answer);
    }
    // First comes an empty line, whatever that is for; the parts end with zeros.
    List<String> command = List.of(answer.strip().substring(1).strip().split("\0"));
    return command.subList(1, command.size());
  }
}
