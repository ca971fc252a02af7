package io.bidlock.pipelines.arbitration;

import io.bidlock.auction.view.PublicItem;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.DoFn.MultiOutputReceiver;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.joda.time.Instant;

/**
 * The latest public state of each item of a bundle. Only the last one counts on a compacted topic,
 * so a bidding war costs one record a bundle, not one a bid.
 */
public final class PublicItemsOfBundle {
  /** As many as Flink puts in a bundle by our settings; beyond that they are told at once. */
  private static final int MAX_ITEMS = 5_000;

  private final Map<String, PublicItem> latest = new LinkedHashMap<>();
  private Instant timestamp = BoundedWindow.TIMESTAMP_MIN_VALUE;

  /** Notes an item's new state; tells all at once where they are too many to keep. */
  public void add(PublicItem item, MultiOutputReceiver out) {
    latest.put(item.id(), item);
    if (latest.size() >= MAX_ITEMS) {
      latest.values().forEach(one -> out.get(ArbitrateBids.ITEMS).output(one));
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
    for (PublicItem item : latest.values()) {
      context.output(ArbitrateBids.ITEMS, item, timestamp, GlobalWindow.INSTANCE);
    }
    latest.clear();
  }
}
