package io.bidlock.auction.chain;

import static io.bidlock.auction.listing.ExampleTerms.teapot;
import static io.bidlock.auction.listing.ExampleTerms.terms;
import static io.bidlock.auction.view.Saleroom.ITEM;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.ExampleRecords;
import io.bidlock.auction.log.LogRecord.AuctionPaused;
import io.bidlock.auction.log.LogRecord.AuctionResumed;
import io.bidlock.auction.log.LogRecord.BidRetracted;
import io.bidlock.auction.log.LogRecord.ItemListed;
import io.bidlock.auction.log.LogRecord.ItemWithdrawn;
import io.bidlock.auction.log.LogRecord.ListingAmended;
import io.bidlock.auction.log.LogRecord.LockCommitted;
import io.bidlock.auction.log.LogRecord.LockReleased;
import io.bidlock.auction.log.LogRecord.LockRequested;
import io.bidlock.auction.view.Saleroom;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each version of the rules verifies its history for ever: these hashes must never change. */
final class ChainGoldenTest {
  /** Every kind of command, accepted and refused, on a proxy auction with a reserve. */
  private static Saleroom eventfulEvening(int rulesVersion) {
    Saleroom saleroom =
        Saleroom.listing(
            rulesVersion,
            teapot(
                "proxy", "true",
                "retractable", "true",
                "reserve_price", "40",
                "soft_close_window", "PT2M"));
    saleroom.at(
        "17:30:00",
        new ListingAmended(
            ITEM,
            "amend-1",
            "seller-1",
            terms("title", "Teekanne, Größe 2", "reserve_price", "35"),
            ExampleRecords.NONCE));
    saleroom.at("17:40:00", new ItemListed(ITEM, "listing-2", 1, teapot(), ExampleRecords.NONCE));
    saleroom.bid("17:59:59.999", "ann", "30");
    saleroom.bid("18:10:00", "ann", "33");
    saleroom.bid("18:10:00", "ann", "33");
    saleroom.bid("18:11:00", "bob", "20");
    saleroom.bid("18:12:00", "cy", "60.50");
    saleroom.at("18:13:00", new BidRetracted(ITEM, "retract-1", "bid-cy-60.50", "cy", "a slip"));
    saleroom.at("18:14:00", new AuctionPaused(ITEM, "pause-1", "operator-1", "a fire drill"));
    saleroom.bid("18:15:00", "dan", "80");
    saleroom.at("18:24:00", new AuctionResumed(ITEM, "resume-1", "operator-1"));
    saleroom.at("18:25:00", new LockRequested(ITEM, "request-1", "pos-7", 60_000));
    saleroom.at("18:25:01", new LockRequested(ITEM, "request-2", "pos-8", 60_000));
    saleroom.at("18:25:02", new ItemWithdrawn(ITEM, "withdraw-1", "operator-1", "held"));
    saleroom.at("18:25:03", new LockReleased(ITEM, "release-1", 13));
    saleroom.at("18:25:04", new LockCommitted(ITEM, "commit-1", 13));
    saleroom.bid("19:09:00", "dan", "81");
    saleroom.closeDue("19:11:01");
    saleroom.bid("19:12:00", "eve", "99");
    return saleroom;
  }

  @Test
  void anEventfulEveningHashesAsItAlwaysDid() {
    Saleroom saleroom = eventfulEvening(1);

    assertThat(saleroom.rulings().stream().map(Ruling::hash))
        .map(Hash::toString)
        .containsExactly(
            "128ae8740a440de99cb9d423d609a44f25a6e260b60406fb257124b8ef87be6e",
            "5a6777aad1acc2530e2210111f407c3b99c451bdbf0ccbb8c4d26917856eca3e",
            "9a54a6f60a1ee2bb6df936dd4b8c4410c577c9542d4af1ebcd5412d2352a2e82",
            "9bc986baefd88c07a5a548a618d156efac06cf866c2413182250ce6d547ca652",
            "0d3d15ff11df5c45b89ccd5f20751b96b750eb4609b28670480001d68bbd5383",
            "fe31b62bd972768a5bcd09cea698f5fb0fa9309eafff98620fbd09e3b26079f4",
            "b85f451a2173a8068714c76868ca8289d115bce6a9450da65555179eba481462",
            "bd1be5929ccedd50fd2835006e4abcd8fc785b4e35cb009c535a23243af5da1d",
            "d9ab4c157bde5d98e87b50e981e154e170129b1307cd7499c312319326c7936b",
            "9b77ac074b572182602c6a298d491c91ce8bf173f23348c561c9c46b751aea87",
            "e66ae34809314f2f71b28d3bb029880918d5577de8432940d0ff87ce829a223e",
            "1537267f6bef652a745a2986e69609ccc16cd3a75dd4ad26504076faf4070a59",
            "ffda3631a53894b92d477f556339c6706c0581a8d2154b0843c118e7c1c6f59b",
            "f4ac203d8c37033b30779c8e5ba1f17c816fc9da744dd88873b6efbfe21a9ca3",
            "f25661276cebc061066fd5048f9daf63a9e10a737bbae6c36fd5be898d0d08d4",
            "1b3f3c5866166ebcbcc5d78d2ba9235996861625fe806d6e01cbaca9d72cc5da",
            "f72a3e1832b52fba6fff2abca9451b1f413b93a6c46ea4e830e5d38430544d5a",
            "b97b226077ee5e2e29bc43af06879efbc5b5cee6e390e5273cacde3e1d928240",
            "74e8442e303ff9633da807518b891cb0cbad3dfe75b0fcdc579f0a0df1ae5bd8",
            "d163686d6e2193081d72b1079c2a0b10e769d063fcf74ba640cc5d6f4c111eef");
    assertThat(saleroom.closed().hash())
        .hasToString("74e8442e303ff9633da807518b891cb0cbad3dfe75b0fcdc579f0a0df1ae5bd8");
  }

  @Test
  void fromVersion2OnItHashesLikeThis() {
    Saleroom saleroom = eventfulEvening(2);

    assertThat(saleroom.rulings().get(saleroom.rulings().size() - 1).hash())
        .hasToString("15cb640609a3086b088166e0b032964ccf36d5dde069de7e0c1b26c1b8186cb6");
    assertThat(saleroom.closed().hash())
        .hasToString("c18e88a6b3b9379e2ad64dbc67a7148d19f481fa07e06eefc086ab712df03b26");
  }

  @Test
  void aTakenAndAWithdrawnItemHashAsTheyAlwaysDid() {
    Saleroom taken = Saleroom.listing(teapot());
    taken.at("18:10:00", new LockRequested(ITEM, "request-1", "pos-7", 60_000));
    taken.at("18:10:01", new LockCommitted(ITEM, "commit-1", 2));
    Saleroom withdrawn = Saleroom.listing(teapot("format", "SEALED_SECOND_PRICE"));
    withdrawn.bid("18:10:00", "ann", "12.50");
    withdrawn.at("18:20:00", new ItemWithdrawn(ITEM, "withdraw-1", "operator-1", "broken"));

    assertThat(taken.closed().hash())
        .hasToString("24bdafc492689a21b7165a1db05f8db5c5cc98efc0bddffe01af3815a27bd835");
    assertThat(withdrawn.closed().hash())
        .hasToString("3e8bddc2c85df2cb22ae16df02ab474fca5762f2296ec4b16246a3b29ca8068f");
  }

  @Test
  void oneChangedLetterChangesEveryHashAfterIt() {
    Saleroom one = Saleroom.listing(teapot());
    Saleroom other = Saleroom.listing(teapot("category", "Silver"));
    for (Saleroom saleroom : new Saleroom[] {one, other}) {
      saleroom.bid("18:10:00", "ann", "12.50");
      saleroom.closeDue("19:00:00");
    }

    for (int index = 0; index < 3; index++) {
      assertThat(one.rulings().get(index).hash()).isNotEqualTo(other.rulings().get(index).hash());
    }
  }

  @Test
  void whichRecordClosedAnItemDoesNotShowInItsCloseHash() {
    Saleroom byTime = Saleroom.listing(teapot());
    Saleroom byLateBid = Saleroom.listing(teapot());
    byTime.closeDue("19:00:00");
    byLateBid.bid("19:30:00", "ann", "12.50");

    assertThat(byTime.closed().hash()).isEqualTo(byLateBid.closed().hash());
  }

  /** Two bids by proxy and the close, the canonical bytes written out by hand. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whoKnowsTheRecordsAndTheirNoncesCanVerifyAChain(int rulesVersion) throws IOException {
    Saleroom saleroom =
        Saleroom.listing(rulesVersion, teapot("proxy", "true", "reserve_price", "25"));
    saleroom.bid("18:10:00", "ann", "20.50");
    saleroom.closeDue("19:00:07");

    Canonical listed = new Canonical(new byte[32], rulesVersion, 1);
    listed.decision(1, 100, Saleroom.millis("17:00:00"), 1, "listing-1");
    listed.out.writeInt(rulesVersion);
    listed.out.writeInt(10);
    String[] fields = {
      "seller_id", "seller-1",
      "title", "Silver teapot",
      "category", "silver",
      "currency", "USD",
      "format", "ENGLISH",
      "proxy", "true",
      "start_price", "10"
    };
    for (String text : fields) {
      listed.text(text);
    }
    listed.text("reserve_price");
    listed.out.write(blinded(secret -> secret.write("25".getBytes(UTF_8))));
    listed.text("opens_at");
    listed.text("2026-11-21T18:00:00Z");
    listed.text("closes_at");
    listed.text("2026-11-21T19:00:00Z");
    listed.accepted();
    listed.absent();
    listed.absent();
    listed.absent();
    listed.present(1_000);
    listed.rest();

    Canonical bid = new Canonical(listed.hash(), rulesVersion, 1);
    bid.decision(2, 101, Saleroom.millis("18:10:00"), 6, "bid-ann-20.50");
    bid.text("ann");
    bid.out.writeByte(1);
    bid.text("USD");
    Secret amount =
        secret -> {
          secret.writeLong(205);
          secret.writeByte(1);
        };
    byte[] nonce = HexFormat.of().parseHex(ExampleRecords.NONCE.toString());
    byte[] opened = Arrays.copyOf(blinded(secret -> secret.writeBytes("amount")), 16);
    bid.out.write(blinded(rulesVersion == 1 ? nonce : opened, amount));
    if (rulesVersion == 2) {
      bid.text("WEB");
      // Approved; no limit and no deposit are known.
      bid.out.write(blinded(secret -> secret.write(new byte[] {1, 0, 0})));
    }
    bid.accepted();
    bid.absent();
    bid.present(1_000);
    bid.out.writeByte(1);
    bid.text("ann");
    bid.present(1_050);
    bid.rest();

    Canonical closed = new Canonical(bid.hash(), rulesVersion, 2);
    closed.text(ITEM);
    closed.out.writeLong(3);
    closed.out.writeByte(2);
    closed.absent();
    closed.absent();
    closed.text("USD");
    closed.out.writeLong(1);
    closed.out.writeLong(1);
    closed.out.writeLong(Saleroom.millis("19:00:00"));

    assertThat(saleroom.rulings().stream().map(Ruling::hash))
        .containsExactly(Hash.of(listed.hash()), Hash.of(bid.hash()), Hash.of(closed.hash()));
  }

  /** What is secret, after its nonce. */
  private interface Secret {
    void write(DataOutputStream out) throws IOException;
  }

  private static byte[] blinded(Secret secret) throws IOException {
    return blinded(HexFormat.of().parseHex(ExampleRecords.NONCE.toString()), secret);
  }

  private static byte[] blinded(byte[] nonce, Secret secret) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(nonce);
    secret.write(out);
    return sha256(bytes.toByteArray());
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** One ruling's canonical bytes. */
  private static final class Canonical {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    Canonical(byte[] previous, int rulesVersion, int ruling) throws IOException {
      out.write(previous);
      out.writeByte(rulesVersion);
      out.writeByte(ruling);
    }

    void decision(long itemSeq, long offset, long timeMillis, int kind, String commandId)
        throws IOException {
      text(ITEM);
      out.writeLong(itemSeq);
      out.writeInt(0);
      out.writeInt(3);
      out.writeLong(offset);
      out.writeLong(timeMillis);
      out.writeByte(kind);
      text(commandId);
    }

    void accepted() throws IOException {
      out.writeByte(1);
      out.writeByte(0);
    }

    void absent() throws IOException {
      out.writeByte(0);
    }

    void present(long value) throws IOException {
      out.writeByte(1);
      out.writeLong(value);
    }

    /** The end, no lock, no first decision. */
    void rest() throws IOException {
      out.writeLong(Saleroom.millis("19:00:00"));
      absent();
      absent();
      out.writeLong(0);
    }

    void text(String text) throws IOException {
      byte[] encoded = text.getBytes(UTF_8);
      out.writeInt(encoded.length);
      out.write(encoded);
    }

    byte[] hash() {
      return sha256(bytes.toByteArray());
    }
  }
}
