package io.bidlock.pipelines.publish;

import io.bidlock.auction.log.Topics;
import io.bidlock.pipelines.log.DeadLetter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Dead letters as records of {@code auction.dead-letters}: bytes as read, the rest in headers. Of a
 * value so large that the letter would be refused only the beginning goes along.
 */
final class FormatDeadLetter extends DoFn<DeadLetter, ProducerRecord<byte[], byte[]>> {
  private static final long serialVersionUID = 1L;

  /** A record may have a megabyte, with its key and the headers. */
  private static final int MAX_VALUE_BYTES = 900_000;

  /** No item's id is as long: such a key is left out. */
  private static final int MAX_KEY_BYTES = 10_000;

  private final long epoch;

  FormatDeadLetter(long epoch) {
    this.epoch = epoch;
  }

  @ProcessElement
  public void format(
      @Element DeadLetter letter, OutputReceiver<ProducerRecord<byte[], byte[]>> out) {
    byte[] value = letter.value();
    List<Header> headers = new ArrayList<>();
    headers.add(Headers.header("topic", letter.topic()));
    headers.add(Headers.header("position", letter.position()));
    headers.add(Headers.header("time_millis", Long.toString(letter.timeMillis())));
    headers.add(Headers.header("error", letter.error()));
    headers.add(Headers.header("epoch", Long.toString(epoch)));
    if (value.length > MAX_VALUE_BYTES) {
      headers.add(Headers.header("value_bytes", Integer.toString(value.length)));
      value = Arrays.copyOf(value, MAX_VALUE_BYTES);
    }
    out.output(
        new ProducerRecord<>(
            Topics.DEAD_LETTERS,
            null,
            letter.key().length == 0 || letter.key().length > MAX_KEY_BYTES ? null : letter.key(),
            value,
            headers));
  }
}
