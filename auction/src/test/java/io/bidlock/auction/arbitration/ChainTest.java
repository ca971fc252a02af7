package io.bidlock.auction.arbitration;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.chain.Hash;
import io.bidlock.auction.log.BidderStanding;
import io.bidlock.auction.log.Channel;
import io.bidlock.auction.money.DecimalAmount;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** For ever: were one of these hashes to change, history would no longer verify. */
final class ChainTest {
  @Test
  void anEnglishEveningHasThisCloseHash() {
    AuctionEvening evening =
        AuctionEvening.byRules(1, "title=Lampe für Zoë", "reserve_price=4", "retractable=true");
    evening.bid("ann", "2");
    Decision bob = evening.bid("bob", "5");
    evening.bid("cid", "5.05");
    evening.retract(bob);
    evening.pause();
    evening.at("18:10:00").resume();
    evening.amend("reserve_price=3", "category=lights");
    Decision hold = evening.lock("till", 60_000);
    evening.bid("dee", "9");
    evening.release(hold.lockToken().orElseThrow());
    evening.bid("late", "dee", "9");
    evening.at("20:00:00").closeDue();
    assertCloseHash(evening, "4b351599134b67e016e34fccf1f92f6089eba345fecef8c3b527e1bcd4ff0a41");
  }

  @Test
  void aProxyEveningHasThisCloseHash() {
    AuctionEvening evening = AuctionEvening.byRules(1, "proxy=true");
    evening.bid("ann", "20");
    evening.bid("bob", "30");
    evening.bid("cid", "25");
    evening.at("19:00:00").closeDue();
    assertCloseHash(evening, "d1a7f621c13e6a1687a2e811eeb607fa43cd7e6d98daf662e54cc70678ed6e7a");
  }

  @Test
  void aTakenItemHasThisCloseHash() {
    AuctionEvening evening = AuctionEvening.byRules(1, "format=SEALED_SECOND_PRICE");
    evening.bid("ann", "20");
    evening.commit(evening.lock("till", 60_000).lockToken().orElseThrow());
    assertCloseHash(evening, "5ac496716bbbabe6ff4685dd5299b454d4b235ffb50b69ef7092afef2c58dbb9");
  }

  @Test
  void aWithdrawnItemHasThisCloseHash() {
    AuctionEvening evening = AuctionEvening.byRules(1, "format=REVERSE");
    evening.withdraw();
    assertCloseHash(evening, "87887836002c6edfbc92802888864371e3fadff12ded6e63c53dc5bc132a53b5");
  }

  @Test
  void anotherNonceGivesAnotherHashOnlyWhereThereIsASecret() {
    assertThat(hashOfABid("proxy=true", 1)).isNotEqualTo(hashOfABid("proxy=true", 2));
    assertThat(hashOfABid("proxy=false", 1)).isEqualTo(hashOfABid("proxy=false", 2));
  }

  /** By version 1 both could be rewritten unnoticed. */
  @Test
  void fromVersion2OnABidsHashCoversItsChannelAndWhatWasKnownOfItsBidder() {
    Optional<DecimalAmount> some = Optional.of(DecimalAmount.parse("500"));
    List<BidderStanding> standings =
        List.of(
            BidderStanding.OPEN,
            new BidderStanding(true, some, Optional.empty()),
            new BidderStanding(true, Optional.empty(), some));
    assertThat(hashes(1, standings)).hasSize(1);
    assertThat(hashes(2, standings)).hasSize(standings.size() * Channel.values().length);
  }

  /** Else a bidder's limit could be guessed by whoever has the hash. */
  @Test
  void whatIsKnownOfABidderIsBlinded() {
    assertThat(AuctionEvening.byRules(2).bidBlindedBy(1, "ann", "20").hash())
        .isNotEqualTo(AuctionEvening.byRules(2).bidBlindedBy(2, "ann", "20").hash());
  }

  /** Ingest that was upgraded meanwhile pins newer rules when a client sends its listing again. */
  @Test
  void anItemKeepsTheRulesThatItWasListedBy() {
    Set<Hash> hashes = new HashSet<>();
    for (Channel channel : Channel.values()) {
      AuctionEvening evening = AuctionEvening.byRules(1);
      assertThat(evening.listByRules(2).reason()).contains(Reason.DUPLICATE_COMMAND);
      hashes.add(evening.bidBy(channel, BidderStanding.OPEN).hash());
    }
    assertThat(hashes).as("rules 1 do not look at the channel").hasSize(1);
  }

  private static Set<Hash> hashes(int rulesVersion, List<BidderStanding> standings) {
    Set<Hash> hashes = new HashSet<>();
    for (BidderStanding standing : standings) {
      for (Channel channel : Channel.values()) {
        hashes.add(AuctionEvening.byRules(rulesVersion).bidBy(channel, standing).hash());
      }
    }
    return hashes;
  }

  private static String hashOfABid(String proxy, long nonce) {
    return AuctionEvening.byRules(1, proxy).bidBlindedBy(nonce, "ann", "20").hash().toString();
  }

  private static void assertCloseHash(AuctionEvening evening, String hash) {
    assertThat(evening.closed().orElseThrow().hash().toString()).isEqualTo(hash);
  }
}
