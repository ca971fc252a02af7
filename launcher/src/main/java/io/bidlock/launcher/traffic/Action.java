package io.bidlock.launcher.traffic;

import io.bidlock.auction.listing.Terms;
import java.util.Optional;

/**
 * Something that somebody does to an item. Amounts are texts, since people write what they like.
 */
public sealed interface Action {
  String itemId();

  /** Tells a repeat from something new: the idempotency key, or the command's id. */
  String key();

  record ListItem(String itemId, String key, Terms terms) implements Action {}

  /**
   * @param repeat whether the same bidder has used the same key on this item before
   */
  record PlaceBid(
      String itemId,
      String key,
      String bidderId,
      String amount,
      Optional<String> currency,
      boolean repeat)
      implements Action {}

  /**
   * Something that is no bid.
   *
   * @param body sent as it is
   */
  record SendNonsense(String itemId, String key, String bidderId, String body) implements Action {}

  /**
   * @param bidKey the key of the bid that is taken back
   */
  record RetractBid(String itemId, String key, String bidderId, String bidKey, String why)
      implements Action {}

  record AskForLock(String itemId, String key, String holder, int ttlSeconds) implements Action {}

  /** The holder gives the item back, by the token of its last grant. */
  record ReleaseLock(String itemId, String key, String holder) implements Action {}

  /** The holder takes the item for good, by the token of its last grant. */
  record CommitLock(String itemId, String key, String holder) implements Action {}

  record Pause(String itemId, String key, String actorId, String why) implements Action {}

  record Resume(String itemId, String key, String actorId) implements Action {}

  record Withdraw(String itemId, String key, String actorId, String why) implements Action {}

  record Amend(String itemId, String key, String actorId, Terms amendment) implements Action {}
}
