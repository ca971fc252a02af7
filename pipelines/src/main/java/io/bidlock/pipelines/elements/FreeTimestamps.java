package io.bidlock.pipelines.elements;

import org.apache.beam.sdk.transforms.DoFn;
import org.joda.time.Duration;

/**
 * A step that gives elements times of its choice, be they earlier than those they came with: what
 * is late by that is for the windows after it to say.
 */
public abstract class FreeTimestamps<InputT, OutputT> extends DoFn<InputT, OutputT> {
  private static final long serialVersionUID = 1L;

  @Override
  @SuppressWarnings("deprecation") // Nothing else lets an element be put back in time.
  public final Duration getAllowedTimestampSkew() {
    return new Duration(Long.MAX_VALUE);
  }
}
