package io.bidlock.pipelines.gold;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemClosed;
import io.bidlock.auction.arbitration.Outcome;
import io.bidlock.auction.arbitration.Reason;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogRecord.Kind;
import io.bidlock.pipelines.silver.Silver;
import io.bidlock.pipelines.table.Table;
import io.bidlock.pipelines.testing.GeneratedLog;
import io.bidlock.pipelines.testing.PlainArbitration;
import io.bidlock.pipelines.testing.Runners;
import io.bidlock.pipelines.testing.SilverRun;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.beam.sdk.values.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What bidders did a day is the same however it is told, and what a plain count comes to. */
class BidderAnalyticsTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Vienna");
  private static final long SEED = 11;
  private static List<Ruling> rulings;
  private static List<Row> users;
  private static Map<String, List<Object>> batch;

  @BeforeAll
  static void count() {
    rulings = PlainArbitration.of(GeneratedLog.closed(SEED, 30, 2_000)).rulings();
    users = new ArrayList<>();
    for (int bidder = 0; bidder < 12; bidder += 2) {
      users.add(user("bidder-" + bidder, 10 + bidder, "AT"));
      users.add(user("bidder-" + bidder, 30 + bidder, bidder == 4 ? null : "DE"));
    }
    batch = rows(new SilverRun(rulings, users).bounded(Runners.direct(), bounded()));
  }

  @Test
  void aPlainCountComesToTheSame() {
    Map<String, long[]> counts = new TreeMap<>();
    Map<String, LocalDate> firstDay = new HashMap<>();
    Map<String, Set<String>> items = new HashMap<>();
    Map<String, Set<String>> took = new HashMap<>();
    Set<String> closed = new HashSet<>();
    for (Ruling ruling : rulings) {
      if (ruling instanceof Decision bid
          && bid.command() == Kind.BID_PLACED
          && bid.itemSeq() > 0
          && bid.reason()
              .filter(Set.of(Reason.DUPLICATE_BID, Reason.IDEMPOTENCY_CONFLICT)::contains)
              .isEmpty()) {
        String bidder = bid.bidderId().orElseThrow();
        LocalDate day = day(bid.timeMillis());
        String key = day + "/" + bidder + "/" + bid.currency();
        long[] count = counts.computeIfAbsent(key, k -> new long[5]);
        count[0]++;
        count[1] += bid.accepted() ? 1 : 0;
        items.computeIfAbsent(key, k -> new HashSet<>()).add(bid.itemId());
        firstDay.merge(bidder, day, (one, other) -> one.isBefore(other) ? one : other);
        if (bid.accepted() && !closed.contains(bid.itemId())) {
          took.computeIfAbsent(bid.itemId(), k -> new HashSet<>()).add(bidder);
        }
      } else if (ruling instanceof ItemClosed close) {
        closed.add(close.itemId());
        for (String bidder : took.getOrDefault(close.itemId(), Set.of())) {
          String key = day(close.closedAtMillis()) + "/" + bidder + "/USD";
          long[] count = counts.computeIfAbsent(key, k -> new long[5]);
          count[2]++;
          if (close.outcome() == Outcome.SOLD && close.winner().orElseThrow().equals(bidder)) {
            count[3]++;
            count[4] += close.priceMinor().orElseThrow();
          }
        }
      }
    }

    assertThat(batch.keySet())
        .isEqualTo(new TreeMap<>(withZone(counts)).keySet())
        .hasSizeGreaterThan(20);
    withZone(counts)
        .forEach(
            (key, count) -> {
              List<Object> row = batch.get(key);
              assertThat(List.of(value(row, "bids"), value(row, "accepted_bids")))
                  .as(key)
                  .containsExactly(count[0], count[1]);
              assertThat(List.of(value(row, "auctions"), value(row, "wins")))
                  .as(key)
                  .containsExactly(count[2], count[3]);
              assertThat((BigDecimal) value(row, "spent"))
                  .as(key)
                  .isEqualByComparingTo(BigDecimal.valueOf(count[4], 2));
              String[] parts = key.split("/", -1);
              String dayKey = String.join("/", parts[2], parts[3], parts[4]);
              assertThat(value(row, "items"))
                  .as(key)
                  .isEqualTo((long) items.getOrDefault(dayKey, Set.of()).size());
              boolean first = firstDay.get(parts[3]).equals(LocalDate.parse(parts[2]));
              assertThat(value(row, "new_or_returning"))
                  .as(key)
                  .isEqualTo(first ? "NEW" : "RETURNING");
            });
    assertThat(batch.values().stream().map(row -> value(row, "segment")))
        .contains("BUYER", "BIDDER", "REFUSED");
  }

  @Test
  void theLatestRegionStandsOnAllDays() {
    batch.forEach(
        (key, row) -> {
          Object bidder = value(row, "bidder_id");
          boolean known = List.of("bidder-0", "bidder-2", "bidder-6").contains(bidder);
          if (known) {
            assertThat(value(row, "region")).as(key).isEqualTo("DE");
          } else if (bidder.equals("bidder-4") || bidder.equals("bidder-1")) {
            assertThat(value(row, "region")).as("%s: erased or never told", key).isNull();
          }
        });
  }

  @Test
  void flinkSaysTheSameOfWhatComesInAnyOrder() {
    List<Ruling> shuffled = new ArrayList<>(rulings);
    Collections.shuffle(shuffled, new Random(SEED));

    assertThat(rows(new SilverRun(shuffled, users).bounded(Runners.flinkBatch(), bounded())))
        .isEqualTo(batch);
  }

  @Test
  void aStreamCorrectsWhatItSaidBeforeTheRegionWasKnown() {
    assertThat(rows(new SilverRun(rulings, users).stream(Runners.direct(), growing())))
        .isEqualTo(batch);
  }

  @Test
  void aStreamOnFlinkSaysTheSame() {
    List<Row> turned = new ArrayList<>(users);
    Collections.reverse(turned);

    assertThat(rows(new SilverRun(rulings, turned).stream(Runners.flinkStreaming(), growing())))
        .isEqualTo(batch);
  }

  /** Days may be told in any order: the first one is known when all are. */
  @Test
  void anEarlierDayMakesTheOthersReturn() {
    Row second = dayWithABid(LocalDate.parse("2026-03-02"));
    BidderProfile known = BidderProfile.NOTHING.withDay(second);
    assertThat(known.analytics(second).getString("new_or_returning")).isEqualTo("NEW");

    BidderProfile more = known.withDay(dayWithABid(LocalDate.parse("2026-03-01")));

    assertThat(more.analytics(second).getString("new_or_returning")).isEqualTo("RETURNING");
    assertThat(more.analytics(second).getInt64("version"))
        .as("the correction replaces what was told")
        .isGreaterThan(known.analytics(second).getInt64("version"));
  }

  private static Row dayWithABid(LocalDate day) {
    return BidderDays.TABLE.row(
        ZONE.getId(), day, "ann", "EUR", 1L, 1L, 1L, 0L, 0L, BigDecimal.ZERO, 1L);
  }

  private static Map<String, long[]> withZone(Map<String, long[]> counts) {
    Map<String, long[]> keyed = new TreeMap<>();
    counts.forEach((key, count) -> keyed.put(ZONE + "/" + key, count));
    return keyed;
  }

  private static LocalDate day(long millis) {
    return Instant.ofEpochMilli(millis).atZone(ZONE).toLocalDate();
  }

  private static Row user(String id, long version, String region) {
    return Silver.USERS.row(id, version, region, true, null, null);
  }

  private static SilverRun.Step bounded() {
    return analytics(GoldWindows.once(ZONE.getId()));
  }

  private static SilverRun.Step growing() {
    return analytics(GoldWindows.growing(ZONE.getId()));
  }

  private static SilverRun.Step analytics(GoldWindows windows) {
    return (silver, users) ->
        Map.of(Gold.BIDDER_ANALYTICS, users.apply(new BidderAnalytics(silver, windows)));
  }

  private static Map<String, List<Object>> rows(Map<Table, Map<String, List<Object>>> tables) {
    return tables.get(Gold.BIDDER_ANALYTICS);
  }

  private static Object value(List<Object> row, String column) {
    return row.get(Gold.BIDDER_ANALYTICS.columns().indexOf(column));
  }
}
