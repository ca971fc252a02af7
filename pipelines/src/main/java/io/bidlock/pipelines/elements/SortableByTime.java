package io.bidlock.pipelines.elements;

import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.joda.time.Duration;

/**
 * Makes a step that sorts its input by time wait for all of it. Such a step drops what comes after
 * the watermark, and where times are places in a log or numbers of rulings the watermark says
 * nothing. For bounded input only: none of it is told before all of it is there.
 */
public final class SortableByTime<T> extends PTransform<PCollection<T>, PCollection<T>> {
  private static final long serialVersionUID = 1L;

  /** Longer than anything between two places of a log, and far from the end of Beam's time. */
  private static final Duration FOR_EVER = Duration.standardDays(36_500_000);

  @Override
  public PCollection<T> expand(PCollection<T> elements) {
    return elements.apply(
        Window.<T>configure().withAllowedLateness(FOR_EVER).discardingFiredPanes());
  }
}
