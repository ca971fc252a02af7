package io.bidlock.pipelines.silver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.bidlock.auction.arbitration.Outcome;
import io.bidlock.auction.listing.InvalidListing;
import io.bidlock.auction.listing.Listing;
import io.bidlock.auction.listing.Term;
import io.bidlock.auction.listing.Terms;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.junit.jupiter.api.Test;

/** Stories live in savepoints: what was written once must be read for ever. */
class StoryCodersTest {
  /** Version 1. When one of these changes, it is time for a version 2 that still reads them. */
  private static final String BIDDER =
      "0100000000000000050000000000000002000000000000000101000001a13b86000000";

  private static final String ITEM =
      "0100066974656d2d31000000000000001108000973656c6c65725f6964000873656c6c65722d3100"
          + "057469746c65000d53696c76657220746561706f74000863617465676f7279000673696c76657200"
          + "0863757272656e637900035553440006666f726d61740007454e474c495348000b73746172745f70"
          + "726963650002313000086f70656e735f61740014323032362d31312d32315431383a30303a30305a"
          + "0009636c6f7365735f61740014323032362d31312d32315431393a30303a30305a000001a1ff349a"
          + "c00100000000000009c4010003616e6e000000000000000900000000000000060000000000000003"
          + "01000001a1ff4563a001000001a1ff5198a0010003616e6e000001a1ff7acb8000010005706f732d"
          + "37000000000000000c000001a1ff43dd00000001a1ff44c760010004534f4c44010003616e6e0100"
          + "000000000009c4000001a1ff7acb810006633066666565";

  private static final BidderStory BIDDER_STORY =
      new BidderStory(5, 2, 1, OptionalLong.of(1_792_000_000_000L), OptionalLong.empty());

  private static ItemStory itemStory() throws InvalidListing {
    Map<Term, String> terms = new EnumMap<>(Term.class);
    terms.put(Term.SELLER_ID, "seller-1");
    terms.put(Term.TITLE, "Silver teapot");
    terms.put(Term.CATEGORY, "silver");
    terms.put(Term.CURRENCY, "USD");
    terms.put(Term.FORMAT, "ENGLISH");
    terms.put(Term.START_PRICE, "10");
    terms.put(Term.OPENS_AT, "2026-11-21T18:00:00Z");
    terms.put(Term.CLOSES_AT, "2026-11-21T19:00:00Z");
    return new ItemStory(
        "item-1",
        17,
        Listing.of(Terms.of(terms)),
        1_795_283_000_000L,
        new ItemStory.Bidding(
            OptionalLong.of(2_500),
            Optional.of("ann"),
            9,
            6,
            3,
            OptionalLong.of(1_795_284_100_000L),
            OptionalLong.of(1_795_284_900_000L),
            Optional.of("ann"),
            1_795_287_600_000L,
            false),
        Optional.of(new ItemStory.Hold("pos-7", 12, 1_795_284_000_000L, 1_795_284_060_000L)),
        Optional.of(
            new ItemStory.Ended(
                Outcome.SOLD,
                Optional.of("ann"),
                OptionalLong.of(2_500),
                1_795_287_600_001L,
                "c0ffee")));
  }

  @Test
  void aBiddersStoryIsEncodedAsItAlwaysWas() throws Exception {
    assertEncoded(new BidderStoryCoder(), BIDDER_STORY, BIDDER);
  }

  @Test
  void anItemsStoryIsEncodedAsItAlwaysWas() throws Exception {
    assertEncoded(new ItemStoryCoder(), itemStory(), ITEM);
  }

  @Test
  void aStoryOfAnotherVersionIsRefused() {
    byte[] later = HexFormat.of().parseHex(ITEM);
    later[0] = 2;
    assertThatExceptionOfType(CoderException.class)
        .isThrownBy(() -> CoderUtils.decodeFromByteArray(new ItemStoryCoder(), later))
        .withMessageContaining("unknown version 2");
  }

  private static <T> void assertEncoded(Coder<T> coder, T value, String hex) throws Exception {
    assertThat(HexFormat.of().formatHex(CoderUtils.encodeToByteArray(coder, value))).isEqualTo(hex);
    assertThat(CoderUtils.decodeFromByteArray(coder, HexFormat.of().parseHex(hex)))
        .isEqualTo(value);
  }
}
