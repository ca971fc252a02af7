package io.bidlock.ingest.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.listing.Term;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import io.bidlock.auction.view.PublicItem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;

/** However old the state that an instance shows, what it refuses the log refuses too. */
class BoardRefusalPropertiesTest {
  @Property(tries = 1_000)
  void aBidThatAnyEarlierStateRulesOutIsRefusedByTheLog(
      @ForAll("listings") Map<Term, String> terms,
      @ForAll("histories") List<LogRecord> history,
      @ForAll("bids") List<BidPlaced> bids) {
    Sale sale = Sale.of(terms);
    List<PublicItem> shown = new ArrayList<>(List.of(sale.shown()));
    long refused = 0;
    for (LogRecord record : history) {
      shown.add(sale.after(record));
      for (BidPlaced bid : bids) {
        if (shown.stream().anyMatch(item -> refuses(item, bid))) {
          refused++;
          assertThat(sale.wouldAccept(bid)).as("%s at %s", bid, sale.shown()).isFalse();
        }
      }
    }
    Statistics.label("a bid was refused")
        .collect(refused > 0)
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 30));
  }

  private static boolean refuses(PublicItem item, BidPlaced bid) {
    return BoardRefusal.of(item, bid, Sale.NOW).isPresent();
  }

  @Provide
  Arbitrary<Map<Term, String>> listings() {
    Arbitrary<Map<Term, String>> up =
        terms("10", Map.of(Term.RESERVE_PRICE, "20", Term.BUY_NOW_PRICE, "40"));
    Arbitrary<Map<Term, String>> down =
        terms("30", Map.of(Term.RESERVE_PRICE, "20", Term.BUY_NOW_PRICE, "5"))
            .map(terms -> with(terms, Term.FORMAT, "REVERSE"));
    return Arbitraries.oneOf(up, down, up.map(terms -> with(terms, Term.PROXY, "true")));
  }

  private static Arbitrary<Map<Term, String>> terms(String start, Map<Term, String> perhaps) {
    return Arbitraries.of("1", "15:8;*:1", "15:1;25:0.5;*:4")
        .flatMap(
            steps ->
                Arbitraries.subsetOf(perhaps.keySet())
                    .map(
                        chosen -> {
                          Map<Term, String> terms = new EnumMap<>(Term.class);
                          terms.put(Term.START_PRICE, start);
                          terms.put(Term.INCREMENT, steps);
                          chosen.forEach(term -> terms.put(term, perhaps.get(term)));
                          return terms;
                        }));
  }

  private static Map<Term, String> with(Map<Term, String> terms, Term term, String text) {
    Map<Term, String> more = new EnumMap<>(terms);
    more.put(term, text);
    return more;
  }

  @Provide
  Arbitrary<List<LogRecord>> histories() {
    Arbitrary<LogRecord> amendments =
        Arbitraries.of(
                Map.of(Term.START_PRICE, "5"),
                Map.of(Term.INCREMENT, "0.5"),
                Map.of(Term.RESERVE_PRICE, ""),
                Map.of(Term.RESERVE_PRICE, "15"),
                Map.of(Term.RETRACTABLE, "true"),
                Map.of(Term.FORMAT, "REVERSE"))
            .map(Sale::amendment);
    return Arbitraries.frequencyOf(Tuple.of(4, oneBid()), Tuple.of(1, amendments))
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  @Provide
  Arbitrary<List<BidPlaced>> bids() {
    return oneBid().map(BidPlaced.class::cast).list().ofSize(5);
  }

  private static Arbitrary<LogRecord> oneBid() {
    return Arbitraries.of("ann", "bob", "cy")
        .flatMap(
            bidder ->
                Arbitraries.integers()
                    .between(6, 90)
                    .map(halves -> Sale.bid(bidder, halves / 2 + (halves % 2 == 0 ? "" : ".5"))));
  }
}
