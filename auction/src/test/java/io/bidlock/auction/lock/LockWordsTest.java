package io.bidlock.auction.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.bidlock.auction.log.Ids;
import io.bidlock.auction.log.LogRecord.LockCommitted;
import io.bidlock.auction.log.LogRecord.LockReleased;
import io.bidlock.auction.log.LogRecord.LockRequested;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LockWordsTest {
  private static final LockValue HELD =
      new LockValue(LockValue.State.HELD, "till-7", 12, 1_700_000_060_000L, 12);

  @Test
  void anItemsKeyNamesTheItem() {
    assertThat(LockKeys.DEFAULT.of("watch-1")).isEqualTo("lock:watch-1");
    assertThat(LockKeys.DEFAULT.itemId("lock:watch-1")).contains("watch-1");
    assertThat(LockKeys.DEFAULT.itemId("lock:")).isEmpty();
    assertThat(LockKeys.DEFAULT.itemId("other:watch-1")).isEmpty();
  }

  @Test
  void aPatternMayHaveSomethingAfterTheItem() {
    LockKeys keys = new LockKeys("{<item id>}:held");
    assertThat(keys.of("a")).isEqualTo("{a}:held");
    assertThat(keys.prefix()).isEqualTo("{");
    assertThat(keys.itemId("{a}:held")).contains("a");
    assertThat(keys.itemId("{a}:free")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "lock:", "<item id><item id>"})
  void aPatternHoldsTheItemOnce(String pattern) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LockKeys(pattern))
        .withMessageContaining("must hold '<item id>' once");
  }

  @Test
  void whatIsShownCanBeReadAgain() {
    for (LockValue.State state : LockValue.State.values()) {
      LockValue value = new LockValue(state, "till \"7\"", 3, 60_000, 9);
      assertThat(LockValue.read(value.text())).contains(value);
    }
    assertThat(HELD.text())
        .isEqualTo(
            "{\"bidlock\":1,\"state\":\"held\",\"holder\":\"till-7\",\"token\":12,"
                + "\"until\":1700000060000,\"item_seq\":12}");
  }

  @Test
  void aLaterVersionIsStillOursAndItsNewFieldsArePassedOver() {
    assertThat(
            LockValue.read(
                HELD.text().replace("{\"bidlock\":1", "{\"new\":{\"x\":[1]},\"bidlock\":2")))
        .contains(HELD);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "pos-4",
        "{",
        "[1]",
        "{\"holder\":\"x\"}",
        "{\"bidlock\":1,\"state\":\"lost\"}",
        "{\"bidlock\":\"one\"}",
        "{\"bidlock\":99999999999999999999}"
      })
  void anythingElseWasSetByAStranger(String text) {
    assertThat(LockValue.read(text)).isEmpty();
  }

  @Test
  void aHoldEndsByItselfAFreeItemIsNotHeldAndATakenOneIsForEver() {
    assertThat(HELD.heldAt(HELD.untilMillis() - 1)).isTrue();
    assertThat(HELD.heldAt(HELD.untilMillis())).isFalse();
    assertThat(new LockValue(LockValue.State.FREE, "a", 1, 60_000, 2).heldAt(0)).isFalse();
    assertThat(new LockValue(LockValue.State.TAKEN, "a", 1, 0, 2).heldAt(Long.MAX_VALUE)).isTrue();
  }

  @Test
  void aKeyOutlivesItsMeaning() {
    assertThat(HELD.expiresAtMillis()).isEqualTo(HELD.untilMillis() + 5_000);
    assertThat(new LockValue(LockValue.State.TAKEN, "a", 1, 1_000, 2).expiresAtMillis())
        .isEqualTo(1_000 + 86_400_000);
  }

  @Test
  void aRequestIsReadAsItWasWritten() {
    LockRequested request = new LockRequested("watch-1", "r-1", "till-7", 30_000);
    assertThat(LockRequests.read(LockRequests.fields(request))).isEqualTo(request);
  }

  @Test
  void aReleaseAndACommitNameTheToken() {
    Map<String, String> release =
        Map.of("type", "LockReleased", "item_id", "a", "request_id", "r", "token", "5");
    assertThat(LockRequests.read(release)).isEqualTo(new LockReleased("a", "r", 5));
    Map<String, String> commit =
        Map.of("type", "LockCommitted", "item_id", "a", "request_id", "r", "token", "5");
    assertThat(LockRequests.read(commit)).isEqualTo(new LockCommitted("a", "r", 5));
  }

  @Test
  void aRequestThatCannotBeReadSaysWhy() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LockRequests.read(Map.of("type", "LockReleased", "item_id", "a")))
        .withMessageContaining("'request_id'");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                LockRequests.read(
                    Map.of("type", "Steal", "item_id", "a", "request_id", "r", "token", "5")))
        .withMessageContaining("'Steal'");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                LockRequests.read(
                    Map.of(
                        "type", "LockReleased", "item_id", "a", "request_id", "r", "token", "x")))
        .withMessageContaining("no whole number");
  }

  @Test
  void aStrangersHoldIsAskedForOnceAPeriod() {
    LockRequested first = LockRequests.ofStranger("a", "pos-4", 60_000, 60_000);
    assertThat(first.holder()).isEqualTo("pos-4");
    assertThat(LockRequests.ofStranger("a", "pos-4", 60_000, 119_999)).isEqualTo(first);
    assertThat(LockRequests.ofStranger("a", "pos-4", 60_000, 120_000).requestId())
        .isNotEqualTo(first.requestId());
    assertThat(LockRequests.ofStranger("b", "pos-4", 60_000, 60_000).requestId())
        .isNotEqualTo(first.requestId());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "redis:forged"})
  void aStrangerWhoseTextIsNoIdGetsAHolderMadeFromIt(String value) {
    LockRequested request = LockRequests.ofStranger("a", value, 60_000, 0);
    assertThat(request.holder()).startsWith("redis:").isNotEqualTo(value);
    assertThat(Ids.problem(request.holder())).isEmpty();
  }

  @Test
  void theFunctionsAreShipped() {
    assertThat(LockFunctions.source())
        .startsWith("#!lua name=bidlock")
        .contains(
            LockFunctions.MIRROR,
            LockFunctions.EPOCH,
            LockFunctions.LOCK,
            LockFunctions.RELEASE,
            LockFunctions.COMMIT);
  }
}
