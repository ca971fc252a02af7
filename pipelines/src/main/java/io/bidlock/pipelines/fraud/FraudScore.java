package io.bidlock.pipelines.fraud;

import io.bidlock.auction.wire.JsonWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * How suspicious a bidder looks, and why.
 *
 * @param score 0, nothing, to 1, certain; six decimals
 * @param reasons the rules that made it, in their order
 */
record FraudScore(BigDecimal score, List<Reason> reasons) {

  /**
   * What a rule found.
   *
   * @param figure what it looked at
   * @param suspicion how far that goes towards certainty by itself
   */
  record Reason(FraudRule rule, BigDecimal figure, BigDecimal suspicion) {}

  /**
   * Weighs evidence. Each rule goes a part of the way that the others have left: {@code 1 - (1 - a)
   * (1 - b) …}, so that several weak reasons come to more than one, and never to more than 1. The
   * product is exact and rounded once: it is the same in any order.
   */
  static FraudScore of(Evidence evidence) {
    List<Reason> reasons = new ArrayList<>();
    BigDecimal left = BigDecimal.ONE;
    for (FraudRule rule : FraudRule.values()) {
      BigDecimal figure = rule.figure(evidence).orElse(null);
      if (figure == null) {
        continue;
      }
      BigDecimal suspicion = rule.suspicion(figure);
      if (suspicion.signum() > 0) {
        reasons.add(new Reason(rule, figure, suspicion));
        left = left.multiply(BigDecimal.ONE.subtract(suspicion));
      }
    }
    return new FraudScore(
        BigDecimal.ONE.subtract(left).setScale(FraudRule.SCALE, RoundingMode.HALF_UP),
        List.copyOf(reasons));
  }

  /** The reasons as a JSON object: {@code {"VELOCITY":{"figure":70,"suspicion":0.6}}}. */
  String reasonsJson() {
    return new String(JsonWriter.object(this::writeReasons), StandardCharsets.UTF_8);
  }

  private void writeReasons(JsonWriter out) throws IOException {
    for (Reason reason : reasons) {
      out.nested(
          reason.rule().name(),
          one -> one.decimal("figure", reason.figure()).decimal("suspicion", reason.suspicion()));
    }
  }
}
