package io.bidlock.pipelines.elements;

import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.transforms.Combine;

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
public abstract class Total<V> extends Combine.CombineFn<V, V, V> {
  private static final long serialVersionUID = 1L;

  /** The value that changes no other. */
  public abstract V identity();

  /** Both together. */
  public abstract V plus(V one, V other);

  @Override
  public final V createAccumulator() {
    return identity();
  }

  @Override
  public final V addInput(V total, V input) {
    return plus(total, input);
  }

  @Override
  public final V mergeAccumulators(Iterable<V> totals) {
    V merged = identity();
    for (V total : totals) {
      merged = plus(merged, total);
    }
    return merged;
  }

  @Override
  public final V extractOutput(V total) {
    return total;
  }

  @Override
  public final Coder<V> getAccumulatorCoder(CoderRegistry registry, Coder<V> inputCoder) {
    return inputCoder;
  }

  @Override
  public final Coder<V> getDefaultOutputCoder(CoderRegistry registry, Coder<V> inputCoder) {
    return inputCoder;
  }
}
