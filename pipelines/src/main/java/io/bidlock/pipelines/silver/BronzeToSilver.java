package io.bidlock.pipelines.silver;

import io.bidlock.auction.arbitration.Decision;
import io.bidlock.auction.arbitration.ItemRulings;
import io.bidlock.auction.arbitration.Ruling;
import io.bidlock.pipelines.coders.FlatRowCoder;
import io.bidlock.pipelines.coders.RulingCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * What happened, as rows of silver. In: rulings, as they were decided in streaming one by one, or
 * as they are decided again from bronze an item at a time. Out: rows of each table to be written,
 * and what gold is made of, each once.
 */
public final class BronzeToSilver {
  private static final TupleTag<KV<String, Ruling>> KNOWN = new TupleTag<>("known") {};

  private BronzeToSilver() {}

  /** Of rulings that come one by one, those of an item in the order of {@code item_seq}. */
  public static PTransform<PCollection<Ruling>, SilverCollections> onArrival() {
    return new OnArrival(true);
  }

  /** Of rulings that come one by one in any order: they wait for the watermark to pass. */
  public static PTransform<PCollection<Ruling>, SilverCollections> afterWatermark() {
    return new OnArrival(false);
  }

  /** Of all rulings of each item; nothing has to be brought together any more. */
  public static PTransform<PCollection<ItemRulings>, SilverCollections> atOnce() {
    return new AtOnce();
  }

  private static final class OnArrival extends PTransform<PCollection<Ruling>, SilverCollections> {
    private static final long serialVersionUID = 1L;
    private final boolean keepsOrder;

    OnArrival(boolean keepsOrder) {
      this.keepsOrder = keepsOrder;
    }

    @Override
    public SilverCollections expand(PCollection<Ruling> rulings) {
      PCollectionTuple split =
          rulings.apply(
              "SplitByItem",
              ParDo.of(new SplitByItem())
                  .withOutputTags(
                      KNOWN, TupleTagList.of(FollowItems.BIDS).and(FollowItems.RETRACTIONS)));
      split.get(KNOWN).setCoder(KvCoder.of(StringUtf8Coder.of(), RulingCoder.of()));
      split.get(FollowItems.BIDS).setCoder(FlatRowCoder.of(Silver.BIDS.columns()));
      split.get(FollowItems.RETRACTIONS).setCoder(FlatRowCoder.of(Silver.RETRACTIONS.columns()));
      PCollectionTuple followed = FollowItems.onArrival(split.get(KNOWN), keepsOrder);
      return SilverCollections.of(
          followed,
          PCollectionList.of(followed.get(FollowItems.BIDS))
              .and(split.get(FollowItems.BIDS))
              .apply("AllBids", Flatten.pCollections()),
          PCollectionList.of(followed.get(FollowItems.RETRACTIONS))
              .and(split.get(FollowItems.RETRACTIONS))
              .apply("AllRetractions", Flatten.pCollections()));
    }
  }

  private static final class AtOnce
      extends PTransform<PCollection<ItemRulings>, SilverCollections> {
    private static final long serialVersionUID = 1L;

    @Override
    public SilverCollections expand(PCollection<ItemRulings> items) {
      PCollectionTuple followed = FollowItems.atOnce(items);
      return SilverCollections.of(
          followed, followed.get(FollowItems.BIDS), followed.get(FollowItems.RETRACTIONS));
    }
  }

  /** Rulings on unknown items have no number: they are rows by themselves, whoever repeats them. */
  private static final class SplitByItem extends DoFn<Ruling, KV<String, Ruling>> {
    private static final long serialVersionUID = 1L;

    @ProcessElement
    public void split(@Element Ruling ruling, MultiOutputReceiver out) {
      if (ruling.itemSeq() > 0) {
        out.get(KNOWN).output(KV.of(ruling.itemId(), ruling));
      } else if (ruling instanceof Decision decision) {
        ItemFold.stored(decision, (tag, row) -> out.get(tag).output(row));
      }
    }
  }
}
