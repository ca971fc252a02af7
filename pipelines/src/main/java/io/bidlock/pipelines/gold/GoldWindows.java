package io.bidlock.pipelines.gold;

import java.io.Serializable;
import org.apache.beam.sdk.transforms.windowing.AfterProcessingTime;
import org.apache.beam.sdk.transforms.windowing.AfterWatermark;
import org.apache.beam.sdk.transforms.windowing.Repeatedly;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.joda.time.Duration;

/**
 * When gold's windows tell what they hold: this is all in which the modes differ here.
 *
 * @param timeZone the house's, by its IANA name: a day begins there
 * @param early whether windows tell what they have before they are complete, and correct themselves
 */
public record GoldWindows(String timeZone, boolean early) implements Serializable {
  /** How often a window that changes is told. */
  private static final Duration EVERY = Duration.standardSeconds(1);

  /**
   * What comes later than that is left out of gold: an auction closed a month before it is told.
   */
  private static final Duration LATENESS = Duration.standardDays(31);

  /** Windows of input that ends: each tells once, at the end. */
  public static GoldWindows once(String timeZone) {
    return new GoldWindows(timeZone, false);
  }

  /** Windows of input that goes on: absolute values, told again as they grow. */
  public static GoldWindows growing(String timeZone) {
    return new GoldWindows(timeZone, true);
  }

  /**
   * Windows that tell nothing before they are complete, in streaming either: for what is of use as
   * a whole. What comes late corrects them, a minute's worth at once.
   */
  <T> Window<T> whole(Period period) {
    Window<T> windows = Window.into(period.windows(timeZone));
    return early
        ? windows
            .triggering(
                AfterWatermark.pastEndOfWindow()
                    .withLateFirings(
                        AfterProcessingTime.pastFirstElementInPane()
                            .plusDelayOf(Duration.standardMinutes(1))))
            .withAllowedLateness(LATENESS)
            .accumulatingFiredPanes()
        : windows;
  }

  /** Windows of days or hours. */
  public <T> Window<T> of(Period period) {
    Window<T> windows = Window.into(period.windows(timeZone));
    return early
        ? windows
            .triggering(
                Repeatedly.forever(AfterProcessingTime.pastFirstElementInPane().plusDelayOf(EVERY)))
            .withAllowedLateness(LATENESS)
            .accumulatingFiredPanes()
        : windows;
  }
}
