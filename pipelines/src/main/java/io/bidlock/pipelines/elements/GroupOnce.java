package io.bidlock.pipelines.elements;

import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.join.RawUnionValue;
import org.apache.beam.sdk.transforms.join.UnionCoder;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * Groups several collections by their keys. A group is read once, from beginning to end, with its
 * values mixed: Flink streams a group from its sorter and cannot go back. Beam's {@code
 * CoGroupByKey} does go back in groups of more than 10,000 values, and fails there.
 */
public final class GroupOnce {
  private GroupOnce() {}

  /**
   * Groups what {@link #mix} has mixed.
   *
   * @param name of the step
   * @param collections each with a {@link KvCoder}; values come out tagged with their place here
   */
  public static PCollection<KV<String, Iterable<RawUnionValue>>> byKey(
      String name, List<PCollection<? extends KV<String, ?>>> collections) {
    return mix(name, collections).apply(name + "/Group", GroupByKey.create());
  }

  /** Brings several collections together as one, for a step that has to see all of a key. */
  public static PCollection<KV<String, RawUnionValue>> mix(
      String name, List<PCollection<? extends KV<String, ?>>> collections) {
    List<Coder<?>> coders = new ArrayList<>();
    for (PCollection<? extends KV<String, ?>> one : collections) {
      Coder<?> coder = one.getCoder();
      coders.add(((KvCoder<?, ?>) coder).getValueCoder());
    }
    UnionCoder union = UnionCoder.of(coders);
    List<PCollection<KV<String, RawUnionValue>>> tagged = new ArrayList<>();
    for (int place = 0; place < collections.size(); place++) {
      tagged.add(tag(name + "/Tag " + place, place, collections.get(place), union));
    }
    return PCollectionList.of(tagged).apply(name + "/All", Flatten.pCollections());
  }

  private static <T extends KV<String, ?>> PCollection<KV<String, RawUnionValue>> tag(
      String name, int place, PCollection<T> values, UnionCoder union) {
    return values
        .apply(name, ParDo.of(new Tag<T>(place)))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), union));
  }

  private static final class Tag<T extends KV<String, ?>>
      extends DoFn<T, KV<String, RawUnionValue>> {
    private static final long serialVersionUID = 1L;
    private final int place;

    Tag(int place) {
      this.place = place;
    }

    @ProcessElement
    public void tag(@Element T value, OutputReceiver<KV<String, RawUnionValue>> out) {
      out.output(KV.of(value.getKey(), new RawUnionValue(place, value.getValue())));
    }
  }
}
