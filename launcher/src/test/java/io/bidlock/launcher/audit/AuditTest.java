package io.bidlock.launcher.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemClosed;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.chain.Hash;
import io.bidlock.auction.log.BidderStanding;
import io.bidlock.auction.log.Channel;
import io.bidlock.auction.log.LogRecord;
import io.bidlock.auction.log.Nonce;
import io.bidlock.auction.money.DecimalAmount;
import io.bidlock.auction.wire.RulingJson;
import io.bidlock.launcher.audit.TopicReader.TopicRecord;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** An auditor that finds nothing is worth something only if it finds what is there. */
class AuditTest {
  private final RecordedHouse house = RecordedHouse.honest();

  @Test
  void anHonestHouseIsFoundHonest() {
    AuditReport report = audit();

    assertThat(report.evidence()).isEmpty();
    assertThat(report.clean()).isTrue();
    assertThat(report.commands()).isEqualTo(report.decided()).isEqualTo(house.told.size());
    assertThat(report.acknowledged()).isEqualTo(house.told.size());
    assertThat(report.itemsOpen()).isZero();
    assertThat(report.bidsAccepted()).isPositive();
    assertThat(report.bidsRejected()).containsKeys("BELOW_MINIMUM", "DUPLICATE_BID");
    assertThat(report.outcomes().values().stream().mapToLong(Long::longValue).sum()).isEqualTo(12);
  }

  @Test
  void whatAHouseTriesItselfWithIsNobodysBid() {
    AuditReport before = audit();
    house.append(
        new LogRecord.BidPlaced(
            "bidlock-is-ready-7",
            "trial",
            "bidlock",
            DecimalAmount.parse("1"),
            Optional.empty(),
            BidderStanding.OPEN,
            Channel.WEB,
            Nonce.NONE),
        0);
    AuditReport after = audit();

    assertThat(after.clean()).isTrue();
    assertThat(after.decided()).isEqualTo(before.decided() + 1);
    assertThat(after.bidsRejected()).isEqualTo(before.bidsRejected());
  }

  @Test
  void publishingEverythingTwiceIsNoDuplicate() {
    house.decisions.addAll(house.decisions.stream().toList());

    assertThat(audit().clean()).isTrue();
  }

  @Test
  void aDecisionThatWasNeverPublishedIsLost() {
    house.decisions.removeIf(record -> isOf(record, anAcceptedBid()));

    assertThat(findings()).containsExactly(1L, 0L, 0L);
  }

  @Test
  void aRecordThatWasAcknowledgedAndIsNotInTheLogIsLost() {
    Told first = house.told.getFirst();
    house.told.add(
        new Told(
            first.itemId(), Optional.of("a bid that is gone"), Optional.empty(), Optional.empty()));

    assertThat(findings()).containsExactly(1L, 0L, 0L);
  }

  @Test
  void aPositionThatHoldsSomethingElseThanWasAcknowledgedIsLost() {
    Told first = house.told.removeFirst();
    house.told.add(
        new Told(first.itemId(), Optional.of("another"), first.position(), first.answer()));

    assertThat(findings()).containsExactly(1L, 0L, 0L);
  }

  @Test
  void anAcknowledgedRecordThatCannotBeReadIsLost() {
    var position = house.append(0, 0, "{\"schema\":1,\"type\":".getBytes(UTF_8));
    house.told.add(new Told("lot", Optional.of("bid"), Optional.of(position), Optional.empty()));

    AuditReport report = audit();
    assertThat(report.lost()).isEqualTo(1);
    assertThat(report.unreadable()).isEqualTo(1);
  }

  @Test
  void aRecordThatCannotBeReadAndWasPromisedToNobodyIsNotLost() {
    house.append(0, 0, "all my money".getBytes(UTF_8));

    AuditReport report = audit();
    assertThat(report.clean()).isTrue();
    assertThat(report.unreadable()).isEqualTo(1);
  }

  @Test
  void twoDecisionsOnOneRecordAreADuplicate() {
    house.publish(withAnotherHash(anAcceptedBid()));

    AuditReport report = audit();
    assertThat(report.duplicated()).isEqualTo(2);
    assertThat(report.evidence()).anyMatch(line -> line.contains("one item_seq with two hashes"));
    assertThat(report.evidence())
        .anyMatch(line -> line.contains("two different decisions for one record"));
  }

  @Test
  void aDecisionThatWasChangedDiverges() {
    replacePublished(anAcceptedBid(), withAnotherHash(anAcceptedBid()));

    assertThat(findings()).containsExactly(0L, 0L, 1L);
  }

  @Test
  void aCloseThatWasNeverPublishedDiverges() {
    house.decisions.removeIf(record -> isOf(record, aClose()));

    assertThat(findings()).containsExactly(0L, 0L, 1L);
  }

  @Test
  void anotherHammerPriceDiverges() {
    ItemClosed close = aClose();
    replacePublished(
        close,
        new ItemClosed(
            close.itemId(),
            close.itemSeq(),
            close.position(),
            close.outcome(),
            close.winner(),
            OptionalLong.of(close.priceMinor().orElse(0) + 1),
            close.currency(),
            close.currencyScale(),
            close.bids(),
            close.acceptedBids(),
            close.closedAtMillis(),
            close.hash()));

    assertThat(findings()).containsExactly(0L, 0L, 1L);
  }

  @Test
  void aLogThatWasRewrittenDivergesFromThereOn() {
    int second =
        house.log.indexOf(
            house.log.stream()
                .filter(record -> record.partition() == 0 && record.offset() == 5)
                .findFirst()
                .orElseThrow());
    TopicRecord record = house.log.get(second);
    house.log.set(
        second,
        new TopicRecord(
            record.partition(), record.offset(), record.timeMillis(), "gone".getBytes(UTF_8)));

    AuditReport report = audit();
    assertThat(report.diverging()).isPositive();
    assertThat(report.lost()).isPositive();
  }

  @Test
  void aPublishedDecisionWithoutARecordDiverges() {
    var position = anAcceptedBid().position();
    house.log.removeIf(
        record ->
            record.partition() == position.partition() && record.offset() == position.offset());

    assertThat(audit().diverging()).isPositive();
  }

  @Test
  void anAnswerOtherThanTheDecisionDiverges() {
    Told first = house.told.removeFirst();
    Told.Answer answer = first.answer().orElseThrow();
    house.told.add(
        new Told(
            first.itemId(),
            first.commandId(),
            first.position(),
            Optional.of(
                new Told.Answer(
                    answer.itemSeq(), answer.hash(), !answer.accepted(), answer.reason()))));

    assertThat(findings()).containsExactly(0L, 0L, 1L);
  }

  @Test
  void whatIsPublishedAndCannotBeReadDiverges() {
    house.decisions.add(new TopicRecord(0, 1_000_000, 0, "[]".getBytes(UTF_8)));

    assertThat(findings()).containsExactly(0L, 0L, 1L);
  }

  private AuditReport audit() {
    return Audit.of(house, 0, house.told);
  }

  private long[] findings() {
    AuditReport report = audit();
    return new long[] {report.lost(), report.duplicated(), report.diverging()};
  }

  private Decision anAcceptedBid() {
    return house.rulings.stream()
        .filter(Decision.class::isInstance)
        .map(Decision.class::cast)
        .filter(decision -> decision.accepted() && decision.bidId().isPresent())
        .findFirst()
        .orElseThrow();
  }

  private ItemClosed aClose() {
    return house.rulings.stream()
        .filter(ItemClosed.class::isInstance)
        .map(ItemClosed.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static Decision withAnotherHash(Decision decision) {
    return new Decision(
        decision.itemId(),
        decision.itemSeq(),
        decision.position(),
        decision.timeMillis(),
        decision.command(),
        decision.commandId(),
        decision.bidId(),
        decision.bidderId(),
        decision.amount(),
        decision.amountSecret(),
        decision.currency(),
        decision.currencyScale(),
        decision.accepted(),
        decision.reason(),
        decision.priceBefore(),
        decision.priceAfter(),
        decision.leader(),
        decision.minimumNextBid(),
        decision.endMillis(),
        decision.lockToken(),
        decision.lockUntilMillis(),
        decision.first(),
        decision.detail(),
        decision.details(),
        new Hash(1, 2, 3, 4));
  }

  private void replacePublished(Ruling before, Ruling after) {
    house.decisions.removeIf(record -> isOf(record, before));
    house.publish(after);
  }

  private static boolean isOf(TopicRecord record, Ruling ruling) {
    return Arrays.equals(record.value(), RulingJson.write(ruling));
  }
}
