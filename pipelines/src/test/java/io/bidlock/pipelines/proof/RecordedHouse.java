package io.bidlock.pipelines.proof;

import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.Topics;
import io.bidlock.auction.wire.RulingJson;
import io.bidlock.pipelines.bronze.BronzeRecord;
import io.bidlock.pipelines.bronze.BronzeRecordCoder;
import io.bidlock.pipelines.bronze.WriteBronze;
import io.bidlock.pipelines.testing.PlainArbitration;
import io.bidlock.pipelines.testing.Runners;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;

/** What a house has left in bronze: its log, and what it decided. Both can be falsified. */
final class RecordedHouse {
  private final List<LogEntry> log;
  private final List<Ruling> decided;

  RecordedHouse(List<LogEntry> log) {
    this.log = new ArrayList<>(log);
    this.decided = new ArrayList<>(PlainArbitration.of(log).rulings());
  }

  List<LogEntry> log() {
    return log;
  }

  List<Ruling> decided() {
    return decided;
  }

  void writeTo(Path bronze) {
    List<BronzeRecord> records = new ArrayList<>();
    for (LogEntry entry : log) {
      records.add(BronzeRecord.of(entry.position().era(), entry));
    }
    long offset = 0;
    for (Ruling ruling : decided) {
      records.add(
          new BronzeRecord(
              Topics.DECISIONS,
              0,
              0,
              offset++,
              log.get(0).timeMillis(),
              bytes(ruling.itemId()),
              RulingJson.write(ruling),
              List.of()));
    }
    records.add(
        new BronzeRecord(
            Topics.USERS,
            0,
            0,
            0,
            log.get(0).timeMillis(),
            bytes("bidder-1"),
            bytes("{\"schema\":1,\"user_id\":\"bidder-1\"}"),
            List.of()));
    Pipeline pipeline = Pipeline.create(Runners.direct());
    pipeline
        .apply(Create.of(records).withCoder(BronzeRecordCoder.of()))
        .apply(WriteBronze.to(bronze.toString()));
    pipeline.run().waitUntilFinish();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
