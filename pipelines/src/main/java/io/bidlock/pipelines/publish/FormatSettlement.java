package io.bidlock.pipelines.publish;

import io.bidlock.auction.log.Topics;
import io.bidlock.auction.view.Settlement;
import io.bidlock.auction.wire.SettlementJson;
import java.nio.charset.StandardCharsets;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** Settlements as records of {@code auction.txn}. */
final class FormatSettlement extends DoFn<Settlement, ProducerRecord<byte[], byte[]>> {
  private static final long serialVersionUID = 1L;
  private static final Header SETTLEMENT = Headers.type("Settlement");

  private final long epoch;
  private transient Headers headers;

  FormatSettlement(long epoch) {
    this.epoch = epoch;
  }

  @Setup
  public void setUp() {
    headers = new Headers(epoch);
  }

  @ProcessElement
  public void format(
      @Element Settlement settlement, OutputReceiver<ProducerRecord<byte[], byte[]>> out) {
    out.output(
        new ProducerRecord<>(
            Topics.TRANSACTIONS,
            null,
            settlement.itemId().getBytes(StandardCharsets.UTF_8),
            SettlementJson.write(settlement),
            headers.of(
                SETTLEMENT,
                settlement.itemId() + "/" + settlement.itemSeq(),
                settlement.itemId(),
                settlement.closedAtMillis())));
  }
}
