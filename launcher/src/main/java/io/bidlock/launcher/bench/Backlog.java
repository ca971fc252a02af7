package io.bidlock.launcher.bench;

import io.bidlock.auction.arbitration.Rules;
import io.bidlock.auction.listing.Format;
import io.bidlock.auction.listing.Term;
import io.bidlock.auction.listing.Terms;
import io.bidlock.auction.log.BidderStanding;
import io.bidlock.auction.log.Channel;
import io.bidlock.auction.log.Ids;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.Nonce;
import io.bidlock.auction.money.DecimalAmount;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Listings of English auctions that are open for a week, and then bids on them, about two of three
 * of which reach the minimum. The same each time but for the opening.
 */
final class Backlog {
  private static final long SEED = 20_261_121;
  private static final int BIDDERS = 20_000;
  private static final int LARGEST_RAISE_MINOR = 500;

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
  private final Instant now;
  private final long[] askedMinor;
  private long bids;

  /**
   * @param now when the items are open
   */
  Backlog(int items, Instant now) {
    this.askedMinor = new long[items];
    this.now = now;
    Arrays.fill(askedMinor, 100);
  }

  /** The listing of that number, from 0. */
  LogRecord listing(int item) {
    Terms terms =
        Terms.of(
            Map.of(
                Term.SELLER_ID,
                "seller-" + item % 500,
                Term.TITLE,
                "Lot " + item,
                Term.CATEGORY,
                "category-" + item % 20,
                Term.CURRENCY,
                "USD",
                Term.FORMAT,
                Format.ENGLISH.name(),
                Term.START_PRICE,
                "1",
                Term.OPENS_AT,
                now.minus(Duration.ofHours(1)).toString(),
                Term.CLOSES_AT,
                now.plus(Duration.ofDays(7)).toString()));
    return new LogRecord.ItemListed(
        itemId(item), "list-" + item, Rules.CURRENT_VERSION, terms, Nonce.NONE);
  }

  /** The next bid. */
  LogRecord bid() {
    int item = random.nextInt(askedMinor.length);
    askedMinor[item] += random.nextInt(LARGEST_RAISE_MINOR);
    String bidder = "bidder-" + random.nextInt(BIDDERS);
    return new LogRecord.BidPlaced(
        itemId(item),
        Ids.bidId(bidder, itemId(item), Long.toString(bids++)),
        bidder,
        DecimalAmount.ofMinor(askedMinor[item], 2),
        Optional.empty(),
        BidderStanding.OPEN,
        Channel.WEB,
        new Nonce(random.nextLong(), random.nextLong()));
  }

  private static String itemId(int item) {
    return "item-" + item;
  }
}
