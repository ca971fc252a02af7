package io.bidlock.pipelines.bench;

import io.bidlock.auction.arbitration.CommandDetails;
import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.chain.Hash;
import io.bidlock.auction.listing.DutchClock;
import io.bidlock.auction.listing.Format;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import io.bidlock.auction.view.PublicItem;
import io.bidlock.pipelines.arbitration.ArbitrateBids;
import io.bidlock.pipelines.elements.LatestOfBundle;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/**
 * The identity among arbiters: says yes to everything, so that as much is written as in earnest.
 */
final class AnswerAsItIs extends DoFn<KV<String, LogEntry>, Ruling> {
  private static final long serialVersionUID = 1L;
  private static final Hash HASH = new Hash(1, 2, 3, 4);

  private transient LatestOfBundle<PublicItem> items;

  @Setup
  public void setUp() {
    items = new LatestOfBundle<>(ArbitrateBids.ITEMS);
  }

  @ProcessElement
  public void answer(
      @Element KV<String, LogEntry> element,
      @Timestamp Instant timestamp,
      MultiOutputReceiver out) {
    LogEntry entry = element.getValue();
    items.at(timestamp);
    if (entry.record() instanceof BidPlaced && entry.position().offset() % 3 > 0) {
      items.add(entry.record().itemId(), () -> item(entry), out);
    }
    out.get(ArbitrateBids.RULINGS).output(decision(entry));
  }

  @FinishBundle
  public void finishBundle(FinishBundleContext context) {
    items.tell(context);
  }

  private static Decision decision(LogEntry entry) {
    Optional<BidPlaced> bid =
        entry.record() instanceof BidPlaced placed ? Optional.of(placed) : Optional.empty();
    return new Decision(
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
        bid.map(placed -> CommandDetails.ofBid(placed.channel())).orElse(CommandDetails.NONE),
        HASH);
  }

  private static PublicItem item(LogEntry entry) {
    return new PublicItem(
        entry.record().itemId(),
        "Lot of the backlog",
        "seller-1",
        "category-1",
        Format.ENGLISH,
        false,
        "USD",
        2,
        100,
        OptionalLong.of(200),
        Optional.of("bidder-1"),
        OptionalLong.of(300),
        entry.position().offset(),
        Optional.empty(),
        OptionalLong.empty(),
        true,
        entry.timeMillis(),
        entry.timeMillis(),
        OptionalLong.empty(),
        0,
        DutchClock.NONE,
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        OptionalLong.of(entry.timeMillis()),
        false,
        entry.position().offset() + 1);
  }
}
