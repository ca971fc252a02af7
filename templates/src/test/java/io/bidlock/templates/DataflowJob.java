package io.bidlock.templates;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory;
import org.apache.beam.sdk.extensions.gcp.storage.NoopPathValidator;

/**
 * A job as Dataflow's runner describes it to the service: the request that would start it, written
 * to a file instead, as is done for a template. Nothing outside of this machine is asked.
 */
record DataflowJob(JsonNode description) {

  /** A step of the job, by the name that it has in the pipeline. */
  record Step(String name, String kind, JsonNode properties) {

    /** The class of what it calls for each element; empty for a step without one. */
    String function() {
      return properties.at("/user_fn/value").asText();
    }

    boolean isStateful() {
      return properties.at("/uses_keyed_state/value").asBoolean();
    }

    /** Whether it groups, and brings each group's values in the order of their times. */
    boolean sortsValues() {
      return properties.at("/sort_values/value").asBoolean();
    }
  }

  /** What the job's own {@code main} does with its arguments. */
  interface Submission {
    void run(String... args);
  }

  /**
   * Submits a job to a file.
   *
   * @param directory for all that is written
   */
  static DataflowJob describe(Path directory, Submission job, List<String> args) {
    try {
      Path staged = Files.write(directory.resolve("bidlock.jar"), new byte[] {0});
      Path description = directory.resolve("job.json");
      List<String> all =
          new ArrayList<>(
              List.of(
                  "--runner=DataflowRunner",
                  "--project=auction-house",
                  "--region=europe-west1",
                  "--gcpTempLocation=" + directory,
                  "--stagingLocation=" + directory.resolve("staging"),
                  "--filesToStage=" + staged,
                  "--templateLocation=" + description,
                  "--credentialFactoryClass=" + NoopCredentialFactory.class.getName(),
                  "--pathValidatorClass=" + NoopPathValidator.class.getName()));
      all.addAll(args);
      job.run(all.toArray(String[]::new));
      return new DataflowJob(new ObjectMapper().readTree(description.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int bytes() {
    return description.toString().length();
  }

  String type() {
    return description.get("type").asText();
  }

  String name() {
    return description.get("name").asText();
  }

  List<Step> steps() {
    return StreamSupport.stream(description.get("steps").spliterator(), false)
        .map(
            step ->
                new Step(
                    step.at("/properties/user_name/value").asText(),
                    step.get("kind").asText(),
                    step.get("properties")))
        .toList();
  }

  /** The steps that a part of the pipeline has become. */
  List<Step> stepsOf(String part) {
    return steps().stream().filter(step -> step.name().startsWith(part)).toList();
  }

  JsonNode environment() {
    return description.get("environment");
  }

  JsonNode workers() {
    return environment().at("/workerPools/0");
  }

  List<String> experiments() {
    return StreamSupport.stream(environment().get("experiments").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }
}
