package io.bidlock.auction.listing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A bid in the last moments moves the end. */
final class SoftCloseTest {
  private static final long END = 1_000_000;
  private static final SoftClose TWO_MINUTES = new SoftClose(120_000, 180_000, Long.MAX_VALUE);

  @Test
  void aBidLessThanTheWindowBeforeTheEndMovesIt() {
    assertThat(TWO_MINUTES.endAfterBid(END, END, END - 120_001)).isEqualTo(END);
    assertThat(TWO_MINUTES.endAfterBid(END, END, END - 120_000)).isEqualTo(END);
    assertThat(TWO_MINUTES.endAfterBid(END, END, END - 119_999)).isEqualTo(END + 60_001);
    assertThat(TWO_MINUTES.endAfterBid(END, END, END - 1)).isEqualTo(END + 179_999);
  }

  @Test
  void theEndNeverMovesEarlier() {
    SoftClose shortExtension = new SoftClose(120_000, 30_000, Long.MAX_VALUE);

    assertThat(shortExtension.endAfterBid(END, END, END - 100_000)).isEqualTo(END);
    assertThat(shortExtension.endAfterBid(END, END, END - 30_000)).isEqualTo(END);
    assertThat(shortExtension.endAfterBid(END, END, END - 29_999)).isEqualTo(END + 1);
  }

  @Test
  void theEndMovesAtMostTheLimitPastTheListedEnd() {
    SoftClose limited = new SoftClose(120_000, 120_000, 60_000);

    assertThat(limited.endAfterBid(END, END, END - 1)).isEqualTo(END + 60_000);
    assertThat(limited.endAfterBid(END + 60_000, END, END + 59_999)).isEqualTo(END + 60_000);
    assertThat(new SoftClose(120_000, 120_000, 0).endAfterBid(END, END, END - 1)).isEqualTo(END);
  }

  @Test
  void anEndBeyondTheLimitStaysWhereAnAmendmentPutIt() {
    assertThat(new SoftClose(120_000, 120_000, 0).endAfterBid(END + 500, END, END + 499))
        .isEqualTo(END + 500);
  }

  @Test
  void noLimitDoesNotOverflow() {
    assertThat(TWO_MINUTES.endAfterBid(END, Long.MAX_VALUE - 1, END - 1)).isEqualTo(END + 179_999);
    assertThat(new SoftClose(1, 5, Long.MAX_VALUE - END).endAfterBid(END, END, END))
        .isEqualTo(END + 5);
  }

  @Test
  void withoutASoftCloseTheEndStays() {
    assertThat(SoftClose.NONE.endAfterBid(END, END, END - 1)).isEqualTo(END);
    assertThat(SoftClose.NONE.endAfterBid(END, END, END)).isEqualTo(END);
  }
}
