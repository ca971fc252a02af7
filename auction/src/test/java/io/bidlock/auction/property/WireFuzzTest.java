package io.bidlock.auction.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.wire.LogRecordJson;
import io.bidlock.auction.wire.PublicItemJson;
import io.bidlock.auction.wire.RulingJson;
import io.bidlock.auction.wire.SettlementJson;
import io.bidlock.auction.wire.UnreadableRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever bytes come, reading gives a record or says why not; nothing else is ever thrown. */
final class WireFuzzTest {
  /** Reads bytes as something. */
  private interface Reader {
    Object read(byte[] bytes) throws UnreadableRecord;
  }

  private static final List<Reader> READERS =
      List.of(LogRecordJson::read, RulingJson::read, PublicItemJson::read, SettlementJson::read);

  /** Values that have broken readers before. */
  private static final List<String> NASTY =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "1e999999999",
          "NaN",
          "-0.0",
          "1e-400",
          "99999999999999999999999999999999",
          "9223372036854775808",
          "0.1e-2147483648",
          "\"\"",
          "\"\\ud800\"",
          "\"\\u0000\"",
          "[]",
          "{}",
          "[[[[[[[[[[",
          "{\"schema\":1}",
          "\"1\"",
          "\"2026-13-45T99:99:99Z\"",
          "\"+1000000000-12-31T23:59:59Z\"",
          "\"zz\"",
          "2",
          "",
          "\"x",
          "1.",
          "\"ITEM_LISTED\"",
          "\"\u00e9\u4e2d\"",
          "\"" + "a".repeat(5_000) + "\"");

  private static void assertReadOrRefused(byte[] bytes) {
    for (Reader reader : READERS) {
      try {
        assertThat(reader.read(bytes)).isNotNull();
      } catch (UnreadableRecord e) {
        assertThat(e.getMessage()).isNotBlank();
      }
    }
  }

  @Property(tries = 3_000)
  void randomBytesAreReadOrRefused(@ForAll byte[] bytes) {
    assertReadOrRefused(bytes);
  }

  @Property(tries = 3_000)
  void brokenJsonIsReadOrRefused(@ForAll("broken") String json) {
    assertReadOrRefused(json.getBytes(StandardCharsets.UTF_8));
  }

  @Property(tries = 3_000)
  void flippedBytesAreReadOrRefused(
      @ForAll("written") String json, @ForAll int place, @ForAll byte value) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    bytes[Math.floorMod(place, bytes.length)] = value;
    assertReadOrRefused(bytes);
  }

  /** What BidLock itself writes, of every kind. */
  @Provide
  Arbitrary<String> written() {
    return Arbitraries.of(AuctionPlan.values())
        .flatMap(Histories::of)
        .flatMap(history -> Arbitraries.of(texts(history)));
  }

  private static List<String> texts(History history) {
    Replay replay = new Replay();
    List<byte[]> texts = new java.util.ArrayList<>();
    for (LogEntry entry : history.entries()) {
      texts.add(LogRecordJson.write(entry.record()));
      replay.take(entry).rulings().forEach(ruling -> texts.add(RulingJson.write(ruling)));
      replay.publicItem().ifPresent(item -> texts.add(PublicItemJson.write(item)));
    }
    return texts.stream().map(bytes -> new String(bytes, StandardCharsets.UTF_8)).toList();
  }

  /** Written JSON with a value replaced, a piece cut out, a piece doubled, or an end lost. */
  @Provide
  Arbitrary<String> broken() {
    Arbitrary<Integer> place = Arbitraries.integers().between(0, 10_000);
    return Combinators.combine(written(), place, place, Arbitraries.of(NASTY))
        .as(WireFuzzTest::breakIt);
  }

  private static String breakIt(String json, int where, int how, String nasty) {
    int from = where % json.length();
    int to = Math.min(json.length(), from + 1 + how % 7);
    return switch (how % 5) {
      case 0 -> json.substring(0, from);
      case 1 -> json.substring(0, from) + json.substring(to);
      case 2 -> json.substring(0, to) + json.substring(from);
      case 3 -> json.substring(0, from) + nasty + json.substring(to);
      default -> withValueReplaced(json, from, nasty);
    };
  }

  private static String withValueReplaced(String json, int from, String nasty) {
    int colon = json.indexOf("\":", from);
    if (colon < 0) {
      return json + nasty;
    }
    int end = colon + 2;
    boolean quoted = end < json.length() && json.charAt(end) == '"';
    end =
        quoted
            ? json.indexOf('"', end + 1) + 1
            : Math.max(
                end, json.indexOf(',', end) < 0 ? json.length() - 1 : json.indexOf(',', end));
    return json.substring(0, colon + 2) + nasty + json.substring(end);
  }
}
