package io.bidlock.clusters.flink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.bidlock.servers.Classpaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A manifest of {@code templates/flink}: what tests run is what it says. */
record FlinkTemplate(JsonNode spec) {
  private static final String JVM_ARGUMENTS = "env.java.opts.all";

  /**
   * @param job {@code arbitration} or {@code medallion}
   */
  static FlinkTemplate of(String job) {
    Path file = Classpaths.find().home().resolve("templates/flink/%s.yaml".formatted(job));
    try {
      return new FlinkTemplate(new YAMLMapper().readTree(file.toFile()).path("spec"));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  /** The class with the job's main. */
  String entryClass() {
    return spec.path("job").path("entryClass").asText();
  }

  /** What the engine is told, but for what only a Kubernetes has. */
  Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    spec.path("flinkConfiguration")
        .properties()
        .forEach(setting -> settings.put(setting.getKey(), setting.getValue().asText()));
    settings.keySet().removeIf(name -> name.startsWith("kubernetes."));
    settings.remove(JVM_ARGUMENTS);
    return settings;
  }

  /** Of the settings those that each job may have for itself. */
  Map<String, String> jobSettings() {
    Map<String, String> settings = settings();
    settings.keySet().removeIf(name -> !name.startsWith("execution."));
    return settings;
  }

  /** What the platform shall let Flink look into. */
  List<String> jvmArguments() {
    return List.of(spec.path("flinkConfiguration").path(JVM_ARGUMENTS).asText().trim().split(" +"));
  }

  /**
   * What the job is told.
   *
   * @param own the house's own values, beside and instead of those of the manifest; an empty one
   *     leaves the argument out
   */
  List<String> arguments(Map<String, String> own) {
    Map<String, String> arguments = new LinkedHashMap<>();
    for (JsonNode argument : spec.path("job").path("args")) {
      String[] parts = argument.asText().split("=", 2);
      arguments.put(parts[0], parts[1]);
    }
    own.forEach((name, value) -> arguments.put("--" + name, value));
    arguments.values().removeIf(String::isEmpty);
    return arguments.entrySet().stream()
        .map(argument -> argument.getKey() + "=" + argument.getValue())
        .toList();
  }
}
