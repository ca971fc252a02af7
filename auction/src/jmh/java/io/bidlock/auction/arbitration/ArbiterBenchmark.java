package io.bidlock.auction.arbitration;

import io.bidlock.auction.listing.Term;
import io.bidlock.auction.listing.Terms;
import io.bidlock.auction.log.BidderStanding;
import io.bidlock.auction.log.Channel;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.auction.log.LogRecord.BidPlaced;
import io.bidlock.auction.log.LogRecord.ItemListed;
import io.bidlock.auction.log.Nonce;
import io.bidlock.auction.log.Position;
import io.bidlock.auction.money.DecimalAmount;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How many bids a second one core decides, over a million items visited in no order. Two bids in
 * three are accepted.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(
    value = 2,
    jvmArgs = {
      "-Xms8g",
      "-Xmx8g",
      "-Xmn4g",
      "-XX:+UseParallelGC",
      "-XX:+AlwaysPreTouch",
      "-XX:+UseTransparentHugePages"
    })
public class ArbiterBenchmark {
  private static final int BIDDERS = 1_024;
  private static final int ROUNDS = 1 << 20;
  private static final long OPENS_AT = 1_700_000_000_000L;

  @Param("1000000")
  private int items;

  @Param({"true", "false"})
  private boolean chain;

  @Param({"ENGLISH", "PROXY", "SEALED_SECOND_PRICE"})
  private String kind;

  private Arbiter arbiter;
  private ItemState[] states;
  private String[] bidIds;
  private String[] bidders;
  private int[] order;
  private long offset;

  @Setup
  public void fill() {
    arbiter = chain ? new Arbiter() : Arbiter.withoutChain();
    SplittableRandom random = new SplittableRandom(42);
    states = new ItemState[items];
    for (int item = 0; item < items; item++) {
      ItemListed listed =
          new ItemListed(
              "item-" + item, "listing-" + item, Rules.CURRENT_VERSION, terms(item), Nonce.NONE);
      states[item] =
          arbiter
              .decide(
                  ItemState.Unknown.INSTANCE,
                  Optional.empty(),
                  new LogEntry(new Position(0, 0, offset++), OPENS_AT, listed))
              .state();
    }
    bidIds = new String[ROUNDS];
    order = new int[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      bidIds[round] = new Nonce(random.nextLong(), random.nextLong()).toString();
      order[round] = random.nextInt(items);
    }
    bidders = new String[BIDDERS];
    for (int bidder = 0; bidder < BIDDERS; bidder++) {
      bidders[bidder] = "bidder-" + bidder;
    }
  }

  private Terms terms(int item) {
    Map<Term, String> texts = new EnumMap<>(Term.class);
    texts.put(Term.SELLER_ID, "seller-" + item % 100);
    texts.put(Term.TITLE, "Item " + item);
    texts.put(Term.CATEGORY, "watches");
    texts.put(Term.CURRENCY, "USD");
    texts.put(Term.FORMAT, kind.equals("PROXY") ? "ENGLISH" : kind);
    texts.put(Term.PROXY, Boolean.toString(kind.equals("PROXY")));
    texts.put(Term.START_PRICE, "1");
    texts.put(Term.OPENS_AT, "2023-11-14T22:13:20Z");
    texts.put(Term.CLOSES_AT, "2033-11-14T22:13:20Z");
    texts.put(Term.SOFT_CLOSE_WINDOW, "PT2M");
    return Terms.of(texts);
  }

  @Benchmark
  public Verdict decide() {
    int round = (int) (offset & (ROUNDS - 1));
    int item = order[round];
    ItemState.Auction state = (ItemState.Auction) states[item];
    int visit = (int) state.bids();
    // Every third bid is too low; a sealed one is by one of sixteen, so that books stay small.
    long amountMinor = visit % 3 == 2 ? 50 : 10_000L + visit * 1_000L;
    String bidder = bidders[kind.startsWith("SEALED") ? visit & 15 : round & (BIDDERS - 1)];
    BidPlaced bid =
        new BidPlaced(
            // Made anew, as a reader of the log would: a record is in the cache when it is decided.
            "item-" + item,
            bidIds[round],
            bidder,
            new DecimalAmount(amountMinor, 2),
            Optional.empty(),
            BidderStanding.OPEN,
            Channel.WEB,
            new Nonce(offset, round));
    Verdict verdict =
        arbiter.decide(
            state,
            Optional.empty(),
            new LogEntry(new Position(0, 0, offset), OPENS_AT + offset / 1_000, bid));
    offset++;
    states[item] = verdict.state();
    return verdict;
  }
}
