package io.bidlock.pipelines.spark;

import io.bidlock.auction.log.LogEntry;
import io.bidlock.pipelines.arbitration.RecordOrder;
import io.bidlock.pipelines.testing.Decided;
import io.bidlock.pipelines.testing.GeneratedLog;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spark decides the logs that the other runners decide, and as they do. */
class ArbitrationOnSparkTest {
  private static final int ITEMS = 30;

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void itDecidesAsThePlainArbiterDoes(long seed) {
    List<LogEntry> log = GeneratedLog.closed(seed, ITEMS, 1_500);

    Decided.on(Spark.batch(), Decided.shuffled(log, seed), RecordOrder.OFFSET)
        .assertSameAs(log, ITEMS);
  }
}
