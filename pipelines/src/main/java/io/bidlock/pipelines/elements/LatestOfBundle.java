package io.bidlock.pipelines.elements;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.DoFn.MultiOutputReceiver;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Instant;

/**
 * The latest state of each thing that a bundle is about. Where only the last one counts, as on a
 * compacted topic or in a row that is replaced, a bidding war costs one record a bundle, not one a
 * bid.
 *
 * @param <T> states of things
 */
public final class LatestOfBundle<T> {
  /** As many as Flink puts in a bundle by our settings; beyond that they are told at once. */
  private static final int MAX = 5_000;

  private final TupleTag<T> output;
  private final Map<String, Supplier<T>> latest = new LinkedHashMap<>();
  private Instant timestamp = BoundedWindow.TIMESTAMP_MIN_VALUE;

  /**
   * @param output where they are told
   */
  public LatestOfBundle(TupleTag<T> output) {
    this.output = output;
  }

  /**
   * Notes a thing's new state; tells all at once where they are too many to keep.
   *
   * @param state makes what is told; not asked where another state follows in the bundle
   */
  public void add(String id, Supplier<T> state, MultiOutputReceiver out) {
    latest.put(id, state);
    if (latest.size() >= MAX) {
      latest.values().forEach(one -> out.get(output).output(one.get()));
      latest.clear();
    }
  }

  /** Notes an element's time: what the bundle's end tells is as late as its last element. */
  public void at(Instant elementTimestamp) {
    if (elementTimestamp.isAfter(timestamp)) {
      timestamp = elementTimestamp;
    }
  }

  /** Tells what is left at a bundle's end. */
  public void tell(DoFn<?, ?>.FinishBundleContext context) {
    for (Supplier<T> state : latest.values()) {
      context.output(output, state.get(), timestamp, GlobalWindow.INSTANCE);
    }
    latest.clear();
  }
}
