package io.bidlock.auction.arbitration;

import io.bidlock.auction.chain.Hash;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.money.DecimalAmount;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The verdict on one command. Its amount is secret where the listing makes it so: see {@link
 * #amountSecret}. Prices are minor units of {@code currency}.
 *
 * @param position the command's place in the log, by which a decision is keyed everywhere
 * @param timeMillis the item time
 * @param bidId of {@code BidPlaced} and {@code BidRetracted}
 * @param bidderId of {@code BidPlaced}; the actor of a retraction
 * @param amount of {@code BidPlaced}, as written
 * @param amountSecret whether the amount may be told to its bidder only
 * @param currency empty where the item is unknown
 * @param currencyScale decimals of the currency, 0 where the item is unknown
 * @param reason always there when rejected; else where there is more to say
 * @param priceBefore the public price before, where there was one
 * @param priceAfter the public price after
 * @param leader the highest (in a reverse auction: lowest) bidder after, as far as public
 * @param minimumNextBid the least (in a reverse auction: most) that the next bid may be
 * @param endMillis the item's end after this decision, 0 where the item is unknown
 * @param lockToken the fencing token of a grant
 * @param lockUntilMillis when a granted hold runs out
 * @param first of a repeat: the first decision
 * @param detail of a rejected listing or amendment: what is wrong with it, beginning with the field
 *     to blame; not part of the chain
 * @param details what the command said or did besides; not part of the chain
 */
public record Decision(
    String itemId,
    long itemSeq,
    Position position,
    long timeMillis,
    LogRecord.Kind command,
    String commandId,
    Optional<String> bidId,
    Optional<String> bidderId,
    Optional<DecimalAmount> amount,
    boolean amountSecret,
    String currency,
    int currencyScale,
    boolean accepted,
    Optional<Reason> reason,
    OptionalLong priceBefore,
    OptionalLong priceAfter,
    Optional<String> leader,
    OptionalLong minimumNextBid,
    long endMillis,
    OptionalLong lockToken,
    OptionalLong lockUntilMillis,
    Optional<Decision> first,
    Optional<String> detail,
    CommandDetails details,
    Hash hash)
    implements Ruling {

  /** The decision that answers the command: this one, or the first one where it is a repeat. */
  public Decision answer() {
    return first.orElse(this);
  }
}
