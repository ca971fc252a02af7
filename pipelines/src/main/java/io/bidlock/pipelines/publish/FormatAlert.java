package io.bidlock.pipelines.publish;

import io.bidlock.auction.log.Topics;
import io.bidlock.auction.wire.JsonWriter;
import io.bidlock.pipelines.fraud.FraudAlert;
import java.nio.charset.StandardCharsets;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Fraud alerts as records of {@code auction.alerts}, JSON of schema version {@value #SCHEMA}. The
 * time in the headers is the beginning of the day that an alert is about: what is the same has the
 * same headers.
 */
final class FormatAlert extends DoFn<FraudAlert, ProducerRecord<byte[], byte[]>> {
  private static final long serialVersionUID = 1L;
  private static final int SCHEMA = 1;
  private static final Header ALERT = Headers.type("FraudAlert");

  private final long epoch;
  private transient Headers headers;

  FormatAlert(long epoch) {
    this.epoch = epoch;
  }

  @Setup
  public void setUp() {
    headers = new Headers(Headers.MEDALLION, epoch);
  }

  @ProcessElement
  public void format(
      @Element FraudAlert alert, OutputReceiver<ProducerRecord<byte[], byte[]>> out) {
    byte[] value =
        JsonWriter.object(
            json ->
                json.number("schema", SCHEMA)
                    .text("alert_id", alert.alertId())
                    .text("bidder_id", alert.bidderId())
                    .text("time_zone", alert.timeZone())
                    .text("day", alert.day())
                    .decimal("score", alert.score())
                    .json("reasons", alert.reasons()));
    out.output(
        new ProducerRecord<>(
            Topics.ALERTS,
            null,
            alert.bidderId().getBytes(StandardCharsets.UTF_8),
            value,
            headers.of(ALERT, alert.alertId(), alert.bidderId(), alert.dayStartMillis())));
  }
}
