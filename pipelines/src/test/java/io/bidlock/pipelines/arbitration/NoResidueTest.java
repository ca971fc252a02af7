package io.bidlock.pipelines.arbitration;

import static org.assertj.core.api.Assertions.assertThat;

import io.bidlock.auction.arbitration.ItemState;
import io.bidlock.auction.log.LogEntry;
import io.bidlock.pipelines.bronze.Tombstones;
import io.bidlock.pipelines.coders.ItemStateCoder;
import io.bidlock.pipelines.elements.LatestOfBundle;
import io.bidlock.pipelines.testing.GeneratedLog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.beam.runners.core.InMemoryStateInternals;
import org.apache.beam.runners.core.StateNamespaces;
import org.apache.beam.runners.core.StateTag;
import org.apache.beam.runners.core.StateTags;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.state.MapState;
import org.apache.beam.sdk.state.ValueState;
import org.apache.beam.sdk.transforms.DoFn.MultiOutputReceiver;
import org.apache.beam.sdk.transforms.DoFn.OutputReceiver;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.values.OutputBuilder;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.WindowedValues;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

/** After all items have closed, what is left of each in Beam's state is its tombstone. */
class NoResidueTest {
  private static final StateTag<ValueState<ItemState>> ITEM =
      StateTags.value("item", ItemStateCoder.of());
  private static final StateTag<MapState<String, byte[]>> REMEMBERED =
      StateTags.map("remembered", StringUtf8Coder.of(), ByteArrayCoder.of());

  private final Map<String, InMemoryStateInternals<String>> states = new HashMap<>();

  @Test
  void onlyTombstonesAreLeft() {
    List<LogEntry> log = GeneratedLog.closed(21, 25, 1_500);
    ItemArbitration arbitration =
        new ItemArbitration(
            Repeats.FAIL, Tombstones.none(), new LatestOfBundle<>(ArbitrateBids.ITEMS));
    for (LogEntry entry : log) {
      String itemId = entry.record().itemId();
      arbitration.decide(entry, item(itemId), remembered(itemId), new Nowhere());
    }

    assertThat(states).hasSize(26);
    for (String itemId : states.keySet()) {
      assertThat(remembered(itemId).keys().read()).as("remembered of %s", itemId).isEmpty();
      if (itemId.equals("no-such-item")) {
        assertThat(item(itemId).read()).as("an unknown item leaves nothing").isNull();
      } else {
        assertThat(item(itemId).read()).isInstanceOf(ItemState.Tombstone.class);
      }
    }
  }

  private ValueState<ItemState> item(String itemId) {
    return internals(itemId).state(StateNamespaces.global(), ITEM);
  }

  private MapState<String, byte[]> remembered(String itemId) {
    return internals(itemId).state(StateNamespaces.global(), REMEMBERED);
  }

  private InMemoryStateInternals<String> internals(String itemId) {
    return states.computeIfAbsent(itemId, InMemoryStateInternals::forKey);
  }

  private static final class Nowhere implements MultiOutputReceiver {
    @Override
    public <T> OutputReceiver<T> get(TupleTag<T> tag) {
      return new OutputReceiver<>() {
        @Override
        public OutputBuilder<T> builder(T value) {
          return WindowedValues.<T>builder()
              .setValue(value)
              .setTimestamp(Instant.EPOCH)
              .setWindow(GlobalWindow.INSTANCE)
              .setPaneInfo(PaneInfo.NO_FIRING)
              .setReceiver(output -> {});
        }
      };
    }

    @Override
    public <T> OutputReceiver<org.apache.beam.sdk.values.Row> getRowReceiver(TupleTag<T> tag) {
      throw new UnsupportedOperationException("no rows here");
    }
  }
}
