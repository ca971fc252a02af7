package io.bidlock.ingest.log;

import io.bidlock.auction.log.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Makes BidLock's topics where they are missing and refuses to work with an auction log that would
 * break a promise: another number of partitions than the era has, or timestamps that are not the
 * broker's.
 */
public final class TopicSetup {
  private static final String FOREVER = "-1";

  private static final long RETRY_MILLIS = 100;

  private final Admin admin;
  private final int partitions;
  private final short replication;
  private final Duration patience;

  /**
   * @param partitions of every topic by item; fixed within an era
   * @param replication copies of each record; with 3 or more, two must have it before it is
   *     acknowledged
   * @param patience how long each answer is waited for
   */
  public TopicSetup(Admin admin, int partitions, short replication, Duration patience) {
    this.patience = patience;
    this.admin = admin;
    this.partitions = partitions;
    this.replication = replication;
  }

  /**
   * Makes what is missing, then checks the auction log.
   *
   * @throws IllegalStateException when the log is not as it has to be; says what to do
   * @throws TimeoutException when Kafka does not answer
   */
  public void ensure() throws InterruptedException, TimeoutException {
    create();
    checkLog();
  }

  private void create() throws InterruptedException, TimeoutException {
    Set<String> present = get(admin.listTopics().names());
    List<NewTopic> missing = new ArrayList<>();
    for (NewTopic topic : wanted()) {
      if (!present.contains(topic.name())) {
        missing.add(topic);
      }
    }
    for (var made : admin.createTopics(missing).values().entrySet()) {
      try {
        get(made.getValue());
      } catch (IllegalStateException e) {
        // Another instance was quicker: that is as good.
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw new IllegalStateException(
              "topic " + made.getKey() + " could not be made: " + e.getCause().getMessage(), e);
        }
      }
    }
  }

  private List<NewTopic> wanted() {
    return List.of(
        topic(
            Topics.BIDS,
            TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "LogAppendTime",
            TopicConfig.RETENTION_MS_CONFIG,
            FOREVER,
            TopicConfig.RETENTION_BYTES_CONFIG,
            FOREVER),
        topic(Topics.DECISIONS, TopicConfig.RETENTION_MS_CONFIG, FOREVER),
        compacted(Topics.ITEMS),
        topic(Topics.TRANSACTIONS, TopicConfig.RETENTION_MS_CONFIG, FOREVER),
        compacted(Topics.USERS),
        topic(Topics.ALERTS, TopicConfig.RETENTION_MS_CONFIG, FOREVER),
        topic(Topics.DEAD_LETTERS, TopicConfig.RETENTION_MS_CONFIG, FOREVER));
  }

  private NewTopic compacted(String name) {
    return topic(
        name,
        TopicConfig.CLEANUP_POLICY_CONFIG,
        TopicConfig.CLEANUP_POLICY_COMPACT,
        // Small segments, so that old states go soon and a start reads little.
        TopicConfig.SEGMENT_BYTES_CONFIG,
        Integer.toString(64 << 20));
  }

  private NewTopic topic(String name, String... settings) {
    Map<String, String> configs = new LinkedHashMap<>();
    for (int index = 0; index < settings.length; index += 2) {
      configs.put(settings[index], settings[index + 1]);
    }
    if (replication >= 3) {
      configs.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2");
      configs.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
    }
    return new NewTopic(name, partitions, replication).configs(configs);
  }

  private void checkLog() throws InterruptedException, TimeoutException {
    int found = partitionsOfLog();
    if (found != partitions) {
      throw new IllegalStateException(
          Topics.BIDS
              + " has "
              + found
              + " partitions, not "
              + partitions
              + ". Their number is fixed within an era: start with --partitions "
              + found
              + ", or begin a new era with a new topic.");
    }
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, Topics.BIDS);
    Config config = get(admin.describeConfigs(List.of(resource)).all()).get(resource);
    String timestamps = config.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).value();
    if (!timestamps.equals("LogAppendTime")) {
      throw new IllegalStateException(
          Topics.BIDS
              + " has message.timestamp.type="
              + timestamps
              + "; auctions need the broker's time: set it to LogAppendTime.");
    }
    String cleanup = config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
    if (!cleanup.equals(TopicConfig.CLEANUP_POLICY_DELETE)) {
      throw new IllegalStateException(
          Topics.BIDS
              + " has cleanup.policy="
              + cleanup
              + ", which takes bids out of the log: set it to delete.");
    }
  }

  /** A topic that was just made is not known to every broker at once. */
  private int partitionsOfLog() throws InterruptedException, TimeoutException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      try {
        return get(admin.describeTopics(List.of(Topics.BIDS)).allTopicNames())
            .get(Topics.BIDS)
            .partitions()
            .size();
      } catch (IllegalStateException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
            || System.nanoTime() - deadline > 0) {
          throw e;
        }
        Thread.sleep(RETRY_MILLIS);
      }
    }
  }

  private <T> T get(KafkaFuture<T> future) throws InterruptedException, TimeoutException {
    try {
      return future.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException timeout) {
        TimeoutException late = new TimeoutException(timeout.getMessage());
        late.initCause(timeout);
        throw late;
      }
      throw new IllegalStateException("Kafka: " + e.getCause().getMessage(), e.getCause());
    }
  }
}
