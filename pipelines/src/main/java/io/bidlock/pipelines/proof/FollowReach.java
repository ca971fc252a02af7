package io.bidlock.pipelines.proof;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.auction.log.LogEntry;
import java.util.Map;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Max;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * How far each partition of the log is known to be decided. In: the log, by item. Out: reaches by
 * {@link CompareChains#partition}.
 *
 * <p>Decisions come to bronze a file at a time, each partition's when it is full or a minute old.
 * So what was logged up to two minutes before the newest decided command may be decided without
 * bronze knowing it; what was logged before that is not.
 */
final class FollowReach
    extends PTransform<PCollection<KV<String, LogEntry>>, PCollectionView<Map<String, Reach>>> {
  private static final long serialVersionUID = 1L;

  /** Twice the time that a record waits for its file. */
  static final long SLACK_MILLIS = 120_000;

  private final PCollection<Ruling> told;
  private final boolean allDecided;

  FollowReach(PCollection<Ruling> told, boolean allDecided) {
    super("FollowReach");
    this.told = told;
    this.allDecided = allDecided;
  }

  @Override
  public PCollectionView<Map<String, Reach>> expand(PCollection<KV<String, LogEntry>> log) {
    PCollectionView<Long> newest =
        told.apply("TimesDecided", ParDo.of(new Times()))
            .apply("Newest", Max.longsGlobally().asSingletonView());
    return log.apply(
            "ReachOfRecord", ParDo.of(new ReachOfRecord(newest, allDecided)).withSideInputs(newest))
        .setCoder(KvCoder.of(StringUtf8Coder.of(), SerializableCoder.of(Reach.class)))
        .apply("ByPartition", Combine.perKey(new Merge()))
        .apply("AsView", View.asMap());
  }

  private static final class Times extends DoFn<Ruling, Long> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void times(@Element Ruling ruling, OutputReceiver<Long> out) {
      if (ruling instanceof Decision decision) {
        out.output(decision.timeMillis());
      }
    }
  }

  private static final class ReachOfRecord extends DoFn<KV<String, LogEntry>, KV<String, Reach>> {
    private static final long serialVersionUID = 1L;
    private final PCollectionView<Long> newest;
    private final boolean allDecided;

    ReachOfRecord(PCollectionView<Long> newest, boolean allDecided) {
      this.newest = newest;
      this.allDecided = allDecided;
    }

    @ProcessElement
    public void reach(ProcessContext context) {
      LogEntry entry = context.element().getValue();
      long offset = entry.position().offset();
      boolean fresh = !allDecided && entry.timeMillis() >= context.sideInput(newest) - SLACK_MILLIS;
      context.output(
          KV.of(
              CompareChains.partition(entry.position().era(), entry.position().partition()),
              new Reach(fresh ? offset : Long.MAX_VALUE, offset + 1)));
    }
  }

  private static final class Merge extends Combine.BinaryCombineFn<Reach> {
    private static final long serialVersionUID = 1L;

    @Override
    public Reach apply(Reach one, Reach other) {
      return one.merge(other);
    }
  }
}
