package io.bidlock.auction.model;

import io.bidlock.auction.listing.Listing;
import io.bidlock.auction.listing.SoftClose;
import io.bidlock.auction.model.Fact.Accepted;
import io.bidlock.auction.model.Fact.Amended;
import io.bidlock.auction.model.Fact.Bid;
import io.bidlock.auction.model.Fact.Granted;
import io.bidlock.auction.model.Fact.Listed;
import io.bidlock.auction.model.Fact.Paused;
import io.bidlock.auction.model.Fact.Released;
import io.bidlock.auction.model.Fact.Resumed;
import io.bidlock.auction.model.Fact.Retracted;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** All that happened to an item, in order. Every question reads the whole list again. */
final class Facts implements Iterable<Fact> {
  private final List<Fact> list = new ArrayList<>();

  void add(Fact fact) {
    list.add(fact);
  }

  @Override
  public Iterator<Fact> iterator() {
    return list.iterator();
  }

  /** The terms as they stand. */
  Listing listing() {
    Listing listing = null;
    for (Fact fact : list) {
      if (fact instanceof Listed listed) {
        listing = listed.listing();
      } else if (fact instanceof Amended amended) {
        listing = amended.listing();
      }
    }
    return Optional.ofNullable(listing).orElseThrow();
  }

  /** When the auction ends, with soft closes, pauses that are over, and amendments. */
  long endMillis() {
    SoftClose softClose = SoftClose.NONE;
    long listedEnd = 0;
    long end = 0;
    long pausedAt = 0;
    for (Fact fact : list) {
      if (fact instanceof Listed listed) {
        softClose = listed.listing().softClose();
        listedEnd = listed.listing().closesAtMillis();
        end = listedEnd;
      } else if (fact instanceof Amended amended) {
        softClose = amended.listing().softClose();
        if (amended.movesEnd()) {
          listedEnd = amended.listing().closesAtMillis();
          end = listedEnd;
          // A pause that is going on moves the new end only from here on.
          pausedAt = amended.timeMillis();
        }
      } else if (fact instanceof Paused paused) {
        pausedAt = paused.timeMillis();
      } else if (fact instanceof Resumed resumed) {
        listedEnd += resumed.timeMillis() - pausedAt;
        end += resumed.timeMillis() - pausedAt;
      } else if (fact instanceof Accepted accepted
          && end - accepted.timeMillis() < softClose.windowMillis()) {
        long wanted = accepted.timeMillis() + softClose.extensionMillis();
        if (softClose.limitMillis() != Long.MAX_VALUE) {
          wanted = Math.min(wanted, listedEnd + softClose.limitMillis());
        }
        end = Math.max(end, wanted);
      }
    }
    return end;
  }

  /** Since when it is paused, or since its end was last set anew meanwhile. */
  OptionalLong pausedSinceMillis() {
    OptionalLong since = OptionalLong.empty();
    for (Fact fact : list) {
      if (fact instanceof Paused paused) {
        since = OptionalLong.of(paused.timeMillis());
      } else if (fact instanceof Amended amended && amended.movesEnd() && since.isPresent()) {
        since = OptionalLong.of(amended.timeMillis());
      } else if (fact instanceof Resumed) {
        since = OptionalLong.empty();
      }
    }
    return since;
  }

  /** For how long, at a time, the item has been open and not paused. */
  long openMillis(long timeMillis) {
    long opens = listing().opensAtMillis();
    long open = Math.max(0, timeMillis - opens);
    long pausedAt = -1;
    for (Fact fact : list) {
      if (fact instanceof Paused paused) {
        pausedAt = paused.timeMillis();
      } else if (fact instanceof Resumed resumed) {
        open -= Math.max(0, resumed.timeMillis() - Math.max(opens, pausedAt));
        pausedAt = -1;
      }
    }
    return pausedAt < 0 ? open : open - Math.max(0, timeMillis - Math.max(opens, pausedAt));
  }

  /** The last hold that was not given back, be it run out. */
  Optional<Granted> lastHold() {
    Optional<Granted> hold = Optional.empty();
    for (Fact fact : list) {
      if (fact instanceof Granted granted) {
        hold = Optional.of(granted);
      } else if (fact instanceof Released) {
        hold = Optional.empty();
      }
    }
    return hold;
  }

  /** The hold that stands at a time. */
  Optional<Granted> holdAt(long timeMillis) {
    return lastHold().filter(hold -> timeMillis < hold.untilMillis());
  }

  /** Until when somebody held the item last: until the hold ran out or was given back. */
  long heldUntilMillis() {
    long until = 0;
    for (Fact fact : list) {
      if (fact instanceof Granted granted) {
        until = granted.untilMillis();
      } else if (fact instanceof Released released) {
        until = released.timeMillis();
      }
    }
    return until;
  }

  /** Whether the end has come; while it is paused it cannot. */
  boolean endReachedAt(long timeMillis) {
    return pausedSinceMillis().isEmpty() && timeMillis >= endMillis();
  }

  /** Whether any bid was ever accepted. */
  boolean anyAccepted() {
    return list.stream().anyMatch(Accepted.class::isInstance);
  }

  /** Each bidder's one standing bid. */
  Collection<Bid> standing() {
    Map<String, Bid> standing = new LinkedHashMap<>();
    list.forEach(fact -> apply(standing, fact));
    return standing.values();
  }

  /** The same amount again keeps its place; any other later bid takes a new one. */
  static void apply(Map<String, Bid> standing, Fact fact) {
    if (fact instanceof Accepted accepted) {
      Bid bid = accepted.bid();
      Bid before = standing.get(bid.bidderId());
      boolean same = before != null && before.amount().compareTo(bid.amount()) == 0;
      standing.put(
          bid.bidderId(),
          same ? new Bid(bid.bidId(), bid.bidderId(), bid.amount(), before.place()) : bid);
    } else if (fact instanceof Retracted retracted) {
      standing.remove(retracted.bidderId());
    }
  }

  BigDecimal money(long minor) {
    return BigDecimal.valueOf(minor, listing().currencyScale());
  }

  BigDecimal start() {
    return money(listing().startMinor());
  }

  Optional<BigDecimal> reserve() {
    OptionalLong reserve = listing().reserveMinor();
    return reserve.isPresent() ? Optional.of(money(reserve.getAsLong())) : Optional.empty();
  }

  Optional<BigDecimal> buyNow() {
    OptionalLong buyNow = listing().buyNowMinor();
    return buyNow.isPresent() ? Optional.of(money(buyNow.getAsLong())) : Optional.empty();
  }

  BigDecimal step(BigDecimal price) {
    return StepTable.of(listing()).at(price);
  }
}
