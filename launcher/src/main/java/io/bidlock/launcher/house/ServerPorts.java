package io.bidlock.launcher.house;

import io.bidlock.launcher.terminal.CommandFailure;
import io.bidlock.launcher.terminal.UsageFailure;
import io.bidlock.servers.Ports;
import picocli.CommandLine.Option;

/** Options that say where the servers behind a house listen. */
public final class ServerPorts {
  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Where Kafka listens (default: a free port).")
  private int kafkaPort;

  @Option(
      names = "--redis-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Where Redis listens (default: a free port).")
  private int redisPort;

  @Option(
      names = "--postgres-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Where PostgreSQL listens (default: a free port).")
  private int postgresPort;

  /** Checks these ports before anything is started, as the other {@code check} does. */
  public void check() {
    check(kafkaPort, "--kafka-port");
    check(redisPort, "--redis-port");
    check(postgresPort, "--postgres-port");
  }

  /** The options of a house, with these ports. */
  public House.Options applyTo(House.Options options) {
    return options.withServerPorts(kafkaPort, redisPort, postgresPort);
  }

  /**
   * Checks a port before anything is started; 0 is any free one.
   *
   * @throws CommandFailure when it is taken
   * @throws UsageFailure when it is no port
   */
  public static void check(int port, String option) {
    if (port == 0) {
      return;
    }
    try {
      Ports.requireFree(port, option);
    } catch (IllegalStateException e) {
      throw new CommandFailure(e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new UsageFailure(e.getMessage());
    }
  }
}
