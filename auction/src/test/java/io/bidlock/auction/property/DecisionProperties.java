package io.bidlock.auction.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemClosed;
import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.arbitration.Progress;
import io.bidlock.auction.arbitration.Reason;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.arbitration.Verdict;
import io.bidlock.auction.chain.Hash;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import io.bidlock.auction.log.LogRecord.CloseDue;
import io.bidlock.auction.log.LogRecord.ItemListed;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.model.AuctionModel;
import io.bidlock.auction.model.Expected;
import io.bidlock.auction.state.LogEntryCodec;
import io.bidlock.auction.state.StateCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds for every item's history; one test class a format. */
interface DecisionProperties extends ItemHistories {

  @Property(tries = 3_000)
  default void everyRulingIsTheModels(@ForAll("histories") History history) {
    Replay replay = new Replay();
    AuctionModel model = new AuctionModel();
    Map<LogEntry, Decision> decisions = new HashMap<>();
    for (LogEntry entry : history.entries()) {
      List<Expected> expected = model.next(entry);
      List<Ruling> rulings = replay.take(entry).rulings();
      ModelComparison.assertSame(entry, rulings, expected);
      ModelComparison.assertFirstAnswers(rulings, expected, decisions);
    }
  }

  @Property
  default void everyCommandGetsExactlyOneDecisionAndAnItemAtMostOneClose(
      @ForAll("histories") History history) {
    Replay replay = new Replay();
    List<Ruling> numbered = new ArrayList<>();
    for (LogEntry entry : history.entries()) {
      List<Ruling> rulings = replay.take(entry).rulings();
      List<Decision> decisions =
          rulings.stream().filter(Decision.class::isInstance).map(Decision.class::cast).toList();
      if (entry.record() instanceof CloseDue) {
        assertThat(decisions).isEmpty();
      } else {
        assertThat(decisions).extracting(Decision::position).containsExactly(entry.position());
        assertThat(decisions)
            .extracting(Decision::commandId)
            .containsExactly(entry.record().commandId());
      }
      rulings.stream().filter(ruling -> ruling.itemSeq() > 0).forEach(numbered::add);
    }
    assertThat(replay.rulings().stream().filter(ItemClosed.class::isInstance).count())
        .isLessThanOrEqualTo(1);
    for (int index = 0; index < numbered.size(); index++) {
      assertThat(numbered.get(index).itemSeq()).isEqualTo(index + 1L);
    }
    assertThat(numbered).extracting(Ruling::hash).doesNotHaveDuplicates();
  }

  @Property
  default void thePriceNeverMovesTheWrongWayButByRetraction(@ForAll("histories") History history) {
    OptionalLong price = OptionalLong.empty();
    for (Ruling ruling : Replay.of(history.entries()).rulings()) {
      if (!(ruling instanceof Decision decision)) {
        return;
      }
      boolean retraction =
          decision.command() == LogRecord.Kind.BID_RETRACTED && decision.accepted();
      if (price.isPresent() && !retraction) {
        long before = price.getAsLong();
        long after = decision.priceAfter().orElseThrow();
        assertThat(plan() == AuctionPlan.REVERSE ? before - after : after - before)
            .as("%s", decision)
            .isNotNegative();
      }
      assertThat(decision.priceBefore()).isEqualTo(price);
      price = decision.priceAfter();
    }
  }

  /** Nobody hears of a price: a sealed auction has none before its close, a Dutch one falls. */
  @Property
  default void whatIsAskedNeverRisesInADutchAuctionAndNoPriceIsToldOfASealedOne(
      @ForAll("histories") History history) {
    OptionalLong asked = OptionalLong.empty();
    for (Ruling ruling : Replay.of(history.entries()).rulings()) {
      if (!(ruling instanceof Decision decision)) {
        return;
      }
      if (plan().sealed()) {
        assertThat(decision.priceAfter()).as("%s", decision).isEmpty();
        assertThat(decision.leader()).as("%s", decision).isEmpty();
      }
      boolean amended = decision.command() == LogRecord.Kind.LISTING_AMENDED && decision.accepted();
      if (plan() == AuctionPlan.DUTCH && asked.isPresent() && !amended) {
        long now = decision.minimumNextBid().orElse(0);
        assertThat(now).as("%s", decision).isLessThanOrEqualTo(asked.getAsLong());
      }
      asked = decision.minimumNextBid();
    }
  }

  @Property
  default void whoIsToldThatTheyBoughtIsTheWinnerOfTheCloseThatFollowsAtOnce(
      @ForAll("histories") History history) {
    Replay replay = new Replay();
    for (LogEntry entry : history.entries()) {
      List<Ruling> rulings = replay.take(entry).rulings();
      if (rulings.isEmpty() || !(rulings.get(0) instanceof Decision decision)) {
        continue;
      }
      boolean closesAtOnce = entry.record() instanceof BidPlaced && rulings.size() > 1;
      assertThat(decision.details().bought()).as("%s", decision).isEqualTo(closesAtOnce);
      if (closesAtOnce) {
        ItemClosed closed = (ItemClosed) rulings.get(1);
        assertThat(closed.winner()).isEqualTo(decision.bidderId());
        assertThat(closed.priceMinor()).isEqualTo(decision.priceAfter());
        assertThat(closed.closedAtMillis()).isEqualTo(decision.timeMillis());
      }
    }
  }

  @Property
  default void aReplayOfAnyPrefixContinuesWithTheSameHashes(
      @ForAll("histories") History history, @ForAll @IntRange(max = 99) int cut) {
    int size = history.entries().size();
    Replay whole = Replay.of(history.entries());
    Replay continued = Replay.of(history.entries().subList(0, size * cut / 100));
    continued.restart();
    history.entries().subList(size * cut / 100, size).forEach(continued::take);
    assertThat(continued.rulings()).isEqualTo(whole.rulings());
    assertThat(continued.state()).isEqualTo(whole.state());
  }

  @Property
  default void anAuditorFindsTheSameChain(@ForAll("histories") History history) {
    Replay replay = new Replay();
    Hash previous = Hash.ZERO;
    int rulesVersion = 0;
    for (LogEntry entry : history.entries()) {
      for (Ruling ruling : replay.take(entry).rulings()) {
        if (ruling.itemSeq() == 1) {
          rulesVersion = ((ItemListed) entry.record()).rulesVersion();
        }
        if (ruling.itemSeq() == 0) {
          assertThat(ruling.hash()).isEqualTo(Hash.ZERO);
          continue;
        }
        Hash audited = ChainAudit.hashAfter(rulesVersion, previous, entry.record(), ruling);
        assertThat(ruling.hash()).as("%s", ruling).isEqualTo(audited);
        previous = ruling.hash();
      }
    }
  }

  @Property
  default void encodingAndDecodingAtAnyPointChangesNothing(@ForAll("histories") History history) {
    Replay straight = new Replay();
    Replay restarted = new Replay();
    for (LogEntry entry : history.entries()) {
      assertThat(LogEntryCodec.decode(LogEntryCodec.encode(entry))).isEqualTo(entry);
      assertThat(restarted.take(entry)).isEqualTo(straight.take(entry));
      restarted.restart();
      assertThat(restarted.state()).isEqualTo(straight.state());
      assertThat(restarted.remembered()).isEqualTo(straight.remembered());
    }
  }

  @Property
  default void repeatsAndConflictsChangeNothingButTheChain(@ForAll("histories") History history) {
    Replay replay = new Replay();
    for (LogEntry entry : history.entries()) {
      ItemState before = replay.state();
      Verdict verdict = replay.take(entry);
      boolean repeat =
          verdict.rulings().stream()
              .anyMatch(ruling -> ruling instanceof Decision decision && isRepeat(decision));
      if (repeat) {
        assertThat(verdict.remember()).isEmpty();
        assertThat(verdict.forgetAll()).isFalse();
      }
      if (repeat && verdict.rulings().size() == 1) {
        assertThat(withoutProgress(verdict.state())).isEqualTo(withoutProgress(before));
      }
    }
  }

  private static boolean isRepeat(Decision decision) {
    return decision
        .reason()
        .filter(
            reason ->
                reason == Reason.DUPLICATE_BID
                    || reason == Reason.DUPLICATE_COMMAND
                    || reason == Reason.IDEMPOTENCY_CONFLICT)
        .isPresent();
  }

  private static ItemState withoutProgress(ItemState state) {
    ItemState.Auction auction = (ItemState.Auction) state;
    return new ItemState.Auction(
        auction.rulesVersion(),
        auction.listing(),
        new Progress(0, Hash.ZERO, 0, new Position(0, 0, 0)),
        auction.bidding(),
        auction.bids(),
        auction.acceptedBids(),
        auction.listedEndMillis(),
        auction.endMillis(),
        auction.pausedSinceMillis(),
        auction.pausedOpenMillis(),
        auction.hold(),
        auction.closing());
  }

  @Property
  default void whatClosesAnItemDoesNotMatter(
      @ForAll("histories") History history, @ForAll @IntRange(max = 1_000_000) int laterMillis) {
    Replay before = new Replay();
    for (int index = 0; index < history.entries().size(); index++) {
      LogEntry trigger = history.entries().get(index);
      List<LogEntry> prefix = history.entries().subList(0, index);
      List<Ruling> rulings = before.take(trigger).rulings();
      if (!rulings.isEmpty() && rulings.get(0) instanceof ItemClosed closed) {
        for (LogRecord other : triggers(prefix)) {
          LogEntry instead =
              new LogEntry(trigger.position(), trigger.timeMillis() + laterMillis, other);
          Replay again = Replay.of(prefix);
          assertThat(again.take(instead).rulings().get(0)).as("by %s", other).isEqualTo(closed);
        }
        return;
      }
    }
  }

  private static List<LogRecord> triggers(List<LogEntry> prefix) {
    List<LogRecord> triggers = new ArrayList<>();
    triggers.add(new CloseDue(History.ITEM));
    triggers.add(new LogRecord.LockRequested(History.ITEM, "trigger", "till", 1_000));
    triggers.add(new LogRecord.LockReleased(History.ITEM, "trigger", 3));
    triggers.add(new LogRecord.AuctionPaused(History.ITEM, "trigger", "sue", "why"));
    triggers.add(new LogRecord.ItemWithdrawn(History.ITEM, "trigger", "sue", "why"));
    prefix.stream()
        .map(LogEntry::record)
        .filter(BidPlaced.class::isInstance)
        .limit(2)
        .forEach(triggers::add);
    return triggers;
  }

  @Property
  default void anItemNeverListedLeavesNothing(@ForAll("histories") History history) {
    Replay replay = new Replay();
    for (LogEntry entry : history.entries()) {
      if (entry.record() instanceof LogRecord.ItemListed) {
        continue;
      }
      Verdict verdict = replay.take(entry);
      assertThat(verdict.state()).isEqualTo(ItemState.Unknown.INSTANCE);
      assertThat(verdict.remember()).isEmpty();
      assertThat(verdict.publish()).isEmpty();
      if (entry.record() instanceof CloseDue) {
        assertThat(verdict.rulings()).isEmpty();
      } else {
        Decision decision = (Decision) verdict.rulings().get(0);
        assertThat(decision.itemSeq()).isZero();
        assertThat(decision.hash()).isEqualTo(Hash.ZERO);
        assertThat(decision.reason()).isEqualTo(Optional.of(Reason.UNKNOWN_ITEM));
      }
    }
  }

  @Property
  default void aDayAfterTheCloseOnlyATombstoneIsLeft(@ForAll("histories") History history) {
    Replay replay = Replay.of(history.entries());
    if (replay.state() instanceof ItemState.Tombstone) {
      assertThat(replay.remembered()).isEmpty();
      assertThat(StateCodec.encode(replay.state())).hasSizeLessThan(128);
    }
  }
}
