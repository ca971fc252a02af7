package io.bidlock.auction.arbitration;

/** Why a decision is what it is. The order of the first ones is their precedence (DESIGN.md). */
public enum Reason {
  DUPLICATE_BID(1, "This bid was already received; its first answer stands."),
  DUPLICATE_COMMAND(2, "This request was already received; its first answer stands."),
  IDEMPOTENCY_CONFLICT(
      3, "The same idempotency key was used before with different content; nothing was changed."),
  UNKNOWN_ITEM(4, "There is no item with this id."),
  AUCTION_CLOSED(5, "The auction had ended before this arrived."),
  ITEM_SOLD(6, "The item had already been sold or taken before this arrived."),
  ITEM_WITHDRAWN(7, "The item was withdrawn from sale."),
  AUCTION_PAUSED(8, "The auction is paused; bids are taken again once it resumes."),
  AUCTION_NOT_OPEN(9, "The auction has not opened yet."),
  ITEM_LOCKED(10, "Somebody else holds the item at the moment."),
  INVALID_BID(11, "The amount must be over zero, within bounds, and exact in the item's currency."),
  CURRENCY_MISMATCH(12, "The bid is in another currency than the item."),
  BIDDER_NOT_ELIGIBLE(13, "The bidder is not approved for this bid or it is over their limit."),
  SELLER_BID(14, "Sellers may not bid on their own items."),
  BELOW_MINIMUM(15, "The amount does not reach the next bid that would be accepted."),
  OUTBID_BY_PROXY(
      16, "The bid was accepted, but the leader's maximum is at least as high and stays ahead."),
  ITEM_EXISTS(17, "An item with this id was already listed."),
  INVALID_LISTING(18, "No auction can be held under these terms."),
  AMENDMENT_NOT_ALLOWED(
      19,
      "After the first bid only the title, the category, a later end and an easier reserve may"
          + " change."),
  NOT_PAUSED(20, "The auction is not paused."),
  NOT_RETRACTABLE(21, "Bids on this item may not be retracted."),
  BID_NOT_STANDING(22, "There is no standing bid of this bidder with that id."),
  LOCK_GRANTED(23, "The item is held for the asker."),
  LOCK_REFUSED(24, "The item cannot be held: somebody else holds it, or its time has run out."),
  LOCK_NOT_HELD(25, "The token is not that of the present hold.");

  private final int code;
  private final String sentence;

  Reason(int code, String sentence) {
    this.code = code;
    this.sentence = sentence;
  }

  /** The number that stands for this reason in canonical bytes and state; never reused. */
  public int code() {
    return code;
  }

  /** One sentence for people. */
  public String sentence() {
    return sentence;
  }
}
