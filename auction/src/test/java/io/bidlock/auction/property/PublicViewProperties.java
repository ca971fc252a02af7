package io.bidlock.auction.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.arbitration.Verdict;
import io.bidlock.auction.listing.Term;
import io.bidlock.auction.listing.Terms;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import io.bidlock.auction.log.LogRecord.ItemListed;
import io.bidlock.auction.log.Nonce;
import io.bidlock.auction.model.AuctionModel;
import io.bidlock.auction.model.Expected;
import io.bidlock.auction.model.Fact.Bid;
import io.bidlock.auction.model.PublicExpectation;
import io.bidlock.auction.money.DecimalAmount;
import io.bidlock.auction.view.PublicItem;
import io.bidlock.auction.view.PublicItems;
import io.bidlock.auction.wire.PublicItemJson;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** What the public is shown: the truth, but no secret. */
interface PublicViewProperties extends ItemHistories {
  @Property
  default void theViewShowsWhatTheModelShows(@ForAll("histories") History history) {
    Replay replay = new Replay();
    AuctionModel model = new AuctionModel();
    for (LogEntry entry : history.entries()) {
      replay.take(entry);
      model.next(entry);
      replay
          .publicItem()
          .ifPresent(item -> assertThat(shown(item)).as("after %s", entry).isEqualTo(model.view()));
    }
  }

  private static PublicExpectation shown(PublicItem item) {
    return new PublicExpectation(
        item.currentBidMinor(),
        item.highestBidderId(),
        item.minimumNextBidMinor(),
        item.bidCount(),
        item.reserveMet(),
        item.buyNowMinor(),
        item.endMillis(),
        item.pausedSinceMillis(),
        item.outcome(),
        item.winner(),
        item.hammerPriceMinor(),
        item.closedAtMillis(),
        item.dueMillis());
  }

  /** What is published changes whenever the view does, but for the number of the last ruling. */
  @Property
  default void everyChangeOfTheViewIsPublished(@ForAll("histories") History history) {
    Replay replay = new Replay();
    Optional<PublicItem> published = Optional.empty();
    for (LogEntry entry : history.entries()) {
      Verdict verdict = replay.take(entry);
      published = PublicItems.of(History.ITEM, verdict).or(latest(published));
      if (verdict.state() instanceof ItemState.Tombstone) {
        assertThat(published).get().extracting(PublicItem::tombstone).isEqualTo(true);
      } else if (verdict.state() instanceof ItemState.Auction) {
        assertThat(json(published.orElseThrow(), 0)).isEqualTo(json(replay.publicItem().get(), 0));
      }
    }
  }

  private static Supplier<Optional<PublicItem>> latest(Optional<PublicItem> item) {
    return () -> item;
  }

  /** Maxima, the reserve and sealed bids, unless the rules made one of them the price. */
  @Property
  default void noSecretAmountIsWrittenAnywhere(@ForAll("distinctiveHistories") History history) {
    Replay replay = new Replay();
    AuctionModel model = new AuctionModel();
    TreeSet<BigDecimal> secrets = new TreeSet<>();
    for (LogEntry entry : history.entries()) {
      model.next(entry);
      replay.take(entry);
      model.terms().reserveMinor().ifPresent(reserve -> secrets.add(BigDecimal.valueOf(reserve)));
      if (plan().sealed() || plan() == AuctionPlan.PROXY) {
        model.standing().stream()
            .map(Bid::amount)
            .map(amount -> amount.movePointRight(2))
            .forEach(secrets::add);
      }
      Optional<PublicItem> item = replay.publicItem();
      if (item.isPresent()) {
        String text = json(item.get(), item.get().itemSeq());
        secrets.stream()
            .map(BigDecimal::longValueExact)
            .filter(secret -> !told(model.view(), secret))
            .forEach(secret -> assertThat(text).doesNotContainPattern(spelt(secret)));
      }
    }
  }

  private static Pattern spelt(long minor) {
    String decimal = DecimalAmount.ofMinor(minor, 2).toString().replace(".", "\\.");
    return Pattern.compile("(?<![0-9.])(" + minor + "|" + decimal + "0*)(?![0-9.])");
  }

  private static boolean told(PublicExpectation view, long minor) {
    return Stream.of(view.price(), view.minimum(), view.hammerPrice())
        .anyMatch(amount -> amount.equals(OptionalLong.of(minor)));
  }

  /**
   * Another secret that changes no public fact changes no byte of the view: every accepted amount
   * and the reserve are raised, and as long as the model shows the same, so must the view.
   */
  @Property
  default void theViewIsMadeOfPublicFactsAlone(
      @ForAll("histories") History history, @ForAll @LongRange(min = 1, max = 300) long more) {
    List<LogEntry> entries = history.entries();
    List<LogEntry> others = entries.stream().map(entry -> withOtherSecrets(entry, more)).toList();
    Replay replay = new Replay();
    Replay other = new Replay();
    AuctionModel model = new AuctionModel();
    AuctionModel otherModel = new AuctionModel();
    for (int index = 0; index < entries.size(); index++) {
      List<Expected> expected = model.next(entries.get(index));
      List<Expected> otherExpected = otherModel.next(others.get(index));
      replay.take(entries.get(index));
      other.take(others.get(index));
      if (!model.isListed()
          || !otherModel.isListed()
          || !facts(expected).equals(facts(otherExpected))
          || !model.view().equals(otherModel.view())) {
        return;
      }
      if (replay.publicItem().isPresent()) {
        assertThat(json(replay.publicItem().get(), 0)).isEqualTo(json(other.publicItem().get(), 0));
      }
    }
  }

  private LogEntry withOtherSecrets(LogEntry entry, long more) {
    if (entry.record() instanceof BidPlaced bid && plan() != AuctionPlan.REVERSE) {
      DecimalAmount amount = bid.amount();
      boolean odd = amount.unscaled() <= 0 || amount.scale() > 2 || entry.position().offset() < 4;
      DecimalAmount changed =
          odd ? amount : new DecimalAmount(amount.unscaled() + more, amount.scale());
      return new LogEntry(
          entry.position(),
          entry.timeMillis(),
          new BidPlaced(
              bid.itemId(),
              bid.bidId(),
              bid.bidderId(),
              changed,
              bid.currency(),
              bid.standing(),
              bid.channel(),
              new Nonce(more, entry.position().offset())));
    }
    if (entry.record() instanceof ItemListed offer
        && offer.terms().get(Term.RESERVE_PRICE).isPresent()) {
      DecimalAmount reserve =
          DecimalAmount.parse(offer.terms().get(Term.RESERVE_PRICE).orElseThrow());
      Terms terms =
          offer
              .terms()
              .amendedBy(
                  Terms.of(
                      Map.of(
                          Term.RESERVE_PRICE,
                          new DecimalAmount(reserve.unscaled() + more, reserve.scale())
                              .toString())));
      return new LogEntry(
          entry.position(),
          entry.timeMillis(),
          new ItemListed(
              offer.itemId(), offer.commandId(), offer.rulesVersion(), terms, offer.nonce()));
    }
    return entry;
  }

  /** What the model expects, without the entries themselves. */
  private static List<Object> facts(List<Expected> expected) {
    List<Object> facts = new ArrayList<>();
    for (Expected ruling : expected) {
      facts.add(
          ruling instanceof Expected.Decided decided
              ? List.of(decided.accepted(), decided.reason(), decided.endMillis())
              : Objects.requireNonNull(ruling));
    }
    return facts;
  }

  /** The published bytes without the close hash, which answers for the secrets too. */
  private static String json(PublicItem item, long itemSeq) {
    return new String(PublicItemJson.write(item), StandardCharsets.UTF_8)
        .replaceAll("\"close_hash\":\"[0-9a-f]*\"", "")
        .replaceAll("\"item_seq\":\\d+", "\"item_seq\":" + itemSeq);
  }
}
