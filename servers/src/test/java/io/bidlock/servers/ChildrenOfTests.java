package io.bidlock.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Small programs that the tests run as children. */
final class ChildrenOfTests {

  private ChildrenOfTests() {}

  /** A child on the tests' own class path. */
  static ChildProcess.Command command(Class<?> main, Path log, String... arguments) {
    return ChildProcess.Command.of(
            main.getSimpleName(), System.getProperty("java.class.path"), main.getName(), log)
        .withJvmArguments(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"))
        .withArguments(List.of(arguments));
  }

  /** Says that it is ready and then waits for its parent to end. */
  static final class Waiting {
    public static void main(String[] arguments) throws InterruptedException {
      ParentWatch.exitWithParent();
      System.out.println("READY with " + String.join(",", arguments));
      new CountDownLatch(1).await();
    }
  }

  /** Says why it cannot go on, and ends. */
  static final class Failing {
    public static void main(String[] arguments) {
      System.out.println("looking for the data");
      System.err.println("the data directory is on fire");
      System.exit(3);
    }
  }

  /** Never gets ready. */
  static final class Silent {
    public static void main(String[] arguments) throws InterruptedException {
      ParentWatch.exitWithParent();
      new CountDownLatch(1).await();
    }
  }

  /** Prints the number of lines asked for, is ready, and ends. */
  static final class Talkative {
    public static void main(String[] arguments) {
      for (int line = 1; line <= Integer.parseInt(arguments[0]); line++) {
        System.out.println("line " + line);
      }
      System.out.println("READY");
    }
  }

  /**
   * Starts a broker, a Redis and a PostgreSQL below the directory given, and tells their process
   * ids.
   */
  static final class HouseOfServers {
    public static void main(String[] arguments) throws InterruptedException {
      Path directory = Path.of(arguments[0]);
      KafkaServer kafka = KafkaServer.start(KafkaServer.Options.in(directory.resolve("kafka")));
      RedisServer redis = RedisServer.start(RedisServer.Options.in(directory.resolve("redis")));
      PostgresServer postgres =
          PostgresServer.start(PostgresServer.Options.in(directory.resolve("postgres")));
      System.out.println(
          Stream.of(
                  kafka.process().pid(),
                  redis.process().pid(),
                  redis.pid(),
                  postgres.process().pid(),
                  postgres.pid())
              .map(String::valueOf)
              .collect(Collectors.joining(" ", "READY ", "")));
      new CountDownLatch(1).await();
    }
  }

  /** Knows nothing of parents. */
  static final class Stranger {
    public static void main(String[] arguments) throws InterruptedException {
      System.out.println("READY with " + String.join(",", arguments));
      new CountDownLatch(1).await();
    }
  }

  /** Starts a stranger that is to end with it, and tells its process id. */
  static final class HouseOfStrangers {
    public static void main(String[] arguments) throws InterruptedException {
      ChildProcess stranger =
          ChildProcess.start(
              command(
                  ParentWatch.class, Path.of(arguments[0]), Stranger.class.getName(), "luggage"));
      String ready = stranger.awaitReady(Duration.ofSeconds(30));
      System.out.println(ready.replace("READY", "READY " + stranger.pid()));
      new CountDownLatch(1).await();
    }
  }
}
