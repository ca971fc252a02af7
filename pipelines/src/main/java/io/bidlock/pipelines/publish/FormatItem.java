package io.bidlock.pipelines.publish;

import io.bidlock.auction.log.Topics;
import io.bidlock.auction.view.PublicItem;
import io.bidlock.auction.wire.PublicItemJson;
import java.nio.charset.StandardCharsets;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.joda.time.Instant;

/** Public items as records of {@code auction.items}. */
final class FormatItem extends DoFn<PublicItem, ProducerRecord<byte[], byte[]>> {
  private static final long serialVersionUID = 1L;
  private static final Header ITEM = Headers.type("PublicItem");

  private final long epoch;
  private transient Headers headers;

  FormatItem(long epoch) {
    this.epoch = epoch;
  }

  @Setup
  public void setUp() {
    headers = new Headers(epoch);
  }

  @ProcessElement
  public void format(
      @Element PublicItem item,
      @Timestamp Instant timestamp,
      OutputReceiver<ProducerRecord<byte[], byte[]>> out) {
    out.output(
        new ProducerRecord<>(
            Topics.ITEMS,
            null,
            item.id().getBytes(StandardCharsets.UTF_8),
            PublicItemJson.write(item),
            headers.of(ITEM, item.id() + "/" + item.itemSeq(), item.id(), timestamp.getMillis())));
  }
}
