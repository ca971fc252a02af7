package io.bidlock.pipelines.batch;

/** Puts many times in order with little memory, equal ones in the order in which they came. */
final class StableOrder {
  private StableOrder() {}

  /**
   * The place of each element.
   *
   * @param times of elements 0 to {@code count}
   * @return for each element how many come before it
   */
  static int[] places(long[] times, int count) {
    int[] order = new int[count];
    for (int index = 0; index < count; index++) {
      order[index] = index;
    }
    int[] sorted = mergeSort(times, order);
    int[] places = new int[count];
    for (int place = 0; place < count; place++) {
      places[sorted[place]] = place;
    }
    return places;
  }

  /** From pairs upwards. */
  private static int[] mergeSort(long[] times, int[] order) {
    int[] from = order;
    int[] to = new int[order.length];
    for (long width = 1; width < order.length; width *= 2) {
      for (long low = 0; low < order.length; low += 2 * width) {
        int middle = (int) Math.min(low + width, order.length);
        int high = (int) Math.min(low + 2 * width, order.length);
        merge(times, from, to, (int) low, middle, high);
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  private static void merge(long[] times, int[] from, int[] to, int low, int middle, int high) {
    int left = low;
    int right = middle;
    for (int place = low; place < high; place++) {
      boolean takeLeft =
          right >= high || (left < middle && times[from[left]] <= times[from[right]]);
      to[place] = from[takeLeft ? left++ : right++];
    }
  }
}
