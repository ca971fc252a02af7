package io.bidlock.clusters.flink;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.checkerframework.checker.nullness.qual.Nullable;

/** A JobManager's REST endpoint: jars, jobs, checkpoints and savepoints. */
final class FlinkRest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String BOUNDARY = "bidlock-jar";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI endpoint;
  private final HttpClient client = HttpClient.newHttpClient();

  FlinkRest(int port) {
    this.endpoint = URI.create("http://localhost:" + port);
  }

  /**
   * What is known of a job's checkpoints since its JobManager was started.
   *
   * @param completed how many were written
   * @param restored how many times it went on from one
   * @param latestRestored from where it went on last
   */
  record Checkpoints(long completed, long restored, Optional<String> latestRestored) {}

  /** All slots of all TaskManagers. */
  int slots() {
    return get("/overview").path("slots-total").asInt();
  }

  /**
   * Uploads a jar.
   *
   * @return its id
   */
  String upload(Path jar) {
    String head =
        "--%s\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"%s\"\r\n"
            .formatted(BOUNDARY, jar.getFileName());
    try {
      BodyPublisher body =
          BodyPublishers.concat(
              BodyPublishers.ofString(head + "Content-Type: application/java-archive\r\n\r\n"),
              BodyPublishers.ofFile(jar),
              BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
      JsonNode answer =
          ask(
              to("/jars/upload")
                  .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                  .POST(body));
      return Path.of(answer.path("filename").asText()).getFileName().toString();
    } catch (IOException e) {
      throw new UncheckedIOException(jar + " cannot be uploaded", e);
    }
  }

  /**
   * Runs a jar's job.
   *
   * @param jar its id
   * @param entryClass the one with its main
   * @param savepoint where it goes on from; empty for the beginning
   * @param settings of Flink's, for this job alone
   * @return the job's id
   * @throws Refuses when it cannot be submitted
   */
  String run(
      String jar,
      String entryClass,
      int parallelism,
      String savepoint,
      Map<String, String> settings,
      List<String> arguments) {
    ObjectNode body = JSON.createObjectNode();
    settings.forEach(body.putObject("flinkConfiguration")::put);
    body.put("entryClass", entryClass).put("parallelism", parallelism);
    arguments.forEach(body.putArray("programArgsList")::add);
    if (!savepoint.isEmpty()) {
      body.put("savepointPath", savepoint);
    }
    return post("/jars/" + jar + "/run", body).path("jobid").asText();
  }

  /** As {@code RUNNING}; see Flink's JobStatus. */
  String state(String job) {
    return get("/jobs/" + job).path("state").asText();
  }

  /** Until a job has this state. */
  void awaitState(String job, String state) {
    await().atMost(PATIENCE).ignoreException(Refuses.class).until(() -> state(job), state::equals);
  }

  /** Until every task of a job runs. */
  void awaitTasks(String job) {
    await()
        .atMost(PATIENCE)
        .ignoreException(Refuses.class)
        .until(
            () -> {
              JsonNode tasks = get("/jobs/" + job).path("status-counts");
              return tasks.path("RUNNING").asInt() > 0
                  && tasks.path("RUNNING").asInt() == sum(tasks);
            });
  }

  private static int sum(JsonNode counts) {
    int sum = 0;
    for (JsonNode count : counts) {
      sum += count.asInt();
    }
    return sum;
  }

  Checkpoints checkpoints(String job) {
    JsonNode found = get("/jobs/" + job + "/checkpoints");
    JsonNode counts = found.path("counts");
    return new Checkpoints(
        counts.path("completed").asLong(),
        counts.path("restored").asLong(),
        Optional.ofNullable(
            found.path("latest").path("restored").path("external_path").textValue()));
  }

  /** Until everything that has happened up to now is in a checkpoint. */
  void awaitCheckpoint(String job) {
    // The next one may have begun before.
    long wanted = checkpoints(job).completed() + 2;
    await().atMost(PATIENCE).until(() -> checkpoints(job).completed() >= wanted);
  }

  /**
   * Stops a job with a savepoint and waits for it.
   *
   * @return where the savepoint is
   */
  String stop(String job) {
    String trigger =
        post("/jobs/" + job + "/stop", JSON.createObjectNode().put("drain", false))
            .path("request-id")
            .asText();
    JsonNode stopped =
        await()
            .atMost(PATIENCE)
            .until(
                () -> get("/jobs/" + job + "/savepoints/" + trigger),
                answer -> answer.path("status").path("id").asText().equals("COMPLETED"));
    JsonNode operation = stopped.path("operation");
    if (!operation.has("location")) {
      throw new Refuses(operation.toString(), null);
    }
    return operation.path("location").asText();
  }

  /** Stops a job without one, and waits for it. */
  void cancel(String job) {
    ask(to("/jobs/" + job).method("PATCH", BodyPublishers.noBody()));
    awaitState(job, "CANCELED");
  }

  private JsonNode get(String path) {
    return ask(to(path).GET());
  }

  private JsonNode post(String path, JsonNode body) {
    return ask(
        to(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(endpoint.resolve(path)).timeout(PATIENCE);
  }

  private JsonNode ask(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new Refuses(answer.body(), null);
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new Refuses(endpoint + " does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Flink was asked", e);
    }
  }

  /** What the endpoint says instead of doing it, or that it says nothing at all. */
  static final class Refuses extends RuntimeException {
    Refuses(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
