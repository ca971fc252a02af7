package io.bidlock.pipelines.proof;

import io.bidlock.pipelines.proof.Link.Place;
import java.util.Map;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.join.CoGbkResult;
import org.apache.beam.sdk.transforms.join.CoGroupByKey;
import org.apache.beam.sdk.transforms.join.KeyedPCollectionTuple;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;

/**
 * Compares told links with the right ones, item by item. In: the links that the log makes, by item.
 * Out: a comparison an item. One item's links are in memory at a time.
 */
final class CompareChains
    extends PTransform<PCollection<KV<String, Link>>, PCollection<Comparison>> {
  private static final long serialVersionUID = 1L;
  private static final TupleTag<Link> RIGHT = new TupleTag<>("right") {};
  private static final TupleTag<Link> TOLD = new TupleTag<>("told") {};

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
    return KeyedPCollectionTuple.of(RIGHT, right)
        .and(TOLD, told)
        .apply("ByItem", CoGroupByKey.create())
        .apply("Compare", ParDo.of(new Compare(where, reach)).withSideInputs(reach))
        .setCoder(SerializableCoder.of(Comparison.class));
  }

  private static final class Compare extends DoFn<KV<String, CoGbkResult>, Comparison> {
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
      CoGbkResult links = context.element().getValue();
      context.output(
          new CompareItem(where, place -> reachOf(place, reaches))
              .compare(context.element().getKey(), links.getAll(RIGHT), links.getAll(TOLD)));
    }

    private static Reach reachOf(Place place, Map<String, Reach> reaches) {
      return reaches.getOrDefault(
          partition(place.position().era(), place.position().partition()), Reach.NONE);
    }
  }
}
