package io.bidlock.clusters.spark;

import com.fasterxml.jackson.databind.JsonNode;
import io.bidlock.servers.ChildProcess;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * A job's driver, which is a process of its own and knows what its executors do.
 *
 * @param page where it tells
 */
public record SparkDriver(ChildProcess process, String page) implements AutoCloseable {

  /**
   * An executor as its driver sees it.
   *
   * @param alive whether the driver counts on it
   * @param running its tasks at the moment
   * @param completed tasks that it has done
   */
  record Executor(boolean alive, int running, int completed) {
    private static Executor of(JsonNode node) {
      return new Executor(
          node.get("isActive").asBoolean(),
          node.get("activeTasks").asInt(),
          node.get("completedTasks").asInt());
    }
  }

  /** By id, those that are gone too; fails before it has begun. */
  Map<String, Executor> executors() throws IOException {
    String applications = page + "/api/v1/applications/";
    Map<String, Executor> executors = new TreeMap<>();
    for (JsonNode application : SparkCluster.read(applications)) {
      for (JsonNode executor :
          SparkCluster.read(applications + application.get("id").asText() + "/allexecutors")) {
        if (!executor.get("id").asText().equals("driver")) {
          executors.put(executor.get("id").asText(), Executor.of(executor));
        }
      }
    }
    return executors;
  }

  /** Fails the test at once where the process has ended by itself, with the last that it said. */
  void requireAlive() {
    if (!process.isAlive()) {
      throw new AssertionError(process.describe("has ended too early"));
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
