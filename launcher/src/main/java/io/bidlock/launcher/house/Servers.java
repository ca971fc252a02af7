package io.bidlock.launcher.house;

import io.bidlock.servers.ChildProcess;
import io.bidlock.servers.Classpaths;
import io.bidlock.servers.KafkaServer;
import io.bidlock.servers.PostgresServer;
import io.bidlock.servers.RedisServer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The servers behind a house. Each can be started again: on the port that it had, with the data
 * that it had.
 */
final class Servers {
  private static final int END_WITHIN_SECONDS = 10;

  private final Classpaths classpaths;
  private final House.Options options;
  private KafkaServer kafka;
  private RedisServer redis;
  private PostgresServer postgres;

  Servers(Classpaths classpaths, House.Options options) {
    this.classpaths = classpaths;
    this.options = options;
  }

  ChildProcess startKafka() {
    if (kafka == null) {
      kafka =
          KafkaServer.start(
              KafkaServer.Options.in(directory("kafka")).withPort(options.kafkaPort()), classpaths);
    } else {
      kafka.restart();
    }
    return kafka.process();
  }

  ChildProcess startRedis() {
    if (redis == null) {
      redis =
          RedisServer.start(
              RedisServer.Options.in(directory("redis"))
                  .withPort(options.redisPort())
                  .withAppendOnly(true),
              classpaths);
    } else {
      endWhatWasLeftBehind(redis.pid(), "redis");
      redis.restart();
    }
    return redis.process();
  }

  ChildProcess startPostgres() {
    if (postgres == null) {
      postgres =
          PostgresServer.start(
              PostgresServer.Options.in(directory("postgres")).withPort(options.postgresPort()),
              classpaths);
    } else {
      endWhatWasLeftBehind(postgres.pid(), "postgres");
      postgres.restart();
    }
    return postgres.process();
  }

  /**
   * A server outlives the process that watches over it when that one is killed, and has its port.
   */
  private static void endWhatWasLeftBehind(long pid, String program) {
    ProcessHandle.of(pid)
        .filter(process -> process.info().command().orElse("").contains(program))
        .ifPresent(
            process -> {
              process.destroyForcibly();
              process.onExit().orTimeout(END_WITHIN_SECONDS, TimeUnit.SECONDS).join();
            });
  }

  /** For {@code bootstrap.servers}. */
  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** As {@code redis://127.0.0.1:6379}. */
  String redisUri() {
    return redis.uri();
  }

  /** As {@code jdbc:postgresql://127.0.0.1:5432/bidlock?user=bidlock}. */
  String jdbcUrl() {
    return postgres.jdbcUrl();
  }

  private Path directory(String server) {
    return options.data().path().resolve(server);
  }
}
