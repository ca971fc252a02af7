package io.bidlock.pipelines.publish;

import io.bidlock.auction.log.Topics;
import io.bidlock.pipelines.log.DeadLetter;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Dead letters as records of {@code auction.dead-letters}: bytes as read, the rest in headers. */
final class FormatDeadLetter extends DoFn<DeadLetter, ProducerRecord<byte[], byte[]>> {
  private static final long serialVersionUID = 1L;

  private final long epoch;

  FormatDeadLetter(long epoch) {
    this.epoch = epoch;
  }

  @ProcessElement
  public void format(
      @Element DeadLetter letter, OutputReceiver<ProducerRecord<byte[], byte[]>> out) {
    out.output(
        new ProducerRecord<>(
            Topics.DEAD_LETTERS,
            null,
            letter.key().length == 0 ? null : letter.key(),
            letter.value(),
            List.of(
                Headers.header("topic", letter.topic()),
                Headers.header("position", letter.position()),
                Headers.header("time_millis", Long.toString(letter.timeMillis())),
                Headers.header("error", letter.error()),
                Headers.header("epoch", Long.toString(epoch)))));
  }
}
