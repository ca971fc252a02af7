package io.bidlock.pipelines.elements;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.DoFn.OutputReceiver;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.joda.time.Instant;

/**
 * Sums up what a bundle brings for one key in one window, so that between machines go as many
 * elements as there are keys, and not as many as there are facts. Runners do that by themselves in
 * batch only, and only where nothing stands between the facts and their sum.
 *
 * @param <K> keys
 * @param <V> values, never changed
 */
public final class SumOfBundle<K, V> {
  /** Sums in memory, at most. */
  private static final int MAX = 20_000;

  private final BinaryOperator<V> plus;
  private final Map<Place<K>, Sum<V>> sums = new HashMap<>();

  private record Place<K>(K key, Object window) {
    /** A window to be is none yet. */
    BoundedWindow outputWindow() {
      return window instanceof BoundedWindow already ? already : GlobalWindow.INSTANCE;
    }
  }

  private record Sum<V>(V value, Instant latest) {}

  /**
   * @param plus makes one value of both, whichever comes first
   */
  public SumOfBundle(BinaryOperator<V> plus) {
    this.plus = plus;
  }

  /**
   * Adds a fact; tells all sums at once where they are too many to keep.
   *
   * @param window that it is in; or, in the global window, what tells which it will be put into
   * @param time when it happened, within that window
   */
  public void add(K key, Object window, Instant time, V value, OutputReceiver<KV<K, V>> out) {
    sums.merge(
        new Place<>(key, window),
        new Sum<>(value, time),
        (one, other) ->
            new Sum<>(
                plus.apply(one.value, other.value),
                one.latest.isAfter(other.latest) ? one.latest : other.latest));
    if (sums.size() >= MAX) {
      sums.forEach(
          (place, sum) ->
              out.builder(KV.of(place.key, sum.value))
                  .setTimestamp(sum.latest)
                  .setWindow(place.outputWindow())
                  .output());
      sums.clear();
    }
  }

  /** Tells what is left at a bundle's end, each sum at the time of its latest fact. */
  public void tell(DoFn<?, KV<K, V>>.FinishBundleContext context) {
    sums.forEach(
        (place, sum) ->
            context.output(KV.of(place.key, sum.value), sum.latest, place.outputWindow()));
    sums.clear();
  }
}
