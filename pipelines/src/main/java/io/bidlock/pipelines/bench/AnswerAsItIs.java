package io.bidlock.pipelines.bench;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.chain.Hash;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;

/**
 * The identity among arbiters: says yes to everything, so that as much is written as in earnest.
 */
final class AnswerAsItIs extends DoFn<KV<String, LogEntry>, Ruling> {
  private static final long serialVersionUID = 1L;
  private static final Hash HASH = new Hash(1, 2, 3, 4);

  @ProcessElement
  public void answer(@Element KV<String, LogEntry> element, OutputReceiver<Ruling> out) {
    LogEntry entry = element.getValue();
    Optional<BidPlaced> bid =
        entry.record() instanceof BidPlaced placed ? Optional.of(placed) : Optional.empty();
    out.output(
        new Decision(
            entry.record().itemId(),
            entry.position().offset() + 1,
            entry.position(),
            entry.timeMillis(),
            entry.record().kind(),
            entry.record().commandId(),
            bid.map(BidPlaced::bidId),
            bid.map(BidPlaced::bidderId),
            bid.map(BidPlaced::amount),
            false,
            "USD",
            2,
            true,
            Optional.empty(),
            OptionalLong.of(100),
            OptionalLong.of(200),
            bid.map(BidPlaced::bidderId),
            OptionalLong.of(300),
            entry.timeMillis(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty(),
            HASH));
  }
}
