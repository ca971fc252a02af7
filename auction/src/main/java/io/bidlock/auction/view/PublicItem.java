package io.bidlock.auction.view;

import io.bidlock.auction.arbitration.Outcome;
import io.bidlock.auction.listing.DutchClock;
import io.bidlock.auction.listing.Format;
import io.bidlock.auction.money.DecimalAmount;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What anybody may know of an item: no maximum, no reserve, no sealed bid before the close. Written
 * to {@code auction.items} and served by {@code GET /api/v1/items/{id}}. Amounts are minor units,
 * times milliseconds since the epoch.
 *
 * <p>It holds facts, not the time: what depends on the clock ({@link #status}, the Dutch price) is
 * asked for with a time.
 *
 * @param name the title
 * @param currentBidMinor the public price; for a Dutch auction only once sold
 * @param highestBidderId the leader, where the format shows one
 * @param minimumNextBidMinor the least (in a reverse auction: most) that the next bid may be; for a
 *     Dutch auction the start price
 * @param bidCount accepted bids
 * @param reserveMet where there is a reserve and the format shows whether it is met
 * @param buyNowMinor while it can be used
 * @param priceMovesOneWay whether a bid that is too low now will always be (no retraction)
 * @param endMillis the end as it stands
 * @param pausedSinceMillis while it is paused: since when, or since its end was set anew meanwhile
 * @param pausedOpenMillis how long it was paused while open
 * @param lockHolder who held the item last and has not given it back
 * @param lockUntilMillis when that hold runs out
 * @param outcome once it has ended
 * @param dueMillis when a {@code CloseDue} has something to do next; empty while paused and once
 *     only a tombstone is left
 * @param itemSeq the number of the last ruling
 */
public record PublicItem(
    String id,
    String name,
    String sellerId,
    String category,
    Format format,
    boolean proxy,
    String currency,
    int currencyScale,
    long startMinor,
    OptionalLong currentBidMinor,
    Optional<String> highestBidderId,
    OptionalLong minimumNextBidMinor,
    long bidCount,
    Optional<Boolean> reserveMet,
    OptionalLong buyNowMinor,
    boolean priceMovesOneWay,
    long opensAtMillis,
    long endMillis,
    OptionalLong pausedSinceMillis,
    long pausedOpenMillis,
    DutchClock dutch,
    Optional<String> lockHolder,
    OptionalLong lockToken,
    OptionalLong lockUntilMillis,
    Optional<Outcome> outcome,
    Optional<String> winner,
    OptionalLong hammerPriceMinor,
    OptionalLong closedAtMillis,
    Optional<String> closeHash,
    OptionalLong dueMillis,
    boolean tombstone,
    long itemSeq) {

  /**
   * {@code scheduled, active, paused, locked}, or how it ended. An item past its end that no record
   * has closed yet is still {@code active} (or {@code locked}).
   */
  public String status(long nowMillis) {
    if (outcome.isPresent()) {
      return outcome.get().name().toLowerCase(Locale.ROOT);
    }
    if (pausedSinceMillis.isPresent()) {
      return "paused";
    }
    if (lockedAt(nowMillis)) {
      return "locked";
    }
    return nowMillis < opensAtMillis ? "scheduled" : "active";
  }

  /** Whether somebody holds the item at a time. */
  public boolean lockedAt(long nowMillis) {
    return lockUntilMillis.isPresent() && nowMillis < lockUntilMillis.getAsLong();
  }

  /** {@link #minimumNextBidMinor}, for a Dutch auction by the clock; empty once it has ended. */
  public OptionalLong minimumNextBidMinor(long nowMillis) {
    if (format != Format.DUTCH || outcome.isPresent()) {
      return minimumNextBidMinor;
    }
    long clock = pausedSinceMillis.orElse(nowMillis);
    return OptionalLong.of(dutch.priceAfter(startMinor, clock - opensAtMillis - pausedOpenMillis));
  }

  /** An amount in plain decimals with the currency's digits. */
  public String decimal(long minor) {
    return DecimalAmount.format(minor, currencyScale);
  }
}
