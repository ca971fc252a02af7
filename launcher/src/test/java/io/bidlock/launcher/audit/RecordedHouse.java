package io.bidlock.launcher.audit;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemClosed;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.log.Topics;
import io.bidlock.auction.wire.LogRecordJson;
import io.bidlock.auction.wire.RulingJson;
import io.bidlock.launcher.traffic.Scenario;
import io.bidlock.launcher.traffic.Traffic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What an honest house leaves behind after some traffic, for tests to tamper with. */
final class RecordedHouse implements TopicReader {
  private static final int PARTITIONS = 2;

  final List<TopicRecord> log = new ArrayList<>();
  final List<Ruling> rulings = new ArrayList<>();
  final List<TopicRecord> decisions = new ArrayList<>();
  final List<Told> told = new ArrayList<>();
  private final Map<Integer, Long> ends = new HashMap<>();
  private final Replay house = new Replay();

  /** Some 3,000 events on 12 items, everything closed. */
  static RecordedHouse honest() {
    Scenario scenario =
        new Scenario(9, Instant.parse("2026-03-01T12:00:00Z"), 3_000, 200, 12, true);
    RecordedHouse recorded = new RecordedHouse();
    long start = scenario.start().toEpochMilli();
    new Traffic(scenario)
        .forEachRemaining(
            event ->
                event
                    .record()
                    .ifPresent(record -> recorded.append(record, start + event.atMillis())));
    for (String item : Traffic.itemIds(scenario)) {
      recorded.append(new LogRecord.CloseDue(item), start + scenario.spanMillis() + 5_000);
    }
    return recorded;
  }

  void append(LogRecord record, long timeMillis) {
    int partition = Math.floorMod(record.itemId().hashCode(), PARTITIONS);
    Position position = append(partition, timeMillis, LogRecordJson.write(record));
    for (Ruling ruling : house.decide(new LogEntry(position, timeMillis, record)).rulings()) {
      rulings.add(ruling);
      publish(ruling);
      switch (ruling) {
        case Decision decision -> told.add(tell(decision.answer()));
        case ItemClosed closed -> {
          // Nobody asked for it.
        }
      }
    }
  }

  Position append(int partition, long timeMillis, byte[] value) {
    long offset = ends.merge(partition, 1L, Long::sum) - 1;
    log.add(new TopicRecord(partition, offset, timeMillis, value));
    return new Position(0, partition, offset);
  }

  void publish(Ruling ruling) {
    decisions.add(new TopicRecord(0, decisions.size(), 0, RulingJson.write(ruling)));
  }

  private static Told tell(Decision decision) {
    return new Told(
        decision.itemId(),
        Optional.of(decision.commandId()),
        Optional.of(decision.position()),
        Optional.of(
            new Told.Answer(
                decision.itemSeq(),
                decision.hash().toString(),
                decision.accepted(),
                decision.reason().map(Enum::name))));
  }

  @Override
  public void read(String topic, Consumer<TopicRecord> reader) {
    switch (topic) {
      case Topics.BIDS -> log.forEach(reader);
      case Topics.DECISIONS -> decisions.forEach(reader);
      default -> throw new IllegalArgumentException(topic);
    }
  }
}
