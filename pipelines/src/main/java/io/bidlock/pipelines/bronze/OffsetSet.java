package io.bidlock.pipelines.bronze;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Offsets, which mostly lie side by side: about a bit each. */
final class OffsetSet {
  private static final int PAGE_BITS = 16;
  private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;

  private final Map<Long, BitSet> pages = new HashMap<>();

  /** Whether it was not in there before. */
  boolean add(long offset) {
    BitSet page = pages.computeIfAbsent(offset >> PAGE_BITS, number -> new BitSet());
    int place = (int) offset & PAGE_MASK;
    if (page.get(place)) {
      return false;
    }
    page.set(place);
    return true;
  }
}
