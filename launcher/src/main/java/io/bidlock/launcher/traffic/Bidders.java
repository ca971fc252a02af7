package io.bidlock.launcher.traffic;

import io.bidlock.auction.listing.Format;
import io.bidlock.auction.listing.Listing;
import io.bidlock.auction.money.DecimalAmount;
import io.bidlock.auction.view.PublicItem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The people who bid. They see an item as the public does and act by temper: the casual, two at
 * war, the sniper who comes in the last tenth, the shill who drives a friend's price, the one who
 * sends everything twice, and the one whose bids make no sense.
 */
final class Bidders {
  private static final double SNIPING_PHASE = 0.9;
  private static final int RINGS = 3;

  /** How much more often than a casual bidder each temper acts, in hundredths of all moves. */
  private enum Temper {
    CASUAL(38),
    AT_WAR(26),
    JUMPING(9),
    SHILL(8),
    LOW(6),
    REPEATING(6),
    CHANGING_A_SENT_BID(1),
    NONSENSE(2),
    SELLER(1),
    WRONG_CURRENCY(1),
    OVER_PRECISE(1),
    BUYING_NOW(1);

    private final int weight;

    Temper(int weight) {
      this.weight = weight;
    }

    private static final int ALL_WEIGHTS = allWeights();

    private static int allWeights() {
      int sum = 0;
      for (Temper temper : values()) {
        sum += temper.weight;
      }
      return sum;
    }

    static Temper pick(RandomGenerator random) {
      int ticket = random.nextInt(ALL_WEIGHTS);
      for (Temper temper : values()) {
        ticket -= temper.weight;
        if (ticket < 0) {
          return temper;
        }
      }
      return CASUAL;
    }
  }

  private final RandomGenerator random;
  private final int population;
  private long keys;

  /**
   * @param population how many different bidders there are
   */
  /** How many there are, for so many items. */
  static int population(int items) {
    return Math.max(30, items * 3);
  }

  static String id(int number) {
    return "bidder-%05d".formatted(number);
  }

  Bidders(RandomGenerator random, int population) {
    this.random = random;
    this.population = population;
  }

  /** Five to twelve of the population, in order of their coming. */
  List<String> company() {
    Set<String> company = new LinkedHashSet<>();
    int wanted = Math.min(population, 5 + random.nextInt(8));
    while (company.size() < wanted) {
      company.add(id(1 + random.nextInt(population)));
    }
    return new ArrayList<>(company);
  }

  /** What somebody does about an item that is listed, be it open or not. */
  Action act(Lot lot, PublicItem seen, long nowMillis) {
    if (lot.listing().format() == Format.DUTCH) {
      return dutchBid(lot, seen, nowMillis);
    }
    if (lot.phase(nowMillis) > SNIPING_PHASE && random.nextInt(3) == 0) {
      return jump(lot, seen, nowMillis, 1 + random.nextInt(4), sniper(lot));
    }
    return switch (Temper.pick(random)) {
      case CASUAL -> jump(lot, seen, nowMillis, 0, anyone(lot));
      case AT_WAR -> jump(lot, seen, nowMillis, random.nextInt(2), atWar(lot, seen));
      case JUMPING -> jump(lot, seen, nowMillis, 2 + random.nextInt(10), anyone(lot));
      case SHILL -> jump(lot, seen, nowMillis, 0, lot.shilled() ? shill(lot) : anyone(lot));
      case LOW -> bid(lot, anyone(lot), tooLittle(lot, wanted(lot, seen, nowMillis)));
      case REPEATING -> repeat(lot, seen, nowMillis);
      case CHANGING_A_SENT_BID -> changeSentBid(lot, seen, nowMillis);
      case NONSENSE -> nonsense(lot);
      case SELLER -> jump(lot, seen, nowMillis, 0, lot.listing().sellerId());
      case WRONG_CURRENCY ->
          new Action.PlaceBid(
              lot.itemId(), nextKey(), anyone(lot), "100", Optional.of("CHF"), false);
      case OVER_PRECISE ->
          new Action.PlaceBid(
              lot.itemId(), nextKey(), anyone(lot), "10.12345", Optional.empty(), false);
      case BUYING_NOW -> buyNow(lot, seen, nowMillis);
    };
  }

  /** A bid on something that was never listed. */
  Action onNothing() {
    return new Action.PlaceBid("lot-of-nobody", nextKey(), id(1), "10", Optional.empty(), false);
  }

  String nextKey() {
    return "k" + Long.toString(++keys, 36);
  }

  private Action dutchBid(Lot lot, PublicItem seen, long nowMillis) {
    long price = wanted(lot, seen, nowMillis);
    // Nobody pays more than half of what is asked at first; most offer less and are refused.
    boolean takes = price * 2 <= lot.listing().startMinor() && random.nextInt(4) == 0;
    return bid(lot, anyone(lot), takes ? price : Math.max(1, price * 9 / 10));
  }

  /** So many steps better than the least that would be taken. */
  private Action jump(Lot lot, PublicItem seen, long nowMillis, int steps, String bidder) {
    Listing listing = lot.listing();
    if (listing.format().sealed()) {
      return bid(lot, bidder, listing.startMinor() * (90 + random.nextInt(160)) / 100);
    }
    long least = wanted(lot, seen, nowMillis);
    long more = listing.increments().at(least) * steps;
    return bid(
        lot, bidder, listing.format() == Format.REVERSE ? Math.max(1, least - more) : least + more);
  }

  private Action buyNow(Lot lot, PublicItem seen, long nowMillis) {
    // Rarely, or no such item would live to see its end.
    return seen.buyNowMinor().isPresent() && random.nextInt(4) == 0
        ? bid(lot, anyone(lot), seen.buyNowMinor().getAsLong())
        : jump(lot, seen, nowMillis, 0, anyone(lot));
  }

  private Action repeat(Lot lot, PublicItem seen, long nowMillis) {
    return lot.bidBack(random.nextInt(8))
        .<Action>map(
            sent ->
                new Action.PlaceBid(
                    sent.itemId(),
                    sent.key(),
                    sent.bidderId(),
                    sent.amount(),
                    sent.currency(),
                    true))
        .orElseGet(() -> jump(lot, seen, nowMillis, 0, anyone(lot)));
  }

  private Action changeSentBid(Lot lot, PublicItem seen, long nowMillis) {
    return lot.bidBack(random.nextInt(8))
        .<Action>map(
            sent ->
                new Action.PlaceBid(
                    sent.itemId(),
                    sent.key(),
                    sent.bidderId(),
                    sent.amount() + "1",
                    sent.currency(),
                    true))
        .orElseGet(() -> jump(lot, seen, nowMillis, 0, anyone(lot)));
  }

  private Action nonsense(Lot lot) {
    String bidder = anyone(lot);
    String body =
        switch (random.nextInt(9)) {
          case 0 -> "{\"user_id\":\"" + bidder + "\",\"amount\":-5}";
          case 1 -> "{\"user_id\":\"" + bidder + "\",\"amount\":\"NaN\"}";
          case 2 -> "{\"user_id\":\"" + bidder + "\",\"amount\":1e400}";
          case 3 -> "{\"user_id\":\"" + bidder + "\",\"amount\":0}";
          case 4 -> "{\"user_id\":\"" + bidder + "\"}";
          case 5 -> "{\"user_id\":17,\"amount\":[]}";
          case 6 -> "{\"user_id\":\"" + bidder + "\",\"amount\":10,\"colour\":\"red\"}";
          case 7 -> "{\"user_id\":\"" + bidder + "\",\"amount\":";
          default -> "all my money";
        };
    return new Action.SendNonsense(lot.itemId(), nextKey(), bidder, body);
  }

  private Action bid(Lot lot, String bidder, long minor) {
    String amount = DecimalAmount.ofMinor(minor, lot.listing().currencyScale()).toString();
    return new Action.PlaceBid(lot.itemId(), nextKey(), bidder, amount, Optional.empty(), false);
  }

  private static long wanted(Lot lot, PublicItem seen, long nowMillis) {
    return Math.max(1, seen.minimumNextBidMinor(nowMillis).orElse(lot.listing().startMinor()));
  }

  private static long tooLittle(Lot lot, long wantedMinor) {
    return lot.listing().format() == Format.REVERSE
        ? wantedMinor * 3 / 2
        : Math.max(1, wantedMinor * 2 / 3);
  }

  private String anyone(Lot lot) {
    return lot.bidders().get(random.nextInt(lot.bidders().size()));
  }

  /** The one of the two at war who is not ahead. */
  private static String atWar(Lot lot, PublicItem seen) {
    String first = lot.bidders().getFirst();
    boolean firstLeads = seen.highestBidderId().filter(first::equals).isPresent();
    return firstLeads && lot.bidders().size() > 1 ? lot.bidders().get(1) : first;
  }

  private String sniper(Lot lot) {
    return "sniper-" + (1 + Math.floorMod(lot.itemId().hashCode(), 5) + random.nextInt(2));
  }

  private String shill(Lot lot) {
    int ring = Math.floorMod(lot.listing().sellerId().hashCode(), RINGS);
    return "ring-" + (char) ('a' + ring) + "-" + (1 + random.nextInt(3));
  }
}
