package io.bidlock.pipelines.elements;

import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.windowing.TimestampCombiner;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Groups bounded input by key, in the global window, so that later steps may still put what comes
 * out into windows of event time.
 *
 * <p>Groups come out at the end of time, which later windows take for late. Only the direct runner
 * drops what is late in batch, and there groups are given the earliest time that is in them. Flink
 * would then make each group one record of its sort buffer, and fail on one that does not fit.
 *
 * @param <K> the key
 * @param <V> the values
 */
public final class GroupBounded<K, V>
    extends PTransform<PCollection<KV<K, V>>, PCollection<KV<K, Iterable<V>>>> {
  private static final long serialVersionUID = 1L;

  @Override
  public PCollection<KV<K, Iterable<V>>> expand(PCollection<KV<K, V>> all) {
    String runner = all.getPipeline().getOptions().getRunner().getSimpleName();
    PCollection<KV<K, V>> inTime =
        runner.contains("Direct")
            ? all.apply(
                "Early",
                Window.<KV<K, V>>configure().withTimestampCombiner(TimestampCombiner.EARLIEST))
            : all;
    return inTime.apply("ByKey", GroupByKey.create());
  }
}
