package io.bidlock.pipelines.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.pipelines.silver.ItemRows;
import io.bidlock.pipelines.silver.Silver;
import io.bidlock.pipelines.table.Table;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.beam.sdk.schemas.Schema;
import org.apache.beam.sdk.schemas.Schema.Field;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each expectation holds for what is as it should be, and fails for what is not. */
class ExpectationsTest {
  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Instant EVENING = Instant.parse("2026-11-21T18:00:00Z");
  private static final Instant EPOCH = new Instant(0);

  /** What a row holds that is as it should be, where it has such a column. */
  private static final Map<String, Object> GOOD =
      Map.ofEntries(
          Map.entry("item_id", "lamp"),
          Map.entry("bid_id", "bid-1"),
          Map.entry("outcome", "SOLD"),
          Map.entry("seller_id", "ann"),
          Map.entry("bidder_id", "bob"),
          Map.entry("buyer_id", "bob"),
          Map.entry("winner_id", "bob"),
          Map.entry("currency", "USD"),
          Map.entry("hammer_price", decimal("10.00")),
          Map.entry("opens_at", NOON),
          Map.entry("closes_at", EVENING),
          Map.entry("granted_at", NOON),
          Map.entry("held_until", EVENING),
          Map.entry("item_seq", 2L));

  private static final Map<String, Object> GOOD_IN_GOLD =
      Map.of(
          "auctions", 5L,
          "bids", 2L,
          "bidders", 4L,
          "win_rate", decimal("0.2"),
          "day", LocalDate.of(2026, 11, 21));

  /** Rows that fail the expectation of that name; every other column is as it should be. */
  private static final Map<String, List<Row>> BAD_ROWS = new LinkedHashMap<>();

  /** Items that fail the expectation of that name. */
  private static final Map<String, List<ItemRows>> BAD_ITEMS = new LinkedHashMap<>();

  static {
    badRows("bids.amount-positive", bid("amount", decimal("0")), bid("amount", decimal("-1")));
    badRows("bids.time-valid", bid("placed_at", EPOCH));
    badRows("bids.keys-there", bid("bid_id", ""), bid("item_id", ""), bid("bidder_id", ""));
    badRows("bids.rejected-with-reason", bid("outcome", "REJECTED"));
    badRows("bids.item-known", bid("item_seq", null));
    badRows("items.times-valid", item("opens_at", EVENING), item("opens_at", EPOCH));
    badRows(
        "items.prices-positive",
        item("start_price", decimal("0")),
        item("start_price", null),
        item("reserve_price", decimal("-5")),
        item("hammer_price", decimal("0")));
    badRows(
        "items.sold-to-somebody",
        item("winner_id", null),
        item("hammer_price", null),
        item("outcome", "NO_BIDS"));
    badRows("transactions.price-positive", sale("hammer_price", decimal("0")));
    badRows("transactions.two-parties", sale("buyer_id", "ann"));
    badRows("locks.times-valid", row(Silver.LOCKS, "granted_at", EVENING, "held_until", NOON));
    badRows(
        "participations.within-item",
        row(Silver.PARTICIPATIONS, "bids", 3L, "item_bids", 2L),
        row(Silver.PARTICIPATIONS, "successive_bids", 2L));
    BAD_ROWS.putAll(BadGoldRows.byExpectation());

    badItems("bids.item-there", new House().without(Silver.ITEMS).rows());
    badItems("bids.once", new House().and(bid("hash", "another")).rows());
    badItems("bids.id-once", new House().and(bid("log_offset", 9L)).rows());
    badItems("items.no-gap", new House().withRulings(1, 2, 4).rows());
    badItems(
        "items.bids-add-up",
        new House().without(Silver.BIDS).rows(),
        new House().and(bid("log_offset", 9L, "bid_id", "bid-9")).rows());
    badItems("transactions.one-an-item", new House().and(sale("buyer_id", "carl")).rows());
    badItems(
        "transactions.of-sold-items",
        new House().without(Silver.TRANSACTIONS).rows(),
        new House().without(Silver.ITEMS).and(item("outcome", "TAKEN")).rows());
    badItems(
        "transactions.at-hammer-price",
        sold("hammer_price", decimal("11")),
        sold("currency", "EUR"),
        sold("buyer_id", "carl"),
        sold("seller_id", "carl"));
  }

  @Test
  void eachHasANameOfItsOwnAndAFailure() {
    List<String> names = Expectations.all().stream().map(Expectation::name).toList();
    List<String> failing = new ArrayList<>(List.of(Expectations.DEAD_LETTERS.name()));
    failing.addAll(BAD_ITEMS.keySet());
    failing.addAll(BAD_ROWS.keySet());

    assertThat(names).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(failing);
    assertThat(Expectations.all())
        .allSatisfy(
            one -> {
              assertThat(one.rule()).isNotBlank();
              assertThat(one.layer()).isIn("bronze", "silver", "gold");
              assertThat(one.threshold()).isBetween(BigDecimal.ZERO, BigDecimal.ONE);
            });
  }

  static Stream<Arguments> rowExpectations() {
    return Expectations.ofRows().stream().map(one -> Arguments.of(one.about().name(), one));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rowExpectations")
  void itFailsForARowThatIsWrong(String name, RowExpectation expectation) {
    assertThat(expectation.check(row(expectation.table())).failed()).isZero();
    assertThat(BAD_ROWS.get(name))
        .allSatisfy(
            row -> {
              Check check = expectation.check(row);
              assertThat(check.failed()).isEqualTo(1);
              assertThat(check.example()).isNotEmpty();
            });
  }

  static Stream<Arguments> itemExpectations() {
    return Expectations.ofItems().stream().map(one -> Arguments.of(one.about().name(), one));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("itemExpectations")
  void itFailsForAnItemThatIsWrong(String name, ItemExpectation expectation) {
    Check good = expectation.rule().check(new House().rows());
    assertThat(good.checked()).isPositive();
    assertThat(good.failed()).isZero();
    assertThat(BAD_ITEMS.get(name))
        .allSatisfy(
            item -> {
              Check check = expectation.rule().check(item);
              assertThat(check.failed()).isPositive();
              assertThat(check.example()).isEqualTo("lamp");
            });
  }

  @Test
  void aRepeatThatWasAnsweredCountsOnce() {
    ItemRows item =
        new House().and(bid("log_offset", 9L, "reason", "DUPLICATE_BID", "hash", "h9")).rows();

    for (ItemExpectation expectation : Expectations.ofItems()) {
      assertThat(expectation.rule().check(item).failed()).as(expectation.about().name()).isZero();
    }
  }

  @Test
  void aThresholdIsAShare() {
    Expectation one = Expectation.warning("silver", "a", "b", "0.05");

    assertThat(one.holds(100, 5)).isTrue();
    assertThat(one.holds(100, 6)).isFalse();
    assertThat(one.holds(0, 0)).isTrue();
    assertThat(Expectation.critical("silver", "a", "b").holds(1_000_000_000, 1)).isFalse();
  }

  /** All rows of one item, the lamp, that was sold to bob. */
  private static final class House {
    private final Map<String, List<Row>> rows = new HashMap<>();
    private List<Long> rulings = List.of(1L, 2L, 3L);

    House() {
      and(item());
      and(bid());
      and(sale());
    }

    House and(Row row) {
      rows.computeIfAbsent(columnsOf(row), columns -> new ArrayList<>()).add(row);
      return this;
    }

    House without(Table table) {
      rows.remove(table.columns().getFieldNames().toString());
      return this;
    }

    House withRulings(long... numbers) {
      rulings = Arrays.stream(numbers).boxed().toList();
      return this;
    }

    private static String columnsOf(Row row) {
      return row.getSchema().getFieldNames().toString();
    }

    private List<Row> of(Table table) {
      return rows.getOrDefault(table.columns().getFieldNames().toString(), List.of());
    }

    ItemRows rows() {
      return new ItemRows(
          "lamp",
          Optional.of(of(Silver.ITEMS)).filter(all -> !all.isEmpty()).map(all -> all.get(0)),
          of(Silver.BIDS),
          of(Silver.TRANSACTIONS),
          rulings,
          false);
    }
  }

  private static ItemRows sold(String column, Object value) {
    return new House().without(Silver.TRANSACTIONS).and(sale(column, value)).rows();
  }

  private static Row bid(Object... changes) {
    return row(Silver.BIDS, changes);
  }

  private static Row item(Object... changes) {
    return row(Silver.ITEMS, changes);
  }

  private static Row sale(Object... changes) {
    return row(Silver.TRANSACTIONS, changes);
  }

  /** A row as it should be, with changes: column, value, … */
  static Row row(Table table, Object... changes) {
    Map<String, Object> values = new HashMap<>(GOOD);
    if (table.equals(Silver.BIDS)) {
      values.put("outcome", "ACCEPTED");
    }
    if (table.layer().equals("gold")) {
      values.putAll(GOOD_IN_GOLD);
    }
    for (int place = 0; place < changes.length; place += 2) {
      values.put((String) changes[place], changes[place + 1]);
    }
    List<Object> row = new ArrayList<>();
    for (Field column : table.columns().getFields()) {
      row.add(values.containsKey(column.getName()) ? values.get(column.getName()) : filler(column));
    }
    return Row.withSchema(table.columns()).addValues(row).build();
  }

  private static Object filler(Field column) {
    Schema.FieldType type = column.getType();
    if (type.getNullable()
        && !column.getName().equals("start_price")
        && !column.getName().equals("accepted_bids")) {
      return null;
    }
    return switch (type.getTypeName()) {
      case STRING -> "x";
      case INT32 -> 1;
      case INT64 -> 1L;
      case BOOLEAN -> true;
      case DECIMAL -> decimal("1");
      case DATETIME -> NOON;
      default -> throw new IllegalStateException(column.toString());
    };
  }

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text);
  }

  private static void badRows(String name, Row... rows) {
    BAD_ROWS.put(name, List.of(rows));
  }

  private static void badItems(String name, ItemRows... items) {
    BAD_ITEMS.put(name, List.of(items));
  }
}
