package io.bidlock.launcher.demo;

import io.bidlock.launcher.sending.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * An item in the scoreboard.
 *
 * @param over whether it has ended
 * @param text which fits in 80 columns
 */
record Row(boolean over, String text) {
  private static final String COLUMNS = "%-13s %-13s %12s %-12s %6s  %s";
  private static final String STATUS = "%-9s %7s";
  private static final int ID_LENGTH = 13;

  static final String HEADING =
      COLUMNS.formatted(
          "item", "format", "price", "leader", "bids", STATUS.formatted("status", "ends in"));

  /**
   * @param item as the house shows it
   * @param bids how many were sent
   */
  static Row of(String itemId, Reply item, long bids, Instant now) {
    boolean over = item.text("outcome").isPresent();
    String price = item.amount(over ? "hammer_price" : "current_bid");
    String status = item.text("status").orElse("").replace('_', ' ');
    return new Row(
        over,
        COLUMNS.formatted(
            lastOf(itemId),
            format(item),
            price.isEmpty() ? "-" : price + " " + item.text("currency").orElse(""),
            item.text(over ? "winner" : "highest_bidder_id").orElse("-"),
            "%,d".formatted(bids),
            over ? status : STATUS.formatted(status, endsIn(item, now))));
  }

  /** Ids of one scenario differ at their ends. */
  private static String lastOf(String itemId) {
    return itemId.length() <= ID_LENGTH
        ? itemId
        : "…" + itemId.substring(itemId.length() - ID_LENGTH + 1);
  }

  private static String format(Reply item) {
    return switch (item.text("format").orElse("")) {
      case "ENGLISH" -> item.flag("proxy") ? "english proxy" : "english";
      case "SEALED_FIRST_PRICE" -> "sealed first";
      case "SEALED_SECOND_PRICE" -> "sealed second";
      case String other -> other.toLowerCase(Locale.ROOT);
    };
  }

  private static String endsIn(Reply item, Instant now) {
    try {
      Instant closes = Instant.parse(item.text("closes_at").orElse(""));
      return closes.isAfter(now) ? clock(Duration.between(now, closes)) : "closing";
    } catch (DateTimeParseException e) {
      return "";
    }
  }

  static String clock(Duration duration) {
    return "%02d:%02d".formatted(duration.toMinutes(), duration.toSecondsPart());
  }
}
