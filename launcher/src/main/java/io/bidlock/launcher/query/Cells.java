package io.bidlock.launcher.query;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Values of an answer as text: exact, and the same on every machine. */
final class Cells {
  /** Money keeps that many decimals; what files add to them are zeros. */
  private static final int USUAL_DECIMALS = 2;

  private Cells() {}

  /** A value as a person reads it; empty where there is none. Times are UTC. */
  static String text(Object value) {
    return switch (value) {
      case null -> "";
      case BigDecimal decimal -> plain(decimal).toPlainString();
      case OffsetDateTime time -> time.withOffsetSameInstant(ZoneOffset.UTC).toInstant().toString();
      case Timestamp time -> time.toLocalDateTime().toString();
      default -> value.toString();
    };
  }

  /**
   * The same number without the zeros that a column's scale appends: 12.500000 is 12.50, and
   * 3.000000 is 3.
   */
  static BigDecimal plain(BigDecimal decimal) {
    BigDecimal shortest = decimal.stripTrailingZeros();
    if (shortest.scale() <= 0) {
      return shortest.setScale(0);
    }
    return shortest.scale() < USUAL_DECIMALS ? shortest.setScale(USUAL_DECIMALS) : shortest;
  }
}
