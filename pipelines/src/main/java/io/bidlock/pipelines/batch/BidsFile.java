package io.bidlock.pipelines.batch;

import io.bidlock.auction.log.BidderStanding;
import io.bidlock.auction.log.Channel;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import io.bidlock.auction.money.DecimalAmount;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The file of bids. */
final class BidsFile extends InputFile<BidPlaced> {
  private static final List<String> COLUMNS =
      List.of("bid_id", "item_id", "bidder_id", "amount", "placed_at");

  BidsFile(Path path) {
    super(path);
  }

  @Override
  List<String> requiredColumns() {
    return COLUMNS;
  }

  @Override
  List<String> knownColumns() {
    return COLUMNS;
  }

  @Override
  FileLine<BidPlaced> read(long number, Fields row) throws UnreadableLine {
    String bidId = id(row, "bid_id");
    return new FileLine<>(
        timeMillis(row, "placed_at"),
        new BidPlaced(
            id(row, "item_id"),
            bidId,
            id(row, "bidder_id"),
            amount(row),
            Optional.empty(),
            BidderStanding.OPEN,
            Channel.FILE,
            nonce(bidId)));
  }

  private static DecimalAmount amount(Fields row) throws UnreadableLine {
    try {
      return DecimalAmount.parse(row.required("amount"));
    } catch (NumberFormatException e) {
      throw new UnreadableLine("amount: " + e.getMessage());
    }
  }
}
