package io.bidlock.pipelines.elements;

import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.SerializableBiFunction;
import org.apache.beam.sdk.util.SerializableSupplier;

/**
 * Combines values, two at a time, by an operation that is associative and commutative.
 *
 * <p>What is kept is such a value, which is never changed: while Flink writes a checkpoint it goes
 * on working, and where nothing is copied ({@code fasterCopy}) a changed value would be written as
 * it is later. Beam's {@code Combine.BinaryCombineFn} keeps a holder that it does change: after a
 * restart from a checkpoint some of what came meanwhile was counted twice.
 *
 * @param <V> immutable
 */
public final class Total<V> extends Combine.CombineFn<V, V, V> {
  private static final long serialVersionUID = 1L;

  private final SerializableSupplier<V> identity;
  private final SerializableBiFunction<V, V, V> plus;

  private Total(SerializableSupplier<V> identity, SerializableBiFunction<V, V, V> plus) {
    this.identity = identity;
    this.plus = plus;
  }

  /**
   * @param identity gives the value that changes no other, which need not be serializable
   * @param plus makes one value of both, and leaves both as they are
   */
  public static <V> Total<V> of(
      SerializableSupplier<V> identity, SerializableBiFunction<V, V, V> plus) {
    return new Total<>(identity, plus);
  }

  @Override
  public V createAccumulator() {
    return identity.get();
  }

  @Override
  public V addInput(V total, V input) {
    return plus.apply(total, input);
  }

  @Override
  public V mergeAccumulators(Iterable<V> totals) {
    V merged = identity.get();
    for (V total : totals) {
      merged = plus.apply(merged, total);
    }
    return merged;
  }

  @Override
  public V extractOutput(V total) {
    return total;
  }

  @Override
  public Coder<V> getAccumulatorCoder(CoderRegistry registry, Coder<V> inputCoder) {
    return inputCoder;
  }

  @Override
  public Coder<V> getDefaultOutputCoder(CoderRegistry registry, Coder<V> inputCoder) {
    return inputCoder;
  }
}
