package io.bidlock.pipelines.testing;

import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.log.Topics;
import io.bidlock.auction.view.PublicItem;
import io.bidlock.auction.view.Settlement;
import io.bidlock.auction.wire.LogRecordJson;
import io.bidlock.auction.wire.PublicItemJson;
import io.bidlock.auction.wire.RulingJson;
import io.bidlock.auction.wire.SettlementJson;
import io.bidlock.auction.wire.UnreadableRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.checkerframework.checker.nullness.qual.Nullable;

/** The topics of one broker, as a test writes and reads them. */
public final class AuctionTopics implements AutoCloseable {
  private final String bootstrapServers;
  private KafkaProducer<byte[], byte[]> producer;
  private final List<Ruling> rulings = new ArrayList<>();
  private KafkaConsumer<byte[], byte[]> decisions;

  public AuctionTopics(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.producer = newProducer(bootstrapServers);
  }

  private static KafkaProducer<byte[], byte[]> newProducer(String bootstrapServers) {
    Properties config = new Properties();
    config.put("bootstrap.servers", bootstrapServers);
    config.put("acks", "all");
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Makes every topic anew, with nothing in it. */
  public void create(int partitions) throws Exception {
    rulings.clear();
    if (decisions != null) {
      decisions.close();
      decisions = null;
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      List<String> names =
          List.of(
              Topics.BIDS,
              Topics.DECISIONS,
              Topics.ITEMS,
              Topics.TRANSACTIONS,
              Topics.USERS,
              Topics.ALERTS,
              Topics.DEAD_LETTERS);
      List<String> present = new ArrayList<>(admin.listTopics().names().get());
      present.retainAll(names);
      admin.deleteTopics(present).all().get();
      awaitPartitions(admin, names, 0);
      admin
          .createTopics(
              names.stream()
                  .map(
                      name ->
                          new NewTopic(name, partitions, (short) 1)
                              .configs(
                                  name.equals(Topics.BIDS)
                                      ? Map.of("message.timestamp.type", "LogAppendTime")
                                      : Map.of()))
                  .toList())
          .all()
          .get();
      awaitPartitions(admin, names, names.size() * partitions);
    }
    // The old one goes on counting where the deleted topic ended, which the new one does not take.
    producer.close();
    producer = newProducer(bootstrapServers);
  }

  /**
   * Waits until the broker itself has so many of the topics' partitions: the controller knows of a
   * deletion, and of a creation, before the broker acts on it, which meanwhile takes records for
   * what was deleted.
   */
  private static void awaitPartitions(Admin admin, List<String> names, int count) throws Exception {
    List<Integer> brokers = admin.describeCluster().nodes().get().stream().map(Node::id).toList();
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                admin.describeLogDirs(brokers).allDescriptions().get().values().stream()
                        .flatMap(directories -> directories.values().stream())
                        .flatMap(directory -> directory.replicaInfos().keySet().stream())
                        .filter(partition -> names.contains(partition.topic()))
                        .count()
                    == count);
  }

  /** Writes a record to any topic. */
  public void write(String topic, String key, byte @Nullable [] value) {
    var unused =
        producer.send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
  }

  /** Appends to the log; the broker stamps the time. */
  public void append(LogRecord record) {
    append(record.itemId(), LogRecordJson.write(record));
  }

  /** Appends whatever bytes to the log. */
  public void append(String key, byte[] value) {
    var unused =
        producer.send(
            new ProducerRecord<>(Topics.BIDS, key.getBytes(StandardCharsets.UTF_8), value));
  }

  /**
   * Appends whatever bytes to the log, and waits for the place that they get.
   *
   * @param value null for a record without one
   */
  public Position place(String key, byte @Nullable [] value) throws Exception {
    RecordMetadata metadata =
        producer
            .send(new ProducerRecord<>(Topics.BIDS, key.getBytes(StandardCharsets.UTF_8), value))
            .get();
    return new Position(0, metadata.partition(), metadata.offset());
  }

  /** Appends and waits until the broker has it all. */
  public void appendAll(Collection<? extends LogRecord> records) {
    records.forEach(this::append);
    producer.flush();
  }

  /**
   * Appends entries as a broker would have whose clock said what their times say; after that its
   * clock is right.
   *
   * @param shiftMillis is added to the times
   */
  public void appendWithTimes(List<LogEntry> entries, long shiftMillis) throws Exception {
    setTimestamps("CreateTime");
    for (LogEntry entry : entries) {
      LogRecord record = entry.record();
      var unused =
          producer.send(
              new ProducerRecord<>(
                  Topics.BIDS,
                  null,
                  entry.timeMillis() + shiftMillis,
                  record.itemId().getBytes(StandardCharsets.UTF_8),
                  LogRecordJson.write(record)));
    }
    producer.flush();
    setTimestamps("LogAppendTime");
  }

  private void setTimestamps(String type) throws Exception {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.BIDS);
    List<AlterConfigOp> changes =
        Map.of(
                "message.timestamp.type",
                type,
                "message.timestamp.after.max.ms",
                Long.toString(Long.MAX_VALUE))
            .entrySet()
            .stream()
            .map(entry -> new ConfigEntry(entry.getKey(), entry.getValue()))
            .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
            .toList();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      admin.incrementalAlterConfigs(Map.of(topic, changes)).all().get();
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  admin
                      .describeConfigs(List.of(topic))
                      .all()
                      .get()
                      .get(topic)
                      .get("message.timestamp.type")
                      .value()
                      .equals(type));
    }
  }

  /** Waits until all that was appended is acknowledged. */
  public void flush() {
    producer.flush();
  }

  /**
   * Deletes the first records of each partition of a topic, as retention does.
   *
   * @param share of what it holds, from 0 to 1
   */
  public void deleteFirst(String topic, double share) throws Exception {
    Map<TopicPartition, RecordsToDelete> before = new HashMap<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(topic);
        Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      consumer
          .endOffsets(consumer.assignment())
          .forEach(
              (partition, end) ->
                  before.put(partition, RecordsToDelete.beforeOffset((long) (end * share))));
      admin.deleteRecords(before).all().get();
    }
  }

  /** All that a topic holds now. */
  public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(topic)) {
      readOn(consumer, found::add);
    }
    return found;
  }

  private KafkaConsumer<byte[], byte[]> consumer(String topic) {
    Properties config = new Properties();
    config.put("bootstrap.servers", bootstrapServers);
    config.put("max.poll.records", 10_000);
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  /** Reads up to the present end. */
  private static void readOn(
      KafkaConsumer<byte[], byte[]> consumer, Consumer<ConsumerRecord<byte[], byte[]>> found) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      consumer.poll(Duration.ofMillis(100)).forEach(found);
    }
  }

  /** What can be read of the log, with the times and places that the broker gave, by offset. */
  public List<LogEntry> log() {
    return log(0);
  }

  /** The same, of any era. */
  public List<LogEntry> log(int era) {
    List<LogEntry> entries = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : read(Topics.BIDS)) {
      readable(record)
          .map(
              said ->
                  new LogEntry(
                      new Position(era, record.partition(), record.offset()),
                      record.timestamp(),
                      said))
          .ifPresent(entries::add);
    }
    entries.sort(Comparator.comparing(LogEntry::position));
    return entries;
  }

  /** Nothing for what was written on purpose for the dead letters. */
  private static Optional<LogRecord> readable(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null || record.value() == null) {
      return Optional.empty();
    }
    String key = new String(record.key(), StandardCharsets.UTF_8);
    try {
      return Optional.of(LogRecordJson.read(record.value()))
          .filter(said -> said.itemId().equals(key));
    } catch (UnreadableRecord e) {
      return Optional.empty();
    }
  }

  /** What compaction would leave of {@code auction.items}: the last record of each item. */
  public Map<String, PublicItem> lastItems() throws UnreadableRecord {
    Map<String, PublicItem> items = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : read(Topics.ITEMS)) {
      items.put(
          new String(record.key(), StandardCharsets.UTF_8), PublicItemJson.read(record.value()));
    }
    return items;
  }

  /** All that {@code auction.txn} holds. */
  public List<Settlement> settlements() throws UnreadableRecord {
    List<Settlement> settlements = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : read(Topics.TRANSACTIONS)) {
      settlements.add(SettlementJson.read(record.value()));
    }
    return settlements;
  }

  /** A record's headers as text. */
  public static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new TreeMap<>();
    record
        .headers()
        .forEach(
            header ->
                headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
    return headers;
  }

  /** All rulings told so far. */
  public List<Ruling> rulings() {
    if (decisions == null) {
      decisions = consumer(Topics.DECISIONS);
    }
    readOn(decisions, record -> rulings.add(ruling(record.value())));
    return List.copyOf(rulings);
  }

  /** The rulings, once there are as many as wanted. */
  public List<Ruling> awaitRulings(int count, Duration atMost) {
    return Awaitility.await()
        .atMost(atMost)
        .pollInterval(Duration.ofMillis(200))
        .until(this::rulings, rulings -> rulings.size() >= count);
  }

  private static Ruling ruling(byte[] bytes) {
    try {
      return RulingJson.read(bytes);
    } catch (UnreadableRecord e) {
      throw new AssertionError(new String(bytes, StandardCharsets.UTF_8), e);
    }
  }

  @Override
  public void close() {
    producer.close();
    if (decisions != null) {
      decisions.close();
    }
  }
}
