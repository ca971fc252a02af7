package io.bidlock.pipelines.bronze;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Records for tests. */
final class BronzeRecords {
  /** 2026-11-21T18:30:00Z. */
  static final long EVENING = 1_795_285_800_000L;

  static final String TOPIC = "auction.bids";

  private BronzeRecords() {}

  /** One of the first partition, in the evening. */
  static BronzeRecord at(long offset) {
    return at(TOPIC, 0, offset, EVENING);
  }

  static BronzeRecord at(String topic, int partition, long offset, long timestampMillis) {
    return new BronzeRecord(
        topic,
        0,
        partition,
        offset,
        timestampMillis,
        ("item-" + offset % 7).getBytes(StandardCharsets.UTF_8),
        ("{\"bid\":" + offset + "}").getBytes(StandardCharsets.UTF_8),
        List.of(new BronzeRecord.Header("traceparent", new byte[] {1, 2, 3})));
  }

  /** Whatever Kafka could hold, and times that hardly anybody would write. */
  static Arbitrary<BronzeRecord> any() {
    return Combinators.combine(
            Arbitraries.of(TOPIC, "auction.users", "somebody.else_s-topic", "a"),
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(0, 40),
            Arbitraries.longs().greaterOrEqual(0),
            Arbitraries.longs().edgeCases(edges -> edges.add(-1L, EVENING)),
            bytes(),
            bytes(),
            headers())
        .as(BronzeRecord::new);
  }

  private static Arbitrary<byte[]> bytes() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(300).injectNull(0.2);
  }

  private static Arbitrary<List<BronzeRecord.Header>> headers() {
    return Combinators.combine(
            Arbitraries.of("", "ce_id", "ce_id", "na\u00efve \ud83d\udd28"), bytes())
        .as(BronzeRecord.Header::new)
        .list()
        .ofMaxSize(5);
  }
}
