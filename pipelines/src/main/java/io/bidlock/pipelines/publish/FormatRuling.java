package io.bidlock.pipelines.publish;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemClosed;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.log.Topics;
import io.bidlock.auction.wire.RulingJson;
import java.nio.charset.StandardCharsets;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** Rulings as records of {@code auction.decisions}. */
final class FormatRuling extends DoFn<Ruling, ProducerRecord<byte[], byte[]>> {
  private static final long serialVersionUID = 1L;
  private static final Header DECISION = Headers.type("Decision");
  private static final Header ITEM_CLOSED = Headers.type("ItemClosed");

  private final long epoch;
  private transient Headers headers;

  FormatRuling(long epoch) {
    this.epoch = epoch;
  }

  @Setup
  public void setUp() {
    headers = new Headers(epoch);
  }

  @ProcessElement
  public void format(@Element Ruling ruling, OutputReceiver<ProducerRecord<byte[], byte[]>> out) {
    if (ruling instanceof Decision decision) {
      out.output(record(ruling, DECISION, decision.position(), decision.timeMillis()));
    } else if (ruling instanceof ItemClosed closed) {
      out.output(record(ruling, ITEM_CLOSED, closed.position(), closed.closedAtMillis()));
    }
  }

  private ProducerRecord<byte[], byte[]> record(
      Ruling ruling, Header type, Position position, long timeMillis) {
    return new ProducerRecord<>(
        Topics.DECISIONS,
        null,
        ruling.itemId().getBytes(StandardCharsets.UTF_8),
        RulingJson.write(ruling),
        headers.of(type, position + "/" + ruling.itemSeq(), ruling.itemId(), timeMillis));
  }
}
