package io.bidlock.pipelines.runner;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.values.PCollection;

/**
 * How far a batch job is, as far as it runs in this very process: on the direct runner, and on an
 * embedded Flink or Spark. Their metrics are to be had when a job has ended and not before, and its
 * steps cannot be handed an object of the process; hence counters of the class. A job elsewhere
 * leaves them at 0.
 */
public final class JobProgress {
  /** What is counted. */
  public enum Step {
    /** Records that were read. */
    READ,
    /** Rulings that were made. */
    DECIDED,
    /** Rows that were handed to where tables are written. */
    WRITTEN
  }

  private static final Map<Step, LongAdder> COUNTS = new EnumMap<>(Step.class);

  static {
    for (Step step : Step.values()) {
      COUNTS.put(step, new LongAdder());
    }
  }

  private JobProgress() {}

  /** How many there were since the process began. */
  public static long of(Step step) {
    return COUNTS.get(step).sum();
  }

  /** Hands on what comes, and counts it. */
  public static <T> PTransform<PCollection<T>, PCollection<T>> count(Step step) {
    return count(step, one -> 1);
  }

  /**
   * Hands on what comes, and counts it.
   *
   * @param size how many an element counts as
   */
  public static <T> PTransform<PCollection<T>, PCollection<T>> count(
      Step step, SerializableFunction<T, Integer> size) {
    return new CountAll<>(step, size);
  }

  private static final class CountAll<T> extends PTransform<PCollection<T>, PCollection<T>> {
    private static final long serialVersionUID = 1L;
    private final Step step;
    private final SerializableFunction<T, Integer> size;

    CountAll(Step step, SerializableFunction<T, Integer> size) {
      super("Count " + step);
      this.step = step;
      this.size = size;
    }

    @Override
    public PCollection<T> expand(PCollection<T> all) {
      return all.apply("Count", ParDo.of(new CountEach<T>(step, size))).setCoder(all.getCoder());
    }
  }

  private static final class CountEach<T> extends DoFn<T, T> {
    private static final long serialVersionUID = 1L;
    private final Step step;
    private final SerializableFunction<T, Integer> size;

    CountEach(Step step, SerializableFunction<T, Integer> size) {
      this.step = step;
      this.size = size;
    }

    @ProcessElement
    public void count(@Element T element, OutputReceiver<T> out) {
      COUNTS.get(step).add(size.apply(element));
      out.output(element);
    }
  }
}
