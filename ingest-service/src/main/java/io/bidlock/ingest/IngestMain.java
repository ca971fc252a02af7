package io.bidlock.ingest;

import io.bidlock.auction.lock.LockKeys;
import io.helidon.logging.common.LogConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Starts the ingest service. Every setting is a flag, or an environment variable of the same name:
 * {@code --redis-uri} is {@code BIDLOCK_REDIS_URI}. Prints {@code READY ingest http://…} once it
 * takes bids; ends in good order on SIGTERM.
 */
@Command(
    name = "ingest-service",
    mixinStandardHelpOptions = true,
    version = "BidLock ingest-service 0.1.0",
    description = "Takes bids over REST, answers with their decision.",
    showDefaultValues = true)
public final class IngestMain implements Callable<Integer> {
  @Option(
      names = "--bind-address",
      description = "Where to listen; 0.0.0.0 for everywhere.",
      defaultValue = "${env:BIDLOCK_BIND_ADDRESS:-127.0.0.1}")
  private String bindAddress;

  @Option(
      names = "--port",
      description = "Port to listen on; 0 for any free one.",
      defaultValue = "${env:BIDLOCK_PORT:-8080}")
  private int port;

  @Option(
      names = "--bootstrap-servers",
      description = "Kafka's addresses.",
      defaultValue = "${env:BIDLOCK_BOOTSTRAP_SERVERS:-127.0.0.1:9092}")
  private String bootstrapServers;

  @Option(
      names = "--redis-uri",
      description = "Redis' address.",
      defaultValue = "${env:BIDLOCK_REDIS_URI:-redis://127.0.0.1:6379}")
  private String redisUri;

  @Option(
      names = "--decision-timeout-millis",
      description = "How long a bid's decision is waited for before 202 is answered.",
      defaultValue = "${env:BIDLOCK_DECISION_TIMEOUT_MILLIS:-1000}")
  private long decisionTimeoutMillis;

  @Option(
      names = "--partitions",
      description = "Partitions of the auction log; fixed within an era.",
      defaultValue = "${env:BIDLOCK_PARTITIONS:-4}")
  private int partitions;

  @Option(
      names = "--replication",
      description = "Replicas of each topic that is made here; 3 in production.",
      defaultValue = "${env:BIDLOCK_REPLICATION:-1}")
  private short replication;

  @Option(
      names = "--era",
      description = "The auction log's present era.",
      defaultValue = "${env:BIDLOCK_ERA:-0}")
  private int era;

  @Option(
      names = "--bid-lookup-size",
      description = "Most bids of the last 24 h that can be looked up (about 400 bytes each).",
      defaultValue = "${env:BIDLOCK_BID_LOOKUP_SIZE:-500000}")
  private int bidLookupSize;

  @Option(
      names = "--max-waiting",
      description = "Most requests that wait for a decision at once.",
      defaultValue = "${env:BIDLOCK_MAX_WAITING:-20000}")
  private int maxWaiting;

  @Option(
      names = "--lock-key-pattern",
      description = "An item's key in Redis.",
      defaultValue = "${env:BIDLOCK_LOCK_KEY_PATTERN:-" + LockKeys.DEFAULT_PATTERN + "}")
  private String lockKeyPattern;

  @Option(
      names = "--stranger-lock-ttl-millis",
      description = "How long a hold stands that somebody took by setting an item's key.",
      defaultValue = "${env:BIDLOCK_STRANGER_LOCK_TTL_MILLIS:-60000}")
  private long strangerLockTtlMillis;

  @Option(
      names = "--start-timeout-seconds",
      description = "How long Kafka is waited for at the start.",
      defaultValue = "${env:BIDLOCK_START_TIMEOUT_SECONDS:-120}")
  private long startTimeoutSeconds;

  @Option(
      names = "--exit-with-parent",
      description = "End when standard input ends, as it does when the parent process is gone.")
  private boolean exitWithParent;

  /** Runs until it is told to end. */
  public static void main(String[] arguments) {
    LogConfig.configureRuntime();
    System.exit(new CommandLine(new IngestMain()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    IngestServer server;
    try {
      server = IngestServer.start(settings());
    } catch (IllegalStateException | IllegalArgumentException e) {
      System.err.println("The ingest service does not start: " + e.getMessage());
      return 1;
    }
    Thread hook =
        new Thread(
            () -> {
              server.close();
              ended.countDown();
            },
            "shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    if (exitWithParent) {
      watchParent();
    }
    System.out.println("READY ingest http://" + bindAddress + ":" + server.port());
    ended.await();
    return 0;
  }

  private IngestSettings settings() {
    return new IngestSettings(
        bindAddress,
        port,
        bootstrapServers,
        redisUri,
        Duration.ofMillis(decisionTimeoutMillis),
        partitions,
        replication,
        era,
        bidLookupSize,
        maxWaiting,
        new LockKeys(lockKeyPattern),
        Duration.ofMillis(strangerLockTtlMillis),
        Duration.ofSeconds(startTimeoutSeconds));
  }

  private static void watchParent() {
    Thread watch =
        new Thread(
            () -> {
              try {
                while (System.in.read() >= 0) {
                  // What a parent writes has no meaning.
                }
              } catch (IOException e) {
                // An input that cannot be read has ended as well.
              }
              System.exit(0);
            },
            "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }
}
