package io.bidlock.pipelines.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.pipelines.silver.Silver;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.beam.sdk.testing.CoderProperties;
import org.apache.beam.sdk.values.Row;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What each rule finds suspicious, and what several of them come to. */
class FraudScoreTest {
  private static final long OPENED = Instant.parse("2026-03-01T09:00:00Z").getMillis();
  private static final long HOUR = 3_600_000;

  /** An auction of an hour, in which somebody else bid as well where {@code all > own}. */
  private static Row took(
      int auction, String seller, long own, long all, long successive, long first, long last) {
    return took(auction, seller, own, all, successive, first, last, true);
  }

  private static Row took(
      int auction,
      String seller,
      long own,
      long all,
      long successive,
      long first,
      long last,
      boolean won) {
    return Silver.PARTICIPATIONS.row(
        "item-" + auction,
        "ann",
        seller,
        "lots",
        "EUR",
        BigDecimal.TEN,
        new Instant(OPENED),
        new Instant(OPENED + HOUR),
        all,
        own,
        0L,
        successive,
        new Instant(OPENED + first),
        new Instant(OPENED + last),
        won);
  }

  private static Row bid(long atMillis, String before, String after) {
    return bid(atMillis, before, after, null);
  }

  private static Row bid(long atMillis, String before, String after, String reason) {
    return Silver.BIDS.row(
        0,
        0,
        atMillis,
        "item-1",
        1L,
        "bid-" + atMillis,
        "ann",
        BigDecimal.TEN,
        "EUR",
        new Instant(OPENED + atMillis),
        "WEB",
        reason == null ? "ACCEPTED" : "REJECTED",
        reason,
        before == null ? null : new BigDecimal(before),
        after == null ? null : new BigDecimal(after),
        null,
        null,
        "hash");
  }

  private static FraudScore score(Stream<Evidence> evidence) {
    return FraudScore.of(evidence.reduce(Evidence.NONE, Evidence::plus));
  }

  private static FraudScore ofAuctions(Row... participations) {
    return score(Arrays.stream(participations).map(Evidence::ofParticipation));
  }

  private static List<FraudRule> rules(FraudScore score) {
    return score.reasons().stream().map(FraudScore.Reason::rule).toList();
  }

  private static Stream<Row> tenOrdinaryAuctions() {
    // Somewhere in the middle, one of five bids, three of ten won, at ten sellers.
    return IntStream.range(0, 10)
        .mapToObj(i -> took(i, "seller-" + i, 1, 5, 0, HOUR / 2, HOUR / 2 + 60_000, i % 3 == 0));
  }

  @Test
  void anOrdinaryBidderIsAboveSuspicion() {
    Stream<Evidence> bids =
        IntStream.range(0, 30).mapToObj(i -> Evidence.ofBid(bid(i * 30_000L, "20", "21")));

    FraudScore score =
        score(Stream.concat(tenOrdinaryAuctions().map(Evidence::ofParticipation), bids));

    assertThat(score.score()).isEqualByComparingTo("0");
    assertThat(score.reasons()).isEmpty();
    assertThat(score.reasonsJson()).isEqualTo("{}");
  }

  @Test
  void whoOutbidsThemselvesIsSuspicious() {
    FraudScore score = ofAuctions(took(1, "s", 8, 8, 4, HOUR / 2, HOUR / 2 + 1));

    assertThat(rules(score)).containsExactly(FraudRule.SUCCESSIVE_OUTBIDDING);
    // Half of the way from 0.25 to 0.75, of a weight of 0.6.
    assertThat(score.score()).isEqualByComparingTo("0.3");
    assertThat(score.reasonsJson())
        .isEqualTo("{\"SUCCESSIVE_OUTBIDDING\":{\"figure\":0.500000,\"suspicion\":0.300000}}");
  }

  @Test
  void whoPlacesMostBidsIsSuspiciousWhereOthersBidToo() {
    assertThat(rules(ofAuctions(took(1, "s", 16, 20, 0, HOUR / 2, HOUR / 2 + 1))))
        .containsExactly(FraudRule.BIDDING_RATIO);
    assertThat(rules(ofAuctions(took(1, "s", 20, 20, 0, HOUR / 2, HOUR / 2 + 1)))).isEmpty();
  }

  @Test
  void whoIsAlwaysEarlyOrAlwaysLastIsSuspicious() {
    assertThat(
            rules(
                ofAuctions(
                    IntStream.range(0, 5)
                        .mapToObj(i -> took(i, "s" + i, 1, 5, 0, HOUR / 4, HOUR / 2))
                        .toArray(Row[]::new))))
        .containsExactly(FraudRule.EARLY_BIDDING);
    assertThat(
            rules(
                ofAuctions(
                    IntStream.range(0, 5)
                        .mapToObj(i -> took(i, "s" + i, 1, 5, 0, HOUR / 2, HOUR - HOUR / 20))
                        .toArray(Row[]::new))))
        .containsExactly(FraudRule.LAST_MOMENT_BIDDING);
  }

  @Test
  void whoBidsAtOneSellerAndNeverWinsIsSuspiciousTwice() {
    FraudScore score =
        ofAuctions(
            IntStream.range(0, 6)
                .mapToObj(i -> took(i, "seller", 1, 5, 0, HOUR / 2, HOUR / 2, false))
                .toArray(Row[]::new));

    assertThat(rules(score)).containsExactly(FraudRule.SELLER_TENDENCY, FraudRule.WIN_RATIO);
    // 1 - (1 - 0.5) (1 - 0.4)
    assertThat(score.score()).isEqualByComparingTo("0.7");
  }

  @Test
  void whoBidsFasterThanPeopleIsSuspiciousWhetherAcceptedOrNot() {
    FraudScore score =
        score(
            IntStream.range(0, 36)
                .mapToObj(i -> Evidence.ofBid(bid(i * 1_000L, "5", "5", "BELOW_MINIMUM"))));

    assertThat(rules(score)).containsExactly(FraudRule.VELOCITY);
    assertThat(score.reasons().get(0).figure()).isEqualByComparingTo("36");
    // Half of the way from 12 to 60, of a weight of 0.6.
    assertThat(score.score()).isEqualByComparingTo("0.3");
  }

  @Test
  void aRepeatOfABidIsNoOtherBid() {
    assertThat(Evidence.ofBid(bid(0, "5", "5", "DUPLICATE_BID")).isNone()).isTrue();
  }

  @Test
  void whoLetsPricesLeapUpOrDownIsSuspicious() {
    Stream<Evidence> leaps =
        Stream.of(
                bid(0, "10", "30"),
                bid(60_000, "30", "10"),
                bid(120_000, "10", "29.99"),
                bid(180_000, "29.99", "9.99"),
                bid(240_000, "9.99", "30"))
            .map(Evidence::ofBid);

    FraudScore score = score(leaps);

    assertThat(rules(score)).containsExactly(FraudRule.AMOUNT_OUTLIERS);
    assertThat(score.reasons().get(0).figure()).isEqualByComparingTo("0.8");
  }

  @ParameterizedTest
  @EnumSource(FraudRule.class)
  void noRuleGivesAnAlertAlone(FraudRule rule) {
    assertThat(rule.weight()).isLessThan(new BigDecimal("0.8"));
    assertThat(rule.suspicion(BigDecimal.ZERO).max(rule.suspicion(new BigDecimal("1000000"))))
        .isEqualByComparingTo(rule.weight());
  }

  /** Evidence comes in any order and in any parts. */
  @Test
  void theOrderOfEvidenceChangesNothing() {
    List<Evidence> evidence = new ArrayList<>();
    Random random = new Random(7);
    for (int i = 0; i < 300; i++) {
      String after = Integer.toString(1 + random.nextInt(50));
      evidence.add(Evidence.ofBid(bid(random.nextInt(600_000), "10", after)));
      long own = 1 + random.nextInt(5);
      evidence.add(
          Evidence.ofParticipation(
              took(
                  i,
                  // More sellers than are remembered, in any order.
                  "seller-" + i % (Evidence.MAX_SELLERS + 20),
                  own,
                  own + random.nextInt(3),
                  random.nextInt((int) own),
                  random.nextInt(1_000_000),
                  2_000_000,
                  random.nextBoolean())));
    }
    Evidence inOrder = evidence.stream().reduce(Evidence.NONE, Evidence::plus);
    Collections.shuffle(evidence, random);
    Evidence left = evidence.subList(0, 250).stream().reduce(Evidence.NONE, Evidence::plus);
    Evidence right =
        evidence.subList(250, evidence.size()).stream().reduce(Evidence.NONE, Evidence::plus);

    assertThat(right.plus(left)).isEqualTo(inOrder);
    assertThat(inOrder.manySellers()).isTrue();
  }

  @Test
  void evidenceIsReadAsItWasWritten() throws Exception {
    CoderProperties.coderDecodeEncodeEqual(
        new EvidenceCoder(),
        Evidence.ofBid(bid(5, "10", "30"))
            .plus(Evidence.ofParticipation(took(1, "s", 3, 5, 1, 0, HOUR))));
  }
}
