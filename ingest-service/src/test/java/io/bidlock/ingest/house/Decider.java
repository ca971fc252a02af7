package io.bidlock.ingest.house;

import io.bidlock.auction.arbitration.Arbiter;
import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.arbitration.Remembered;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.arbitration.Verdict;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.log.Topics;
import io.bidlock.auction.view.PublicItems;
import io.bidlock.auction.wire.LogRecordJson;
import io.bidlock.auction.wire.PublicItemJson;
import io.bidlock.auction.wire.RulingJson;
import io.bidlock.auction.wire.UnreadableRecord;
import io.bidlock.ingest.log.TopicFollower;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Stands in for the arbitration job, which is another module: reads the log from its beginning,
 * decides with the real Arbiter and publishes what the job publishes. Starting a second one is what
 * a new generation does: it publishes everything again.
 */
public final class Decider implements AutoCloseable {
  private final Arbiter arbiter = new Arbiter();
  private final Map<String, ItemState> states = new HashMap<>();
  private final Map<String, Map<String, Remembered>> remembered = new HashMap<>();
  private final List<LogRecord> seen = new CopyOnWriteArrayList<>();
  private final ReentrantLock pause = new ReentrantLock();
  private final KafkaProducer<byte[], byte[]> producer;
  private final TopicFollower log;

  public Decider(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                120_000),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    log =
        new TopicFollower(
                bootstrapServers,
                Topics.BIDS,
                new TopicFollower.Start.Beginning(),
                TopicFollower.AtEnd.GO_ON,
                this::decide)
            .begin();
  }

  /** Decides nothing until {@link #resume()}, on the same thread. */
  public void pause() {
    pause.lock();
  }

  public void resume() {
    pause.unlock();
  }

  /** For a test that may have ended between the two. */
  public void ensureResumed() {
    if (pause.isHeldByCurrentThread()) {
      pause.unlock();
    }
  }

  /** Every record of the log so far, decided or about to be. */
  public List<LogRecord> seen() {
    return seen;
  }

  @Override
  public void close() {
    log.close();
    producer.close();
  }

  private void decide(ConsumerRecord<byte[], byte[]> record) {
    pause.lock();
    try {
      LogRecord command = LogRecordJson.read(record.value());
      seen.add(command);
      LogEntry entry =
          new LogEntry(
              new Position(0, record.partition(), record.offset()), record.timestamp(), command);
      publish(command.itemId(), decide(entry));
    } catch (UnreadableRecord e) {
      throw new IllegalStateException(e);
    } finally {
      pause.unlock();
    }
  }

  private Verdict decide(LogEntry entry) {
    String itemId = entry.record().itemId();
    Map<String, Remembered> ids = remembered.computeIfAbsent(itemId, id -> new HashMap<>());
    Verdict verdict =
        arbiter.decide(
            states.getOrDefault(itemId, ItemState.Unknown.INSTANCE),
            Optional.ofNullable(ids.get(entry.record().commandId())),
            entry);
    if (!(verdict.state() instanceof ItemState.Unknown)) {
      states.put(itemId, verdict.state());
    }
    verdict.remember().ifPresent(memory -> ids.put(memory.decision().commandId(), memory));
    if (verdict.forgetAll()) {
      ids.clear();
    }
    return verdict;
  }

  private void publish(String itemId, Verdict verdict) {
    byte[] key = itemId.getBytes(StandardCharsets.UTF_8);
    for (Ruling ruling : verdict.rulings()) {
      var unused =
          producer.send(new ProducerRecord<>(Topics.DECISIONS, key, RulingJson.write(ruling)));
    }
    PublicItems.of(itemId, verdict)
        .ifPresent(
            item -> {
              var unused =
                  producer.send(
                      new ProducerRecord<>(Topics.ITEMS, key, PublicItemJson.write(item)));
            });
  }

  /** The decisions that were made, for comparing. */
  public Optional<Decision> remembered(String itemId, String commandId) {
    return Optional.ofNullable(remembered.getOrDefault(itemId, Map.of()).get(commandId))
        .map(Remembered::decision);
  }
}
