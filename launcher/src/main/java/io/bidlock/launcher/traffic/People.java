package io.bidlock.launcher.traffic;

import java.util.ArrayList;
import java.util.List;

/** Who sells and bids in a scenario, and where they are from. */
public final class People {
  /** More than that are not entered: who is unknown may bid as well. */
  private static final int MOST = 5_000;

  private static final int SELLERS = 40;

  /** Spreads neighbours over the whole range, evenly: the golden ratio's fraction. */
  private static final double SPREAD = 0.618_033_988_749_894_9;

  /** Many are from where the house is. */
  private static final List<String> REGIONS =
      List.of("AT", "AT", "AT", "DE", "DE", "CH", "IT", "FR", "GB", "US", "JP", "BR");

  /**
   * A user to be entered.
   *
   * @param region a country by its ISO 3166 code
   */
  public record Person(String userId, String name, String region) {}

  private People() {}

  /** Sellers and bidders of a scenario, the same for the same scenario; 5,000 at most. */
  public static List<Person> of(Scenario scenario) {
    List<Person> people = new ArrayList<>();
    for (int seller = 0; seller < SELLERS; seller++) {
      people.add(person(sellerId(seller), "House " + (seller + 1), seller));
    }
    int bidders = Math.min(Bidders.population(scenario.items()), MOST - SELLERS);
    for (int bidder = 1; bidder <= bidders; bidder++) {
      people.add(person(Bidders.id(bidder), "Bidder " + bidder, bidder));
    }
    return people;
  }

  private static Person person(String userId, String name, int number) {
    return new Person(userId, name, REGIONS.get((int) (REGIONS.size() * spread(number))));
  }

  /** Whose item it is: a few sell much, and many sell little. */
  static String sellerOf(int itemIndex) {
    double place = spread(itemIndex);
    return sellerId((int) (SELLERS * place * place));
  }

  private static String sellerId(int seller) {
    return "seller-%03d".formatted(seller + 1);
  }

  private static double spread(int number) {
    double place = number * SPREAD;
    return place - Math.floor(place);
  }
}
