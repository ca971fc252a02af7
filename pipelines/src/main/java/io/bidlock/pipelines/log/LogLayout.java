package io.bidlock.pipelines.log;

import io.bidlock.auction.log.Topics;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The auction log as it was when a job was submitted: its partitions, which are fixed within an
 * era, and how far it then reached, which is what a new generation has to catch up with.
 */
public final class LogLayout implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int TIMEOUT_MILLIS = 30_000;

  private final String topic;
  private final TreeMap<Integer, Long> beginOffsets;
  private final TreeMap<Integer, Long> endOffsets;
  private final boolean bronzeFirst;

  private LogLayout(
      String topic,
      TreeMap<Integer, Long> beginOffsets,
      TreeMap<Integer, Long> endOffsets,
      boolean bronzeFirst) {
    this.topic = topic;
    this.beginOffsets = beginOffsets;
    this.endOffsets = endOffsets;
    this.bronzeFirst = bronzeFirst;
  }

  /** A log that holds the records from each partition's begin up to before its end. */
  public static LogLayout of(
      String topic, Map<Integer, Long> beginOffsets, Map<Integer, Long> endOffsets) {
    return new LogLayout(topic, new TreeMap<>(beginOffsets), new TreeMap<>(endOffsets), false);
  }

  /**
   * The same where readers give bronze before the log: no partition is read to its end before that
   * has come.
   */
  public LogLayout afterBronze() {
    return new LogLayout(topic, beginOffsets, endOffsets, true);
  }

  /**
   * Looks at the log.
   *
   * @throws IllegalStateException when Kafka is away, the topic is missing, or its timestamps are
   *     not the broker's; the message says what to do
   */
  public static LogLayout read(String bootstrapServers, String topic) {
    Map<String, Object> config =
        Map.of(
            AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
            TIMEOUT_MILLIS);
    try (Admin admin = Admin.create(config)) {
      int partitions =
          admin
              .describeTopics(List.of(topic))
              .topicNameValues()
              .get(topic)
              .get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
              .partitions()
              .size();
      if (topic.equals(Topics.BIDS)) {
        checkTimestamps(admin, topic);
      }
      return new LogLayout(
          topic,
          offsets(admin, topic, partitions, OffsetSpec.earliest()),
          offsets(admin, topic, partitions, OffsetSpec.latest()),
          false);
    } catch (ExecutionException e) {
      throw unreadable(bootstrapServers, topic, e.getCause());
    } catch (TimeoutException e) {
      throw unreadable(bootstrapServers, topic, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreadable(bootstrapServers, topic, e);
    }
  }

  private static void checkTimestamps(Admin admin, String topic)
      throws ExecutionException, InterruptedException, TimeoutException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    String type =
        admin
            .describeConfigs(List.of(resource))
            .values()
            .get(resource)
            .get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
            .get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)
            .value();
    if (!type.equals("LogAppendTime")) {
      throw new IllegalStateException(
          "Topic "
              + topic
              + " has message.timestamp.type="
              + type
              + ", but item time is the broker's: set it to LogAppendTime.");
    }
  }

  private static TreeMap<Integer, Long> offsets(
      Admin admin, String topic, int partitions, OffsetSpec which)
      throws ExecutionException, InterruptedException, TimeoutException {
    Map<TopicPartition, OffsetSpec> wanted =
        IntStream.range(0, partitions)
            .boxed()
            .collect(
                Collectors.toMap(
                    partition -> new TopicPartition(topic, partition), partition -> which));
    TreeMap<Integer, Long> offsets = new TreeMap<>();
    admin
        .listOffsets(wanted)
        .all()
        .get(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
        .forEach((partition, found) -> offsets.put(partition.partition(), found.offset()));
    return offsets;
  }

  private static IllegalStateException unreadable(
      String bootstrapServers, String topic, Throwable cause) {
    if (cause instanceof UnknownTopicOrPartitionException) {
      return new IllegalStateException(
          "There is no topic "
              + topic
              + " at "
              + bootstrapServers
              + ". Start the ingest service"
              + " first: it makes the topics.",
          cause);
    }
    return new IllegalStateException(
        "Kafka at " + bootstrapServers + " cannot be asked about " + topic + ": " + cause, cause);
  }

  public String topic() {
    return topic;
  }

  public int partitions() {
    return endOffsets.size();
  }

  /** Every partition, named one by one: a partition that is added later belongs to another era. */
  public List<TopicPartition> topicPartitions() {
    return endOffsets.keySet().stream()
        .map(partition -> new TopicPartition(topic, partition))
        .toList();
  }

  /** A partition's first offset. */
  public long begin(int partition) {
    return beginOffsets.get(partition);
  }

  /** Whether there was nothing to read for a partition. */
  public boolean empty(int partition) {
    return !bronzeFirst && holdsNothing(partition);
  }

  private boolean holdsNothing(int partition) {
    return beginOffsets.get(partition) >= endOffsets.get(partition);
  }

  /** How many records there were to read. */
  public long records() {
    return endOffsets.keySet().stream()
        .mapToLong(partition -> endOffsets.get(partition) - beginOffsets.get(partition))
        .sum();
  }

  /**
   * Checks that the log still has its first records: a job that starts from its beginning would
   * else decide bids on items whose listing it never saw.
   *
   * @throws IllegalStateException when some of it has expired
   */
  public void requireWhole() {
    beginOffsets.forEach(
        (partition, offset) -> {
          if (offset > 0) {
            throw new IllegalStateException(
                ("Partition %d of %s begins at offset %d: what stood before is gone, and items"
                        + " listed there would be unknown. Start from bronze (--bronze) or from a"
                        + " checkpoint (--savepointPath), and keep the log: retention.ms=-1,"
                        + " retention.bytes=-1, cleanup.policy=delete.")
                    .formatted(partition, topic, offset));
          }
        });
  }

  /** Whether nothing at all was there to read. */
  public boolean empty() {
    return endOffsets.keySet().stream().allMatch(this::empty);
  }

  /** The offset of the record that was to come next in a partition. */
  public long end(int partition) {
    return endOffsets.get(partition);
  }

  /** The offset that comes after one that a reader gave. */
  public long next(int partition, long offset) {
    return offset == EarlierOffsets.END ? begin(partition) : offset + 1;
  }

  /**
   * Checks that a source of this parallelism reads each partition by itself or as many as any
   * other. Otherwise one reader waits on an empty partition while a full one has records: seconds
   * of delay.
   *
   * @throws IllegalArgumentException when it does not divide the partitions
   */
  public void requireMultipleOf(int parallelism) {
    if (parallelism > 0 && partitions() % parallelism != 0) {
      throw new IllegalArgumentException(
          topic
              + " has "
              + partitions()
              + " partitions, which is no multiple of --parallelism="
              + parallelism
              + ": some readers would wait on empty partitions while others lag. Choose a"
              + " parallelism that divides "
              + partitions()
              + ".");
    }
  }

  /** The greatest parallelism up to a bound that divides the partitions evenly. */
  public int parallelismUpTo(int bound) {
    int parallelism = Math.min(Math.max(bound, 1), partitions());
    while (partitions() % parallelism != 0) {
      parallelism--;
    }
    return parallelism;
  }
}
