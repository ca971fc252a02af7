package io.bidlock.pipelines.elements;

import org.apache.beam.sdk.coders.IterableCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.state.BagState;
import org.apache.beam.sdk.state.StateSpec;
import org.apache.beam.sdk.state.StateSpecs;
import org.apache.beam.sdk.state.TimeDomain;
import org.apache.beam.sdk.state.Timer;
import org.apache.beam.sdk.state.TimerSpec;
import org.apache.beam.sdk.state.TimerSpecs;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.TimestampCombiner;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * Groups bounded input by key, in the global window, so that later steps may still put what comes
 * out into windows of event time. A group may be read once, and has to fit into memory.
 *
 * <p>Flink gathers what a bundle has of a key as one record, which fails where it does not fit into
 * its sort buffer, of some megabytes; there groups are gathered in state, which Flink fills and
 * empties key by key. Elsewhere groups come out at the end of time, which later windows take for
 * late, and the direct runner drops what is late in batch too; there they are given the earliest
 * time that is in them.
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
    if (runner.contains("Flink")) {
      KvCoder<K, V> coder = (KvCoder<K, V>) all.getCoder();
      return all.apply("ByKey", ParDo.of(new Gather<>(coder)))
          .setCoder(KvCoder.of(coder.getKeyCoder(), IterableCoder.of(coder.getValueCoder())));
    }
    PCollection<KV<K, V>> inTime =
        runner.contains("Direct")
            ? all.apply(
                "Early",
                Window.<KV<K, V>>configure().withTimestampCombiner(TimestampCombiner.EARLIEST))
            : all;
    return inTime.apply("ByKey", GroupByKey.create());
  }

  private static final class Gather<K, V> extends DoFn<KV<K, V>, KV<K, Iterable<V>>> {
    private static final long serialVersionUID = 1L;
    private static final String GROUP = "group";
    private static final String END = "end";

    @StateId(GROUP)
    private final StateSpec<BagState<V>> groupSpec;

    @TimerId(END)
    private final TimerSpec endSpec = TimerSpecs.timer(TimeDomain.EVENT_TIME);

    Gather(KvCoder<K, V> coder) {
      groupSpec = StateSpecs.bag(coder.getValueCoder());
    }

    @ProcessElement
    public void gather(
        @Element KV<K, V> element, @StateId(GROUP) BagState<V> group, @TimerId(END) Timer end) {
      group.add(element.getValue());
      end.set(GlobalWindow.INSTANCE.maxTimestamp());
    }

    @OnTimer(END)
    public void tell(
        @Key K key, @StateId(GROUP) BagState<V> group, OutputReceiver<KV<K, Iterable<V>>> out) {
      out.output(KV.of(key, group.read()));
      group.clear();
    }
  }
}
