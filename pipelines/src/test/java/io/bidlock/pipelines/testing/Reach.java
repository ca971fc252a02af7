package io.bidlock.pipelines.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemClosed;
import io.bidlock.auction.arbitration.Outcome;
import io.bidlock.auction.arbitration.Reason;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogRecord.Kind;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether a generated log tells enough of auctions that agreeing on it means something. */
public final class Reach {
  private static final int LIVELY_BIDS = 200;

  private Reach() {}

  /** Fails unless bids were taken and refused, minds changed, holds granted and items sold. */
  public static void assertLively(Collection<Ruling> rulings) {
    List<Decision> decisions =
        rulings.stream().filter(Decision.class::isInstance).map(Decision.class::cast).toList();
    assertThat(decisions.stream().filter(one -> accepted(one, Kind.BID_PLACED)))
        .as("accepted bids")
        .hasSizeGreaterThanOrEqualTo(LIVELY_BIDS);
    assertThat(decisions)
        .as("an accepted retraction")
        .anyMatch(one -> accepted(one, Kind.BID_RETRACTED))
        .as("an accepted amendment")
        .anyMatch(one -> accepted(one, Kind.LISTING_AMENDED));
    assertThat(decisions.stream().flatMap(one -> one.reason().stream()).collect(Collectors.toSet()))
        .contains(
            Reason.BELOW_MINIMUM,
            Reason.LOCK_GRANTED,
            Reason.ITEM_LOCKED,
            Reason.DUPLICATE_BID,
            Reason.IDEMPOTENCY_CONFLICT,
            Reason.AUCTION_CLOSED);
    assertThat(outcomes(rulings)).contains(Outcome.SOLD, Outcome.NO_BIDS);
  }

  private static boolean accepted(Decision decision, Kind command) {
    return decision.command() == command && decision.accepted();
  }

  private static Set<Outcome> outcomes(Collection<Ruling> rulings) {
    return rulings.stream()
        .filter(ItemClosed.class::isInstance)
        .map(ruling -> ((ItemClosed) ruling).outcome())
        .collect(Collectors.toSet());
  }
}
