package io.bidlock.auction.state;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.bidlock.auction.arbitration.CommandDetails;
import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.arbitration.Remembered;
import io.bidlock.auction.listing.InvalidListing;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** State lives in savepoints: what was written once must be read for ever. */
final class StateCodecTest {
  /** Version 1. When one of these changes, it is time for a version 2 that still reads them. */
  private static final String HELD_AUCTION =
      "0101021a1273656c6c65725f69641073656c6c65722d310a7469746c651a53696c7665722074656170"
          + "6f741063617465676f72790c73696c7665721063757272656e6379065553440c666f726d61740e454e"
          + "474c4953480a70726f787908747275651673746172745f70726963650431301a726573657276655f70"
          + "72696365043430106f70656e735f617428323032362d31312d32315431383a30303a30305a12636c6f"
          + "7365735f617428323032362d31312d32315431393a30303a30305a22736f66745f636c6f73655f7769"
          + "6e646f77085054324d167265747261637461626c65087472756510676f6f64735f69640e676f6f6473"
          + "2d310c43593b22a58e6e1593b6ebda42e003036900a2e9f52c92681bcc7d2609e29e4380c0d0f7bf68"
          + "0006d20101c03e01146269642d626f622d353006626f62904e0006cc0101f02e04146269642d616e6e"
          + "2d333006616e6ef02e0006ca01146269642d626f622d353006626f62904e0006cc01060480aed6f7bf"
          + "68c0d7ddf7bf680180c0d0f7bf6800010a706f732d370af0eed0f7bf6800";

  private static final String TOMBSTONE =
      "01020206ecb87a9f04654f158ac2a70584adf71a0dc1398a7adc7382beabf802976e1f53809e89cac0"
          + "680006ce010105";

  private static final String REMEMBERED_BID =
      "0216caf43b8ead96be0c6974656d2d31060006cc01c0bceff4bf6806146269642d626f622d333001"
          + "146269642d626f622d33300106626f62013c00010655534402011001d00f01b8300106616e6e0180"
          + "3280aed6f7bf6800000000025bd46984f9fb8076bd21e7bae60ff66f99998e719b8df3d37456dc0d"
          + "34224ca3";

  private static final String REMEMBERED_BID_1 =
      "0116caf43b8ead96be0c6974656d2d31060006cc01c0bceff4bf6806146269642d626f622d333001"
          + "146269642d626f622d33300106626f62013c00010655534402011001d00f01b8300106616e6e0180"
          + "3280aed6f7bf68000000005bd46984f9fb8076bd21e7bae60ff66f99998e719b8df3d37456dc0d34"
          + "224ca3";

  @Test
  void anAuctionIsEncodedAsItAlwaysWas() {
    assertThat(hex(StateCodec.encode(ExampleStates.held()))).isEqualTo(HELD_AUCTION);
    assertThat(StateCodec.decode(bytes(HELD_AUCTION))).isEqualTo(ExampleStates.held());
  }

  @Test
  void aTombstoneIsEncodedAsItAlwaysWas() {
    assertThat(hex(StateCodec.encode(ExampleStates.tombstone()))).isEqualTo(TOMBSTONE);
    assertThat(StateCodec.decode(bytes(TOMBSTONE))).isEqualTo(ExampleStates.tombstone());
  }

  @Test
  void aRememberedBidIsEncodedAsItAlwaysWas() {
    assertThat(hex(StateCodec.encode(ExampleStates.rememberedBid()))).isEqualTo(REMEMBERED_BID);
    assertThat(StateCodec.decodeRemembered(bytes(REMEMBERED_BID)))
        .isEqualTo(ExampleStates.rememberedBid());
  }

  @Test
  void aBidThatWasRememberedByVersion1IsReadWithoutDetails() {
    Remembered read = StateCodec.decodeRemembered(bytes(REMEMBERED_BID_1));

    assertThat(read.decision().details()).isEqualTo(CommandDetails.NONE);
    assertThat(read)
        .usingRecursiveComparison()
        .ignoringFields("decision.details")
        .isEqualTo(ExampleStates.rememberedBid());
  }

  static List<ItemState> states() {
    return ExampleStates.all();
  }

  static List<Remembered> rememberedCommands() {
    return List.of(
        ExampleStates.rememberedBid(),
        ExampleStates.rememberedPurchase(),
        ExampleStates.rememberedLock(),
        ExampleStates.rememberedAmendment(),
        ExampleStates.rememberedRepeat());
  }

  @ParameterizedTest
  @MethodSource("states")
  void everyStateReadsBackAsItself(ItemState state) {
    assertThat(StateCodec.decode(StateCodec.encode(state))).isEqualTo(state);
  }

  @ParameterizedTest
  @MethodSource("rememberedCommands")
  void everyRememberedCommandReadsBackAsItself(Remembered remembered) {
    assertThat(StateCodec.decodeRemembered(StateCodec.encode(remembered))).isEqualTo(remembered);
  }

  @ParameterizedTest
  @MethodSource("states")
  void aStateThatIsCutShortAnywhereIsCorrupt(ItemState state) {
    byte[] whole = StateCodec.encode(state);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(CorruptState.class)
          .as("%s of %s bytes", length, whole.length)
          .isThrownBy(() -> StateCodec.decode(cut))
          .withMessageStartingWith("state cannot be read: ");
    }
  }

  @ParameterizedTest
  @MethodSource("rememberedCommands")
  void aRememberedCommandThatIsCutShortAnywhereIsCorrupt(Remembered remembered) {
    byte[] whole = StateCodec.encode(remembered);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatExceptionOfType(CorruptState.class)
          .as("%s of %s bytes", length, whole.length)
          .isThrownBy(() -> StateCodec.decodeRemembered(cut));
    }
  }

  @ParameterizedTest
  @MethodSource("states")
  void aStateWithAWrongByteIsReadOrCorruptAndNothingElse(ItemState state) {
    byte[] whole = StateCodec.encode(state);
    Random random = new Random(7);
    for (int index = 0; index < whole.length; index++) {
      for (int tries = 0; tries < 20; tries++) {
        byte[] wrong = whole.clone();
        wrong[index] = (byte) random.nextInt();
        assertReadOrCorrupt(wrong);
      }
    }
  }

  private static void assertReadOrCorrupt(byte[] bytes) {
    try {
      assertThat(StateCodec.decode(bytes)).isNotNull();
    } catch (CorruptState e) {
      assertThat(e).hasMessageStartingWith("state cannot be read: ");
    }
  }

  @Test
  void somethingAfterAStateIsCorrupt() {
    byte[] state = StateCodec.encode(ExampleStates.sold());
    byte[] remembered = StateCodec.encode(ExampleStates.rememberedBid());

    assertThatExceptionOfType(CorruptState.class)
        .isThrownBy(() -> StateCodec.decode(Arrays.copyOf(state, state.length + 2)))
        .withMessage("state cannot be read: 2 bytes are left over");
    assertThatExceptionOfType(CorruptState.class)
        .isThrownBy(
            () -> StateCodec.decodeRemembered(Arrays.copyOf(remembered, remembered.length + 1)))
        .withMessage("state cannot be read: 1 bytes are left over");
  }

  @ParameterizedTest
  @ValueSource(bytes = {0, 3, 127, -1})
  void anUnknownVersionIsCorrupt(byte version) {
    byte[] state = StateCodec.encode(ExampleStates.sold());
    byte[] remembered = StateCodec.encode(ExampleStates.rememberedBid());
    state[0] = version;
    remembered[0] = version;

    assertThatExceptionOfType(CorruptState.class)
        .isThrownBy(() -> StateCodec.decode(state))
        .withMessage("state cannot be read: unknown version " + version);
    assertThatExceptionOfType(CorruptState.class)
        .isThrownBy(() -> StateCodec.decodeRemembered(remembered))
        .withMessage("state cannot be read: unknown version " + version);
  }

  @Test
  void anUnknownKindOfStateIsCorrupt() {
    assertThatExceptionOfType(CorruptState.class)
        .isThrownBy(() -> StateCodec.decode(new byte[] {1, 3}))
        .withMessage("state cannot be read: unknown kind 3");
  }

  @Test
  void anUnknownTermIsCorrupt() {
    byte[] state =
        bytes(
            HELD_AUCTION.replace(hex("title".getBytes(US_ASCII)), hex("tilte".getBytes(US_ASCII))));

    assertThatExceptionOfType(CorruptState.class)
        .isThrownBy(() -> StateCodec.decode(state))
        .withMessage("state cannot be read: unknown term tilte");
  }

  @Test
  void aListingThatIsInvalidIsCorrupt() {
    byte[] state =
        bytes(HELD_AUCTION.replace(hex("USD".getBytes(US_ASCII)), hex("usd".getBytes(US_ASCII))));

    assertThatExceptionOfType(CorruptState.class)
        .isThrownBy(() -> StateCodec.decode(state))
        .withMessage(
            "state cannot be read: its listing is invalid: currency 'usd' is not an ISO 4217 code")
        .withCauseInstanceOf(InvalidListing.class);
  }

  @Test
  void unknownOutcomesAndReasonsAreCorrupt() {
    byte[] state = StateCodec.encode(ExampleStates.tombstone());
    byte[] reason = state.clone();
    reason[state.length - 1] = 99;
    byte[] outcome = state.clone();
    outcome[state.length - 2] = 99;

    assertThatExceptionOfType(CorruptState.class)
        .isThrownBy(() -> StateCodec.decode(reason))
        .withMessage("state cannot be read: unknown reason 99");
    assertThatExceptionOfType(CorruptState.class)
        .isThrownBy(() -> StateCodec.decode(outcome))
        .withMessage("state cannot be read: unknown outcome 99");
  }

  @Test
  void anUnknownItemLeavesNoState() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StateCodec.encode(ItemState.Unknown.INSTANCE))
        .withMessage("an unknown item has no state");
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }
}
