package io.bidlock.pipelines.bronze;

import io.bidlock.pipelines.testing.Runners;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;

/**
 * How long a day of bids takes to be written and read on Flink. Arguments: format, number of bids,
 * bytes of records in a file.
 */
public final class BronzeSpeed {
  private static final int PARTITIONS = 4;
  private static final long DAY = 1_795_219_200_000L;

  private BronzeSpeed() {}

  public static void main(String... arguments) throws Exception {
    BronzeFormat format = BronzeFormat.valueOf(arguments[0]);
    int bids = Integer.parseInt(arguments[1]);
    int fileBytes = Integer.parseInt(arguments[2]);
    Path directory = Files.createTempDirectory("bronze-speed");
    for (int round = 1; round <= 3; round++) {
      Path bronze = directory.resolve("round-" + round);
      time("write", bids, () -> write(bronze, format, bids, fileBytes));
      try (Stream<Path> files = Files.walk(bronze)) {
        List<Path> parts = files.filter(Files::isRegularFile).toList();
        long bytes = 0;
        for (Path part : parts) {
          bytes += Files.size(part);
        }
        System.out.printf(Locale.ROOT, "%d files, %,d bytes%n", parts.size(), bytes);
      }
      time("read", bids, () -> read(bronze));
      delete(bronze);
    }
  }

  private static void time(String what, int bids, Runnable work) {
    long start = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(Locale.ROOT, "%s: %.1f s, %,.0f records/s%n", what, seconds, bids / seconds);
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }

  private static void write(Path bronze, BronzeFormat format, int bids, int fileBytes) {
    Pipeline pipeline = Pipeline.create(Runners.flinkBatch());
    pipeline
        .apply(Create.of(0, 1, 2, 3).withCoder(VarIntCoder.of()))
        .apply(Reshuffle.viaRandomKey())
        .apply(ParDo.of(new Bids(bids / PARTITIONS, bids)))
        .setCoder(BronzeRecordCoder.of())
        .apply(WriteBronze.to(bronze.toString()).as(format).withFileBytes(fileBytes));
    pipeline.run().waitUntilFinish();
  }

  private static void read(Path bronze) {
    Pipeline pipeline = Pipeline.create(Runners.flinkBatch());
    pipeline.apply(ReadBronze.from(bronze.toString())).apply(ParDo.of(new Count()));
    pipeline.run().waitUntilFinish();
  }

  private static final class Count extends DoFn<BronzeRecord, Void> {
    private static final long serialVersionUID = 1L;
    private final Counter records = Metrics.counter(BronzeSpeed.class, "records");

    @ProcessElement
    public void count(@Element BronzeRecord record) {
      records.inc();
    }
  }

  private static final class Bids extends DoFn<Integer, BronzeRecord> {
    private static final long serialVersionUID = 1L;
    private final int count;
    private final int total;

    Bids(int count, int total) {
      this.count = count;
      this.total = total;
    }

    @ProcessElement
    public void make(@Element Integer partition, OutputReceiver<BronzeRecord> out) {
      Random random = new Random(partition);
      for (int offset = 0; offset < count; offset++) {
        String item = "item-" + random.nextInt(20_000);
        String bid = new UUID(random.nextLong(), random.nextLong()).toString();
        String json =
            "{\"schema_version\":1,\"type\":\"BidPlaced\",\"item_id\":\"%s\",\"bid_id\":\"%s\",\"bidder_id\":\"user-%d\",\"amount\":\"%d.%02d\",\"currency\":\"USD\",\"channel\":\"WEB\",\"placed_at\":\"2026-11-21T10:00:00.%03dZ\",\"nonce\":\"%016x%016x\",\"standing\":{\"approved\":true}}"
                .formatted(
                    item,
                    bid,
                    random.nextInt(50_000),
                    random.nextInt(10_000),
                    random.nextInt(100),
                    random.nextInt(1_000),
                    random.nextLong(),
                    random.nextLong());
        out.output(
            new BronzeRecord(
                "auction.bids",
                0,
                partition,
                offset,
                DAY + (long) offset * 86_400_000L / count,
                item.getBytes(StandardCharsets.UTF_8),
                json.getBytes(StandardCharsets.UTF_8),
                List.of(
                    header("traceparent", "00-" + bid.replace("-", "") + "-00f067aa0ba902b7-01"),
                    header("ce_type", "io.bidlock.BidPlaced"),
                    header("ce_id", bid),
                    header("ce_source", "/ingest/1"),
                    header("ce_specversion", "1.0"))));
      }
    }

    private static BronzeRecord.Header header(String name, String value) {
      return new BronzeRecord.Header(name, value.getBytes(StandardCharsets.UTF_8));
    }
  }
}
