package io.bidlock.launcher.traffic;

import io.bidlock.auction.arbitration.Rules;
import io.bidlock.auction.log.BidderStanding;
import io.bidlock.auction.log.Channel;
import io.bidlock.auction.log.Ids;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.Nonce;
import io.bidlock.auction.money.DecimalAmount;
import java.util.Optional;

/** What an action comes to in the log, when everything goes well. */
final class ActionRecords {
  private ActionRecords() {}

  /**
   * @param nonce for what has secrets
   * @param holdToken the token of the hold that stands, 0 for none
   * @return empty for nonsense
   */
  static Optional<LogRecord> of(Action action, Nonce nonce, long holdToken) {
    return Optional.ofNullable(
        switch (action) {
          case Action.ListItem list ->
              new LogRecord.ItemListed(
                  list.itemId(), list.key(), Rules.CURRENT_VERSION, list.terms(), nonce);
          case Action.PlaceBid bid ->
              new LogRecord.BidPlaced(
                  bid.itemId(),
                  Ids.bidId(bid.bidderId(), bid.itemId(), bid.key()),
                  bid.bidderId(),
                  DecimalAmount.parse(bid.amount()),
                  bid.currency(),
                  BidderStanding.OPEN,
                  Channel.WEB,
                  nonce);
          case Action.SendNonsense nonsense -> null;
          case Action.RetractBid retract ->
              new LogRecord.BidRetracted(
                  retract.itemId(),
                  retract.key(),
                  Ids.bidId(retract.bidderId(), retract.itemId(), retract.bidKey()),
                  retract.bidderId(),
                  retract.why());
          case Action.AskForLock ask ->
              new LogRecord.LockRequested(
                  ask.itemId(), ask.key(), ask.holder(), ask.ttlSeconds() * 1_000L);
          case Action.ReleaseLock release ->
              new LogRecord.LockReleased(release.itemId(), release.key(), holdToken);
          case Action.CommitLock commit ->
              new LogRecord.LockCommitted(commit.itemId(), commit.key(), holdToken);
          case Action.Pause pause ->
              new LogRecord.AuctionPaused(
                  pause.itemId(), pause.key(), pause.actorId(), pause.why());
          case Action.Resume resume ->
              new LogRecord.AuctionResumed(resume.itemId(), resume.key(), resume.actorId());
          case Action.Withdraw withdraw ->
              new LogRecord.ItemWithdrawn(
                  withdraw.itemId(), withdraw.key(), withdraw.actorId(), withdraw.why());
          case Action.Amend amend ->
              new LogRecord.ListingAmended(
                  amend.itemId(), amend.key(), amend.actorId(), amend.amendment(), nonce);
        });
  }
}
