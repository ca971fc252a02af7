package io.bidlock.pipelines.quality;

import io.bidlock.pipelines.silver.ItemRows;
import java.util.List;
import org.joda.time.Instant;

/**
 * Checks all rows of each item together. An item of which retention has left a tombstone is not
 * checked: only late rows of it are there.
 */
final class CheckItems extends CountChecks<ItemRows> {
  private static final long serialVersionUID = 1L;
  private transient List<ItemExpectation> expectations;

  @Setup
  public void setUp() {
    expectations = Expectations.ofItems();
  }

  @ProcessElement
  public void check(@Element ItemRows item, @Timestamp Instant timestamp) {
    Check readable = new Check(item.rulings().size(), 0, null);
    count(Expectations.DEAD_LETTERS.name(), readable, timestamp);
    if (!item.forgotten()) {
      for (ItemExpectation expectation : expectations) {
        count(expectation.about().name(), expectation.rule().check(item), timestamp);
      }
    }
  }
}
