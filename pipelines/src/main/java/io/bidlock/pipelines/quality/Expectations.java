package io.bidlock.pipelines.quality;

import static io.bidlock.pipelines.quality.Expectation.critical;
import static io.bidlock.pipelines.quality.Expectation.warning;

import io.bidlock.pipelines.silver.BidRows;
import io.bidlock.pipelines.silver.ItemRows;
import io.bidlock.pipelines.silver.Silver;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;

/** All that is expected. What is added here is checked, counted, stored and printed. */
public final class Expectations {
  private static final String BRONZE = "bronze";
  private static final String SILVER = "silver";

  /** Before the first auction on the Web; a time in seconds or in microseconds is not between. */
  private static final Instant EARLIEST = Instant.parse("1995-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  /** Records that cannot be read. */
  static final Expectation DEAD_LETTERS =
      warning(BRONZE, "dead-letters", "records of the log can be read", "0.01");

  private Expectations() {}

  /** Of rows by themselves. */
  static List<RowExpectation> ofRows() {
    return Stream.of(ofSilver(), GoldExpectations.ofRows()).flatMap(List::stream).toList();
  }

  private static List<RowExpectation> ofSilver() {
    return List.of(
        new RowExpectation(
            critical(SILVER, "bids.amount-positive", "an accepted bid has an amount over zero"),
            Silver.BIDS,
            bid -> !BidRows.accepted(bid) || positive(bid.getDecimal("amount"))),
        new RowExpectation(
            critical(SILVER, "bids.time-valid", "a bid was placed between 1995 and 2100"),
            Silver.BIDS,
            bid -> valid(bid, "placed_at")),
        new RowExpectation(
            critical(SILVER, "bids.keys-there", "a bid names itself, its item and its bidder"),
            Silver.BIDS,
            bid -> named(bid, "bid_id") && named(bid, "item_id") && named(bid, "bidder_id")),
        new RowExpectation(
            critical(SILVER, "bids.rejected-with-reason", "a rejected bid has a reason"),
            Silver.BIDS,
            bid -> BidRows.accepted(bid) || bid.getString("reason") != null),
        new RowExpectation(
            warning(SILVER, "bids.item-known", "a bid is on an item that was listed", "0.05"),
            Silver.BIDS,
            bid -> bid.getInt64("item_seq") != null),
        new RowExpectation(
            critical(
                SILVER, "items.times-valid", "an item opens, then closes, between 1995 and 2100"),
            Silver.ITEMS,
            item ->
                valid(item, "opens_at")
                    && valid(item, "closes_at")
                    && item.getDateTime("opens_at").isBefore(item.getDateTime("closes_at"))),
        new RowExpectation(
            critical(SILVER, "items.prices-positive", "an item's prices are over zero"),
            Silver.ITEMS,
            item ->
                positive(item.getDecimal("start_price"))
                    && noneOrPositive(item, "reserve_price")
                    && noneOrPositive(item, "buy_now_price")
                    && noneOrPositive(item, "current_price")
                    && noneOrPositive(item, "hammer_price")),
        new RowExpectation(
            critical(
                SILVER, "items.sold-to-somebody", "sold items have winner and price, others not"),
            Silver.ITEMS,
            item -> {
              boolean sold = "SOLD".equals(item.getString("outcome"));
              return sold == (item.getString("winner_id") != null)
                  && sold == (item.getDecimal("hammer_price") != null);
            }),
        new RowExpectation(
            critical(SILVER, "transactions.price-positive", "a sale has a price over zero"),
            Silver.TRANSACTIONS,
            sale -> positive(sale.getDecimal("hammer_price"))),
        new RowExpectation(
            critical(SILVER, "transactions.two-parties", "nobody buys from themselves"),
            Silver.TRANSACTIONS,
            sale -> !Objects.equals(sale.getString("seller_id"), sale.getString("buyer_id"))),
        new RowExpectation(
            critical(SILVER, "locks.times-valid", "a hold ends after it was granted"),
            Silver.LOCKS,
            lock -> lock.getDateTime("granted_at").isBefore(lock.getDateTime("held_until"))),
        new RowExpectation(
            critical(SILVER, "participations.within-item", "a bidder's bids are among the item's"),
            Silver.PARTICIPATIONS,
            one ->
                one.getInt64("bids") <= one.getInt64("item_bids")
                    && one.getInt64("successive_bids") <= one.getInt64("bids")));
  }

  /** Of all rows of an item together. */
  static List<ItemExpectation> ofItems() {
    return List.of(
        new ItemExpectation(
            critical(SILVER, "bids.item-there", "the item of a numbered bid is there"),
            item ->
                all(
                    item.bids().stream().filter(Expectations::numbered).toList(),
                    bid -> item.item().isPresent(),
                    item)),
        new ItemExpectation(
            critical(SILVER, "bids.once", "a place in the log has one bid, decided one way"),
            item -> {
              Set<Object> places =
                  item.bids().stream().map(Expectations::place).collect(Collectors.toSet());
              return new Check(
                  places.size(),
                  item.bids().size() - places.size(),
                  places.size() == item.bids().size() ? null : item.itemId());
            }),
        new ItemExpectation(
            critical(SILVER, "bids.id-once", "a bid is accepted once, however often it is sent"),
            item -> {
              List<String> ids = counted(item).map(bid -> bid.getString("bid_id")).toList();
              long different = ids.stream().distinct().count();
              return new Check(
                  ids.size(),
                  ids.size() - different,
                  different == ids.size() ? null : item.itemId());
            }),
        new ItemExpectation(
            critical(SILVER, "items.no-gap", "an item's rulings are numbered without a gap"),
            item -> {
              long last = item.rulings().stream().mapToLong(Long::longValue).max().orElse(0);
              long missing =
                  last - item.rulings().stream().filter(number -> number > 0).distinct().count();
              return new Check(last, missing, missing == 0 ? null : item.itemId());
            }),
        new ItemExpectation(
            critical(SILVER, "items.bids-add-up", "an item counts the bids that were accepted"),
            item ->
                item.item().isEmpty()
                    ? Check.NOTHING
                    : Check.of(item.is("accepted_bids", counted(item).count()), item.itemId())),
        new ItemExpectation(
            critical(SILVER, "transactions.one-an-item", "an item is sold once"),
            item ->
                item.transactions().isEmpty()
                    ? Check.NOTHING
                    : Check.of(item.transactions().size() == 1, item.itemId())),
        new ItemExpectation(
            critical(
                SILVER, "transactions.of-sold-items", "what is sold has a sale, and nothing else"),
            item ->
                item.item().isEmpty() && item.transactions().isEmpty()
                    ? Check.NOTHING
                    : Check.of(item.sold() == !item.transactions().isEmpty(), item.itemId())),
        new ItemExpectation(
            critical(
                SILVER,
                "transactions.at-hammer-price",
                "a sale has its item's price, currency, seller and winner"),
            item ->
                all(
                    item.transactions(),
                    sale ->
                        item.is("currency", sale.getString("currency"))
                            && item.is("seller_id", sale.getString("seller_id"))
                            && item.is("winner_id", sale.getString("buyer_id"))
                            && same(item, sale.getDecimal("hammer_price")),
                    item)));
  }

  /** All there are, in the order of their layers. */
  public static List<Expectation> all() {
    List<Expectation> all = new ArrayList<>(List.of(DEAD_LETTERS));
    ofItems().forEach(one -> all.add(one.about()));
    ofRows().forEach(one -> all.add(one.about()));
    return all;
  }

  private interface RowRule extends RowExpectation.Rule {}

  private static Check all(List<Row> rows, RowRule rule, ItemRows item) {
    Check all = Check.NOTHING;
    for (Row row : rows) {
      all = all.plus(Check.of(rule.holds(row), item.itemId()));
    }
    return all;
  }

  private static boolean same(ItemRows item, BigDecimal price) {
    return item.item()
        .map(row -> row.getDecimal("hammer_price"))
        .filter(hammer -> hammer.compareTo(price) == 0)
        .isPresent();
  }

  /** Accepted bids, repeats left out. */
  private static Stream<Row> counted(ItemRows item) {
    return item.bids().stream().filter(BidRows::accepted).filter(BidRows::counts);
  }

  private static Object place(Row bid) {
    return List.of(bid.getInt32("era"), bid.getInt32("log_partition"), bid.getInt64("log_offset"));
  }

  private static boolean numbered(Row bid) {
    return bid.getInt64("item_seq") != null;
  }

  private static boolean positive(BigDecimal amount) {
    return amount != null && amount.signum() > 0;
  }

  private static boolean noneOrPositive(Row row, String column) {
    return row.getDecimal(column) == null || positive(row.getDecimal(column));
  }

  private static boolean named(Row row, String column) {
    return row.getString(column) != null && !row.getString(column).isEmpty();
  }

  private static boolean valid(Row row, String column) {
    return row.getDateTime(column) != null
        && row.getDateTime(column).isAfter(EARLIEST)
        && row.getDateTime(column).isBefore(LATEST);
  }
}
