package io.bidlock.auction.model;

import io.bidlock.auction.arbitration.Outcome;
import io.bidlock.auction.arbitration.Reason;
import io.bidlock.auction.listing.InvalidListing;
import io.bidlock.auction.listing.Listing;
import io.bidlock.auction.log.BidderStanding;
import io.bidlock.auction.log.Channel;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import io.bidlock.auction.log.LogRecord.CloseDue;
import io.bidlock.auction.log.LogRecord.ItemListed;
import io.bidlock.auction.log.LogRecord.ListingAmended;
import io.bidlock.auction.log.LogRecord.LockRequested;
import io.bidlock.auction.log.Nonce;
import io.bidlock.auction.model.CommandModel.Answer;
import io.bidlock.auction.model.CommandModel.Closing;
import io.bidlock.auction.model.Expected.Closed;
import io.bidlock.auction.model.Expected.Decided;
import io.bidlock.auction.model.Fact.Bid;
import io.bidlock.auction.model.Fact.Granted;
import io.bidlock.auction.model.FormatModel.Sale;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One item's auction, decided slowly and obviously: it keeps a list of what happened and reads all
 * of it again for every question. Written from DESIGN.md apart from the Arbiter, to judge it.
 */
public final class AuctionModel {
  private static final long DAY_MILLIS = 24L * 60 * 60 * 1000;

  /** A command and its first decision. */
  private record Judged(LogRecord body, LogEntry entry, Decided decided) {}

  private record Ending(Closed closed, Reason lateReason) {
    long closedAtMillis() {
      return closed.closedAtMillis();
    }
  }

  private final Facts facts = new Facts();
  private final List<Judged> judged = new ArrayList<>();
  private boolean listed;
  private long timeMillis;
  private long rulings;
  private Optional<Ending> ending = Optional.empty();
  private boolean tombstone;

  /** Everything that should follow from these entries, entry by entry. */
  public static List<List<Expected>> judge(List<LogEntry> entries) {
    AuctionModel model = new AuctionModel();
    return entries.stream().map(model::next).toList();
  }

  /** What should follow from the next entry. */
  public List<Expected> next(LogEntry entry) {
    if (!listed) {
      return listing(entry);
    }
    timeMillis = Math.max(timeMillis, entry.timeMillis());
    List<Expected> expected = new ArrayList<>();
    due().ifPresent(closing -> expected.add(close(closing)));
    if (entry.record() instanceof CloseDue) {
      tombstone |= ending.isPresent() && timeMillis >= ending.get().closedAtMillis() + DAY_MILLIS;
      return expected;
    }
    OptionalLong priceBefore = publicPrice();
    Optional<Judged> first = tombstone ? Optional.empty() : firstWith(entry.record().commandId());
    if (first.isPresent()) {
      boolean same = first.get().body().equals(body(entry.record()));
      Reason repeat =
          entry.record() instanceof BidPlaced ? Reason.DUPLICATE_BID : Reason.DUPLICATE_COMMAND;
      Answer answer = Answer.no(same ? repeat : Reason.IDEMPOTENCY_CONFLICT);
      expected.add(
          decided(entry, answer, priceBefore, same ? first.map(Judged::entry) : Optional.empty()));
      return expected;
    }
    Answer answer =
        ending.isPresent()
            ? Answer.no(
                entry.record() instanceof ItemListed
                    ? Reason.ITEM_EXISTS
                    : ending.get().lateReason())
            : new CommandModel(facts, timeMillis).answer(entry);
    Decided decided = decided(entry, answer, priceBefore, Optional.empty());
    judged.add(new Judged(body(entry.record()), entry, decided));
    expected.add(decided);
    answer.closing().or(this::due).ifPresent(closing -> expected.add(close(closing)));
    return expected;
  }

  private List<Expected> listing(LogEntry entry) {
    if (entry.record() instanceof CloseDue) {
      return List.of();
    }
    if (!(entry.record() instanceof ItemListed offer)) {
      return List.of(unknown(entry, Reason.UNKNOWN_ITEM));
    }
    Listing terms;
    try {
      terms = Listing.of(offer.terms());
    } catch (InvalidListing e) {
      return List.of(unknown(entry, Reason.INVALID_LISTING));
    }
    if (terms.closesAtMillis() <= entry.timeMillis()) {
      return List.of(unknown(entry, Reason.INVALID_LISTING));
    }
    listed = true;
    timeMillis = entry.timeMillis();
    facts.add(new Fact.Listed(terms));
    Decided decided = decided(entry, Answer.YES, OptionalLong.empty(), Optional.empty());
    judged.add(new Judged(body(offer), entry, decided));
    return List.of(decided);
  }

  private static Decided unknown(LogEntry entry, Reason reason) {
    return new Decided(
        0,
        entry,
        entry.timeMillis(),
        false,
        Optional.of(reason),
        OptionalLong.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        OptionalLong.empty(),
        0,
        OptionalLong.empty(),
        false,
        Optional.empty());
  }

  private Decided decided(
      LogEntry entry, Answer answer, OptionalLong priceBefore, Optional<LogEntry> first) {
    rulings++;
    boolean granted = answer.accepted() && entry.record() instanceof LockRequested;
    if (granted) {
      LockRequested request = (LockRequested) entry.record();
      facts.add(new Granted(request.holder(), rulings, timeMillis + request.ttlMillis()));
    }
    boolean open = ending.isEmpty() && answer.closing().isEmpty();
    return new Decided(
        rulings,
        entry,
        timeMillis,
        answer.accepted(),
        answer.reason(),
        priceBefore,
        publicPrice(),
        leader(),
        open ? minor(format().publishedMinimum(facts, timeMillis)) : OptionalLong.empty(),
        facts.endMillis(),
        granted
            ? OptionalLong.of(facts.lastHold().orElseThrow().untilMillis())
            : OptionalLong.empty(),
        open,
        first);
  }

  /** What happens by itself once the end has come and nobody holds the item. */
  private Optional<Closing> due() {
    if (ending.isPresent()
        || !facts.endReachedAt(timeMillis)
        || facts.holdAt(timeMillis).isPresent()) {
      return Optional.empty();
    }
    long closedAt = Math.max(facts.endMillis(), facts.heldUntilMillis());
    Optional<Sale> sale = format().saleAtEnd(facts);
    Outcome outcome =
        sale.isPresent()
            ? Outcome.SOLD
            : facts.standing().isEmpty() ? Outcome.NO_BIDS : Outcome.RESERVE_NOT_MET;
    return Optional.of(new Closing(outcome, sale, closedAt, Reason.AUCTION_CLOSED));
  }

  private Closed close(Closing closing) {
    rulings++;
    Optional<Sale> sale = closing.sale();
    Closed closed =
        new Closed(
            rulings,
            closing.outcome(),
            sale.map(Sale::winner),
            sale.isPresent() ? OptionalLong.of(minor(sale.get().price())) : OptionalLong.empty(),
            bids(false),
            bids(true),
            closing.closedAtMillis());
    ending = Optional.of(new Ending(closed, closing.lateReason()));
    return closed;
  }

  /** How many different bids were decided, or only how many accepted. */
  private long bids(boolean acceptedOnly) {
    return judged.stream()
        .filter(command -> command.body() instanceof BidPlaced)
        .filter(command -> command.decided().accepted() || !acceptedOnly)
        .count();
  }

  private Optional<Judged> firstWith(String commandId) {
    return judged.stream()
        .filter(command -> command.body().commandId().equals(commandId))
        .min(Comparator.comparing(command -> command.entry().position()));
  }

  /** What makes two records the same request: not what ingest added to them. */
  private static LogRecord body(LogRecord record) {
    if (record instanceof BidPlaced bid) {
      return new BidPlaced(
          bid.itemId(),
          bid.bidId(),
          bid.bidderId(),
          bid.amount(),
          bid.currency(),
          BidderStanding.OPEN,
          Channel.WEB,
          Nonce.NONE);
    } else if (record instanceof ItemListed offer) {
      return new ItemListed(
          offer.itemId(), offer.commandId(), offer.rulesVersion(), offer.terms(), Nonce.NONE);
    } else if (record instanceof ListingAmended amendment) {
      return new ListingAmended(
          amendment.itemId(),
          amendment.commandId(),
          amendment.actorId(),
          amendment.amendment(),
          Nonce.NONE);
    }
    return record;
  }

  private FormatModel format() {
    return FormatModel.of(facts.listing());
  }

  private OptionalLong publicPrice() {
    return format()
        .price(facts)
        .map(price -> OptionalLong.of(minor(price)))
        .orElse(OptionalLong.empty());
  }

  private Optional<String> leader() {
    return format().showsLeader() ? format().best(facts).map(Bid::bidderId) : Optional.empty();
  }

  private OptionalLong minor(Optional<BigDecimal> amount) {
    return amount.isPresent() ? OptionalLong.of(minor(amount.get())) : OptionalLong.empty();
  }

  private long minor(BigDecimal amount) {
    return amount.movePointRight(facts.listing().currencyScale()).longValueExact();
  }

  /** What anybody may see of a listed item. */
  public PublicExpectation view() {
    return PublicExpectation.of(facts, timeMillis, bids(true), ending.map(Ending::closed));
  }

  // What the tests' generator asks, so that it can aim at edges.

  /** Whether the item was listed. */
  public boolean isListed() {
    return listed;
  }

  /** Whether it has ended. */
  public boolean hasEnded() {
    return ending.isPresent();
  }

  /** When it ended. */
  public OptionalLong closedAtMillis() {
    return ending.isPresent()
        ? OptionalLong.of(ending.get().closedAtMillis())
        : OptionalLong.empty();
  }

  /** The item time. */
  public long timeMillis() {
    return timeMillis;
  }

  /** The end as it stands. */
  public long endMillis() {
    return facts.endMillis();
  }

  /** The terms as they stand. */
  public Listing terms() {
    return facts.listing();
  }

  /** The hold that was last granted and not given back. */
  public Optional<Granted> hold() {
    return facts.lastHold();
  }

  /** The next bid's minimum in minor units, at a time. */
  public long minimumMinor(long atMillis) {
    return minor(format().minimum(facts, atMillis));
  }

  /** The step at the public price, in minor units. */
  public long stepMinor() {
    return minor(facts.step(format().price(facts).orElseGet(facts::start)));
  }

  /** The best bidder's secret amount, in minor units. */
  public OptionalLong bestMinor() {
    Optional<Bid> best = format().best(facts);
    return best.isPresent() ? OptionalLong.of(minor(best.get().amount())) : OptionalLong.empty();
  }

  /** The bids that stand. */
  public List<Bid> standing() {
    return List.copyOf(facts.standing());
  }
}
