package io.bidlock.pipelines.quality;

import io.bidlock.pipelines.silver.ItemRows;
import java.io.Serializable;

/**
 * What is expected of all that silver has of one item, in batch.
 *
 * @param about its name and what it means
 * @param rule looks at one item
 */
record ItemExpectation(Expectation about, Rule rule) implements Serializable {
  /** A look at one item. */
  interface Rule extends Serializable {
    Check check(ItemRows item);
  }
}
