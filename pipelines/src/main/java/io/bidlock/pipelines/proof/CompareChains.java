package io.bidlock.pipelines.proof;

import io.bidlock.pipelines.elements.GroupOnce;
import io.bidlock.pipelines.proof.Link.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.join.RawUnionValue;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Compares told links with the right ones, item by item. In: the links that the log makes, by item.
 * Out: a comparison an item. One item's links are in memory at a time.
 */
final class CompareChains
    extends PTransform<PCollection<KV<String, Link>>, PCollection<Comparison>> {
  private static final long serialVersionUID = 1L;
  private static final int RIGHT = 0;

  private final String where;
  private final PCollection<KV<String, Link>> told;
  private final PCollectionView<Map<String, Reach>> reach;

  /**
   * @param where the told ones come from
   * @param reach by {@link #partition}
   */
  CompareChains(
      String where, PCollection<KV<String, Link>> told, PCollectionView<Map<String, Reach>> reach) {
    super("Compare with " + where);
    this.where = where;
    this.told = told;
    this.reach = reach;
  }

  /** A partition of the log, as a key. */
  static String partition(int era, int partition) {
    return era + "-" + partition;
  }

  @Override
  public PCollection<Comparison> expand(PCollection<KV<String, Link>> right) {
    return GroupOnce.byKey("ByItem", List.of(right, told))
        .apply("Compare", ParDo.of(new Compare(where, reach)).withSideInputs(reach))
        .setCoder(SerializableCoder.of(Comparison.class));
  }

  private static final class Compare extends DoFn<KV<String, Iterable<RawUnionValue>>, Comparison> {
    private static final long serialVersionUID = 1L;
    private final String where;
    private final PCollectionView<Map<String, Reach>> reach;

    Compare(String where, PCollectionView<Map<String, Reach>> reach) {
      this.where = where;
      this.reach = reach;
    }

    @ProcessElement
    public void compare(ProcessContext context) {
      Map<String, Reach> reaches = context.sideInput(reach);
      List<Link> right = new ArrayList<>();
      List<Link> told = new ArrayList<>();
      for (RawUnionValue link : context.element().getValue()) {
        (link.getUnionTag() == RIGHT ? right : told).add((Link) link.getValue());
      }
      context.output(
          new CompareItem(where, place -> reachOf(place, reaches))
              .compare(context.element().getKey(), right, told));
    }

    private static Reach reachOf(Place place, Map<String, Reach> reaches) {
      return reaches.getOrDefault(
          partition(place.position().era(), place.position().partition()), Reach.NONE);
    }
  }
}
