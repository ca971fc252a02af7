package io.bidlock.ingest.log;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads all partitions of a topic on a thread of its own and hands each record to somebody, in each
 * partition's order. It remembers no offsets between starts: what is built from a topic is rebuilt.
 * A broker that goes away is waited for.
 */
public final class TopicFollower implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LOOKUP = Duration.ofSeconds(30);
  private static final Duration RETRY_PAUSE = Duration.ofSeconds(1);

  /** Where to begin. */
  public sealed interface Start {
    /** With the first record there is. */
    record Beginning() implements Start {}

    /** With the next record that is written. */
    record End() implements Start {}

    /** With the first record of that time or later. */
    record Since(long millis) implements Start {}
  }

  /** What to do at the records that were the last ones at the start. */
  public enum AtEnd {
    GO_ON,
    STOP
  }

  private final String topic;
  private final String bootstrapServers;
  private final Start start;
  private final AtEnd atEnd;
  private final Consumer<ConsumerRecord<byte[], byte[]>> reader;
  private final Thread thread;
  private final CompletableFuture<Void> started = new CompletableFuture<>();
  private final CompletableFuture<Void> caughtUp = new CompletableFuture<>();
  private final Map<Integer, Long> passed = new ConcurrentHashMap<>();
  private final ReentrantLock progress = new ReentrantLock();
  private final Condition moved = progress.newCondition();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile KafkaConsumer<byte[], byte[]> consumer;
  private volatile boolean closed;
  private volatile Optional<String> failure = Optional.empty();

  /**
   * @param reader called on the follower's thread; what it throws is logged and the record passed
   */
  public TopicFollower(
      String bootstrapServers,
      String topic,
      Start start,
      AtEnd atEnd,
      Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    this.bootstrapServers = bootstrapServers;
    this.topic = topic;
    this.start = start;
    this.atEnd = atEnd;
    this.reader = reader;
    this.thread = new Thread(this::run, "follow-" + topic);
    this.thread.setDaemon(true);
  }

  /** Begins to read; returns at once. */
  public TopicFollower begin() {
    thread.start();
    return this;
  }

  /**
   * Done when it is settled where to begin: what is written from then on will be read. Failed where
   * reading ended before.
   */
  public CompletableFuture<Void> started() {
    return started;
  }

  /**
   * Done when every record that stood in the topic at the start was read. Failed where reading
   * ended before.
   */
  public CompletableFuture<Void> caughtUp() {
    return caughtUp;
  }

  public String topic() {
    return topic;
  }

  /** Why it reads no more, where that is nobody's wish: what is built from it grows old. */
  public Optional<String> failure() {
    return failure;
  }

  /**
   * Waits until everything below the given offsets was read.
   *
   * @return whether that was so in time
   */
  public boolean awaitPassed(Map<Integer, Long> offsets, Duration timeout)
      throws InterruptedException {
    long remainingNanos = timeout.toNanos();
    progress.lock();
    try {
      while (!hasPassed(offsets)) {
        if (remainingNanos <= 0) {
          return false;
        }
        remainingNanos = moved.awaitNanos(remainingNanos);
      }
      return true;
    } finally {
      progress.unlock();
    }
  }

  /** Stops reading and waits for the reader to return. */
  @Override
  public void close() {
    closed = true;
    closing.countDown();
    KafkaConsumer<byte[], byte[]> open = consumer;
    if (open != null) {
      open.wakeup();
    }
    try {
      thread.join(LOOKUP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean hasPassed(Map<Integer, Long> offsets) {
    for (var wanted : offsets.entrySet()) {
      if (passed.getOrDefault(wanted.getKey(), 0L) < wanted.getValue()) {
        return false;
      }
    }
    return true;
  }

  private void run() {
    try {
      while (!closed && !(atEnd == AtEnd.STOP && caughtUp.isDone())) {
        readUntilKafkaFails();
      }
    } catch (Throwable e) {
      // Also an Error: the thread ends with it, and nobody else would tell.
      failed(e);
    }
  }

  private void readUntilKafkaFails() throws InterruptedException {
    try {
      connectAndFollow();
    } catch (WakeupException e) {
      // Closed; the loop's condition says so.
    } catch (KafkaException e) {
      LOG.warn("Reading {} failed and is tried again: {}", topic, e.getMessage());
      if (closing.await(RETRY_PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("Reading {} ends", topic);
      }
    }
  }

  private void failed(Throwable e) {
    failure = Optional.of("reading " + topic + " ended: " + e);
    started.completeExceptionally(e);
    caughtUp.completeExceptionally(e);
    LOG.error("Reading {} ended; this instance has to be started again", topic, e);
  }

  private void connectAndFollow() {
    KafkaConsumer<byte[], byte[]> fresh = connect();
    consumer = fresh;
    try {
      follow(fresh);
    } finally {
      // There is nothing to commit that would be worth waiting for.
      fresh.close(Duration.ZERO);
    }
  }

  private KafkaConsumer<byte[], byte[]> connect() {
    return new KafkaConsumer<>(
        Map.<String, Object>of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest",
            ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
            1,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            2_000,
            ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            500),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private void follow(KafkaConsumer<byte[], byte[]> from) {
    List<TopicPartition> partitions = partitions(from);
    from.assign(partitions);
    Map<TopicPartition, Long> ends = from.endOffsets(partitions, LOOKUP);
    Map<TopicPartition, Long> begins = begins(from, partitions, ends);
    begins.forEach(from::seek);
    begins.forEach((partition, offset) -> passed.put(partition.partition(), offset));
    started.complete(null);
    signalMoved();
    while (!closed) {
      if (!caughtUp.isDone() && reached(ends)) {
        caughtUp.complete(null);
        if (atEnd == AtEnd.STOP) {
          return;
        }
      }
      read(from.poll(POLL));
      for (TopicPartition partition : partitions) {
        // The consumer's position also counts what holds no record, such as compacted offsets.
        passed.put(partition.partition(), from.position(partition, LOOKUP));
      }
      signalMoved();
    }
  }

  private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> from) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (PartitionInfo partition : from.partitionsFor(topic, LOOKUP)) {
      partitions.add(new TopicPartition(topic, partition.partition()));
    }
    if (partitions.isEmpty()) {
      throw new KafkaException("there is no topic " + topic);
    }
    return partitions;
  }

  private Map<TopicPartition, Long> begins(
      KafkaConsumer<byte[], byte[]> from,
      List<TopicPartition> partitions,
      Map<TopicPartition, Long> ends) {
    if (!passed.isEmpty()) {
      Map<TopicPartition, Long> again = new HashMap<>();
      partitions.forEach(
          partition -> again.put(partition, passed.getOrDefault(partition.partition(), 0L)));
      return again;
    }
    return switch (start) {
      case Start.Beginning beginning -> from.beginningOffsets(partitions, LOOKUP);
      case Start.End end -> ends;
      case Start.Since since -> sinceOffsets(from, partitions, ends, since.millis());
    };
  }

  private static Map<TopicPartition, Long> sinceOffsets(
      KafkaConsumer<byte[], byte[]> from,
      List<TopicPartition> partitions,
      Map<TopicPartition, Long> ends,
      long millis) {
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, millis));
    Map<TopicPartition, OffsetAndTimestamp> found = from.offsetsForTimes(times, LOOKUP);
    Map<TopicPartition, Long> begins = new HashMap<>();
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp first = found.get(partition);
      begins.put(partition, first == null ? ends.get(partition) : first.offset());
    }
    return begins;
  }

  private boolean reached(Map<TopicPartition, Long> ends) {
    for (var end : ends.entrySet()) {
      if (passed.get(end.getKey().partition()) < end.getValue()) {
        return false;
      }
    }
    return true;
  }

  private void read(ConsumerRecords<byte[], byte[]> records) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      try {
        reader.accept(record);
      } catch (RuntimeException e) {
        LOG.error(
            "The record {}-{}@{} was passed over: {}",
            topic,
            record.partition(),
            record.offset(),
            e.getMessage(),
            e);
      }
    }
  }

  private void signalMoved() {
    progress.lock();
    try {
      moved.signalAll();
    } finally {
      progress.unlock();
    }
  }
}
